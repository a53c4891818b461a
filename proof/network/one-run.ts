/** One whole run of the suite in this process, through the conditions, and what came of it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RequirementId } from '../../contract/catalogue.ts';
import { readConfiguration } from '../../client/configuration.ts';
import { startEmbeddedMock } from '../../preflight/embedded-mock.ts';
import { evaluateAll } from '../../judging/evaluate.ts';
import { openRun } from '../../judging/run.ts';
import type { Outcome } from '../../judging/outcome.ts';
import { loadSuite } from '../../tests/conformance/index.ts';
import { openFaultProxy } from './fault-proxy.ts';
import type { NetworkConditions } from './conditions.ts';

export interface RunResult {
  readonly conditions: string;
  readonly seed: number;
  readonly outcomes: readonly Outcome[];
  readonly requests: number;
  /** Requests that were sent again. */
  readonly retries: number;
  /** Requests that the conditions got hold of: cut, or answered in the target's place. */
  readonly injected: number;
  /** Read lags seen, in milliseconds. */
  readonly lags: readonly number[];
  readonly ms: number;
}

/** As a sandbox would be asked: reads may lag by two seconds; the first backoff is short, because nobody is at the other end. */
const settings = { PERSONA_READ_LAG_MS: '2000', PERSONA_BACKOFF_MS: '50' };

/** Runs every requirement (or those given) once. The same seed meets the same conditions. */
export async function runOnce(
  conditions: NetworkConditions,
  seed: number,
  ids?: readonly RequirementId[],
): Promise<RunResult> {
  const { mock, configuration } = await startEmbeddedMock(readConfiguration(settings), {
    seed,
    ...conditions.mock,
  });
  const proxy = await openFaultProxy(mock.origin, conditions.faults, seed);
  const run = openRun(
    { ...configuration, baseUrl: configuration.baseUrl.replace(mock.origin, proxy.origin) },
    {
      // Moving the clock takes no time, but the window that is waited out would be longer than any read lag.
      pause: async (ms) => {
        mock.clock.advance(ms);
        await delay(conditions.mock.readLagMs ?? 0);
      },
    },
  );
  let retries = 0;
  run.persona.onExchange((exchange) => (retries += exchange.attempts - 1));
  const startedAt = performance.now();
  try {
    const outcomes = await evaluateAll(await loadSuite(), run.runner, ids);
    return {
      conditions: conditions.name,
      seed,
      outcomes,
      requests: run.persona.requests,
      retries,
      injected: proxy.seen.resets + proxy.seen.unavailable + proxy.seen.badGateway,
      lags: run.persona.readLag.seen,
      ms: performance.now() - startedAt,
    };
  } finally {
    await run.close();
    await proxy.close();
    await mock.close();
  }
}

/** The outcomes with this verdict. */
export function withVerdict(result: RunResult, verdict: Outcome['verdict']): readonly Outcome[] {
  return result.outcomes.filter((outcome) => outcome.verdict === verdict);
}
