/** Known deviations: which entries are taken, what they change, and which line a bad one is pinned to. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Outcome } from '../../../judging/outcome.ts';
import { excused, needlessExcuseLine, needlessExcuses, readExcuses } from '../../../judging/excuses.ts';
import { lineOfPointer } from '../../../schemas/json-lines.ts';
import { conclude } from '../../../reporting/verdict.ts';

const today = new Date('2026-11-22T12:00:00Z');

const entry = {
  slug: 'time.expired-at-set',
  reason: 'The sandbox is late',
  owner: 'Sign-in team',
  link: 'https://issues.example.com/1',
  expires: '2026-12-31',
};

/** The file's path, and a reading of it as of `today`. */
function read(deviations: unknown, target: 'mock' | 'sandbox' = 'sandbox') {
  const text = typeof deviations === 'string' ? deviations : JSON.stringify({ deviations }, null, 2);
  const path = test.info().outputPath('known-deviations.json');
  writeFileSync(path, text);
  return { path, read: () => readExcuses(target, path, today) };
}

const violation: Outcome = {
  id: 'time.expired-at-set',
  verdict: 'violation',
  durationMs: 1,
  finding: { code: 'time.not-set', name: 'expired-at', seen: { kind: 'null' }, exchange: 'a/b' },
  observations: [],
  exchanges: [],
};

test('the example beside the file is valid, but for its own last day', () => {
  expect(readExcuses('sandbox', 'known-deviations.example.json', today)).toHaveLength(1);
  expect(readExcuses('mock', 'known-deviations.example.json', today)).toHaveLength(0);
});

test('no file, no excuses', () => {
  expect(readExcuses('sandbox', test.info().outputPath('nowhere.json'))).toEqual([]);
});

test('a violation with an excuse becomes excused and says why; nothing else changes', () => {
  const excuses = read([entry]).read();
  expect(excused(violation, excuses)).toEqual({
    ...violation,
    verdict: 'excused',
    reason: 'The sandbox is late. Owner: Sign-in team; until 2026-12-31; https://issues.example.com/1',
  });
  const other: Outcome = { ...violation, id: 'time.created-at-kept' };
  const doubtful: Outcome = { ...violation, verdict: 'inconclusive' };
  expect(excused(other, excuses)).toBe(other);
  expect(excused(doubtful, excuses)).toBe(doubtful);
});

test('an excuse holds on its last day and not on the next', () => {
  expect(read([{ ...entry, expires: '2026-11-22' }]).read()).toHaveLength(1);
  expect(read([{ ...entry, expires: '2026-11-21' }]).read).toThrow(
    /:8: the excuse for .* ended on 2026-11-21/,
  );
});

test('an excuse whose requirement holds is needless; one that was not checked is not', () => {
  const excuses = read([entry]).read();
  expect(needlessExcuses([{ id: entry.slug, verdict: 'pass' }], excuses).map(needlessExcuseLine)).toEqual([
    expect.stringMatching(/known-deviations\.json:4: "time\.expired-at-set" is excused but holds; remove/),
  ]);
  for (const verdict of ['excused', 'inconclusive', 'not applicable', 'violation'] as const) {
    expect(needlessExcuses([{ id: entry.slug, verdict }], excuses), verdict).toEqual([]);
  }
});

test('a needless excuse ends the run with 2, but never hides a violation', () => {
  const context = {
    target: 'the sandbox',
    version: '2023-01-05',
    levelOf: () => 'MUST' as const,
    notSelected: 0,
    runErrors: [],
    needlessExcuses: ['known-deviations.json:4: change this.'],
  };
  const pass: Outcome = { ...violation, verdict: 'pass' };
  const two = conclude([pass], context);
  expect(two.exitCode).toBe(2);
  expect(two.sentence).toContain('known-deviations.json:4: change this.');
  const one = conclude([violation], context);
  expect(one.exitCode).toBe(1);
  expect(one.sentence).toContain('known-deviations.json:4: change this.');
  expect(
    conclude([excused(violation, read([entry]).read())], { ...context, needlessExcuses: [] }).exitCode,
  ).toBe(0);
});

const bad: readonly (readonly [name: string, file: unknown, line: number, words: RegExp])[] = [
  ['an unknown slug', [entry, { ...entry, slug: 'time.nonsense' }], 11, /"time\.nonsense" is no requirement/],
  ['a slug that cannot fail', [{ ...entry, slug: 'state.second-expire-status' }], 4, /needs no excuse/],
  ['one slug twice', [entry, entry], 11, /excused at .*:4 already/],
  ['a member missing', [entry, { slug: entry.slug }], 10, /\/deviations\/1\/reason is not as expected/],
  ['an unknown member', [{ ...entry, until: 'soon' }], 3, /additional properties/],
  ['a link that is none', [{ ...entry, link: 'ask Jo' }], 7, /\/deviations\/0\/link/],
  ['a day of no calendar', [{ ...entry, expires: '2026-02-31' }], 8, /no day of the calendar/],
  ['a list at the top', '[]', 1, /the file is not as expected/],
  ['a comma too many', '{\n  "deviations": [\n  ],\n}', 4, /not valid JSON/],
];

for (const [name, file, line, words] of bad) {
  test(`${name} is pinned to its line`, () => {
    const { path, read: reading } = read(file);
    expect(reading).toThrow(new RegExp(`^${path.replaceAll(/[.\\/]/g, '\\$&')}:${line}: `));
    expect(reading).toThrow(words);
  });
}

test('the line of a pointer is found in any layout', () => {
  const text = '{\n "a/b": [1,\n {"c": "x{,\\"y"}\n],\n "d":\n null }';
  expect(lineOfPointer(text, '/a~1b/0')).toBe(2);
  expect(lineOfPointer(text, '/a~1b/1/c')).toBe(3);
  expect(lineOfPointer(text, '/d')).toBe(6);
  expect(lineOfPointer(text, '/a~1b/1/nowhere')).toBe(3);
  expect(lineOfPointer(text, '')).toBe(1);
});

test('the schema that editors read is the one that is checked', () => {
  const schema = JSON.parse(readFileSync('schemas/known-deviations.schema.json', 'utf8')) as {
    $defs: { deviation: { required: string[] } };
  };
  expect(schema.$defs.deviation.required).toEqual(['slug', 'reason', 'owner', 'link', 'expires']);
});
