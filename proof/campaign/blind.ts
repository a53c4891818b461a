/** The faults that were written from the documentation alone: how many of them the suite finds, and which it misses. */
import { blindFaults, type BlindFault } from '../../mock/faults/blind/index.ts';
import { firstSight, noFaults, notFound } from '../../mock/faults/blind/standing.ts';
import type { Style } from '../../reporting/style.ts';
import type { Trial } from './trial.ts';

export interface BlindResult {
  readonly fault: BlindFault;
  readonly red: readonly string[];
  /** A requirement that states the clause is red: one that the fault names, any where it names none. */
  readonly found: boolean;
  readonly inconclusive: readonly string[];
}

/** What the trials came to. */
export function blindResults(trials: ReadonlyMap<string, Trial>): readonly BlindResult[] {
  return blindFaults.flatMap((fault) => {
    const trial = trials.get(fault.slug);
    if (!trial) return [];
    const ids = (verdict: string) =>
      trial.outcomes.filter((outcome) => outcome.verdict === verdict).map(({ id }) => id);
    const red = ids('violation');
    const found = fault.violates === null ? red.length > 0 : fault.violates.some((id) => red.includes(id));
    return [{ fault, red, found, inconclusive: ids('inconclusive') }];
  });
}

/** The figures, and every miss by its kind. */
export function blindSummary(results: readonly BlindResult[], style: Style): string {
  const missed = results.filter(({ fault, found }) => !found && !(fault.slug in noFaults));
  const kinds = [...new Set(missed.map(({ fault }) => fault.area))];
  return [
    figure(results, 'contradicts', 'that contradict the documentation outright'),
    figure(results, 'softer', 'that break a reasonable reading of it'),
    ...kinds.flatMap((area) => [
      '',
      style.bold(`Missed: ${area}`),
      ...missed.filter(({ fault }) => fault.area === area).map(missLine),
    ]),
  ].join('\n');
}

function figure(results: readonly BlindResult[], kind: BlindFault['kind'], which: string): string {
  const ofKind = results.filter(({ fault }) => fault.kind === kind && !(fault.slug in noFaults));
  const found = ofKind.filter((result) => result.found).length;
  const percent = ((found / Math.max(1, ofKind.length)) * 100).toFixed(1);
  const { found: atFirst, of } = firstSight[kind];
  return `${found} of ${ofKind.length} faults ${which} are found (${percent} %; at first sight ${atFirst} of ${of}).`;
}

/** What is written down of these faults and no longer so. */
export function otherwise(results: readonly BlindResult[]): readonly string[] {
  return results.flatMap(({ fault: { slug }, found, red }) => {
    if (slug in noFaults) {
      return found && red.length > 0
        ? [`${slug} is said to be no fault, but ${red.join(', ')} went red.`]
        : [];
    }
    if (notFound.has(slug)) return found ? [`${slug} is found by now: it is no longer to be listed.`] : [];
    return found ? [] : [`${slug} is no longer found.`];
  });
}

function missLine({ fault, red, inconclusive }: BlindResult): string {
  const wanted = fault.violates?.join(', ') ?? 'any requirement';
  const instead =
    red.length > 0
      ? `red instead: ${red.join(', ')}`
      : inconclusive.length > 0
        ? `inconclusive: ${inconclusive.slice(0, 3).join(', ')}`
        : 'nothing is red';
  return `  ${fault.slug} (${fault.kind}; ${wanted}): ${fault.sentence} ${instead}.`;
}
