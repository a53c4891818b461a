/**
 * Playwright reporter, listed first: takes secrets out of everything that the later reporters will store or print. The
 * client redacts what it records; this is the second line of defence, for what slips past it (an error message with a
 * header in it, a worker's console output, a file that Playwright attaches by itself).
 */
import type {
  FullConfig,
  Reporter,
  TestCase,
  TestError,
  TestResult,
  TestStep,
} from '@playwright/test/reporter';
import { toleratingClosedOutput } from '../client/stop.ts';
import { redact } from '../client/redaction.ts';
import { guardOutput } from './safe-output.ts';
import { redactFile, TEXTUAL } from './redact-worker.ts';

type Attachment = TestResult['attachments'][number];

export default class RedactingReporter implements Reporter {
  readonly #restore = [process.stdout, process.stderr].map(guardOutput);

  constructor() {
    // `--list | head` is no failure.
    toleratingClosedOutput();
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig): void {
    for (const project of config.projects) {
      const headers = project.use.extraHTTPHeaders;
      for (const name of Object.keys(headers ?? {})) if (headers) headers[name] = redact(headers[name] ?? '');
    }
  }

  /** Allure takes a step's name when it begins. */
  onStepBegin(_test: TestCase, _result: TestResult, step: TestStep): void {
    redactStep(step);
  }

  onStepEnd(_test: TestCase, _result: TestResult, step: TestStep): void {
    redactStep(step);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    result.errors.forEach(redactError);
    result.steps.forEach(redactStep);
    result.attachments.forEach(redactAttachment);
    // Playwright copies the annotations of the last result to the test, where JUnit reads them.
    for (const annotation of [...result.annotations, ...test.annotations]) {
      if (annotation.description !== undefined) annotation.description = redact(annotation.description);
    }
    for (const output of [result.stdout, result.stderr]) {
      output.forEach((chunk, n) => (output[n] = redact(chunk.toString())));
    }
  }

  onError(error: TestError): void {
    redactError(error);
  }

  /** Only here: the statement and its conclusion are printed at the end of the run. */
  async onExit(): Promise<void> {
    this.#restore.forEach((restore) => restore());
  }
}

function redactError(error: TestError | undefined): void {
  if (!error) return;
  if (error.message !== undefined) error.message = redact(error.message);
  if (error.stack !== undefined) error.stack = redact(error.stack);
  if (error.snippet !== undefined) error.snippet = redact(error.snippet);
  if (error.value !== undefined) error.value = redact(error.value);
  redactError(error.cause);
}

function redactStep(step: TestStep): void {
  step.title = redact(step.title);
  if (step.subtitle !== undefined) step.subtitle = redact(step.subtitle);
  redactError(step.error);
  step.attachments.forEach(redactAttachment);
  step.steps.forEach(redactStep);
}

function redactAttachment(attachment: Attachment): void {
  attachment.name = redact(attachment.name);
  if (!TEXTUAL.test(attachment.contentType)) return;
  if (attachment.body) attachment.body = Buffer.from(redact(attachment.body.toString('utf8')));
  if (attachment.path !== undefined) redactFile(attachment.path);
}
