/** One trial: the whole suite against one mock, in this process. */
import type { RequirementId } from '../../contract/catalogue.ts';
import type { VersionDate } from '../../contract/versions.ts';
import { readConfiguration } from '../../client/configuration.ts';
import { startEmbeddedMock } from '../../preflight/embedded-mock.ts';
import { evaluateAll } from '../../judging/evaluate.ts';
import { openRun } from '../../judging/run.ts';
import type { Patch } from '../../mock/types.ts';
import type { Outcome } from '../../judging/outcome.ts';
import { loadSuite } from '../../tests/conformance/index.ts';

export interface Trial {
  readonly outcomes: readonly Outcome[];
  readonly requests: number;
  readonly durationMs: number;
}

/** A mock answers within a few milliseconds; one that does not within this time is meant not to. */
const TIMEOUT_MS = 1_500;

/** The same data for every trial, so that only the patch makes a difference. */
const SEED = 1;

/** Fast enough that retries cost nothing, slow enough to be retries. */
const ENVIRONMENT = {
  PERSONA_BACKOFF_MS: '1',
  PERSONA_TIMEOUT_MS: String(TIMEOUT_MS),
  CONFORMANCE_SEED: String(SEED),
};

/** Runs the suite, or some of its requirements, against a mock that is patched in this way, under a version. */
export async function runTrial(
  patch: Patch | undefined,
  { ids, version }: { readonly ids?: readonly RequirementId[]; readonly version?: VersionDate } = {},
): Promise<Trial> {
  const startedAt = performance.now();
  const options = patch ? { patch } : {};
  const { mock, configuration } = await startEmbeddedMock(
    readConfiguration({ ...ENVIRONMENT, ...(version && { PERSONA_VERSION: version }) }),
    options,
  );
  const run = openRun(configuration, { pause: async (milliseconds) => mock.clock.advance(milliseconds) });
  try {
    const outcomes = await evaluateAll(await loadSuite(), run.runner, ids);
    return { outcomes, requests: run.persona.requests, durationMs: performance.now() - startedAt };
  } finally {
    await run.close();
    await mock.close();
  }
}
