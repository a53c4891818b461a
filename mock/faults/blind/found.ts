/** The blind faults that the suite finds, as faults of the campaign. */
import type { Fault } from '../fault.ts';
import { blindFaults } from './index.ts';
import { foundThoroughly, noFaults, notFound } from './standing.ts';

export const foundBlindFaults: readonly Fault[] = blindFaults.flatMap((fault): readonly Fault[] => {
  const { slug, area, sentence, violates, patch } = fault;
  if (violates === null || slug in noFaults || notFound.has(slug)) return [];
  return [{ slug, area, sentence, violates, patch, ...(foundThoroughly.has(slug) && { depth: 'thorough' }) }];
});

/** One in so many of each area: what `npm test` has time for. */
const ONE_IN = 24;

/** A fixed part of them: each area by its share, and one for each requirement that no other fault names. */
export function sampleOf(named: ReadonlySet<string>): readonly Fault[] {
  const seen = new Set(named);
  const byArea = new Map<string, number>();
  return foundBlindFaults.filter(({ area, violates }) => {
    const count = byArea.get(area) ?? 0;
    byArea.set(area, count + 1);
    const isNew = violates.some((id) => !seen.has(id));
    for (const id of isNew ? violates : []) seen.add(id);
    return isNew || count % ONE_IN === 0;
  });
}
