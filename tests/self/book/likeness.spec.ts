/** Which known fault a run looks like. */
import { expect, test } from '@playwright/test';
import type { FaultLine } from '../../../reporting/book/faults.ts';
import { likeliest } from '../../../reporting/book/likeness.ts';

const fault = (slug: string, ...killedBy: string[]): FaultLine => ({
  slug,
  area: 'state',
  sentence: slug,
  violates: killedBy.slice(0, 1),
  killedBy,
});

const faults = [
  fault('ignored', 'a', 'b', 'common'),
  fault('lost', 'c', 'common'),
  fault('slow', 'd', 'common'),
];

test('the very same red requirements are likeness 1', () => {
  const [best] = likeliest(['common', 'b', 'a'], faults);
  expect(best?.fault.slug).toBe('ignored');
  expect(best?.likeness).toBe(1);
});

test('what few faults turn red weighs more than what all do', () => {
  const ranked = likeliest(['c', 'common', 'other'], faults);
  expect(ranked.map(({ fault: { slug } }) => slug)).toEqual(['lost', 'slow', 'ignored']);
  expect(ranked[0]?.likeness).toBeGreaterThan(2 * (ranked[1]?.likeness ?? 1));
});

test('nothing in common is no likeness, and neither is a fault that was never run', () => {
  expect(likeliest(['z'], faults)).toEqual([]);
  expect(likeliest(['a'], [{ slug: 'x', area: 'state', sentence: 'x', violates: ['a'] }])).toEqual([]);
});
