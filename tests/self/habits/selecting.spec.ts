/** How users of Playwright pick tests: each way finds here what it finds elsewhere. Nothing is run. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { AT_NIGHT, atNightUnless } from '../support/at-night.ts';
import { catalogue } from '../../../contract/catalogue.ts';
import { listed, playwrightTest, slugOf, type Listed } from './playwright.ts';

const all = catalogue.map(({ id }) => id).toSorted();
const where = (keep: (requirement: (typeof catalogue)[number]) => boolean): string[] =>
  catalogue
    .filter(keep)
    .map(({ id }) => id)
    .toSorted();
const slugs = (tests: readonly Listed[]): string[] => tests.map(slugOf).toSorted();

test('nothing named: the suite and nothing else, each requirement at a line of its own, described by its area', async ({}, testInfo) => {
  const tests = await listed(testInfo, []);
  expect(slugs(tests)).toEqual(all);
  expect(new Set(tests.map(({ project }) => project))).toEqual(new Set(['conformance']));
  expect(new Set(tests.map(({ file, line }) => `${file}:${line}`)).size).toBe(all.length);
  expect(tests.filter(({ describe }) => describe === '')).toEqual([]);
});

test('a file and a line: the test at that line', async ({}, testInfo) => {
  const [first, second] = await listed(testInfo, ['tests/conformance/state.spec.ts']);
  if (!first || !second) throw new Error('The spec of the states has fewer than two tests.');
  expect(await listed(testInfo, [`tests/conformance/state.spec.ts:${second.line}`])).toEqual([second]);
});

for (const [habit, args, files] of [
  ['several files', ['tests/conformance/time.spec.ts', 'auth.spec.ts'], ['auth.spec.ts', 'time.spec.ts']],
  ['part of a file’s name', ['concurr'], ['concurrency.spec.ts']],
] as const) {
  test(`${habit}: their tests`, AT_NIGHT, async ({}, testInfo) => {
    const tests = await listed(testInfo, args);
    expect([...new Set(tests.map(({ file }) => basename(file)))].toSorted()).toEqual(files);
  });
}

for (const [habit, args, expected] of [
  ['a directory', ['tests/conformance'], all],
  ['--project=conformance', ['--project=conformance'], all],
  ['--grep with a level', ['--grep', '@MUST'], where(({ level }) => level === 'MUST')],
  ['-g with an area', ['-g', '@time'], where(({ area }) => area === 'time')],
  ['--grep with a slug', ['--grep', 'state.stays-expired'], ['state.stays-expired']],
  ['--grep-invert', ['--grep-invert', '@MUST|@SHOULD'], where(({ level }) => level === 'OBSERVED')],
] as const) {
  test(`${habit}: those requirements`, atNightUnless(habit.includes('level')), async ({}, testInfo) => {
    expect(slugs(await listed(testInfo, args))).toEqual(expected);
  });
}

test('a describe’s title, as --grep: its tests', AT_NIGHT, async ({}, testInfo) => {
  const tests = await listed(testInfo, ['--grep', 'Status transitions']);
  expect(new Set(tests.map(({ describe }) => describe))).toEqual(new Set(['Status transitions']));
});

test('--shard: all shards together are the whole, and no test is in two', async ({}, testInfo) => {
  const shards = await Promise.all([1, 2, 3].map((n) => listed(testInfo, [`--shard=${n}/3`])));
  for (const shard of shards) expect(shard.length).toBeGreaterThan(0);
  expect(shards.flatMap(slugs).toSorted()).toEqual(all);
});

test('--test-list: the tests that the file names', AT_NIGHT, async ({}, testInfo) => {
  const [first, , third] = await listed(testInfo, ['tests/conformance/state.spec.ts']);
  if (!first || !third) throw new Error('The spec of the states has fewer than three tests.');
  const list = testInfo.outputPath('tests.txt');
  const line = ({ project, file, describe, title }: Listed): string =>
    `[${project}] › ${file} › ${describe} › ${title}`;
  writeFileSync(list, `${line(first)}\n${line(third)}\n`);
  expect(await listed(testInfo, ['--test-list', list])).toEqual([first, third]);
});

for (const [habit, args, projects] of [
  ['--project self', ['--project', 'self'], ['self']],
  ['--project with both names', ['--project', 'conformance', 'self', '--shard=1/1'], ['conformance', 'self']],
  ['--project with a wildcard', ['--project=*'], ['conformance', 'self']],
  ['the path of a self test', ['tests/self/habits'], ['self']],
] as const) {
  test(
    `${habit}: the tests of our own code, which nobody else meets`,
    atNightUnless(habit === '--project self'),
    async ({}, testInfo) => {
      const tests = await listed(testInfo, args);
      expect([...new Set(tests.map(({ project }) => project))].toSorted()).toEqual(projects);
    },
  );
}

test('a project that does not exist: said in one line, with the names of those that do', async ({}, testInfo) => {
  const { exitCode, output } = await playwrightTest(testInfo, ['--project=conformence']);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/"conformence" not found\. Available projects: "conformance", "self"/);
});

test('nothing found: exit 2 even with --pass-with-no-tests; said in one line, nothing is written', async ({}, testInfo) => {
  const { exitCode, output } = await playwrightTest(testInfo, [
    '-g',
    'no such thing',
    '--pass-with-no-tests',
  ]);
  expect(output).toContain('No requirement matches the selection; nothing has been sent or changed.');
  expect(exitCode).toBe(2);
});
