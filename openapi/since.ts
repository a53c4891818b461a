/** What changed between two sets of descriptions, version by version, and the answer in one sentence. */
import type { Change } from './change.ts';
import { changesBetween, rank } from './changes.ts';
import { coverageOf, type Element } from './coverage.ts';
import { keyOf } from './facts.ts';
import type { Description } from './read.ts';
import type { Rewording } from './rewording.ts';
import { counted } from './words.ts';

/** A change, the versions whose descriptions show it, and what of our contract stands for it. */
export interface SinceChange extends Change {
  readonly versions: readonly string[];
  readonly stands: Pick<Element, 'state' | 'by' | 'because'> | null;
}

/** A version that is described for the first time, against the one before it. */
export interface Arrival {
  readonly version: string;
  readonly against: string | null;
  readonly changes: readonly SinceChange[];
}

export interface Since {
  readonly from: string;
  readonly to: string;
  readonly sentence: string;
  readonly exitCode: 0 | 1 | 3;
  readonly changes: readonly SinceChange[];
  readonly arrivals: readonly Arrival[];
  /** Versions that are no longer described. */
  readonly departures: readonly string[];
  readonly rewordings: readonly Rewording[];
}

type Pair = readonly [before: Description, after: Description];

/**
 * Compares version with version; where there is one description on each side, those two, whichever versions they are of.
 */
export function sinceOf(
  before: readonly Description[],
  after: readonly Description[],
  names: { readonly from: string; readonly to: string },
): Since {
  const pairs = pairsOf(before, after);
  const compared = pairs.map((pair) => ({ pair, ...changesBetween(...pair) }));
  const changes = merged(
    compared.flatMap(({ pair, changes: found }) => found.map((change) => standing(change, pair))),
  );
  const paired = (one: Description): boolean => pairs.some((pair) => pair.includes(one));
  const arrivals = after.filter((one) => !paired(one)).map((one) => arrivalOf(one, after));
  const departures = before.filter((one) => !paired(one)).map(({ version }) => version);
  const parts = { ...names, changes, arrivals, departures };
  const exitCode = exitCodeOf(parts);
  return {
    ...parts,
    exitCode,
    sentence: sentenceOf(parts, exitCode),
    rewordings: [...new Set(compared.flatMap(({ rewordings }) => rewordings))],
  };
}

function pairsOf(before: readonly Description[], after: readonly Description[]): readonly Pair[] {
  const [old, now] = [before[0], after[0]];
  if (old && now && before.length === 1 && after.length === 1) return [[old, now]];
  return after.flatMap((one) => {
    const same = before.find(({ version }) => version === one.version);
    return same ? [[same, one] as const] : [];
  });
}

function standing(change: Change, [before, after]: Pair): SinceChange {
  const key = keyOf(change.fact);
  const element = coverageFor(after).byKey.get(key) ?? coverageFor(before).byKey.get(key);
  return {
    ...change,
    versions: [after.version],
    stands: element ? { state: element.state, by: element.by, because: element.because } : null,
  };
}

const coverages = new WeakMap<Description, ReturnType<typeof coverageOf>>();

function coverageFor(description: Description): ReturnType<typeof coverageOf> {
  const known = coverages.get(description);
  if (known) return known;
  const coverage = coverageOf(description);
  coverages.set(description, coverage);
  return coverage;
}

/** The same change in several versions is one. */
function merged(changes: readonly SinceChange[]): readonly SinceChange[] {
  const found = new Map<string, SinceChange>();
  for (const change of changes) {
    const key = [change.rule, change.sentence].join(' | ');
    const known = found.get(key);
    found.set(key, known ? { ...known, versions: [...known.versions, ...change.versions] } : change);
  }
  return [...found.values()].sort((a, b) => rank(a.verdict) - rank(b.verdict));
}

function arrivalOf(one: Description, all: readonly Description[]): Arrival {
  const previous = all.filter(({ version }) => version < one.version).at(-1);
  if (!previous) return { version: one.version, against: null, changes: [] };
  const { changes } = changesBetween(previous, one);
  return {
    version: one.version,
    against: previous.version,
    changes: changes.map((change) => standing(change, [previous, one])),
  };
}

type Parts = Pick<Since, 'from' | 'to' | 'changes' | 'arrivals' | 'departures'>;

function isBreaking({ verdict }: Change): boolean {
  return verdict === 'blocked' || verdict === 'needs code';
}

function exitCodeOf({ changes, departures }: Parts): Since['exitCode'] {
  if (changes.some(isBreaking) || departures.length > 0) return 1;
  return changes.some(({ verdict }) => verdict === 'undecided') ? 3 : 0;
}

function sentenceOf({ from, to, changes, arrivals, departures }: Parts, exitCode: Since['exitCode']): string {
  const breaking = changes.filter(isBreaking);
  const news = arrivals.map(({ version, against, changes: own }) => {
    const breaks = own.filter(isBreaking).length;
    const what =
      against === null
        ? ''
        : `: ${counted(own.length, 'change')} against ${against}, ${breaks} of them breaking`;
    return ` Version ${version} is described for the first time${what}.`;
  });
  if (departures.length > 0)
    return `No: ${departures.join(', ')} ${departures.length === 1 ? 'is' : 'are'} no longer described${breaking.length > 0 ? `, and ${counted(breaking.length, 'breaking change')} below` : ''}.${news.join('')}`;
  if (exitCode === 1) {
    // What no changelog explains is the news.
    const [lead] = [...breaking].sort((a, b) => Number(a.known !== null) - Number(b.known !== null));
    const advice = lead?.remedy ? `; ${lead.remedy.split(':')[0] ?? ''}` : '; no way round it is known';
    const unexplained = lead?.known === null ? ' (no changelog entry explains it)' : '';
    const more = breaking.length === 1 ? '' : `, and ${breaking.length - 1} more below`;
    const touch = breaking.length === 1 ? 'touches' : 'touch';
    return `No: ${counted(breaking.length, 'breaking change')} ${touch} what is documented: ${lead?.sentence ?? ''}${unexplained}${advice}${more}.${news.join('')}`;
  }
  if (exitCode === 3) {
    const doubts = changes.filter(({ verdict }) => verdict === 'undecided');
    return `Cannot tell: ${counted(doubts.length, 'change')} between ${from} and ${to} may be one of the service or of its description only, first ${doubts[0]?.sentence ?? ''}.${news.join('')}`;
  }
  if (changes.length === 0) return `Yes: no change was seen between ${from} and ${to}.${news.join('')}`;
  return `Yes: ${counted(changes.length, 'change')} between ${from} and ${to}, and none of them breaks what is documented.${news.join('')}`;
}
