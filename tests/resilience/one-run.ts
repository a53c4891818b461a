/** One whole run of the suite in this process, through the weather, and what came of it. */
import { setTimeout as delay } from 'node:timers/promises';
import { catalogue, type RequirementId } from '../../contract/catalogue.ts';
import { readConfiguration } from '../../client/configuration.ts';
import { startEmbeddedMock } from '../../fixtures/embedded-mock.ts';
import { evaluate } from '../../fixtures/evaluate.ts';
import { openRun } from '../../fixtures/in-process.ts';
import type { Outcome } from '../../reporting/outcome.ts';
import '../conformance/index.ts';
import { openFaultProxy } from './fault-proxy.ts';
import type { Weather } from './weather.ts';

export interface RunResult {
  readonly weather: string;
  readonly seed: number;
  readonly outcomes: readonly Outcome[];
  readonly requests: number;
  /** Requests that were sent again. */
  readonly retries: number;
  /** Requests that the weather got hold of: cut, or answered in the target's place. */
  readonly struck: number;
  /** Read lags seen, in milliseconds. */
  readonly lags: readonly number[];
  readonly ms: number;
}

/** As a sandbox would be asked: reads may lag by two seconds; the first backoff is short, because nobody is at the other end. */
const settings = { PERSONA_READ_LAG_MS: '2000', PERSONA_BACKOFF_MS: '50' };

/** Runs every requirement (or those given) once. The same seed meets the same weather. */
export async function runOnce(
  weather: Weather,
  seed: number,
  ids: readonly RequirementId[] = catalogue.map(({ id }) => id),
): Promise<RunResult> {
  const { mock, configuration } = await startEmbeddedMock(readConfiguration(settings), {
    seed,
    ...weather.mock,
  });
  const proxy = await openFaultProxy(mock.origin, weather.faults, seed);
  const run = openRun(
    { ...configuration, baseUrl: configuration.baseUrl.replace(mock.origin, proxy.origin) },
    {
      // Moving the clock takes no time, but the window that is waited out would be longer than any read lag.
      pause: async (ms) => {
        mock.clock.advance(ms);
        await delay(weather.mock.readLagMs ?? 0);
      },
    },
  );
  let retries = 0;
  run.persona.onExchange((exchange) => (retries += exchange.attempts - 1));
  const startedAt = performance.now();
  try {
    const outcomes: Outcome[] = [];
    for (const id of ids) outcomes.push((await evaluate(id, run.player)).outcome);
    return {
      weather: weather.name,
      seed,
      outcomes,
      requests: run.persona.requests,
      retries,
      struck: proxy.seen.resets + proxy.seen.unavailable + proxy.seen.badGateway,
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
