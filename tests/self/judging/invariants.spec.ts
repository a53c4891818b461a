/** Invariants: each kind of answer is told apart, and a breach anywhere in the run is found and named. */
import { expect, test } from '@playwright/test';
import { openRun } from '../../../judging/run.ts';
import { evaluate } from '../../../judging/evaluate.ts';
import { invariants } from '../../../judging/invariants/table.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { expireKebab } from '../../../scenarios/inflections.ts';
import type { Patch } from '../../../mock/types.ts';
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

/** `schema.type` after a scenario that it does not read by itself. */
async function typeAfterAnotherScenario(patch: Patch) {
  const { mock, configuration } = await startEmbeddedMock(
    readConfiguration({ PERSONA_BACKOFF_MS: '1', CONFORMANCE_SEED: '1' }),
    { patch },
  );
  const run = openRun(configuration);
  try {
    await run.runner.run(expireKebab);
    return await evaluate(suite.check('schema.type'), run.runner);
  } finally {
    await run.close();
    await mock.close();
  }
}

const renamedWhereIncluded: Patch = {
  document: (document, call) =>
    call.query.has('include')
      ? { ...document, data: { ...(document['data'] as object), type: 'x' } }
      : document,
};

test.describe('invariants', () => {
  test('are judged behind everything else, so that they are judged over everything', () => {
    const owners = new Set<string>(invariants.map(({ clause }) => clause));
    expect(owners.size).toBeGreaterThan(50);
    const places = suite.checks.map(({ id }) => owners.has(id));
    // These own no invariant, and compare all answers with each other by themselves.
    const behind = suite.checks.slice(places.indexOf(true)).filter(({ id }) => !owners.has(id));
    expect(behind.map(({ id }) => id)).toEqual(['errors.members', 'headers.same-owner']);
  });

  test('name the exchange and its scenario, and show that scenario among the evidence', async () => {
    const { outcome, evidence } = await typeAfterAnotherScenario(renamedWhereIncluded);
    expect(outcome).toMatchObject({
      verdict: 'violation',
      finding: { exchange: 'expire-kebab/expire', path: ['data', 'type'] },
    });
    expect(evidence.map(({ label }) => label)).toContain('expire-kebab/expire');
  });

  test('hold where every answer holds', async () => {
    expect((await typeAfterAnotherScenario({})).outcome.verdict).toBe('pass');
  });
});
