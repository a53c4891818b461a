/** The table of faults: complete by requirement and by area. Whether each is caught is the campaign's business. */
import { areas, catalogue } from '../../../contract/catalogue.ts';
import { foundBlindFaults } from '../../../mock/faults/blind/found.ts';
import { faults } from '../../../mock/faults/faults.ts';
import { degenerateServers } from '../../../mock/faults/degenerate.ts';
import { pairwise } from '../../../mock/variations/pairwise.ts';
import { goTogether, variations } from '../../../mock/variations/variations.ts';
import { expect, test, Talk } from './talk.ts';
import { startMock } from '../../../mock/server.ts';

test('there are enough, each with a slug of its own and a sentence', () => {
  expect(faults.length).toBeGreaterThanOrEqual(150);
  const slugs = [...faults, ...degenerateServers, ...variations].map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  for (const { slug, sentence, violates } of faults) {
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(sentence, slug).toMatch(/^[A-Z`].*\.$/);
    expect(new Set(violates).size, slug).toBe(violates.length);
  }
});

test('every requirement that binds has a fault that was made for it, and every area has some', () => {
  const madeFor = new Set<string>([...faults, ...foundBlindFaults].map(({ violates }) => violates[0]));
  const without = catalogue.filter(({ id, level }) => level !== 'OBSERVED' && !madeFor.has(id));
  expect(without.map(({ id }) => id)).toEqual([]);
  expect(new Set([...faults, ...foundBlindFaults].map(({ area }) => area)).size).toBe(areas.length);
});

test('no fault claims to break what binds nobody', () => {
  const open = new Set<string>(catalogue.filter(({ level }) => level === 'OBSERVED').map(({ id }) => id));
  expect(faults.flatMap(({ violates }) => violates).filter((id) => open.has(id))).toEqual([]);
});

test('servers that are wrong from end to end do not even ask for a key', async () => {
  const quick = degenerateServers.filter(({ slug }) => slug !== 'very-slow');
  expect(quick).toHaveLength(5);
  for (const { slug, patch: patch } of quick) {
    const mock = await startMock({ patch: patch });
    const { status } = await new Talk(mock).get('/events', { key: 'none' });
    await mock.close();
    expect(status, slug).not.toBe(401);
    expect(mock.failures, slug).toEqual([]);
  }
});

test('every two variations that go together meet in some combination', () => {
  const targets = pairwise(variations);
  const met = new Set(
    targets.flatMap((target) =>
      target.variations.flatMap((a) => target.variations.map((b) => `${a.slug} ${b.slug}`)),
    ),
  );
  const apart = variations.flatMap((a) =>
    variations
      .filter((b) => goTogether(a, b) && !met.has(`${a.slug} ${b.slug}`))
      .map((b) => `${a.slug} ${b.slug}`),
  );
  expect(met.size).toBeGreaterThan(4000);
  expect(apart).toEqual([]);
});
