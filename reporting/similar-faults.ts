/**
 * Which known fault a run looks like: the kill matrix read backwards. A run and a fault are similar when the same
 * requirements went red, in the same way; what few faults share counts for more.
 */
import type { Area } from '../contract/types.ts';
import type { Finding } from '../judging/finding.ts';
import type { Outcome } from '../judging/outcome.ts';

/** What is known of a fault: `reporting/known-faults.json`, written by `npm run faults -- --update`. */
export interface KnownFault {
  readonly slug: string;
  readonly area: Area;
  readonly sentence: string;
  /** Marks that a run against it shows; see `marksOf`. */
  readonly signature: readonly string[];
}

export interface SimilarFault {
  readonly fault: KnownFault;
  /** From 0 (nothing in common) to 1 (the same signature). */
  readonly similarity: number;
  /** Signs that both show: what is red, and how. */
  readonly shared: number;
  /** Signs that either shows. */
  readonly of: number;
}

/** The signature of a run: what went red, how it went red, and what could not be told. */
export function signatureOf(
  outcomes: readonly Pick<Outcome, 'id' | 'verdict' | 'finding'>[],
): readonly string[] {
  return outcomes.flatMap(({ id, verdict, finding }) => {
    if (verdict === 'violation' || verdict === 'excused')
      return [`red ${id}`, ...(finding ? [`how ${id} ${kindOfFinding(finding)}`] : [])];
    return verdict === 'inconclusive' ? [`doubt ${id}`] : [];
  });
}

/** Parameters that differ from run to run, or say where rather than what. */
const VOLATILE = new Set(['code', 'path', 'exchange', 'suspect', 'cause', 'since', 'awayS', 'byS', 'text']);

/** A finding without what differs from run to run: its code, and those parameters that tell kinds of it apart. */
function kindOfFinding(finding: Finding): string {
  const parts = Object.entries(finding)
    .filter(([name]) => !VOLATILE.has(name))
    .map(([name, value]) => `${name}=${JSON.stringify(withoutTimes(value))}`);
  return [finding.code, ...parts.sort()].join(' ');
}

function withoutTimes(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'time'
    ? { kind: 'time' }
    : value;
}

/** Below this nothing is worth saying. */
const LEAST_LIKENESS = 0.1;

/** The known fault that these outcomes look most like; undefined when none is like enough, or when nothing is red. */
export function mostSimilar(
  outcomes: readonly Pick<Outcome, 'id' | 'verdict' | 'finding'>[],
  known: readonly KnownFault[],
): SimilarFault | undefined {
  const signature = signatureOf(outcomes);
  if (!signature.some((mark) => mark.startsWith('red '))) return undefined;
  return mostSimilarBySignature(signature, known);
}

/** The same, by signature. What was seen decides where at least half of it is the same; else the areas that are red help. */
export function mostSimilarBySignature(
  signature: readonly string[],
  known: readonly KnownFault[],
): SimilarFault | undefined {
  const weigh = weights(known);
  const seen = ranked(new Set(signature), known, weigh, (fault) => new Set(fault.signature))[0];
  if (seen && seen.similarity >= MOSTLY) return seen;
  return ranked(withAreas(signature), known, weigh, (fault) => withAreas(fault.signature))[0];
}

/**
 * For each violation, the known faults that the run looks most like, of those that turn this very requirement red where
 * there are any; several where they are equally like. Judged by what this run looked at: a run of a few requirements can
 * still be recognised.
 * @returns by slug, never an empty list; violations that are like nothing known are left out
 */
export function similarFaultsByViolation(
  outcomes: readonly Pick<Outcome, 'id' | 'verdict' | 'finding'>[],
  known: readonly KnownFault[],
): ReadonlyMap<string, readonly SimilarFault[]> {
  const looked = new Set(outcomes.filter(({ verdict }) => verdict !== 'not applicable').map(({ id }) => id));
  const all = ranked(
    new Set(signatureOf(outcomes)),
    known,
    weights(known),
    (fault) => new Set(fault.signature.filter((mark) => looked.has(slugOfMark(mark)))),
  );
  return new Map(
    outcomes.flatMap(({ id, verdict }) => {
      if (verdict !== 'violation' && verdict !== 'excused') return [];
      const own = all.filter(({ fault }) => fault.signature.includes(`red ${id}`));
      const best = own[0] ?? all[0];
      if (best === undefined) return [];
      const those = own.length > 0 ? own : all;
      return [[id, those.filter(({ similarity }) => best.similarity - similarity < SAME)] as const];
    }),
  );
}

/** At least half of what was seen. */
const MOSTLY = 0.5;

/** Likenesses that differ by less are the same. */
const SAME = 1e-9;

/** What is like enough to be named, the most like first. */
function ranked(
  signature: ReadonlySet<string>,
  known: readonly KnownFault[],
  weigh: (mark: string) => number,
  visible: (fault: KnownFault) => ReadonlySet<string>,
): readonly SimilarFault[] {
  return known
    .map((fault) => {
      const marks = visible(fault);
      const signs = [...new Set([...signature, ...marks])].filter((mark) => /^(red|how) /.test(mark));
      return {
        fault,
        similarity: similar(signature, marks, weigh),
        shared: signs.filter((mark) => signature.has(mark) && marks.has(mark)).length,
        of: signs.length,
      };
    })
    .filter(({ similarity }) => similarity >= LEAST_LIKENESS)
    .toSorted((one, other) => other.similarity - one.similarity);
}

/** `red state.fact`, `doubt state.fact` and `how state.fact status.other seen=404` all speak of `state.fact`. */
function slugOfMark(mark: string): string {
  return mark.split(' ')[1] ?? mark;
}

/** The signature, and the areas that they lie in: where a fault is the only one of its kind, its neighbours still tell the chapter. */
function withAreas(signature: readonly string[]): ReadonlySet<string> {
  const areas = signature.flatMap((mark) => /^red ([a-z-]+)\./.exec(mark)?.[1] ?? []);
  return new Set([...signature, ...areas.map((area) => `in ${area}`)]);
}

/** Weighted Jaccard: what both show, over what either shows. */
function similar(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  weigh: (mark: string) => number,
): number {
  let shared = 0;
  let all = 0;
  for (const mark of new Set([...one, ...other])) {
    const weight = weigh(mark);
    all += weight;
    if (one.has(mark) && other.has(mark)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}

/** Half of a requirement that is red in both and in no other fault. */
const AREA_WEIGHT = 0.5;

/** Marks that many faults show say little about any one of them. */
function weights(known: readonly KnownFault[]): (mark: string) => number {
  const counts = new Map<string, number>();
  for (const { signature: signature } of known)
    for (const mark of signature) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return (mark) => {
    if (mark.startsWith('in ')) return AREA_WEIGHT;
    const rarity = 1 / Math.sqrt(counts.get(mark) ?? 1);
    if (mark.startsWith('red ')) return rarity;
    // Doubts follow from what is red; how exactly it went red is a hint, no more.
    return mark.startsWith('doubt ') ? rarity / 8 : rarity / 2;
  };
}

export interface Diagnosis {
  readonly right: number;
  readonly of: number;
  /** Faults whose area was missed: slug, its area, and what it was taken for. */
  readonly missed: readonly { readonly slug: string; readonly area: Area; readonly takenFor: string }[];
}

/** How good it is: each fault left out in turn, is the area of the one it looks like right? */
export function diagnose(known: readonly KnownFault[]): Diagnosis {
  const missed = known.flatMap((fault) => {
    const found = mostSimilarBySignature(
      fault.signature,
      known.filter((other) => other !== fault),
    );
    return found?.fault.area === fault.area
      ? []
      : [
          {
            slug: fault.slug,
            area: fault.area,
            takenFor: found ? `${found.fault.slug} (${found.fault.area})` : 'nothing',
          },
        ];
  });
  return { right: known.length - missed.length, of: known.length, missed };
}
