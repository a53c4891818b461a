/** What a variation is: a legal way to be, which must never be called a violation. */
import type { Area } from '../../contract/types.ts';
import type { Bend } from '../bend.ts';

export interface Variation {
  /** Stable slug. */
  readonly slug: string;
  /** The chapter of the contract that leaves it open. */
  readonly area: Area;
  /** What this target does, in one sentence. */
  readonly sentence: string;
  readonly bend: Bend;
}

function choices(bend: Bend): string[] {
  const keys = Object.entries(bend.keys ?? {}).flatMap(([name, change]) =>
    Object.keys(change).map((member) => `${name} ${member}`),
  );
  return [...Object.keys(bend.open ?? {}), ...Object.keys(bend.options ?? {}), ...keys];
}

/** Whether two variations can hold at once: not when they choose differently at the same point. */
export function goTogether(first: Variation, second: Variation): boolean {
  const taken = new Set(choices(first.bend));
  return first.slug !== second.slug && !choices(second.bend).some((name) => taken.has(name));
}
