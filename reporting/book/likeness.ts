/** Which known fault a set of violations looks like. Pure. */
import type { FaultLine } from './faults.ts';

export interface Likeness {
  readonly fault: FaultLine;
  /** 0 nothing in common, 1 the very same requirements red. */
  readonly likeness: number;
}

/**
 * Ranks the faults of a kill matrix by how alike the requirements they turn red are to those that are red now.
 * A requirement that few faults turn red tells more than one that goes red for everything, and weighs accordingly.
 * @returns best first; only faults with something in common
 */
export function likeliest(violated: readonly string[], faults: readonly FaultLine[]): readonly Likeness[] {
  const red = new Set(violated);
  const known = faults.filter(({ killedBy }) => killedBy !== undefined && killedBy.length > 0);
  const commonness = new Map<string, number>();
  for (const { killedBy } of known)
    for (const id of new Set(killedBy)) commonness.set(id, (commonness.get(id) ?? 0) + 1);
  const weight = (id: string): number => Math.log(1 + (known.length + 1) / ((commonness.get(id) ?? 0) + 1));
  const total = (ids: Iterable<string>): number => [...ids].reduce((sum, id) => sum + weight(id), 0);
  return known
    .map((fault) => {
      const other = new Set(fault.killedBy);
      const shared = total([...red].filter((id) => other.has(id)));
      return { fault, likeness: shared === 0 ? 0 : shared / total(new Set([...red, ...other])) };
    })
    .filter(({ likeness }) => likeness > 0)
    .sort((one, two) => two.likeness - one.likeness || one.fault.slug.localeCompare(two.fault.slug));
}
