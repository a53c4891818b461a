/** One trial: the whole suite against one mock, in this process. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RequirementId } from '../../contract/catalogue.ts';
import type { Depth } from '../../contract/depths.ts';
import type { VersionDate } from '../../contract/versions.ts';
import { systemClock } from '../../client/clock.ts';
import { readConfiguration } from '../../client/configuration.ts';
import { startEmbeddedMock } from '../../preflight/embedded-mock.ts';
import { evaluate, evaluateAll } from '../../judging/evaluate.ts';
import { openRun } from '../../judging/run.ts';
import type { Suite } from '../../judging/suite.ts';
import type { ScenarioRunner } from '../../scenarios/scenario-runner.ts';
import type { RunningMock } from '../../mock/server.ts';
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
export const ENVIRONMENT = {
  PERSONA_BACKOFF_MS: '1',
  PERSONA_TIMEOUT_MS: String(TIMEOUT_MS),
  CONFORMANCE_SEED: String(SEED),
};

/** Shorter waits are really waited for: what a target does a moment later happens in real time. */
const SHORT_MS = 1_000;

/** The client's clock, which takes the target's along: nobody waits for a window of a minute. */
export function sharedClock(mock: RunningMock) {
  let ahead = 0;
  const pass = async (milliseconds: number): Promise<void> => {
    ahead += milliseconds;
    mock.clock.advance(milliseconds);
  };
  const sleep = async (milliseconds: number): Promise<void> => {
    await (milliseconds < SHORT_MS ? delay(milliseconds) : pass(milliseconds));
  };
  return { now: () => systemClock.now() + ahead, sleep, pass };
}

/** Runs the suite, or some of its requirements, against a mock that is patched in this way, under a version. */
export async function runTrial(
  patch: Patch | undefined,
  {
    ids,
    version,
    depth,
    untilRed = false,
  }: {
    readonly ids?: readonly RequirementId[];
    readonly version?: VersionDate | undefined;
    readonly depth?: Depth | undefined;
    /** Ends with the first violation. */
    readonly untilRed?: boolean;
  } = {},
): Promise<Trial> {
  const startedAt = performance.now();
  const options = patch ? { patch } : {};
  const { mock, configuration } = await startEmbeddedMock(
    readConfiguration({
      ...ENVIRONMENT,
      ...(version && { PERSONA_VERSION: version }),
      ...(depth && { CONFORMANCE_DEPTH: depth }),
    }),
    options,
  );
  const clock = sharedClock(mock);
  const run = openRun(configuration, { pause: clock.pass, clock });
  try {
    const suite = await loadSuite();
    const outcomes = untilRed
      ? await evaluateUntilRed(suite, run.runner)
      : await evaluateAll(suite, run.runner, ids);
    return { outcomes, requests: run.persona.requests, durationMs: performance.now() - startedAt };
  } finally {
    await run.close();
    await mock.close();
  }
}

async function evaluateUntilRed({ checks }: Suite, runner: ScenarioRunner): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const { outcome } = await evaluate(check, runner);
    outcomes.push(outcome);
    if (outcome.verdict === 'violation') break;
  }
  return outcomes;
}
