/** What a variation is: a legal way to be, which must never be called a violation. */
import type { Area } from '../../contract/types.ts';
import type { Patch } from '../types.ts';

export interface Variation {
  /** Stable slug. */
  readonly slug: string;
  /** The chapter of the contract that leaves it open. */
  readonly area: Area;
  /** What this target does, in one sentence. */
  readonly sentence: string;
  readonly patch: Patch;
}

function choices(patch: Patch): string[] {
  const keys = Object.entries(patch.keys ?? {}).flatMap(([name, change]) =>
    Object.keys(change).map((member) => `${name} ${member}`),
  );
  return [...Object.keys(patch.open ?? {}), ...Object.keys(patch.options ?? {}), ...keys];
}

/** Whether two variations (or faults) can hold at once: not when they choose differently at the same point. */
export function goTogether(
  first: Pick<Variation, 'slug' | 'patch'>,
  second: Pick<Variation, 'slug' | 'patch'>,
): boolean {
  const taken = new Set(choices(first.patch));
  return first.slug !== second.slug && !choices(second.patch).some((name) => taken.has(name));
}
