/** The memory that README and docs name for the mock. */
import { expect, test } from '@playwright/test';
import { runNode } from '../support/run-node.ts';

/** In MB; 100,000 sessions with their events were seen to take about 170. */
const MEMORY = 320;

test(`100,000 sessions fit into ${MEMORY} MB @nightly`, async () => {
  const run = await runNode([
    `--max-old-space-size=${MEMORY}`,
    '--import',
    'tsx',
    'tests/self/mock/many-sessions.ts',
  ]);
  expect(run).toEqual({ exitCode: 0, output: '100000 sessions\n' });
});
