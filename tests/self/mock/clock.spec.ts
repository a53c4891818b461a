/** The mock's clocks. */
import { expect, test } from '@playwright/test';
import { tickingClock } from '../../../mock/clock.ts';

test('a ticking clock never shows the same millisecond twice, and is moved like any other', () => {
  const clock = tickingClock();
  const times = Array.from({ length: 1_000 }, () => clock.now().getTime());
  expect(new Set(times).size).toBe(1_000);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  clock.advance(60_000);
  expect(clock.now().getTime() - (times.at(-1) ?? 0)).toBeGreaterThanOrEqual(59_000);
});
