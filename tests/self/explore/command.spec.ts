/** `npm run explore` as a user meets it. */
import { expect, test } from '@playwright/test';
import { runNode } from '../support/run-node.ts';
import { atNightUnless } from '../support/at-night.ts';

const sandbox = {
  PERSONA_TARGET: 'sandbox',
  PERSONA_API_KEY: 'persona_sandbox_cli_test',
  PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_test',
  // Nothing listens on port 1.
  PERSONA_BASE_URL: 'http://127.0.0.1:1/api/v1',
};

const CASES: readonly {
  readonly title: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly exitCode: number;
  readonly says: RegExp;
}[] = [
  {
    title: 'a sandbox that only the environment names is not explored',
    env: sandbox,
    exitCode: 2,
    says: /none is explored unless it is asked for/,
  },
  {
    title: 'too few requests for one sequence',
    args: ['--requests', '3'],
    exitCode: 2,
    says: /--requests 3: not a whole number from 50/,
  },
  { title: 'an unknown option', args: ['--sed', '1'], exitCode: 2, says: /Unknown option --sed/ },
  {
    title: 'a target that cannot be reached is told how much comes, and is inconclusive',
    args: ['--target', 'sandbox', '--requests', '50'],
    env: { ...sandbox, PERSONA_BACKOFF_MS: '0' },
    exitCode: 3,
    says: /at most 50 requests[\s\S]*Inconclusive/,
  },
  {
    title: 'nothing is found in the mock',
    args: ['--requests', '60', '--seed', '1'],
    exitCode: 0,
    says: /seed 1: at most 60 requests, and 60 more to shorten[\s\S]*Nothing found: /,
  },
];

for (const [index, { title, args = [], env = {}, exitCode, says }] of CASES.entries()) {
  test(`${title}: exit ${exitCode}`, atNightUnless(index === 0), async ({}, testInfo) => {
    const run = await runNode(['--import', 'tsx', 'cli/explore.ts', ...args], {
      env: { REPORT_DIR: testInfo.outputPath('reports'), ...env },
    });
    expect(run.output).toMatch(says);
    expect(run.exitCode, run.output).toBe(exitCode);
    expect(run.output).not.toMatch(/^\s+at |persona_(sandbox|production)_\w/m);
  });
}
