/** A key that the target does not know: said before anything is checked, and never blamed on the target. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startMock } from '../../../mock/server.ts';
import { runNode } from '../support/run-node.ts';

test('a wrong key ends the run with exit code 2 and one clear line, before any test', async ({}, testInfo) => {
  const paths: string[] = [];
  const mock = await startMock({ log: ({ path }) => void paths.push(path) });
  const reportDir = testInfo.outputPath('reports');
  try {
    const { exitCode, output } = await runNode(['--import', 'tsx', 'cli/conformance.ts', '--no-report'], {
      env: {
        PERSONA_TARGET: 'sandbox',
        PERSONA_BASE_URL: mock.baseUrl,
        PERSONA_API_KEY: 'persona_sandbox_of_nobody',
        PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
        REPORT_DIR: reportDir,
        NO_COLOR: '1',
      },
    });
    expect(exitCode).toBe(2);
    const problems = output.split('\n').filter((line) => line.startsWith('problem'));
    expect(problems).toEqual([expect.stringContaining('PERSONA_API_KEY is not accepted')]);
    // What is checked, the cause, what to do, the page, and that there is no run: nothing else.
    expect(output.trim().split('\n')).toHaveLength(5);
    expect(output.trim().split('\n').at(-1)).toContain('no run until this is put right');
    expect(output).not.toContain('persona_sandbox_of_nobody');
    expect(output).not.toMatch(/^\s+at /m);
  } finally {
    await mock.close();
  }
  // It was asked, and it was asked for nothing that a requirement needs.
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => path.includes('/expire'))).toEqual([]);
  const statement = join(reportDir, 'conformance.json');
  const checked = existsSync(statement)
    ? (JSON.parse(readFileSync(statement, 'utf8')) as { requirements: unknown[] }).requirements
    : [];
  expect(checked).toEqual([]);
});
