/** Before the first test: the configuration is checked, the target made ready, the noticeboard put up. After the last: all of it away. */
import type { FullConfig } from '@playwright/test';
import { prepareRun } from '../fixtures/prepare-run.ts';
import { selectsOnlySelfTests } from '../reporting/reporters.ts';

export default async function globalSetup(config: FullConfig): Promise<(() => Promise<void>) | undefined> {
  // Tests of our own code need no target, and must not fail for a missing key. (The configuration names all projects.)
  if (selectsOnlySelfTests(process.argv)) return undefined;
  return prepareRun(config);
}
