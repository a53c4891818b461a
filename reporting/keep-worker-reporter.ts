/**
 * Playwright reporter, listed before all others, with the worker's half of the same agreement. Playwright ends a worker
 * after each test that fails unexpectedly, and starting another costs as much as the rest of a small run. So a test of a
 * requirement says that it expects to fail just before it does, which keeps its worker; here that word is taken back before
 * any reporter, or Playwright itself, looks at the test. Everybody sees a test that failed, unexpectedly.
 */
import type { FullConfig, TestInfo } from '@playwright/test';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { isConformanceTest } from './collect.ts';
import { isInteractive } from './invocation.ts';
import { isTraceOff } from './trace-guard.ts';

/** Playwright's note on a failure: the message beside our source. */
export const ERROR_CONTEXT = 'error-context';

/** Absolute path of this reporter, as the configuration lists it. */
export const KEEP_WORKER_REPORTER = import.meta.filename;

export default class KeepWorkerReporter implements Reporter {
  /** It prints nothing, but were this false, Playwright might list a reporter of its own before it. */
  printsToStdio(): boolean {
    return true;
  }

  /** A test of a requirement never expects to fail by itself. */
  onTestEnd(test: TestCase, result: TestResult): void {
    if (!isConformanceTest(test) || test.expectedStatus !== 'failed') return;
    test.expectedStatus = 'passed';
    // The worker has removed the file again, as it does after a test that ends as expected.
    result.attachments = result.attachments.filter(({ name }) => name !== ERROR_CONTEXT);
  }
}

/**
 * True where workers may be kept: this reporter is there and the first (`--reporter` replaces the list), and nobody wants
 * Playwright to act on a failure in the worker or before the reporters hear of it, as retries, `-x` and kept traces do.
 */
export function mayKeepWorkers(
  config: Pick<FullConfig, 'reporter' | 'maxFailures' | 'projects'>,
  argv: readonly string[],
): boolean {
  return (
    config.reporter[0]?.[0] === KEEP_WORKER_REPORTER &&
    config.maxFailures === 0 &&
    config.projects.every(({ retries, use }) => retries === 0 && isTraceOff(use.trace)) &&
    !isInteractive(argv)
  );
}

/** To be called in a worker that may be kept, just before the test throws. */
export function keepWorkerAfter(testInfo: TestInfo): void {
  testInfo.expectedStatus = 'failed';
}
