/** A change as a reader meets it. Types only. */
import type { PolicyClassId } from '../contract/policy.ts';
import type { Fact } from './facts.ts';

/** As in `upgrade`: nothing to do, something to do, no way round it, and not to be told from a description. */
export type ChangeVerdict = 'safe' | 'needs code' | 'blocked' | 'undecided';

export interface Change {
  /** Ours, e.g. `member.removed`. */
  readonly rule: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  /** The vendor's class; null where the published policy does not speak of it. */
  readonly policy: PolicyClassId | null;
  readonly verdict: ChangeVerdict;
  /** Without a full stop at the end. */
  readonly sentence: string;
  readonly remedy: string | null;
  /** Slug of the changelog's entry that explains it. */
  readonly known: string | null;
  /** Calls, with the status where it is about one. */
  readonly where: readonly string[];
  /** The fact as it is now, or as it was where it is gone, for whoever asks what stands for it. */
  readonly fact: Fact;
}

/** What a change means, before it is known where it is and who stands for it. */
export type Meaning = Pick<Change, 'rule' | 'policy' | 'sentence'> & {
  readonly verdict?: ChangeVerdict;
  readonly remedy?: string;
  readonly before?: string;
  readonly after?: string;
};

/** A fact as it was and as it is; one of the two may be missing. */
export type Pair = readonly [before: Fact | undefined, after: Fact | undefined];
