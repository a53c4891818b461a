/** A sample of `npm run calibrate:proof`: all 200 targets are run by hand and at night. */
import { expect, test } from '@playwright/test';
import { planted } from '../../../proof/likeness/planted.ts';
import { provePlanted, proveTargets } from '../../../proof/likeness/prove.ts';

/** Random, and the same each time; none of them has events that come two seconds late. */
const SAMPLE = [1, 2, 4, 6];

async function heldAgainst(seeds: readonly number[]): Promise<void> {
  const results = await proveTargets(seeds);
  expect(results.map(({ seed }) => seed)).toEqual(seeds);
  for (const { seed, wrong, missed, differing, decided } of results) {
    expect({ seed, wrong, missed, differing }).toEqual({ seed, wrong: [], missed: [], differing: [] });
    expect(decided).toBeGreaterThan(40);
  }
}

test.describe('calibration against targets of which everything is known', () => {
  test('random targets are found out, and a mock like them answers every call alike', async () => {
    await heldAgainst(SAMPLE);
  });

  test('behaviour outside the choices is unknown, and forced into none', async () => {
    const slugs = ['second-expire-410', 'unknown-attributes', 'list-oldest-first'];
    const results = await provePlanted(slugs);
    expect(results.map(({ slug }) => slug).sort()).toEqual(slugs.toSorted());
    for (const { slug, reported, forced } of results) {
      expect(reported.length, slug).toBeGreaterThan(0);
      expect(forced, slug).toEqual([]);
    }
  });

  test('two hundred random targets and every planted behaviour', { tag: '@nightly' }, async () => {
    test.setTimeout(1_200_000);
    await heldAgainst(Array.from({ length: 200 }, (_, n) => 100 + n));
    const results = await provePlanted();
    expect(results).toHaveLength(planted.length);
    expect(results.filter(({ reported }) => reported.length === 0)).toEqual([]);
    expect(results.filter(({ forced }) => forced.length > 0)).toEqual([]);
  });
});
