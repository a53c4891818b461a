/**
 * Targets that hold many variations each, so that every two that go together meet in at least one of them: with one
 * target per pair a campaign would need thousands.
 */
import { combine } from '../patch.ts';
import { goTogether, type Variation } from './variation.ts';

/** How many variations one target holds at most. More of them hide each other. */
const MOST_TOGETHER = 16;

export interface PairwiseTarget {
  /** Stable slug, by number. */
  readonly slug: string;
  readonly variations: readonly Variation[];
  readonly patch: Variation['patch'];
}

function pairName(first: number, second: number): string {
  return first < second ? `${String(first)} ${String(second)}` : `${String(second)} ${String(first)}`;
}

/** The partner that brings most pairs that have not met, among those that go with all chosen ones. */
function best(
  chosen: readonly number[],
  table: readonly Variation[],
  open: ReadonlySet<string>,
): number | undefined {
  let found: number | undefined;
  let most = 0;
  table.forEach((variation, index) => {
    const fits = chosen.every((other) => {
      const partner = table[other];
      return partner !== undefined && goTogether(partner, variation);
    });
    const gain = fits ? chosen.filter((other) => open.has(pairName(other, index))).length : 0;
    if (gain > most) [found, most] = [index, gain];
  });
  return found;
}

/** Targets in which every two variations of the table that go together meet. The same table gives the same targets. */
export function pairwise(table: readonly Variation[]): readonly PairwiseTarget[] {
  const open = new Set<string>();
  table.forEach((first, i) => {
    table.slice(i + 1).forEach((second, j) => {
      if (goTogether(first, second)) open.add(pairName(i, i + 1 + j));
    });
  });
  const targets: PairwiseTarget[] = [];
  for (let [pair] = open; pair !== undefined; [pair] = open) {
    const chosen = pair.split(' ').map(Number);
    for (let next = best(chosen, table, open); next !== undefined && chosen.length < MOST_TOGETHER;) {
      chosen.push(next);
      next = best(chosen, table, open);
    }
    for (const first of chosen) for (const second of chosen) open.delete(pairName(first, second));
    const variations = chosen.flatMap((index) => table[index] ?? []);
    targets.push({
      slug: `pairwise-${String(targets.length + 1).padStart(3, '0')}`,
      variations,
      patch: variations.map(({ patch: patch }) => patch).reduce((all, patch) => combine(all, patch), {}),
    });
  }
  return targets;
}
