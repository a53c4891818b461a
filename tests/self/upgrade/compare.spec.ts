/** What counts as a difference: noise is learned, chance is allowed for, and what was not looked at says nothing. */
import { expect, test } from '@playwright/test';
import { compare } from '../../../upgrade/compare.ts';
import { boundFor, exactTest } from '../../../upgrade/exact-test.ts';
import { keyOf, type Model, type Point } from '../../../upgrade/model.ts';

const STEP = 'expire-new/expire';

function model(points: readonly Partial<Point>[]): Model {
  const whole = points.map((point): Point => ({
    plane: 'transitions',
    subject: 'status',
    where: STEP,
    call: 'POST /inquiry-sessions/{id}/expire',
    mode: 'exact',
    values: { 200: 1 },
    samples: 1,
    steps: [STEP],
    ...point,
  }));
  return {
    version: '2023-01-05',
    runs: 1,
    points: new Map(whole.map((point) => [keyOf(point), point])),
    steps: new Set([STEP]),
  };
}

/** One run for each status. */
const statuses = (...codes: readonly number[]): Model[] =>
  codes.map((code) => model([{ values: { [code]: 1 } }]));
const times = (n: number, code: number): Model[] => statuses(...Array<number>(n).fill(code));

function shape(present: number, samples: number): Model[] {
  const at = { plane: 'shape', where: 'class', mode: 'kinds', samples } as const;
  const values = {
    ...(present > 0 ? { string: present } : {}),
    ...(present < samples ? { absent: samples - present } : {}),
  };
  return [
    model([
      { ...at, subject: '(class)', values: { there: samples } },
      ...(present === 0 ? [] : [{ ...at, subject: 'data.attributes.os-name', values }]),
    ]),
  ];
}

const doubts = (before: readonly Model[], now: readonly Model[]): boolean[] =>
  compare(before, now).differences.map(({ doubtful }) => doubtful);

test('another status is a difference once enough runs show it, the same is none', () => {
  expect(compare(times(2, 200), times(1, 200)).differences).toEqual([]);
  expect(doubts(times(2, 200), times(1, 202))).toEqual([true]);
  expect(doubts(times(7, 200), times(6, 202))).toEqual([false]);
});

test('what varies by itself is noise, and stated; beyond it nothing is decided at once', () => {
  const within = compare(statuses(200, 409), statuses(409));
  expect(within.differences).toEqual([]);
  expect(within.noise).toEqual([
    { plane: 'transitions', subject: 'status', where: STEP, values: ['200', '409'] },
  ]);
  expect(doubts(statuses(200, 409), statuses(422))).toEqual([true]);
});

test('a member that is always there and then never is gone', () => {
  expect(doubts(shape(9, 9), shape(0, 5))).toEqual([false]);
});

test('a member that comes and goes by chance is gone only when chance does not explain it', () => {
  // Half of the sessions have it: two without it prove nothing, twelve do.
  expect(doubts(shape(5, 8), shape(0, 2))).toEqual([]);
  expect(doubts(shape(5, 8), shape(0, 12))).toEqual([false]);
  // And one in a hundred that lacks it proves nothing either.
  expect(doubts(shape(200, 200), shape(99, 100))).toEqual([]);
});

test('a step that did not come about is no difference, and is said', () => {
  const nowhere: Model = { ...model([]), points: new Map(), steps: new Set() };
  const said = compare(times(2, 200), [nowhere]);
  expect(said.differences).toEqual([]);
  expect(said.compared).toBe(0);
  expect(said.unmatched).toEqual([STEP]);
});

test('the exact test gives the figures of the textbook, alone and in strata', () => {
  // Fisher’s lady tasting tea: three of four cups right.
  const tea = { before: 3, beforeOf: 4, after: 1, afterOf: 4 };
  expect(exactTest([tea]).p).toBeCloseTo(34 / 70, 10);
  expect(exactTest([{ before: 4, beforeOf: 4, after: 0, afterOf: 4 }]).p).toBeCloseTo(2 / 70, 10);
  // Another mixture of strata is no difference: each stratum agrees in itself.
  const strata = [
    { before: 90, beforeOf: 90, after: 10, afterOf: 10 },
    { before: 0, beforeOf: 10, after: 0, afterOf: 90 },
  ];
  expect(exactTest(strata).p).toBe(1);
});

test('tests that can find nothing do not make the others stricter', () => {
  const able = { p: 0.004, least: 0.004 };
  expect(boundFor([able], 0.01)).toBe(0.01);
  expect(boundFor([able, { p: 1, least: 1 }], 0.01)).toBe(0.01);
  expect(boundFor([able, able, able], 0.01)).toBeCloseTo(0.01 / 3, 10);
});
