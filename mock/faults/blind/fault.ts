/** What a fault is that was written from the documentation alone, without a look at the suite. */
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Area } from '../../../contract/types.ts';
import type { Patch } from '../../types.ts';

export interface BlindFault {
  /** Stable slug. */
  readonly slug: string;
  readonly area: Area;
  /** What this target does wrong, in one sentence. */
  readonly sentence: string;
  /** The nearest requirements of the catalogue; null where it has none. */
  readonly violates: readonly [RequirementId, ...RequirementId[]] | null;
  /** What the documentation says, in short. */
  readonly clause: string;
  /** `contradicts` a documented sentence outright, or a reasonable, `softer` reading of it. */
  readonly kind: 'contradicts' | 'softer';
  readonly patch: Patch;
}
