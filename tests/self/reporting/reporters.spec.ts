/** Which reporters listen, by the way Playwright was called. */
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { selectsOnlySelfTests } from '../../../reporting/invocation.ts';
import { reportersFor, RUN_BY_COMMAND } from '../../../reporting/reporters.ts';

const playwright = ['node', 'cli.js', 'test'];
const full = [
  'keep-worker-reporter.ts',
  'redacting-reporter.ts',
  'list',
  'allure-reporter.ts',
  'conformance-reporter.ts',
];

const calls = [
  { call: [], reporters: full },
  { call: ['--grep', 'state'], reporters: full },
  { call: ['--project=conformance', '--project', 'self'], reporters: full },
  { call: ['--list'], reporters: ['redacting-reporter.ts', 'list'] },
  { call: ['--ui'], reporters: ['redacting-reporter.ts'] },
  { call: ['--ui-host=127.0.0.1', '--ui-port=0'], reporters: ['redacting-reporter.ts'] },
  { call: ['--project=self'], reporters: ['redacting-reporter.ts', 'list'] },
  { call: ['--project', 'self'], reporters: ['redacting-reporter.ts', 'list'] },
];

for (const { call, reporters } of calls) {
  test(`playwright test ${call.join(' ')}: ${reporters.join(', ')}`, () => {
    const found = reportersFor([...playwright, ...call], {}, 'reports');
    expect(found.map(([name]) => basename(name))).toEqual(reporters);
  });
}

test('an editor’s test server gets no reporter that ends the process', () => {
  const found = reportersFor(['node', 'cli.js', 'test-server'], {}, 'reports');
  expect(found.map(([name]) => basename(name))).toEqual(['redacting-reporter.ts']);
});

test('started by our command, Playwright’s own list is left out', () => {
  const found = reportersFor(playwright, { [RUN_BY_COMMAND]: '1' }, 'reports');
  expect(found.map(([name]) => basename(name))).toEqual(full.filter((name) => name !== 'list'));
});

test('everything is written below the report folder', () => {
  const options = reportersFor(playwright, {}, '/elsewhere').map(([, given]) =>
    JSON.stringify(given ?? null),
  );
  expect(options.filter((given) => given.includes('/elsewhere'))).toHaveLength(2);
});

test('self tests alone are told from a mixed selection', () => {
  expect(selectsOnlySelfTests([...playwright, '--project=self'])).toBe(true);
  expect(selectsOnlySelfTests([...playwright, '--project=self', '--project=conformance'])).toBe(false);
  expect(selectsOnlySelfTests(playwright)).toBe(false);
});
