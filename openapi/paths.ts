/** Small questions about facts that several files ask. */
import type { Fact } from './facts.ts';

/** Where a member stands in its answer. */
export function pathOf({ kind, name }: Pick<Fact, 'kind' | 'name'>): string {
  return kind === 'relationship' ? `relationships.${name}` : name;
}

/** Before, any value would do; or the other way round. */
export function isLimitedAnew(was: Fact | undefined, is: Fact | undefined): boolean {
  const [old, now] = [was?.shape?.values, is?.shape?.values];
  return was !== undefined && is !== undefined && (old === undefined) !== (now === undefined);
}
