/** Plays the scenarios of a calibration on a target: the suite's own, and the further probes. */
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import { absenceSentence } from '../judging/applicability.ts';
import { scenarioOf } from '../reporting/stories.ts';
import { openRun, type RunOptions } from '../judging/run.ts';
import { allScenarios, scenariosWithoutOpening } from '../scenarios/all.ts';
import { CapabilityMissing } from '../scenarios/capabilities.ts';
import { overTheLimit } from '../scenarios/limits.ts';
import { runStateInProcess, type RunStateValues } from '../scenarios/run-state.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { acrossTheMove, unpromisedVersions } from '../scenarios/versions.ts';
import { probes } from './probes.ts';

export interface Played {
  /** All exchanges, in order; secrets included: never to be stored. */
  readonly exchanges: readonly Exchange[];
  /** Why a scenario was not played to its end, by name. */
  readonly unplayed: ReadonlyMap<string, string>;
  /** Scenarios that the way to the target spoilt, whether played to their end or not: what they saw proves nothing. */
  readonly spoilt: ReadonlySet<string>;
  /** How sessions are opened; undefined: it did not come to that. */
  readonly activation: RunStateValues['activation'] | undefined;
  /** Some read showed a write late. */
  readonly readsLag: boolean;
  readonly requests: number;
  /** Of these, for the probes. */
  readonly probing: number;
}

export interface PlayOptions extends Omit<RunOptions, 'runState'> {
  readonly onScenario?: ((done: number, all: number) => void) | undefined;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** Plays everything. Nothing runs into the rate limit: no choice depends on it. */
export async function play(configuration: Configuration, options: PlayOptions = {}): Promise<Played> {
  const runState = runStateInProcess();
  const run = openRun(configuration, { ...options, runState });
  const exchanges: Exchange[] = [];
  const unplayed = new Map<string, string>();
  const spoilt = new Set<string>();
  run.persona.onExchange((exchange) => {
    exchanges.push(exchange);
    options.onExchange?.(exchange);
  });
  let done = 0;
  const perform = async (scenarios: readonly Scenario[], all: number): Promise<void> => {
    for (const scenario of scenarios) {
      options.onScenario?.(done++, all);
      try {
        await run.runner.run(scenario);
        if (exchanges.some(({ ambiguous, label }) => ambiguous && scenarioOf(label) === scenario.name)) {
          spoilt.add(scenario.name);
        }
      } catch (error) {
        unplayed.set(scenario.name, whyNot(error));
        if (error instanceof Inconclusive && error.doubt === 'transport') spoilt.add(scenario.name);
      }
    }
  };
  try {
    const canOpen = await run.runner.availability('active-session').catch(() => undefined);
    const ofTheSuite = [
      ...allScenarios.filter((scenario) => scenario !== overTheLimit),
      ...(canOpen?.available === false ? scenariosWithoutOpening : []),
      unpromisedVersions,
      acrossTheMove,
    ];
    const all = ofTheSuite.length + probes.length;
    await perform(ofTheSuite, all);
    const before = run.persona.requests;
    await perform(probes, all);
    return {
      exchanges,
      unplayed,
      spoilt,
      readsLag: run.persona.readLag.seen.length > 0,
      activation: await runState.get('activation'),
      requests: run.persona.requests,
      probing: run.persona.requests - before,
    };
  } finally {
    await run.close();
  }
}

function whyNot(error: unknown): string {
  if (error instanceof CapabilityMissing) return absenceSentence(error.absence);
  if (error instanceof Inconclusive) return error.message;
  throw error;
}

/** Why what was played proves nothing about the target; undefined: it does. */
export function whyUseless({ unplayed, spoilt }: Played): string | undefined {
  const nothing = unplayed.get('expire-new');
  if (nothing !== undefined) return `a session could not be expired (${nothing.replace(/\.$/, '')})`;
  const [first] = spoilt;
  // What the target has carried out unseen shows in everything that comes after.
  return first === undefined
    ? undefined
    : `the way to the target failed in the middle of ${[...spoilt].slice(0, 3).join(', ')}`;
}
