/** Mutants of the mock's source: what counts as found, what as explained, and when an explanation is no longer true. */
import { expect, test } from '@playwright/test';
import { explanations, type Explanation } from '../../../proof/mutants/explained.ts';
import { passes, type Reached, type TrialResult } from '../../../proof/mutants/fates.ts';
import { instrument, type Mutant } from '../../../proof/mutants/instrument.ts';
import { isUnexplained, judge, staleExplanations } from '../../../proof/mutants/judge.ts';

const FATES: readonly (readonly [string, TrialResult])[] = [
  ['found', { fate: 'killed', by: 'state.expires' }],
  ['alive', { fate: 'survived' }],
  ['doubtful', { fate: 'inconclusive', by: 'state.expires' }],
  ['endless', { fate: 'broke', by: 'no end in sight' }],
];
const OTHERS = ['at load', 'never'];

const mutants = [...FATES.map(([id]) => id), ...OTHERS].map((id): Mutant => ({
  id,
  file: 'clock.ts',
  line: 1,
  scope: 'now',
  mutator: id,
  name: `clock.ts ${id}: 1 → 2`,
}));

const reached: Reached = {
  red: [],
  durationMs: 1,
  notApplicable: [],
  hits: Object.fromEntries(FATES.map(([id]) => [id, 1])),
  atLoad: ['at load'],
};

const because = (places: Readonly<Record<string, number>>): Explanation => ({
  reason: 'equivalent',
  why: 'Nobody sees it.',
  places,
});

function judged(
  reasons: readonly Explanation[],
  inAnotherPass: readonly (readonly [string, TrialResult])[] = [],
) {
  const [first, second] = passes;
  if (!first || !second) throw new Error('There are fewer than two passes.');
  return judge(
    mutants,
    [
      { pass: first, reached, results: new Map(FATES) },
      { pass: second, reached, results: new Map(inAnotherPass) },
    ],
    reasons,
  );
}

const unexplained = (...args: Parameters<typeof judged>) =>
  judged(...args)
    .filter(isUnexplained)
    .map(({ id }) => id);

test.describe('mutants of the source', () => {
  test('only a violation finds one: a doubt, an endless run and silence do not', () => {
    expect(unexplained([])).toEqual(['alive', 'doubtful', 'endless']);
    expect(judged([]).map(({ id, fate }) => `${id}: ${fate}`)).toEqual([
      'found: killed',
      'alive: survived',
      'doubtful: inconclusive',
      'endless: broke',
      'at load: at-load',
      'never: never-run',
    ]);
  });

  test('one that only another run finds is found', () => {
    expect(unexplained([], [['alive', { fate: 'killed', by: 'state.expires' }]])).toEqual([
      'doubtful',
      'endless',
    ]);
  });

  test('one is explained by its name, its kind, its declaration or its file', () => {
    expect(unexplained([because({ 'clock.ts alive: 1 → 2': 1, 'clock.ts now endless': 1 })])).toEqual([
      'doubtful',
    ]);
    expect(unexplained([because({ 'clock.ts now': 3 })])).toEqual([]);
    expect(unexplained([because({ 'clock.ts': 3 })])).toEqual([]);
    expect(unexplained([because({ 'clock.ts later': 3 })])).toEqual(['alive', 'doubtful', 'endless']);
  });

  test('a reason that is no longer true is stale', () => {
    const stale = (...reasons: Explanation[]) =>
      staleExplanations(mutants, judged(reasons), reasons, () => true);
    expect(stale(because({ 'clock.ts alive: 1 → 2': 1, 'clock.ts now': 2 }))).toEqual([]);
    expect(stale(because({ 'clock.ts found: 1 → 2': 1 }))).toEqual([
      'clock.ts found: 1 → 2: there is nothing to explain, every mutant there is found',
    ]);
    expect(stale(because({ 'clock.ts now': 2 }))).toEqual([
      'clock.ts now: 3 are not found there, and 2 are explained',
    ]);
    expect(stale(because({ 'clock.ts now': 4 }))).toEqual([]);
    expect(stale(because({ 'gone.ts': 1 }))).toEqual(['gone.ts: there is no such place']);
    expect(stale(because({ 'clock.ts': 3 }), because({ 'clock.ts': 3 }))).toContain(
      'clock.ts: explained twice',
    );
  });

  test('every mutant has a name of its own, and every explanation has a place', async ({}, testInfo) => {
    const real = await instrument(testInfo.outputPath('copy'));
    expect(real.length).toBeGreaterThan(1_000);
    expect(new Set(real.map(({ name }) => name)).size).toBe(real.length);
    expect(staleExplanations(real, [], explanations, () => false)).toEqual([]);
  });
});
