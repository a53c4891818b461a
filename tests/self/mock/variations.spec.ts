/** The table of variations: complete, and every one of them to be seen. */
import { areas } from '../../../contract/catalogue.ts';
import { openPoints } from '../../../mock/open-choices.ts';
import { goTogether, variations } from '../../../mock/variations/variations.ts';
import { atNightUnless } from '../support/at-night.ts';
import { tour } from './tour.ts';
import { expect, test } from './talk.ts';

/** What is to be seen in time only, or in a race only. */
const timing = ['race-409', 'slow', 'unevenly-slow', 'clock-ahead', 'clock-behind'];

test('there are enough, each with a slug of its own and a sentence', () => {
  expect(variations.length).toBeGreaterThanOrEqual(45);
  expect(new Set(variations.map(({ slug }) => slug)).size).toBe(variations.length);
  const known = new Set(areas.map(({ area }) => area));
  for (const { slug, area, sentence } of variations) {
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(known, slug).toContain(area);
    expect(sentence, slug).toMatch(/^[A-Z].*\.$/);
  }
});

test('every other choice at every open point is a variation', () => {
  const missing = Object.entries(openPoints).flatMap(([name, { allowed, standard, variants }]) => {
    const varied = new Set<unknown>([standard, ...variants.map(({ value }) => value)]);
    return allowed.filter((choice) => !varied.has(choice)).map((choice) => `${name}=${String(choice)}`);
  });
  expect(missing).toEqual([
    // A long lag and a short one differ in nothing but patience.
    'eventLagMs=200',
    // Legal under versions before 2025-10-27 alone.
    'includeDefault=some',
    'includeDefault=all',
    // Announcing the limit is documented: leaving it away is a fault, not a variation.
    'announceLimits=false',
  ]);
});

test('two that choose differently at one point do not go together', () => {
  const find = (slug: string) => variations.find((variation) => variation.slug === slug);
  const [a, b, c] = [find('re-expire-200'), find('re-expire-422'), find('ids-uuid')];
  if (!a || !b || !c) throw new Error('a variation of this test is gone');
  expect(goTogether(a, b)).toBe(false);
  expect(goTogether(a, a)).toBe(false);
  expect(goTogether(a, c)).toBe(true);
});

test('the tour is the same twice, so that a difference means something', async () => {
  const first = await tour();
  expect(first.length).toBeGreaterThan(50);
  expect(await tour()).toEqual(first);
});

for (const { area } of areas) {
  const here = variations.filter((variation) => variation.area === area && !timing.includes(variation.slug));
  if (here.length === 0) continue;

  // Those of one area every time, the rest at night.
  test(`every variation of ${area} is to be seen on the tour`, atNightUnless(area === 'query'), async () => {
    const crowd = area === 'state';
    const plain = (await tour({}, { crowd })).join('\n');
    const unseen: string[] = [];

    for (const { slug, patch: patch } of here) {
      if ((await tour({ patch: patch }, { crowd })).join('\n') === plain) unseen.push(slug);
    }
    expect(unseen).toEqual([]);
  });
}
