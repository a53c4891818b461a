/**
 * What a run remembers: scenarios that were run, sessions that can be used again, what is known about the limits. JSON values,
 * read asynchronously because they may stand in another process: Playwright throws a worker away after a failing test.
 */
import type { Exchange } from '../client/exchange.ts';
import type { PacerState } from '../client/pacing.ts';
import type { Traffic } from '../client/traffic.ts';
import type { ScenarioRun } from './scenario-run.ts';
import type { Session, SharedInquiry } from './session.ts';

/** How often a write showed late in a read, and how late at most, in milliseconds. */
export interface ReadLags {
  readonly times: number;
  readonly longestMs: number;
}

/** Every value that a run remembers, by key. */
export interface RunStateValues {
  /** Ids of everything that the run has created. */
  readonly made: readonly string[];
  /** By id, the idempotency key that it was created under. */
  readonly 'made:keys': Readonly<Record<string, string>>;
  /** Ids that the target gave to more than one object. */
  readonly 'made:repeated': readonly string[];
  readonly 'inquiries:shared': readonly SharedInquiry[];
  readonly 'reusable:new': readonly Session[];
  readonly 'reusable:active': readonly Session[];
  /** True once a creation may have been carried out of which nobody was told. */
  readonly orphans: true;
  /** How sessions are made active here; null: none of those that were tried works. */
  readonly activation: { readonly strategy: string | null; readonly tried: readonly string[] };
  /** Scenarios in a row without one usable answer. */
  readonly silent: number;
  readonly pacing: PacerState;
  readonly traffic: Traffic;
  /** Tokens and links that came in answers, so that every process of the run recognises them. */
  readonly secrets: readonly string[];
  /** Milliseconds waited, by reason. */
  readonly waits: Readonly<Record<string, number>>;
  readonly 'read-lags': ReadLags;
  /** Inconclusive outcomes that were shown as failed tests. */
  readonly doubtful: number;
  /** The runs of scenarios that were made, in order: keys of this map. */
  readonly history: readonly (`run:${string}` | `attempt:${string}`)[];
  readonly [run: `run:${string}`]: ScenarioRun;
  /** Runs that proved nothing and were begun anew: what they did to the target stays done. */
  readonly [attempt: `attempt:${string}`]: ScenarioRun;
  /** Writes that were given up without an answer: the target may have carried them out. */
  readonly unanswered: readonly Exchange[];
  /** The audits that were made; the last one holds for as long as nothing is written after it. */
  readonly audits: readonly { readonly name: string; readonly exchanges: number }[];
  /** How often a scenario was run. */
  readonly [runs: `runs:${string}`]: number;
}

export type RunStateKey = keyof RunStateValues;

export interface RunState {
  get<Key extends RunStateKey>(key: Key): Promise<RunStateValues[Key] | undefined>;
  set<Key extends RunStateKey>(key: Key, value: RunStateValues[Key]): Promise<void>;
  delete(key: RunStateKey): Promise<void>;
}

/** The values as they are kept; what a key holds is promised by `set`. */
export class RunStateMap {
  readonly #values = new Map<RunStateKey, unknown>();

  get<Key extends RunStateKey>(key: Key): RunStateValues[Key] | undefined {
    return this.#values.get(key) as RunStateValues[Key] | undefined;
  }

  set<Key extends RunStateKey>(key: Key, value: RunStateValues[Key]): void {
    this.#values.set(key, value);
  }

  delete(key: RunStateKey): void {
    this.#values.delete(key);
  }
}

/** A run state in this process: for the fault campaign, and for tests of our own. */
export function runStateInProcess(values = new RunStateMap()): RunState {
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => values.set(key, value),
    delete: async (key) => values.delete(key),
  };
}
