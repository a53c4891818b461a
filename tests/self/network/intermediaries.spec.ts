/** What something on the way answers in the target's place is never held against the target. */
import { expect, test } from '@playwright/test';
import { readConfiguration } from '../../../client/configuration.ts';
import { openWire, type Wire } from '../../../client/wire.ts';
import { evaluateAll } from '../../../judging/evaluate.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { openRun } from '../../../judging/run.ts';
import type { Patch } from '../../../mock/types.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { loadSuite } from '../../conformance/index.ts';
import { intermediaries, type Intermediary } from './intermediaries.ts';

const OFTEN = 12;
const SELDOM = 40;

interface Met {
  readonly outcomes: readonly Outcome[];
  readonly injected: number;
}

/** The whole suite, while one request in so many is answered by one of these in turn, and never reaches the target. */
async function meeting(those: readonly Intermediary[], oneIn: number, patch: Patch = {}): Promise<Met> {
  const { mock, configuration } = await startEmbeddedMock(
    readConfiguration({ PERSONA_BACKOFF_MS: '0', CONFORMANCE_SEED: '1' }),
    { patch },
  );
  const real = openWire(mock.origin, { timeoutMs: 5_000 });
  let [sent, injected] = [0, 0];
  const wire: Wire = {
    ...real,
    attempt: async (request) => {
      sent += 1;
      const stranger = sent % oneIn === 0 ? those[injected % those.length] : undefined;
      if (stranger === undefined) return real.attempt(request);
      injected += 1;
      return { kind: 'answer', response: stranger.response, durationMs: 1 };
    },
  };
  const run = openRun(configuration, {
    wire,
    pause: async (milliseconds) => mock.clock.advance(milliseconds),
  });
  try {
    return { outcomes: await evaluateAll(await loadSuite(), run.runner), injected };
  } finally {
    await run.close();
    await mock.close();
  }
}

const withVerdict = ({ outcomes }: Met, verdict: Outcome['verdict']): string[] =>
  outcomes
    .filter((one) => one.verdict === verdict)
    .map(({ id, reason, finding }) => `${id}: ${reason ?? finding?.code ?? ''}`);

test.describe('answers in the target’s place', () => {
  test('are of at least 30 kinds', () => {
    expect(new Set(intermediaries.map(({ who }) => who)).size).toBe(intermediaries.length);
    expect(intermediaries.length).toBeGreaterThanOrEqual(30);
  });

  for (const oneIn of [OFTEN, SELDOM]) {
    test(`are no false alarm, all kinds in turn, one request in ${oneIn}`, async () => {
      const met = await meeting(intermediaries, oneIn);
      expect(met.injected).toBeGreaterThan(200 / oneIn);
      expect(withVerdict(met, 'violation')).toEqual([]);
      expect(withVerdict(met, 'pass').length).toBeGreaterThan(met.outcomes.length * 0.8);
    });

    for (const one of intermediaries) {
      test(`are no false alarm: ${one.who}, one request in ${oneIn} @nightly`, async () => {
        const met = await meeting([one], oneIn);
        expect(met.injected).toBeGreaterThan(200 / oneIn);
        expect(withVerdict(met, 'violation')).toEqual([]);
        expect(withVerdict(met, 'pass').length).toBeGreaterThan(met.outcomes.length * 0.8);
      });
    }
  }

  test('hide no violation of the target’s own', async () => {
    const page: Patch = {
      response: (answer, call) =>
        call.endpoint.name === 'expireSession' && answer.status === 404
          ? { ...answer, headers: [['Content-Type', 'text/html']], text: '<html>Not found</html>' }
          : answer,
    };
    const met = await meeting(intermediaries, SELDOM, page);
    expect(withVerdict(met, 'violation').join()).toContain('errors.');
  });
});
