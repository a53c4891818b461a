/** Thirty times the same version against itself, whatever the documentation leaves open: nothing may be found. */
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';
import { expect, test } from '@playwright/test';
import { atNightUnless } from '../support/at-night.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { variations } from '../../../mock/variations/variations.ts';
import { driftOf, settleDrift } from '../../../upgrade/drift.ts';
import { lockOf } from '../../../upgrade/lock.ts';
import { runVersion } from '../../../upgrade/version-run.ts';
import { openTarget } from '../../../upgrade/target.ts';
import { answer, runBothVersions, settle } from '../../../upgrade/upgrade.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

const VERSION = '2023-01-05';
const RUNS = 30;

/** What varies most goes first: order, ids, timing; the rest is spread over the whole table. */
const first = [
  'members-reordered',
  'included-reordered',
  'ids-uuid',
  'unevenly-slow',
  'opened-in-an-app',
  'race-409',
];
const others = variations.filter(({ slug }) => !first.includes(slug));
const stride = Math.floor(others.length / (RUNS - 2 - first.length));
const chosen = [
  undefined,
  undefined,
  ...first.map((slug) => variations.find((variation) => variation.slug === slug)),
  ...others.filter((_, index) => index % stride === 0),
].slice(0, RUNS);

test('there are thirty of them, and none is missing', () => {
  expect(chosen).toHaveLength(RUNS);
  expect(chosen.filter((variation) => variation === undefined)).toHaveLength(2);
});

for (const [index, variation] of chosen.entries()) {
  test(`run ${index + 1}: ${variation?.slug ?? 'the plain mock'}`, atNightUnless(index < 5), async () => {
    const target = await openTarget(readConfiguration({}), suite, {
      // The same users in every run of this test, so that it says the same each time. Other users: npm run upgrade:noise.
      seed: index + 1,
      ...(variation && { patch: variation.patch, rateLimit: { limit: 100_000, windowSeconds: 60 } }),
    });
    try {
      const runs = await runBothVersions(
        target.configuration,
        { from: VERSION, to: VERSION },
        target.runOptions,
      );
      const said = answer(await settle(target.configuration, runs, target.runOptions));
      expect(said.compared).toBeGreaterThan(500);
      expect(said.changes.map(({ sentence }) => sentence)).toEqual([]);
      const again = await runVersion(target.configuration, VERSION, target.runOptions);
      const lock = lockOf([...runs.before, again], 'mock');
      // As the command does: what looks moved is looked at again.
      const [first] = runs.now;
      if (!first) throw new Error('Nothing was run.');
      const drift = driftOf(lock, await settleDrift(target.configuration, lock, first, target.runOptions));
      expect(drift.compared).toBeGreaterThan(500);
      expect(drift.changes.map(({ sentence }) => sentence)).toEqual([]);
      expect(drift.observations).toEqual([]);
    } finally {
      await target.close();
    }
  });
}
