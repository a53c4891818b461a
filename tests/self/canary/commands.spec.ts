/** The canary for every command that talks to a target, and for every reporter that Playwright has: nothing holds a marker. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { AT_NIGHT, atNightUnless } from '../support/at-night.ts';
import { runNode, type NodeRun } from '../support/run-node.ts';
import { startMarkedMock } from './marked-mock.ts';
import { keys, markers } from './markers.ts';
import { summary } from './run.ts';
import { searchFolder, searchText, type Hit } from './search.ts';

test.describe.configure({ timeout: 300_000 });

interface Left extends NodeRun {
  readonly hits: readonly Hit[];
}

/** Runs these one after another in one report folder, against one target that gives everything away. */
async function leftBy(
  reportDir: string,
  commands: readonly (readonly string[])[],
  env: NodeJS.ProcessEnv = {},
): Promise<Left> {
  mkdirSync(reportDir, { recursive: true });
  const marked = await startMarkedMock();
  try {
    let last: NodeRun = { exitCode: null, output: '' };
    let output = '';
    for (const [command = '', ...rest] of commands) {
      const program = command.includes('/') ? [command] : ['--import', 'tsx', `cli/${command}.ts`];
      const args = rest.map((one) => one.replace('FOLDER', reportDir));
      last = await runNode([...program, ...args], {
        env: { ...marked.env, REPORT_DIR: reportDir, DEBUG: '1', ...env },
      });
      output += last.output;
    }
    const hits = [...searchText(output, 'terminal', markers), ...searchFolder(reportDir, markers)];
    return { ...last, output, hits };
  } finally {
    await marked.mock.close();
  }
}

const COMMANDS: readonly (readonly [name: string, ...(readonly string[])[]])[] = [
  ['doctor', ['doctor']],
  ['doctor in JSON', ['doctor', '--json']],
  ['doctor, then clean-up', ['doctor', '--keep'], ['cleanup', '--dry-run'], ['cleanup']],
  ['plan', ['conformance', '--plan']],
  ['conformance, then the book', ['conformance', '--grep', 'schema|auth|errors'], ['book']],
  ['upgrade', ['upgrade', '--from', '2021-07-05', '--to', '2023-01-05']],
  ['upgrade in JSON', ['upgrade', '--from', '2022-09-01', '--to', '2023-01-05', '--format', 'json']],
  ['upgrade in Markdown', ['upgrade', '--from', '2023-01-05', '--to', '2025-10-27', '--format', 'markdown']],
  ['lock, then drift', ['lock', '--lock', 'FOLDER/x.lock.json'], ['drift', '--lock', 'FOLDER/x.lock.json']],
  ['explore', ['explore', '--target', 'sandbox', '--requests', '100', '--seed', '1']],
  ['calibrate', ['calibrate', '--profile', 'FOLDER/x.profile.json']],
];

for (const [name, ...commands] of COMMANDS) {
  test(`${name} leaves no marker`, atNightUnless(name === 'doctor in JSON'), async ({}, testInfo) => {
    const left = await leftBy(testInfo.outputPath('reports'), commands);
    expect(left.output.length).toBeGreaterThan(20);
    expect(summary(left.hits), left.output.slice(0, 2_000)).toEqual([]);
  });
}

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

for (const reporter of ['list', 'line', 'dot', 'github', 'json', 'junit', 'html', 'blob', 'null']) {
  test(`the reporter ${reporter} leaves no marker`, AT_NIGHT, async ({}, testInfo) => {
    const reports = testInfo.outputPath('reports');
    const call = [
      PLAYWRIGHT,
      'test',
      '--project=conformance',
      `--reporter=${reporter}`,
      '--grep',
      'schema|state',
    ];
    const left = await leftBy(reports, [call], {
      PLAYWRIGHT_HTML_OPEN: 'never',
      PLAYWRIGHT_HTML_OUTPUT_DIR: join(reports, 'html'),
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'x.json'),
      PLAYWRIGHT_JUNIT_OUTPUT_NAME: join(reports, 'x.xml'),
      PLAYWRIGHT_BLOB_OUTPUT_DIR: join(reports, 'blob'),
    });
    expect(left.exitCode, left.output.slice(0, 2_000)).toBe(1);
    expect(summary(left.hits)).toEqual([]);
  });
}

test('NODE_DEBUG is refused where it would print a key, by every command', AT_NIGHT, async ({}, testInfo) => {
  for (const command of [
    ['conformance'],
    ['doctor'],
    ['upgrade', '--from', '2021-07-05', '--to', '2023-01-05'],
    ['lock'],
    [PLAYWRIGHT, 'test', '--project=conformance'],
  ]) {
    const env = { NODE_DEBUG: 'child_process,http,net' };
    const left = await leftBy(testInfo.outputPath(command[0]?.replaceAll('/', '-') ?? ''), [command], env);
    expect(left.exitCode, left.output.slice(0, 2_000)).toBe(2);
    expect(left.output).toContain('NODE_DEBUG');
    expect(summary(left.hits), command.join(' ')).toEqual([]);
  }
});

test('switched off, the same search finds them', AT_NIGHT, async ({}, testInfo) => {
  const left = await leftBy(testInfo.outputPath('reports'), [['conformance', '--grep', 'schema']], {
    CONFORMANCE_UNSAFE_NO_MASKING: '1',
  });
  expect(left.hits.map(({ marker }) => marker)).toContain(keys.main);
});
