/** The suite with every reporter that writes anything, and with tests that go wrong in every way. Run by `canary.spec.ts`. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import suite from '../../../playwright.config.ts';
import { reportersFor } from '../../../reporting/reporters.ts';

const withTraces = process.env['CANARY_TRACES'] === '1';
const reportDir = process.env['REPORT_DIR'] ?? 'reports';
const [keepingWorkers, redacting, ...others] = reportersFor(process.argv, process.env, reportDir);

export default defineConfig({
  ...suite,
  testDir: '../..',
  globalSetup: withTraces ? './setup-with-traces.ts' : '../../../fixtures/global-setup.ts',
  use: { ...suite.use, trace: withTraces ? 'on' : 'off' },
  reporter: [
    ...(keepingWorkers && redacting ? [keepingWorkers, redacting] : []),
    ['html', { outputFolder: join(reportDir, 'html'), open: 'never' }],
    ['json', { outputFile: join(reportDir, 'playwright.json') }],
    ...others,
  ],
  // A trace is searched of a test that passes, too. What such a test writes for itself goes away with it.
  preserveOutput: withTraces ? 'always' : 'failures-only',
  outputDir: join(reportDir, '.playwright'),
  projects: [
    { name: 'conformance', testMatch: 'conformance/*.spec.ts', workers: 1 },
    { name: 'mishaps', testMatch: 'self/canary/mishaps.ts', workers: 1, timeout: 4_000 },
  ],
});
