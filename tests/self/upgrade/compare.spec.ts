/** What counts as a difference: noise is learned, chance is allowed for, and what was not looked at says nothing. */
import { expect, test } from '@playwright/test';
import { compare } from '../../../upgrade/compare.ts';
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
    steps: [STEP],
    ...point,
  }));
  return {
    version: '2023-01-05',
    points: new Map(whole.map((point) => [keyOf(point), point])),
    steps: new Set([STEP]),
  };
}

const status = (code: number): Model => model([{ values: { [code]: 1 } }]);

function shape(present: number, samples: number): Model {
  const at = { plane: 'shape', where: 'class', mode: 'kinds', samples } as const;
  const values = {
    ...(present > 0 ? { string: present } : {}),
    ...(present < samples ? { absent: samples - present } : {}),
  };
  return model([
    { ...at, subject: '(class)', values: { there: samples } },
    ...(present === 0 ? [] : [{ ...at, subject: 'data.attributes.os-name', values }]),
  ]);
}

test('another status is a difference, the same is none', () => {
  expect(compare(status(200), status(200), status(200)).differences).toEqual([]);
  const { differences, noise } = compare(status(200), status(200), status(202));
  expect(differences).toHaveLength(1);
  expect(differences[0]).toMatchObject({ before: { 200: 1 }, after: { 202: 1 }, doubtful: false });
  expect(noise).toEqual([]);
});

test('what varies by itself is noise, and stated; beyond it nothing is decided', () => {
  const within = compare(status(200), status(409), status(409));
  expect(within.differences).toEqual([]);
  expect(within.noise).toEqual([
    { plane: 'transitions', subject: 'status', where: STEP, values: ['200', '409'] },
  ]);
  const beyond = compare(status(200), status(409), status(422));
  expect(beyond.differences.map(({ doubtful }) => doubtful)).toEqual([true]);
});

test('a member that is always there and then never is gone', () => {
  expect(compare(shape(4, 4), shape(4, 4), shape(0, 1)).differences).toHaveLength(1);
});

test('a member that comes and goes by chance is gone only when chance does not explain it', () => {
  // Half of the sessions have it: two without it prove nothing, twelve do.
  expect(compare(shape(2, 4), shape(3, 4), shape(0, 2)).differences).toEqual([]);
  expect(compare(shape(2, 4), shape(3, 4), shape(0, 12)).differences).toHaveLength(1);
});

test('a step that did not come about is no difference, and is said', () => {
  const nowhere: Model = { ...status(200), points: new Map(), steps: new Set() };
  const said = compare(status(200), status(200), nowhere);
  expect(said.differences).toEqual([]);
  expect(said.compared).toBe(0);
  expect(said.unmatched).toEqual([STEP]);
});
