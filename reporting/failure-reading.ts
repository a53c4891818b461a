/** What helps a person to read a violation, beyond the finding: how to see it with curl, and which known fault it looks like. */
import { curl } from '../client/curl.ts';
import { publicDeviations, type PublicDeviation } from '../contract/public-deviations.ts';
import { baseUrlOf } from '../client/exchange.ts';
import type { RedactedExchange } from '../client/redaction.ts';
import { similarFaultsByViolation, type KnownFault, type SimilarFault } from './similar-faults.ts';
import type { Outcome } from '../judging/outcome.ts';
import { shownFinding } from './sentences/finding.ts';
import { shortestSequence } from './sequence.ts';

/** A known fault by slug, and what a target with it does wrong. */
export interface NamedFault {
  readonly fault: string;
  readonly sentence: string;
}

export interface LooksLike extends NamedFault {
  /** From 0 (nothing in common) to 1 (red in the same places and in the same way), in hundredths. */
  readonly likeness: number;
  /** Signs that the run and the fault both show: what is red, and how. */
  readonly shared: number;
  /** Signs that either shows. */
  readonly of: number;
  /** Others that it looks like just as well. */
  readonly ties?: readonly NamedFault[];
}

export interface FailureReading {
  /** The shortest script that shows the violation, with variables in place of keys and ids; absent: nothing was recorded. */
  readonly curl?: string;
  /** Absent: like nothing known. */
  readonly looksLike?: LooksLike;
  /** Where the same was seen before, and how to excuse it; absent: nowhere that is known. */
  readonly seenBefore?: string;
}

export interface ReadingMaterial {
  readonly known: readonly KnownFault[];
  /** Scripts that show violations, by slug, as `scriptFor` made them where the whole evidence was at hand. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Deviations that somebody has published; default: those that are known. */
  readonly published?: readonly PublicDeviation[];
}

/** Name of the attachment under which a test hands its script over; it stands in the Allure report as well. */
export const SCRIPT_ATTACHMENT = 'The shortest way to see it, with curl';

/** Readings of all violations, excused ones included, by slug. */
export function readFailures(
  outcomes: readonly Outcome[],
  material: ReadingMaterial,
): ReadonlyMap<string, FailureReading> {
  const red = outcomes.filter(({ verdict }) => verdict === 'violation' || verdict === 'excused');
  if (red.length === 0) return new Map();
  const likenesses = similarFaultsByViolation(outcomes, material.known);
  return new Map(
    red.map((outcome) => {
      const script = material.scripts.get(outcome.id);
      const found = likenesses.get(outcome.id) ?? [];
      return [
        outcome.id,
        {
          ...(script === undefined ? {} : { curl: script }),
          ...looksLike(found),
          ...seenBefore(outcome, material.published ?? publicDeviations),
        },
      ];
    }),
  );
}

function looksLike([best, ...ties]: readonly SimilarFault[]): Pick<FailureReading, 'looksLike'> {
  if (best === undefined) return {};
  const named = ({ fault: { slug, sentence } }: SimilarFault): NamedFault => ({ fault: slug, sentence });
  const { similarity, shared, of } = best;
  return {
    looksLike: {
      ...named(best),
      likeness: Math.round(similarity * 100) / 100,
      shared,
      of,
      ...(ties.length === 0 ? {} : { ties: ties.map(named) }),
    },
  };
}

function seenBefore(
  { id, finding }: Outcome,
  published: readonly PublicDeviation[],
): Pick<FailureReading, 'seenBefore'> {
  const own = published.find((one) => one.requirement === id && one.finding === finding?.code);
  if (own === undefined) return {};
  return {
    seenBefore: `${own.sentence} (${own.url}, ${own.seen}). To excuse it, copy known-deviations.example.json to known-deviations.json and name ${id}.`,
  };
}

/**
 * The shortest script that shows a violation; it ends with what to look for in the last answer.
 * @param story what the verdict rests on, redacted as one
 * @param baseUrl base URL of the run, so that the script can name it as a variable; absent: taken from the exchanges
 * @returns undefined where the exchange that shows it was not recorded
 */
export function scriptFor(
  { finding: found, exchanges }: Pick<Outcome, 'finding' | 'exchanges'>,
  story: readonly RedactedExchange[],
  baseUrl?: string,
): string | undefined {
  const label = found?.exchange ?? exchanges.at(-1);
  const path = found && 'path' in found ? (found.path ?? []) : [];
  const sequence = label === undefined ? [] : shortestSequence(label, story, 'on-its-objects', path);
  const last = sequence.at(-1);
  if (!found || !last) return undefined;
  const { pointer, expected, seen } = shownFinding(found);
  const lookFor = `${lookedAt(pointer)}expected ${expected}; seen ${seen}`;
  const cannot = CANNOT.find(({ of }) => of.test(last.label))?.words;
  const limits = cannot === undefined ? '' : `# it cannot ${cannot}\n`;
  return `${curl(sequence, baseUrl ?? baseUrlOf(last), { brief: true })}${limits}# ${lookFor.replace(/\s+/g, ' ')}\n`;
}

/** What a script cannot do, by the scenario that it is taken from. */
const CANNOT: readonly { readonly of: RegExp; readonly words: string }[] = [
  { of: /^(race|side-by-side)\//, words: 'send these at the same moment: run them side by side' },
  { of: /^over-the-limit\//, words: 'use up a limit: send requests until one is answered 429' },
  {
    of: /^near-miss-keys\//,
    words: 'send the same key again: keys are masked, and this one is of another form',
  },
];

function lookedAt(pointer: string | undefined): string {
  return pointer === undefined || pointer === '' ? '' : `${pointer}: `;
}
