/** One run of everything under one version: what the target did, before anybody compares it. */
import type { RequirementId } from '../contract/catalogue.ts';
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import { evaluateAll } from '../judging/evaluate.ts';
import { openRun, type RunOptions } from '../judging/run.ts';
import type { ScenarioRunner } from '../scenarios/scenario-runner.ts';
import type { Suite } from '../judging/suite.ts';
import type { Outcome } from '../judging/outcome.ts';
import { absenceSentence } from '../judging/applicability.ts';
import {
  combinations,
  combinationsOfThree,
  combinationsUnderOneVersion,
  combinationsUnopened,
} from '../scenarios/combinations.ts';
import { unauthenticated, unauthenticatedOpened } from '../scenarios/callers.ts';
import { refusalOutlived } from '../scenarios/comparing.ts';
import { nearMissCredentials, nearMissIds } from '../scenarios/near-misses.ts';
import { oddIds, readingTheAction, steeringBody } from '../scenarios/refusals.ts';
import { acrossTheMove, askedByName, unpromisedVersions } from '../scenarios/versions.ts';
import { allScenarios, scenariosWithoutOpening } from '../scenarios/all.ts';
import { CapabilityMissing } from '../scenarios/capabilities.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { ScenarioResult } from '../scenarios/scenario-run.ts';

/** A scenario that left nothing to compare. */
export interface NotRun {
  readonly scenario: string;
  /** `not applicable`: the target lacks what it needs. `inconclusive`: it went wrong on the way. */
  readonly kind: 'not applicable' | 'inconclusive';
  readonly reason: string;
}

export interface VersionRun {
  readonly version: string;
  /** All exchanges, in the order in which they were made; secrets included: never to be stored. */
  readonly exchanges: readonly Exchange[];
  /** The exchanges that scenarios hand to the requirements: what is looked at step by step. */
  readonly evidence: ReadonlySet<Exchange>;
  /** Names of the scenarios that were run to their end. */
  readonly played: ReadonlySet<string>;
  readonly unplayed: readonly NotRun[];
  /** The requirements judged on this run. */
  readonly outcomes: readonly Outcome[];
  readonly requests: number;
}

export interface VersionRunOptions extends RunOptions {
  /** The requirements that are judged on the run. */
  readonly suite: Suite;
  /** Names of the scenarios to run; default: all. */
  readonly scenarios?: ReadonlySet<string> | undefined;
  /** The requirements to judge; default: all. */
  readonly requirements?: readonly RequirementId[] | undefined;
  /** Told of each scenario before it is run. */
  readonly onScenario?: ((done: number, all: number) => void) | undefined;
}

/** Runs all scenarios on fresh sessions under one version, and judges the requirements on them. */
export async function runVersion(
  configuration: Configuration,
  version: string,
  options: VersionRunOptions,
): Promise<VersionRun> {
  const run = openRun({ ...configuration, version }, { ...options, leaveOut: leftOut, standIns });
  const exchanges: Exchange[] = [];
  const evidence = new Set<Exchange>();
  const played = new Set<string>();
  const unplayed: NotRun[] = [];
  run.persona.onExchange((exchange) => exchanges.push(exchange));
  try {
    const { scenarios: chosen } = options;
    const scenarios = (await scenariosFor(run.runner)).filter(
      ({ name }) => !leftOut.has(name) && (chosen?.has(name) ?? true),
    );
    for (const [index, scenario] of scenarios.entries()) {
      options.onScenario?.(index, scenarios.length);
      try {
        for (const exchange of exchangesIn(await run.runner.run(scenario))) evidence.add(exchange);
        played.add(scenario.name);
      } catch (error) {
        unplayed.push({ scenario: scenario.name, ...absence(error) });
      }
    }
    const outcomes = await evaluateAll(options.suite, run.runner, options.requirements);
    options.onScenario?.(scenarios.length, scenarios.length);
    return { version, exchanges, evidence, played, unplayed, outcomes, requests: run.persona.requests };
  } finally {
    await run.close();
  }
}

/** They choose versions of their own, so they show the same whichever version is run. */
const choosingVersions: readonly Scenario[] = [
  acrossTheMove,
  // It builds on the one before.
  askedByName,
  unpromisedVersions,
];

/**
 * What they ask for is refused under every version, like what other scenarios ask for, or it is no part of the documentation:
 * another answer to it breaks nobody. A comparison does without their requests.
 */
const refusedAnyway: readonly Scenario[] = [
  nearMissCredentials,
  nearMissIds,
  oddIds,
  // It builds on the near misses, and no body is documented.
  steeringBody,
  readingTheAction,
];

/** Clauses that are judged on a scenario which is left out are judged on the one that leaves behind the same kind of answers. */
const standIns: ReadonlyMap<string, Scenario> = new Map(
  (
    [
      [combinations, combinationsUnderOneVersion],
      [combinationsUnopened, combinationsUnderOneVersion],
      [combinationsOfThree, combinationsUnderOneVersion],
      [unauthenticatedOpened, unauthenticated],
    ] as const
  ).map(([{ name }, other]) => [name, other]),
);

const leftOut: ReadonlySet<string> = new Set([
  ...[...choosingVersions, ...refusedAnyway].map(({ name }) => name),
  ...standIns.keys(),
]);

async function scenariosFor(runner: ScenarioRunner): Promise<readonly Scenario[]> {
  const canOpen = await runner.availability('active-session').catch(unlessInconclusive);
  // The limits come last: they may use up what everything after them needs.
  const scenarios = [combinationsUnderOneVersion, refusalOutlived, ...allScenarios];
  return canOpen?.available === false ? [...scenarios, ...scenariosWithoutOpening] : scenarios;
}

function unlessInconclusive(error: unknown): undefined {
  if (!(error instanceof Inconclusive)) throw error;
}

function exchangesIn(findings: ScenarioResult): Exchange[] {
  return Object.values(findings)
    .flat()
    .filter((value): value is Exchange => typeof value === 'object' && value !== null);
}

function absence(error: unknown): Omit<NotRun, 'scenario'> {
  if (error instanceof CapabilityMissing)
    return { kind: 'not applicable', reason: absenceSentence(error.absence) };
  if (error instanceof Inconclusive) return { kind: 'inconclusive', reason: error.message };
  throw error;
}
