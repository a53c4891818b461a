/**
 * Two projects: `conformance`, the suite itself, and `self`, the tests of our own code, which run when they are asked for.
 * It loads without secrets and prints nothing, so that `--list` and editors work; what is wrong with the configuration
 * is said by the global set-up.
 */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { loadEnvironment } from './client/environment.ts';
import { OWN_ENDING, ownFile } from './client/own-file.ts';
import { playwrightOutput } from './reporting/folder-claim.ts';
import { CONFORMANCE_PROJECT, namesSelfTests, SELF_PROJECT } from './reporting/invocation.ts';
import { redactWhatTheWorkerTells } from './reporting/redact-worker.ts';
import { reportersFor } from './reporting/reporters.ts';

loadEnvironment();
redactWhatTheWorkerTells();

const reportDir = process.env['REPORT_DIR']?.trim() || 'reports';

export default defineConfig({
  testDir: 'tests',
  // The package holds the sources beside what is compiled, for the contract book.
  testMatch: `**/*.spec${OWN_ENDING}`,
  fullyParallel: true,
  retries: 0,
  // The same on every platform: our snapshots are text.
  snapshotPathTemplate: '{testDir}/{testFileDir}/{testFileName}-snapshots/{arg}{ext}',
  forbidOnly: process.env['CI'] !== undefined,
  globalSetup: ownFile(join(import.meta.dirname, 'fixtures'), 'global-setup'),
  // Below the report folder, so that two runs with a folder each do not clear each other's files.
  preserveOutput: 'failures-only',
  outputDir: playwrightOutput(reportDir),
  reporter: reportersFor(process.argv, process.env, reportDir),
  // A trace holds every attachment in clear; see reporting/trace-guard.ts.
  use: { trace: 'off' },
  projects: [
    {
      name: CONFORMANCE_PROJECT,
      testDir: 'tests/conformance',
      // One owner of the request budget and of the pacing.
      workers: 1,
      // A rate limit's window lasts a minute and a call may wait for several; the client bounds each of them itself.
      timeout: 600_000,
    },
    {
      name: SELF_PROJECT,
      testDir: 'tests/self',
      timeout: 60_000,
      // A bare `npx playwright test` runs the suite alone.
      default: namesSelfTests(process.argv),
    },
  ],
});
