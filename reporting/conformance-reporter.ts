/**
 * Playwright reporter: gathers the outcome of each requirement, shows progress, writes the statement and ends the process
 * with the exit code of the verdict. Listed last, so that every other report is written by then.
 */
import { writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { catalogue, isRequirementId, requirementById } from '../contract/catalogue.ts';
import type { Area } from '../contract/types.ts';
import { redact } from '../client/redaction.ts';
import { DEFAULT_VERSION } from '../contract/versions.ts';
import { AllureExchanges } from './allure-exchanges.ts';
import {
  allureFiles,
  nameAllureResults,
  arrangeAllureResults,
  writeAllureEnvironment,
} from './allure-results.ts';
import { isConformanceTest, outcomeOf, outcomeOfUnstarted, plainMessage, slugOf } from './collect.ts';
import { fullDisk, noteFullDisk, surviveFullDisk } from './full-disk.ts';
import { readKnownFaults, staleKnownFaults } from './known-faults.ts';
import { readFailures, SCRIPT_ATTACHMENT } from './failure-reading.ts';
import { readableWidth } from './layout.ts';
import type { Outcome } from '../judging/outcome.ts';
import { ctrfReport } from './ctrf.ts';
import { junitXml } from './junit.ts';
import { Progress } from './progress.ts';
import { ALLURE_RESULTS, CTRF_FILE, JUNIT_FILE } from './report-folder.ts';
import { RUN_BY_COMMAND } from './reporters.ts';
import { recordedRunFacts } from '../judging/run-facts.ts';
import { buildStatement, type Statement, type TestPlace } from './statement.ts';
import { writeStatement } from './statement-file.ts';
import { readStories, storyFiles } from './stories.ts';
import { styleFor } from './style.ts';
import { suiteVersion } from './suite-version.ts';
import { areaLine, areaLines, conclusionLines, findingLines, type Page } from './terminal.ts';

export interface ConformanceReporterOptions {
  /** Folder for the statement; the Allure results are its `allure-results`. */
  readonly reportDir: string;
}

/** As for everything that the user has to put right. */
const EXIT_CONFIGURATION = 2;
const INCONCLUSIVE = 3;
const ROOT = join(import.meta.dirname, '..');

export default class ConformanceReporter implements Reporter {
  readonly #reportDir: string;
  /** Started by `npm run conformance`, which has the terminal to itself and says the conclusion. */
  readonly #byCommand = process.env[RUN_BY_COMMAND] !== undefined;
  readonly #page: Page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns) };
  readonly #outcomes = new Map<string, Outcome>();
  readonly #scripts = new Map<string, string>();
  readonly #runErrors: string[] = [];
  #startedAt = new Date();
  #tests: readonly TestCase[] = [];
  /** True where only tests of our own code ran: then this run is none of our business. */
  #bystander = false;
  #progress: Progress | undefined;
  #exitCode: number | undefined;

  constructor(options: ConformanceReporterOptions) {
    this.#reportDir = options.reportDir;
    surviveFullDisk();
  }

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#startedAt = new Date();
    const all = suite.allTests();
    this.#tests = all.filter(isConformanceTest);
    this.#bystander = this.#tests.length === 0 && all.length > 0;
    if (!this.#byCommand || this.#tests.length === 0) return;
    this.#progress = new Progress(process.stdout, this.#page.style, this.#tests.length);
    this.#progress.start();
  }

  onTestBegin(test: TestCase): void {
    const area = areaOf(slugOf(test));
    if (isConformanceTest(test) && area) this.#progress?.checking(area, slugOf(test));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (!isConformanceTest(test)) return;
    this.#keep(outcomeOf(test, result));
    const script = result.attachments.find(({ name }) => name === SCRIPT_ATTACHMENT)?.body;
    if (script) this.#scripts.set(slugOf(test), redact(script.toString('utf8')));
    this.#progress?.checked();
    this.#showFinishedArea(areaOf(slugOf(test)));
  }

  onStdOut(chunk: string | Buffer): void {
    this.#passOn(chunk);
  }

  onStdErr(chunk: string | Buffer): void {
    this.#passOn(chunk);
  }

  /** Errors outside any test: set-up, a spec that does not load, a reporter that threw. */
  onError(error: TestError): void {
    const message = plainMessage(error);
    // A selection that matches nothing is no failure of the run: the conclusion says that nothing was checked.
    if (!message.startsWith('No tests found')) this.#runErrors.push(redact(message));
  }

  async onEnd(result: FullResult): Promise<void> {
    this.#progress?.stop();
    if (this.#bystander) return;
    if (this.#tests.length === 0 && this.#runErrors.length === 0) {
      // The results of the last run stay as they are.
      process.stderr.write('No requirement matches the selection; nothing has been sent or changed.\n');
      this.#exitCode = EXIT_CONFIGURATION;
      return;
    }
    try {
      this.#judgeUnstarted(result);
      const statement = this.#writeStatement();
      this.#print(statement);
      // Tests of our own code may have run as well; their failure is not the target's, but it is a failure.
      const selfFailed = statement.conclusion.exitCode === 0 && result.status !== 'passed';
      this.#exitCode = selfFailed ? 1 : statement.conclusion.exitCode;
    } catch (error) {
      const message = error instanceof Error ? plainMessage(error) : String(error);
      this.#exitCode = INCONCLUSIVE;
      if (noteFullDisk(error) || fullDisk() !== undefined) return;
      process.stderr.write(
        `\nInconclusive: the reporter of this suite failed (${redact(message)}); this is an internal error.\n`,
      );
    }
  }

  async onExit(): Promise<void> {
    if (this.#exitCode === undefined) return;
    const trouble = fullDisk();
    if (trouble !== undefined) {
      process.stderr.write(`\nREPORT_DIR ${this.#reportDir} could not be written to the end: ${trouble}\n`);
      this.#exitCode = EXIT_CONFIGURATION;
    }
    await flushed(process.stdout);
    await flushed(process.stderr);
    process.exit(this.#exitCode);
  }

  #keep(outcome: Outcome): void {
    if (isRequirementId(outcome.id)) this.#outcomes.set(outcome.id, outcome);
    else this.#runErrors.push(`A test reported "${outcome.id}", which is no requirement of the catalogue.`);
  }

  #judgeUnstarted(result: FullResult): void {
    for (const test of this.#tests) {
      if (!this.#outcomes.has(slugOf(test)) && isRequirementId(slugOf(test))) {
        this.#keep(outcomeOfUnstarted(test, result.status === 'interrupted'));
      }
    }
  }

  #writeStatement(): Statement {
    const outcomes = catalogue.flatMap(({ id }) => this.#outcomes.get(id) ?? []);
    const resultsDir = join(this.#reportDir, ALLURE_RESULTS);
    const stories = readStories(this.#reportDir);
    const facts = recordedRunFacts();
    const known = readKnownFaults();
    const readings = readFailures(outcomes, { known: known.faults, scripts: this.#scripts });
    const stale = readings.size === 0 ? undefined : staleKnownFaults(known);
    nameAllureResults(resultsDir);
    const results = allureFiles(resultsDir);
    const statement = buildStatement({
      suite: suiteVersion(),
      startedAt: this.#startedAt,
      endedAt: new Date(),
      catalogue,
      outcomes,
      facts: stale === undefined ? facts : { ...facts, notes: [...(facts.notes ?? []), stale] },
      configured: {
        kind: process.env['PERSONA_TARGET'] === 'sandbox' ? 'sandbox' : 'mock',
        version: process.env['PERSONA_VERSION'] ?? DEFAULT_VERSION,
      },
      runErrors: this.#runErrors,
      readings,
      places: new Map(this.#tests.map((test) => [slugOf(test), placeOf(test)])),
      evidenceOf: ({ id, exchanges }) => {
        const result = results.get(id);
        return [
          ...storyFiles(exchanges, stories),
          ...(result === undefined ? [] : [`${ALLURE_RESULTS}/${result}`]),
        ];
      },
    });
    arrangeAllureResults(resultsDir, statement.requirements, new AllureExchanges(resultsDir, stories));
    writeAllureEnvironment(resultsDir, statement);
    writeStatement(this.#reportDir, statement);
    writeFileSync(join(this.#reportDir, JUNIT_FILE), redact(junitXml(statement)));
    writeFileSync(join(this.#reportDir, CTRF_FILE), redact(ctrfReport(statement)));
    return statement;
  }

  #print(statement: Statement): void {
    // With progress of our own, the areas have been shown one by one as they were finished.
    const shown = this.#byCommand ? [] : ['', ...areaLines(statement, this.#page)];
    const conclusion = this.#byCommand ? [] : ['', ...conclusionLines(statement, this.#page)];
    const lines = [...shown, ...findingLines(statement, this.#page), ...conclusion];
    if (lines.length > 0) process.stdout.write(`${redact(lines.join('\n'))}\n`);
  }

  #showFinishedArea(area: Area | undefined): void {
    if (!this.#progress || !area) return;
    const slugs = this.#tests.map(slugOf).filter((slug) => areaOf(slug) === area);
    const outcomes = slugs.flatMap((slug) => this.#outcomes.get(slug) ?? []);
    if (outcomes.length === slugs.length) this.#progress.line(areaLine(area, outcomes, this.#page));
  }

  /** What a worker prints (a wait for the rate limit, say) is for people too; list prints it in the other case. */
  #passOn(chunk: string | Buffer): void {
    const text = redact(chunk.toString()).trimEnd();
    if (text !== '') this.#progress?.line(text);
  }
}

/** In the source, also where a package is run: what is built stands at the line of its source. */
function placeOf({ location }: TestCase): TestPlace {
  return {
    file: relative(ROOT, location.file).split(sep).join('/').replace(/\.js$/, '.ts'),
    line: location.line,
  };
}

function areaOf(slug: string): Area | undefined {
  return isRequirementId(slug) ? requirementById(slug).area : undefined;
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
