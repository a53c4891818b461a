/** What became of one requirement in one run: the currency between the suite, its reporters and the fault campaign. */
import type { Finding } from './finding.ts';
import type { Observation } from './observation.ts';

/**
 * - `pass`: checked, and it held
 * - `violation`: the target broke the clause
 * - `inconclusive`: network, 5xx, 429, set-up, configuration or an internal error: we cannot tell
 * - `not applicable`: declared not to apply here, with the reason
 * - `excused`: a violation that `known-deviations.json` lists, with reason, owner and expiry
 */
export type Verdict = 'pass' | 'violation' | 'inconclusive' | 'not applicable' | 'excused';

/** Why a verdict is `inconclusive`. */
export type Doubt =
  | 'transport' // resets, timeouts, gateway answers, 429, 5xx
  | 'precondition' // what the check builds on did not come about
  | 'suite'; // an exception of our own: our mistake, never the target's

export interface Outcome {
  /** Slug of the requirement. */
  readonly id: string;
  readonly verdict: Verdict;
  /** Milliseconds spent in the body, shared scenarios that it was the first to need included. */
  readonly durationMs: number;
  /** For `violation` and `excused`. */
  readonly finding?: Finding;
  /** For `inconclusive`. */
  readonly doubt?: Doubt;
  /** For `inconclusive` and `not applicable`: one sentence. */
  readonly reason?: string;
  /** What was seen where the documentation is silent, or what is not in the catalogue. */
  readonly observations: readonly Observation[];
  /** Labels of the exchanges that the verdict rests on, in order. */
  readonly exchanges: readonly string[];
}
