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
  readonly patch: Patch;
}
