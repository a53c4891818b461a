/**
 * What only the run itself knows: where the requests went, and how many there were.
 * Global set-up and its teardown record them; the reporter reads them at the end. All three live in Playwright's
 * main process, but may be loaded by different module loaders, hence the process-wide symbol.
 */
import type { Traffic } from '../client/traffic.ts';
import type { Depth } from '../contract/depths.ts';
import type { Capability } from '../contract/types.ts';
import type { Excuse } from './excuses.ts';

export interface CapabilityFact {
  readonly name: Capability;
  readonly available: boolean;
  /** Why it is not available, in one sentence. */
  readonly reason?: string;
}

/** The sandbox that the mock was made to answer like. */
export interface MockProfileFact {
  /** The day on which the sandbox was looked at, YYYY-MM-DD. */
  readonly comparedOn: string;
  /** Days from then to the run. */
  readonly daysAgo: number;
  /** Days for which such a comparison counts. */
  readonly goodForDays: number;
  /** Open choices that were taken from the sandbox, and those where the mock's own default had to stay. */
  readonly taken: number;
  readonly notTaken: number;
}

/** What was compared with the sandbox, so that each requirement can say whether its calls were. */
export interface ComparedCalls {
  readonly scenarios: readonly string[];
  /** Calls that the mock answers in another way. */
  readonly differing: readonly string[];
}

export interface RunFacts {
  readonly target: {
    readonly kind: 'mock' | 'sandbox';
    readonly baseUrl: string;
    /** What the key says of its environment: `unknown` where it has another form than a sandbox's. */
    readonly key?: 'sandbox' | 'unknown';
  };
  /** Only for the mock; null: it answers by its own defaults. */
  readonly mockProfile: MockProfileFact | null;
  readonly compared?: ComparedCalls;
  readonly personaVersion: string;
  readonly depth: Depth;
  readonly seed: number;
  readonly capabilities: readonly CapabilityFact[];
  readonly requests: Traffic;
  /** Known deviations that apply to this run. */
  readonly excuses: readonly Excuse[];
  /** Things a reader should know that belong to no requirement (waits, what was left behind), one sentence each. */
  readonly notes: readonly string[];
}

const KEY = Symbol.for('persona-session-expiry-conformance.run-facts');
type Shelf = typeof globalThis & { [KEY]?: Partial<RunFacts> };

/** Adds to the facts; a later value replaces an earlier one, notes are appended. */
export function recordRunFacts(facts: Partial<RunFacts>): void {
  const shelf = globalThis as Shelf;
  const before = shelf[KEY] ?? {};
  shelf[KEY] = { ...before, ...facts, notes: [...(before.notes ?? []), ...(facts.notes ?? [])] };
}

/** Everything recorded so far; a run that ended early knows only part of it. */
export function recordedRunFacts(): Partial<RunFacts> {
  return (globalThis as Shelf)[KEY] ?? {};
}
