/** What became of one requirement in one run: the currency between the suite, its reporters and the fault campaign. */

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

/** What a violation says, in plain words and in parts, so that every report can lay it out in its own way. */
export interface Finding {
  /** What broke, in one sentence without values. */
  readonly what: string;
  /** Expected, short; already free of secrets. */
  readonly expected: string;
  /** Seen, short; already free of secrets. */
  readonly seen: string;
  /** JSON pointer into the answer's body, where the finding is about one member. */
  readonly pointer?: string;
  /** Label of the exchange that shows it. */
  readonly exchange?: string;
}

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
  /** What was seen where the documentation is silent, or what is not in the catalogue; sentences. */
  readonly observations: readonly string[];
  /** Labels of the exchanges that the verdict rests on, in order. */
  readonly exchanges: readonly string[];
}
