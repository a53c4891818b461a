/** From a body to an outcome: what counts as a violation, and what must not. */
import { expect, test } from '@playwright/test';
import { evaluate } from '../../../judging/evaluate.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { openRun } from '../../../judging/run.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Patch } from '../../../mock/types.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

async function outcomeOf(id: RequirementId, patch: Patch = {}): Promise<Outcome> {
  const { mock, configuration } = await startEmbeddedMock(readConfiguration({ PERSONA_BACKOFF_MS: '1' }), {
    patch: patch,
  });
  const run = openRun(configuration);
  try {
    return (await evaluate(suite.check(id), run.runner)).outcome;
  } finally {
    await run.close();
    await mock.close();
  }
}

const everyExpireAnswered = (status: number): Patch => ({
  response: (answer, call) => (call.path.endsWith('/expire') ? { ...answer, status } : answer),
});

test.describe('an outcome', () => {
  test('is a pass with its observations and exchanges', async () => {
    const outcome = await outcomeOf('state.second-expire-status');
    expect(outcome.verdict).toBe('pass');
    expect(outcome.observations).toHaveLength(1);
    expect(outcome.exchanges).toContain('expire-again/expire again');
  });

  test('is a violation with a finding that names the exchange', async () => {
    const outcome = await outcomeOf('schema.status-200', everyExpireAnswered(202));
    expect(outcome.verdict).toBe('violation');
    expect(outcome.finding).toMatchObject({ code: 'status.other', seen: 202, exchange: 'expire-new/expire' });
  });

  test('is inconclusive when the server fails', async () => {
    const outcome = await outcomeOf('state.new-becomes-expired', everyExpireAnswered(503));
    expect(outcome).toMatchObject({ verdict: 'inconclusive', doubt: 'transport' });
  });

  test('is inconclusive when what it builds on did not come about', async () => {
    const outcome = await outcomeOf('schema.type', everyExpireAnswered(422));
    expect(outcome).toMatchObject({ verdict: 'inconclusive', doubt: 'precondition' });
  });

  test('is inconclusive, never a pass, when the target creates the same session for everybody', async () => {
    const patch: Patch = {
      document: (document, call) =>
        call.method === 'POST' && call.path.endsWith('/inquiry-sessions')
          ? { ...document, data: { ...(document['data'] as object), attributes: { status: 'expired' } } }
          : document,
    };
    expect(await outcomeOf('schema.type', patch)).toMatchObject({
      verdict: 'inconclusive',
      doubt: 'precondition',
    });
  });

  test('is not applicable, with the reason, when a capability is missing', async () => {
    const patch: Patch = { open: { linkActivation: 'script', simulateStart: 'none' } };
    const outcome = await outcomeOf('state.active-becomes-expired', patch);
    expect(outcome.verdict).toBe('not applicable');
    expect(outcome.reason).toContain('No session can be opened here');
  });
});
