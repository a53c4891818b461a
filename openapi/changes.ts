/** What changed between two descriptions, each change with its class in the vendor's policy and a verdict in the words of `upgrade`. */
import { knownChanges, type KnownChange } from '../contract/versions.ts';
import type { Change, ChangeVerdict, Pair } from './change.ts';
import { isOurs } from './clauses.ts';
import { callsOf, keyOf, type DescribedCall, type Fact } from './facts.ts';
import { memberOf } from './labels.ts';
import { meaningOf } from './meaning.ts';
import { isLimitedAnew, pathOf } from './paths.ts';
import type { Description } from './read.ts';
import { rewordingsOf, type Rewording } from './rewording.ts';
import { withoutDetails } from './details.ts';

export interface Comparison {
  readonly changes: readonly Change[];
  readonly rewordings: readonly Rewording[];
}

/** The changes from one description to another, the worst first. */
export function changesBetween(before: Description, after: Description): Comparison {
  const [old, now] = [callsOf(before, isOurs), callsOf(after, isOurs)];
  const pairs = differing(factsOf(old), factsOf(now));
  const found = new Map<string, Change>();
  for (const pair of withoutDetails(pairs, old, now)) {
    const change = meant(pair, knownBetween(before.version, after.version));
    if (!change) continue;
    const key = [change.rule, change.subject, change.before, change.after].join(' | ');
    const known = found.get(key);
    found.set(key, known ? { ...known, where: [...new Set([...known.where, ...change.where])] } : change);
  }
  const changes = [...found.values()].map(withPlaces).map((change, _, all) => withHeir(change, all));
  return {
    changes: changes.sort((a, b) => rank(a.verdict) - rank(b.verdict)),
    rewordings: rewordingsOf(before, after, changes),
  };
}

export function rank(verdict: ChangeVerdict): number {
  return ['blocked', 'needs code', 'undecided', 'safe'].indexOf(verdict);
}

function factsOf(calls: ReadonlyMap<string, DescribedCall>): ReadonlyMap<string, Fact> {
  return new Map(
    [...calls.values()].flatMap(({ facts }) => facts.map((fact) => [keyOf(fact), fact] as const)),
  );
}

function differing(old: ReadonlyMap<string, Fact>, now: ReadonlyMap<string, Fact>): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key), now.get(key)];
    if (
      was?.says !== is?.says ||
      (was?.deprecated ?? false) !== (is?.deprecated ?? false) ||
      isLimitedAnew(was, is)
    )
      pairs.push([was, is]);
  }
  return pairs;
}

function knownBetween(from: string, to: string): readonly KnownChange[] {
  return knownChanges.filter(({ date }) => date > from && date <= to);
}

function meant([was, is]: Pair, known: readonly KnownChange[]): Change | undefined {
  const fact = is ?? was;
  if (!fact) return undefined;
  const subject = subjectOf(fact);
  const meaning = meaningOf(was, is, subject);
  if (!meaning) return undefined;
  const entry = known.find(({ members }) => members.includes(subject));
  const remedy = entry?.remedy ?? meaning.remedy ?? null;
  const { verdict: given, before, after, ...parts } = meaning;
  const verdict =
    given ?? (parts.policy?.startsWith('breaking.') ? (remedy === null ? 'blocked' : 'needs code') : 'safe');
  return {
    ...parts,
    subject,
    before: before ?? was?.says ?? 'not there',
    after: after ?? is?.says ?? 'not there',
    verdict,
    remedy: verdict === 'safe' || verdict === 'undecided' ? null : remedy,
    known: entry?.id ?? null,
    sentence: entry && !is ? `${parts.sentence} since ${entry.date}` : parts.sentence,
    where: [whereOf(fact)],
    fact,
  };
}

/** The name that the same thing has wherever it is said. */
function subjectOf(fact: Fact): string {
  const { call, kind, place, name, value } = fact;
  switch (kind) {
    case 'call':
      return call;
    case 'status':
      return place;
    case 'header':
    case 'media type':
    case 'security':
      return name;
    case 'version':
    case 'included':
      return value ?? name;
    case 'closed':
      return 'answers';
    case 'member':
    case 'relationship':
    case 'required':
      return place.startsWith('@') ? memberOf(fact) : pathOf(fact);
    case 'value':
    case 'named value':
      return `${place.startsWith('@') ? memberOf(fact) : pathOf(fact)} = ${value ?? ''}`;
    case 'parameter':
    case 'parameter default':
      return place === 'path' ? 'the id in the path' : name;
    case 'parameter value':
    case 'request value':
      return `${name} = ${value ?? ''}`;
    case 'request member':
    case 'request required':
    case 'request closed':
      return name === '' ? 'the body' : name;
  }
}

function whereOf({ call, place, kind }: Fact): string {
  return /^\d/.test(place) && kind !== 'status' ? `${call} ${place}` : call;
}

/** Says where, once all places are known; a resource is the same wherever it is shown. */
function withPlaces(change: Change): Change {
  const { where, fact, sentence } = change;
  if (fact.kind === 'call' || fact.place.startsWith('@')) return change;
  const at = where.length > 3 ? `${where.length} places` : where.join(', ');
  return { ...change, sentence: `${sentence} (${at})` };
}

/** A member that came where this one went, of the same parent and type: perhaps the same under another name. */
function withHeir(change: Change, all: readonly Change[]): Change {
  if (!/^(member|relationship)\.removed$/.test(change.rule) || change.known !== null) return change;
  const parent = parentOf(change.subject);
  const heirs = all.filter(
    ({ rule, subject, after }) =>
      rule === change.rule.replace('removed', 'added') &&
      parentOf(subject) === parent &&
      after === change.before,
  );
  const [heir] = heirs;
  if (!heir || heirs.length > 1) return change;
  return {
    ...change,
    verdict: 'needs code',
    remedy: `read \`${heir.subject}\` instead, if it means the same: it is new and of the same type`,
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}
