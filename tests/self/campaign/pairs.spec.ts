/** Two faults in one target: each is to be told, and why one is not has to be seen. */
import { expect, test } from '@playwright/test';
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import type { Fault } from '../../../mock/faults/fault.ts';
import {
  drawPairs,
  judgePair,
  pairComplaints,
  pairFigures,
  pairServer,
  pairSlug,
} from '../../../proof/campaign/pairs.ts';
import type { Trial } from '../../../proof/campaign/trial.ts';

type Verdicts = Partial<Record<RequirementId, Pick<Outcome, 'verdict' | 'doubt'>>>;

const RED = { verdict: 'violation' } as const;
const GREEN = { verdict: 'pass' } as const;

const trial = (verdicts: Verdicts): Trial => ({
  requests: 1,
  durationMs: 1,
  outcomes: Object.entries(verdicts).map(([id, outcome]) => ({
    id,
    ...outcome,
    durationMs: 0,
    observations: [],
    exchanges: [],
  })),
});

const fault = (slug: string, id: RequirementId): Fault => ({
  slug,
  area: 'schema',
  sentence: 'Wrong.',
  violates: [id],
  patch: { options: {} },
});

const inner = fault('inner', 'schema.id');
const outer = { ...fault('outer', 'schema.type'), under: '2025-10-27' } as const;

/** What becomes of the inner one, given the runs that may be asked for: by itself, and the other way round. */
async function judged(together: Verdicts, alone: Verdicts = {}, turned: Verdicts = {}) {
  return judgePair({ inner, outer }, trial({ 'schema.type': RED, ...together }), async ({ patch, under }) => {
    expect(under).toBe('2025-10-27');
    return trial(patch === inner.patch ? alone : turned);
  });
}

test.describe('pairs of faults', () => {
  test('the same seed draws the same pairs, each once, and each has its target', () => {
    const slugs = drawPairs(200, 1).map(pairSlug);
    expect(drawPairs(200, 1).map(pairSlug)).toEqual(slugs);
    expect(drawPairs(200, 2).map(pairSlug)).not.toEqual(slugs);
    expect(new Set(slugs).size).toBe(200);
    expect(slugs.map((slug) => pairServer(slug)?.slug)).toEqual(slugs);
  });

  test('both are named', async () => {
    const result = await judged({ 'schema.id': RED });
    expect(result).toMatchObject({ inner: 'named', outer: 'named', red: ['schema.type', 'schema.id'] });
    expect(pairComplaints([result])).toEqual([]);
    expect(pairFigures([result])[0]).toBe('1 of 1 pairs are red; in 1 each fault is named.');
  });

  test('one is excused where it cannot be judged, does not show under that version, or is covered', async () => {
    expect(await judged({ 'schema.id': { verdict: 'inconclusive', doubt: 'precondition' } })).toMatchObject({
      inner: 'unjudged',
    });
    expect(await judged({ 'schema.id': GREEN }, { 'schema.id': GREEN })).toMatchObject({
      inner: 'not there',
    });
    expect(await judged({ 'schema.id': GREEN }, { 'schema.id': RED }, { 'schema.id': RED })).toMatchObject({
      inner: 'covered',
    });
  });

  test('one that is nowhere to be seen is a miss, and so is a mistake of our own or a run without an end', async () => {
    const missed = await judged({ 'schema.id': GREEN }, { 'schema.id': RED }, { 'schema.id': GREEN });
    expect(pairComplaints([missed])).toEqual(['inner + outer: schema.id is not red, and nothing says why.']);
    expect(
      await judged({ 'schema.id': { verdict: 'inconclusive', doubt: 'suite' } }, { 'schema.id': RED }),
    ).toMatchObject({ inner: 'missed' });
    expect(pairComplaints([{ ...missed, red: [] }])).toEqual(['inner + outer: nothing is red.']);
  });
});
