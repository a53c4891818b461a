/** One trial: the whole suite against one mock, in this process. */
import '../conformance/index.ts';
import { catalogue, type RequirementId } from '../../contract/catalogue.ts';
import { readConfiguration } from '../../client/configuration.ts';
import { startEmbeddedMock } from '../../fixtures/embedded-mock.ts';
import { evaluate } from '../../fixtures/evaluate.ts';
import { openRun } from '../../fixtures/in-process.ts';
import type { Bend } from '../../mock/bend.ts';
import type { Outcome } from '../../reporting/outcome.ts';

export interface Trial {
  readonly outcomes: readonly Outcome[];
  readonly requests: number;
  readonly durationMs: number;
}

/** A mock answers within a few milliseconds; one that does not within this time is meant not to. */
const TIMEOUT_MS = 1_500;

/** The same data for every trial, so that only the bend makes a difference. */
const SEED = 1;

/** Fast enough that retries cost nothing, slow enough to be retries. */
const ENVIRONMENT = {
  PERSONA_BACKOFF_MS: '1',
  PERSONA_TIMEOUT_MS: String(TIMEOUT_MS),
  CONFORMANCE_SEED: String(SEED),
};

/** Runs the suite, or some of its requirements, against a mock that is bent in this way. */
export async function runTrial(
  bend: Bend | undefined,
  ids: readonly RequirementId[] = catalogue.map(({ id }) => id),
): Promise<Trial> {
  const startedAt = performance.now();
  const options = bend ? { bend } : {};
  const { mock, configuration } = await startEmbeddedMock(readConfiguration(ENVIRONMENT), options);
  const run = openRun(configuration, { pause: async (milliseconds) => mock.clock.advance(milliseconds) });
  try {
    const outcomes: Outcome[] = [];
    for (const id of ids) outcomes.push((await evaluate(id, run.player)).outcome);
    return { outcomes, requests: run.persona.requests, durationMs: performance.now() - startedAt };
  } finally {
    await run.close();
    await mock.close();
  }
}
