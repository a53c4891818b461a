/** From a body to an outcome: what counts as a violation, and what must not. */
import { expect, test } from '@playwright/test';
import { evaluate } from '../../../fixtures/evaluate.ts';
import { startEmbeddedMock } from '../../../fixtures/embedded-mock.ts';
import { openRun } from '../../../fixtures/in-process.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Bend } from '../../../mock/bend.ts';
import type { Outcome } from '../../../reporting/outcome.ts';
import '../../conformance/index.ts';

async function outcomeOf(id: RequirementId, bend: Bend = {}): Promise<Outcome> {
  const { mock, configuration } = await startEmbeddedMock(readConfiguration({ PERSONA_BACKOFF_MS: '1' }), {
    bend,
  });
  const run = openRun(configuration);
  try {
    return (await evaluate(id, run.player)).outcome;
  } finally {
    await run.close();
    await mock.close();
  }
}

const everyExpireAnswered = (status: number): Bend => ({
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
    expect(outcome.finding).toMatchObject({ seen: 'status 202 (accepted)', exchange: 'expire-new/expire' });
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
    const bend: Bend = {
      document: (document, call) =>
        call.method === 'POST' && call.path.endsWith('/inquiry-sessions')
          ? { ...document, data: { ...(document['data'] as object), attributes: { status: 'expired' } } }
          : document,
    };
    expect(await outcomeOf('schema.type', bend)).toMatchObject({
      verdict: 'inconclusive',
      doubt: 'precondition',
    });
  });

  test('is not applicable, with the reason, when a capability is missing', async () => {
    const bend: Bend = { open: { linkActivation: 'script', simulateStart: 'none' } };
    const outcome = await outcomeOf('state.active-becomes-expired', bend);
    expect(outcome.verdict).toBe('not applicable');
    expect(outcome.reason).toContain('No session can be made active');
  });
});
