/** `npm run conformance` as a user meets it: what is wrong is said in one to three lines, and the verdict comes last. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadedAddresses } from '../../../reporting/allure-report.ts';
import type { Statement } from '../../../reporting/statement.ts';
import { runNode, type NodeRun } from '../support/run-node.ts';

function conformance(args: readonly string[], env: NodeJS.ProcessEnv): Promise<NodeRun> {
  return runNode(['--import', 'tsx', 'cli/conformance.ts', ...args], { env });
}

const sandbox = {
  PERSONA_TARGET: 'sandbox',
  PERSONA_API_KEY: 'persona_sandbox_cli_test',
  PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_test',
  // Nothing listens on port 1.
  PERSONA_BASE_URL: 'http://127.0.0.1:1/api/v1',
};

const refused: { name: string; args?: string[]; env?: NodeJS.ProcessEnv; says: string }[] = [
  { name: 'an unknown option', args: ['--frobnicate'], says: 'Unknown option --frobnicate' },
  {
    name: 'an unknown target',
    args: ['--target', 'moon'],
    says: '--target takes mock or sandbox, not "moon"',
  },
  {
    name: 'a pattern that finds nothing',
    args: ['--grep', 'zzz'],
    says: '--grep zzz selects no requirement',
  },
  {
    name: 'an unknown depth',
    args: ['--depth', 'deep'],
    says: '--depth is not one of',
  },
  { name: 'a pattern that is none', args: ['--grep', '('], says: '--grep takes a regular expression' },
  { name: 'a version that is no date', args: ['--version', 'latest'], says: '--version is not a date' },
  {
    name: 'an unknown version',
    args: ['--version', '2019-01-01'],
    says: '--version 2019-01-01 is no version',
  },
  {
    name: 'a seed that is no number',
    args: ['--seed', 'many'],
    says: '--seed is not a whole number',
  },
  { name: 'a missing key', env: { ...sandbox, PERSONA_API_KEY: '' }, says: 'PERSONA_API_KEY is not set' },
  {
    name: 'a production key',
    env: { ...sandbox, PERSONA_API_KEY: 'persona_production_x' },
    says: 'PERSONA_API_KEY is a production key',
  },
  {
    name: 'plain HTTP to another machine',
    env: { ...sandbox, PERSONA_BASE_URL: 'http://api.example/api/v1' },
    says: 'PERSONA_BASE_URL',
  },
  {
    name: 'an unwritable report folder',
    env: { REPORT_DIR: 'package.json/reports' },
    says: 'REPORT_DIR package.json/reports cannot be written to',
  },
];

for (const { name, args = [], env = {}, says } of refused) {
  test(`${name}: exit 2, said plainly`, async ({}, testInfo) => {
    const { exitCode, output } = await conformance(args, {
      REPORT_DIR: testInfo.outputPath('reports'),
      ...env,
    });
    expect(output).toContain(says);
    expect(output.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
    expect(output).not.toMatch(/^\s+at |persona_(sandbox|production)_\w/m);
    expect(exitCode).toBe(2);
    expect(existsSync(testInfo.outputPath('reports', 'conformance.json'))).toBe(false);
  });
}

test('--help shows the options and the exit codes, and runs nothing', async ({}, testInfo) => {
  const { exitCode, output } = await conformance(['--help'], { REPORT_DIR: testInfo.outputPath('reports') });
  expect(exitCode).toBe(0);
  expect(output).toMatch(
    /--target mock\|sandbox[\s\S]*--no-report[\s\S]*Exit codes: 0 conformant, 1 violations, 2 /,
  );
  expect(existsSync(testInfo.outputPath('reports'))).toBe(false);
});

test('a run against the mock: areas, places, conclusion last; the report asks the network for nothing', async ({}, testInfo) => {
  const reportDir = testInfo.outputPath('reports');
  const { exitCode, output } = await conformance(
    ['--grep', 'auth.no-key|time.created-at-kept', '--seed', '7'],
    {
      REPORT_DIR: reportDir,
    },
  );
  expect(exitCode).toBe(0);
  const lines = output.trimEnd().split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'Checking 3 requirements against the embedded mock, version 2023-01-05, standard depth.',
    'Authorization             all 2 hold',
    'Times                     all 1 hold',
  ]);
  expect(output).toMatch(/^Report +file:\/\/\/.*\/allure-report\/index\.html$/m);
  expect(output).toMatch(/^Statement +\S+conformance\.json\n\nConformant: the embedded mock/m);
  expect(lines.at(-1)).toMatch(/says nothing about Persona itself\.$/);
  expect(output.replaceAll('\n', ' ')).toContain('it says nothing about the others.');
  const statement = JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as Statement;
  expect(statement).toMatchObject({
    seed: 7,
    coverage: { selected: 3, checked: 3 },
    conclusion: { exitCode: 0 },
  });
  expect(statement.requests.total).toBeGreaterThan(0);
  expect(
    statement.requirements
      .flatMap(({ evidence }) => evidence)
      .filter((file) => !existsSync(join(reportDir, file))),
  ).toEqual([]);
  const page = readFileSync(join(reportDir, 'allure-report', 'index.html'), 'utf8');
  expect(page).not.toMatch(/googletagmanager|gtag\(/);
  expect(loadedAddresses(page)).toEqual([]);
  expect(page).toContain('Content-Security-Policy');
});

test('an unreachable host: exit 2, one problem, no key, nothing run; old results stay as they were', async ({}, testInfo) => {
  const reportDir = testInfo.outputPath('reports');
  const stale = join(reportDir, 'allure-results', 'stale-result.json');
  mkdirSync(join(reportDir, 'allure-results'), { recursive: true });
  writeFileSync(stale, '{"labels":[]}');
  writeFileSync(join(reportDir, 'history.jsonl'), 'kept');
  // Signed by an earlier run, so it may be replaced.
  writeFileSync(join(reportDir, 'conformance.json'), '{"$schema":"urn:persona-conformance:statement:1"}');
  const { exitCode, output } = await conformance(['--no-report', '--grep', 'auth.no-key '], {
    ...sandbox,
    REPORT_DIR: reportDir,
  });
  expect(exitCode).toBe(2);
  expect(output).toContain('127.0.0.1:1 refuses the connection');
  expect(output.split('\n').filter((line) => line.startsWith('problem'))).toHaveLength(1);
  expect(output).not.toMatch(/^\s+at /m);
  expect(output).not.toContain('persona_sandbox_cli_test');
  expect(readFileSync(stale, 'utf8')).toBe('{"labels":[]}');
  expect(readdirSync(reportDir)).toContain('history.jsonl');
  expect(existsSync(join(reportDir, 'conformance.json'))).toBe(true);
  expect(existsSync(join(reportDir, 'allure-report'))).toBe(false);
});
