/** What a fault is: a small deviation that breaks a promise, and the promise that it breaks. */
import type { RequirementId } from '../../contract/catalogue.ts';
import type { VersionDate } from '../../contract/versions.ts';
import type { Area } from '../../contract/types.ts';
import type { Patch } from '../types.ts';

export interface Fault {
  /** Stable slug. */
  readonly slug: string;
  readonly area: Area;
  /** What this target does wrong, in one sentence. */
  readonly sentence: string;
  /** The requirements that it breaks; the first is the one it was made for, and must go red. */
  readonly violates: readonly [RequirementId, ...RequirementId[]];
  readonly patch: Patch;
  /** The version that is pinned where the fault can show only under it; default: the suite's own. */
  readonly under?: VersionDate;
  /** The depth of a run that shows it; default: a standard one. */
  readonly depth?: 'thorough';
  /** Why no client could tell this target from a right one, where that is so. */
  readonly equivalent?: string;
}

/** A fault whose slug, area and sentence say it all. */
export function fault(
  slug: string,
  area: Area,
  sentence: string,
  patch: Patch,
  ...violates: readonly [RequirementId, ...RequirementId[]]
): Fault {
  return { slug, area, sentence, violates, patch };
}
