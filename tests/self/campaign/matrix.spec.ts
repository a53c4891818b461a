/** The kill matrix and its gate: each way of failing must shut it. */
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import type { Fault } from '../../../mock/faults/fault.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { complaints, killMatrix } from '../../../proof/campaign/matrix.ts';
import type { Trial } from '../../../proof/campaign/trial.ts';

const bound = catalogue.filter(({ level }) => level !== 'OBSERVED').map(({ id }) => id);

const trial = (red: readonly string[]): Trial => ({
  requests: 1,
  durationMs: 1,
  outcomes: catalogue.map(({ id }): Outcome => ({
    id,
    verdict: red.includes(id) ? 'violation' : 'pass',
    durationMs: 0,
    observations: [],
    exchanges: [],
  })),
});

/** One fault per requirement, each caught by the requirement that it names. */
function campaign(change: (trials: Map<string, Trial>, faults: Fault[]) => void = () => undefined) {
  const faults: Fault[] = bound.map((id) => ({
    slug: `no-${id}`,
    area: 'state',
    sentence: 'Wrong.',
    violates: [id],
    patch: {},
  }));
  const trials = new Map(faults.map(({ slug, violates: [id] }) => [slug, trial([id])]));
  trials.set('legal', trial([]));
  trials.set('mad', trial(bound));
  change(trials, faults);
  return killMatrix(trials, {
    faults,
    degenerate: [{ slug: 'mad', sentence: 'Everything is wrong.' }],
    variations: [{ slug: 'legal' }],
    pairs: [],
  });
}

test.describe('the gate', () => {
  test('is open when all is caught and all that is legal is accepted', () => {
    const matrix = campaign();
    expect(complaints(matrix)).toEqual([]);
    expect(matrix.totals).toMatchObject({ killed: bound.length, namedRed: bound.length, falseAlarms: 0 });
  });

  test('shuts when a fault survives', () => {
    const matrix = campaign((trials) => trials.set('no-schema.type', trial([])));
    expect(complaints(matrix)).toContain('The fault no-schema.type survives: no requirement goes red.');
    expect(complaints(matrix)).toContain('No fault turns schema.type red.');
  });

  test('shuts when the named requirement is not the one that goes red', () => {
    const matrix = campaign((trials) => trials.set('no-schema.type', trial(['schema.id'])));
    expect(complaints(matrix)).toContain('The fault no-schema.type does not turn schema.type red.');
  });

  test('shuts when a legal variation is called a violation', () => {
    const matrix = campaign((trials) => trials.set('legal', trial(['schema.id'])));
    expect(complaints(matrix)).toEqual(['The legal variation legal is called a violation of schema.id.']);
  });

  test('shuts when a requirement has no fault', () => {
    const matrix = campaign((_, faults) =>
      faults.splice(
        faults.findIndex(({ slug }) => slug === 'no-schema.id'),
        1,
      ),
    );
    expect(complaints(matrix)).toEqual(['No fault turns schema.id red.']);
  });

  test('shuts when a server that breaks everything passes something', () => {
    const matrix = campaign((trials) => trials.set('mad', trial(bound.filter((id) => id !== 'schema.type'))));
    expect(complaints(matrix)).toEqual(['The server mad passes without meeting it: schema.type.']);
  });

  test('counts an equivalent fault apart, and shuts when it can be told after all', () => {
    const declared = (trials: Map<string, Trial>, faults: Fault[], red: readonly string[]) => {
      faults.push({
        slug: 'same',
        area: 'state',
        sentence: 'Same.',
        violates: ['schema.id'],
        patch: {},
        equivalent: 'nobody can tell',
      });
      trials.set('same', trial(red));
    };
    expect(campaign((trials, faults) => declared(trials, faults, [])).totals.equivalent).toBe(1);
    expect(complaints(campaign((trials, faults) => declared(trials, faults, ['schema.id'])))).toHaveLength(1);
  });
});
