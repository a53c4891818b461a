/** One play of everything under one version: what the target did, before anybody compares it. */
import { catalogue } from '../contract/catalogue.ts';
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import { evaluate } from '../fixtures/evaluate.ts';
import { openRun, type RunOptions } from '../fixtures/in-process.ts';
import { bodyOf } from '../fixtures/requirement.ts';
import type { Outcome } from '../reporting/outcome.ts';
import { allScenarios } from '../scenarios/all.ts';
import { NotApplicable, type Findings } from '../scenarios/scenario.ts';

/** A scenario that left nothing to compare. */
export interface Unplayed {
  readonly scenario: string;
  /** `not applicable`: the target lacks what it needs. `inconclusive`: it went wrong on the way. */
  readonly kind: 'not applicable' | 'inconclusive';
  readonly reason: string;
}

export interface Play {
  readonly version: string;
  /** All exchanges, in the order in which they were made; secrets included: never to be stored. */
  readonly exchanges: readonly Exchange[];
  /** The exchanges that scenarios hand to the requirements: what is looked at step by step. */
  readonly evidence: ReadonlySet<Exchange>;
  readonly unplayed: readonly Unplayed[];
  /** The requirements judged on this play; empty where their bodies are not loaded. */
  readonly outcomes: readonly Outcome[];
  readonly requests: number;
}

export interface PlayOptions extends RunOptions {
  /** Told of each scenario before it is played. */
  readonly onScenario?: ((done: number, all: number) => void) | undefined;
}

/** Plays all scenarios on fresh sessions under one version, and judges the requirements on them. */
export async function playAll(
  configuration: Configuration,
  version: string,
  options: PlayOptions = {},
): Promise<Play> {
  const run = openRun({ ...configuration, version }, options);
  const exchanges: Exchange[] = [];
  const evidence = new Set<Exchange>();
  const unplayed: Unplayed[] = [];
  run.persona.onExchange((exchange) => exchanges.push(exchange));
  try {
    for (const [index, scenario] of allScenarios.entries()) {
      options.onScenario?.(index, allScenarios.length);
      try {
        for (const exchange of exchangesIn(await run.player.play(scenario))) evidence.add(exchange);
      } catch (error) {
        unplayed.push({ scenario: scenario.name, ...absence(error) });
      }
    }
    const outcomes: Outcome[] = [];
    for (const { id } of catalogue) {
      if (bodyOf(id)) outcomes.push((await evaluate(id, run.player)).outcome);
    }
    options.onScenario?.(allScenarios.length, allScenarios.length);
    return { version, exchanges, evidence, unplayed, outcomes, requests: run.persona.requests };
  } finally {
    await run.close();
  }
}

function exchangesIn(findings: Findings): Exchange[] {
  return Object.values(findings)
    .flat()
    .filter((value): value is Exchange => typeof value === 'object' && value !== null);
}

function absence(error: unknown): Omit<Unplayed, 'scenario'> {
  if (error instanceof NotApplicable) return { kind: 'not applicable', reason: error.message };
  if (error instanceof Inconclusive) return { kind: 'inconclusive', reason: error.message };
  throw error;
}
