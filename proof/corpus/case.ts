/** A labelled change: what a new version brings, and what the gate has to say about it. */
import type { PolicyClassId } from '../../contract/policy.ts';
import type { Patch } from '../../mock/types.ts';
import type { RuleId } from '../../upgrade/change.ts';
import type { Plane } from '../../upgrade/model.ts';

export interface Case {
  /** Stable slug. */
  readonly slug: string;
  /** What the new version does, in one sentence. */
  readonly sentence: string;
  readonly plane: Plane;
  /** What the vendor's policy calls it. */
  readonly policy: PolicyClassId;
  readonly label: 'breaking' | 'compatible';
  /** The rule that has to name it; absent for a change that no client can see, or where several are right. */
  readonly rule?: RuleId;
  /** Words of which the answer’s first sentence has to name one: the member, header or call that changes. */
  readonly about?: readonly string[];
  /** The member that changes, where a profile is to be judged by it as well. */
  readonly member?: string;
  /** Written before it was known what the comparison says of it. */
  readonly blind?: true;
  readonly patch: Patch;
}
