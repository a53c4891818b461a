/** Covering arrays: complete, small, the same for the same seed. */
import { expect, test } from '@playwright/test';
import { coveringArray, type Factors } from '../../../scenarios/covering-array.ts';
import { pairs } from '../../../scenarios/combinations.ts';

const FACTORS = {
  a: ['1', '2', '3', '4'],
  b: ['1', '2', '3'],
  c: ['1', '2', '3'],
  d: ['1', '2'],
  e: [null, '2'],
};

/** Every combination of values of these factors that no row has. */
function missing(
  factors: Factors,
  rows: readonly Readonly<Record<string, unknown>>[],
  names: readonly string[],
) {
  const wanted = names.reduce<readonly Readonly<Record<string, unknown>>[]>(
    (partial, name) =>
      partial.flatMap((one) => (factors[name] ?? []).map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  return wanted.filter((one) => !rows.some((row) => names.every((name) => row[name] === one[name])));
}

test('every two values of any two factors meet, in few rows', () => {
  const rows = coveringArray(FACTORS, 2, 1);
  const names = Object.keys(FACTORS);
  for (const one of names) {
    for (const other of names.filter((name) => name > one)) {
      expect(missing(FACTORS, rows, [one, other]), `${one} ${other}`).toEqual([]);
    }
  }
  expect(rows.length).toBeGreaterThanOrEqual(12);
  expect(rows.length).toBeLessThanOrEqual(16);
});

test('every three values of any three factors meet', () => {
  const rows = coveringArray(FACTORS, 3, 1);
  expect(missing(FACTORS, rows, ['a', 'b', 'c'])).toEqual([]);
  expect(missing(FACTORS, rows, ['c', 'd', 'e'])).toEqual([]);
});

test('the same seed gives the same rows, another one others', () => {
  expect(coveringArray(FACTORS, 2, 7)).toEqual(coveringArray(FACTORS, 2, 7));
  expect(coveringArray(FACTORS, 2, 7)).not.toEqual(coveringArray(FACTORS, 2, 8));
});

test('every documented version is tried, and those that stand for the others meet everything', () => {
  const fit = pairs.filter(({ state }) => state !== 'expired');
  const versions = [...new Set(fit.map(({ version }) => version))];
  expect(versions.length).toBeGreaterThanOrEqual(8);
  const telling = versions.filter((version) => fit.filter((row) => row.version === version).length > 1);
  expect(telling.toSorted()).toEqual(['2020-05-18', '2023-01-05', '2025-12-08']);
  for (const [name, count] of [
    ['state', 2],
    ['casing', 3],
    ['include', 3],
    ['fields', 2],
    ['key', 3],
  ] as const) {
    for (const version of telling) {
      const met = new Set(fit.filter((row) => row.version === version).map((row) => row[name]));
      expect(met.size, `${version} ${name}`).toBe(count);
    }
  }
});
