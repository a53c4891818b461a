/** Which reporters listen to a run of Playwright; depends only on how Playwright was called. */
import { join } from 'node:path';
import type { ReporterDescription } from '@playwright/test';
import { ownFile } from '../client/own-file.ts';
import { linkTemplates } from './allure-metadata.ts';
import { isInteractive, selectsOnlySelfTests } from './invocation.ts';
import { KEEP_WORKER_REPORTER } from './keep-worker-reporter.ts';
import { ALLURE_RESULTS } from './report-folder.ts';

/** Set by `npm run conformance`, which shows its own progress and says the conclusion itself, last. */
export const RUN_BY_COMMAND = 'CONFORMANCE_COMMAND';

const ours = (name: string): string => ownFile(import.meta.dirname, name);

/**
 * The reporters for one call of Playwright.
 * @param argv arguments of the Playwright process, `process.argv`
 * @param reportDir folder for everything that is written
 */
export function reportersFor(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  reportDir: string,
): ReporterDescription[] {
  const redacting: ReporterDescription = [ours('redacting-reporter')];
  // Listing writes nothing: JUnit and Allure would record every test as skipped.
  if (argv.includes('--list')) return [redacting, ['list']];
  // UI mode and editors run again and again in one process: an exit code of ours would end them.
  if (isInteractive(argv)) return [redacting];
  if (selectsOnlySelfTests(argv)) return [redacting, ['list']];
  return [
    [KEEP_WORKER_REPORTER],
    redacting,
    ...(env[RUN_BY_COMMAND] === undefined ? [['list'] satisfies ReporterDescription] : []),
    [
      ours('allure-reporter'),
      {
        resultsDir: join(reportDir, ALLURE_RESULTS),
        detail: false,
        suiteTitle: false,
        links: linkTemplates,
      },
    ],
    // Last: it ends the process with the exit code of the verdict.
    [ours('conformance-reporter'), { reportDir }],
  ];
}
