/** Before the first test: the configuration is checked, the target made ready, the noticeboard put up. After the last: all of it away. */
import type { FullConfig } from '@playwright/test';
import { prepareRun } from '../fixtures/prepare-run.ts';

export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  return prepareRun(config.projects.map(({ name }) => name));
}
