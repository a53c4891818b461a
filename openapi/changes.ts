/** What changed between two descriptions, each change with its class in the vendor's policy and a verdict in the words of `upgrade`. */
import type { PolicyClassId } from '../contract/policy.ts';
import { knownChanges, type KnownChange } from '../contract/versions.ts';
import { isOurs } from './clauses.ts';
import { callsOf, keyOf, type DescribedCall, type Fact, type FactKind } from './facts.ts';
import { memberOf } from './labels.ts';
import type { Description } from './read.ts';
import { kindsInWords, type Shape } from './shape.ts';

/** As in `upgrade`: nothing to do, something to do, no way round it, and not to be told from a description. */
export type ChangeVerdict = 'safe' | 'needs code' | 'blocked' | 'undecided';

export interface Change {
  /** Ours, e.g. `member.removed`. */
  readonly rule: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  /** The vendor's class; null where the published policy does not speak of it. */
  readonly policy: PolicyClassId | null;
  readonly verdict: ChangeVerdict;
  /** Without a full stop at the end. */
  readonly sentence: string;
  readonly remedy: string | null;
  /** Slug of the changelog's entry that explains it. */
  readonly known: string | null;
  /** Calls, with the status where it is about one. */
  readonly where: readonly string[];
  /** The fact as it is now, or as it was where it is gone, for whoever asks what stands for it. */
  readonly fact: Fact;
}

/** Other words for people, or another way to write the same down. */
export type Rewording = 'wording' | 'spelling';

export interface Comparison {
  readonly changes: readonly Change[];
  readonly rewordings: readonly Rewording[];
}

type Meaning = Pick<Change, 'rule' | 'policy' | 'sentence'> & {
  readonly verdict?: ChangeVerdict;
  readonly remedy?: string;
  readonly before?: string;
  readonly after?: string;
};

type Pair = readonly [before: Fact | undefined, after: Fact | undefined];

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

// ── what is part of a greater change

/** Without what comes or goes because the whole that it is part of does. */
function withoutDetails(
  pairs: readonly Pair[],
  old: ReadonlyMap<string, DescribedCall>,
  now: ReadonlyMap<string, DescribedCall>,
): readonly Pair[] {
  const comesOrGoes = new Set(
    pairs.flatMap(([was, is]) => (was && is ? [] : [was ?? is]).map((fact) => fact && wholeKey(fact))),
  );
  const limited = new Set(
    pairs.flatMap(([was, is]) => (was && is && isLimitedAnew(was, is) ? [wholeKey(is)] : [])),
  );
  return pairs.filter(([was, is]) => {
    const fact = was ?? is;
    if (!fact) return false;
    if (fact.place.startsWith('@') && !(isShown(old, fact) && isShown(now, fact))) return false;
    return !wholesOf(fact).some(
      (whole) => comesOrGoes.has(whole) || (fact.value !== undefined && limited.has(whole)),
    );
  });
}

function isShown(calls: ReadonlyMap<string, DescribedCall>, { call, place }: Fact): boolean {
  return calls.get(call)?.facts.some((fact) => fact.place === place) ?? false;
}

function wholeKey({ call, kind, place, name, value }: Fact): string {
  if (kind === 'call') return call;
  if (kind === 'status') return `${call} ${place}`;
  return `${call} ${place} ${GROUP[kind] ?? kind} ${pathOf({ kind, name })}${value === undefined ? '' : ` = ${value}`}`;
}

/** Kinds that speak of one and the same member. */
const GROUP: Partial<Record<FactKind, string>> = {
  parameter: 'parameter',
  'parameter value': 'parameter',
  'parameter default': 'parameter default',
  'request member': 'request',
  'request required': 'request required',
  'request value': 'request',
  'request closed': 'request closed',
  member: 'member',
  required: 'required',
  value: 'member',
  'named value': 'member',
  relationship: 'member',
  included: 'member',
  closed: 'closed',
};

/** What the fact is part of: its call, its status, and every member above it. */
function wholesOf(fact: Fact): readonly string[] {
  const { call, kind, place, value } = fact;
  const group = kind.startsWith('request')
    ? 'request'
    : kind.startsWith('parameter')
      ? 'parameter'
      : 'member';
  const path = pathOf(fact);
  const steps = path.split(/(?=\.)|(?=\[)/);
  const above = steps.map((_, n) => steps.slice(0, n).join('')).slice(1);
  // That a member is required, or may have a value, is part of the member.
  const isDetail =
    value !== undefined ||
    ['required', 'request required', 'parameter default', 'closed', 'request closed'].includes(kind);
  return [
    ...(kind === 'call' ? [] : [call]),
    ...(kind === 'call' || kind === 'status' ? [] : [`${call} ${place}`]),
    ...[...above, ...(isDetail ? [path] : [])].map((whole) => `${call} ${place} ${group} ${whole}`),
  ];
}

function pathOf({ kind, name }: Pick<Fact, 'kind' | 'name'>): string {
  return kind === 'relationship' ? `relationships.${name}` : name;
}

/** Before, any value would do; or the other way round. */
function isLimitedAnew(was: Fact | undefined, is: Fact | undefined): boolean {
  const [old, now] = [was?.shape?.values, is?.shape?.values];
  return was !== undefined && is !== undefined && (old === undefined) !== (now === undefined);
}

// ── what it means

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

function meaningOf(was: Fact | undefined, is: Fact | undefined, subject: string): Meaning | undefined {
  const fact = is ?? was;
  if (!fact) return undefined;
  if (was && is && was.says === is.says && !isLimitedAnew(was, is)) return deprecation(is, subject);
  switch (fact.kind) {
    case 'version':
    case 'call':
      return is
        ? { rule: 'call.added', policy: 'compatible.new-resource', sentence: `\`${subject}\` is new` }
        : { rule: 'call.removed', policy: 'breaking.removed-api', sentence: `\`${subject}\` is gone` };
    case 'security':
      return is
        ? {
            rule: 'security.added',
            policy: 'compatible.wider-input',
            sentence: `authentication by ${subject} is taken too`,
          }
        : {
            rule: 'security.removed',
            policy: 'breaking.removed-api',
            sentence: `authentication by ${subject} is gone`,
          };
    case 'parameter':
      return parameter(was, is, subject);
    case 'request member':
      return input(was, is, subject);
    case 'parameter value':
    case 'request value':
      return is
        ? {
            rule: 'input.value-added',
            policy: 'compatible.wider-input',
            sentence: `\`${subject}\` is accepted`,
          }
        : {
            rule: 'input.value-removed',
            policy: 'breaking.removed-api',
            sentence: `\`${subject}\` is no longer accepted`,
          };
    case 'parameter default':
      return {
        rule: 'input.default',
        policy: 'breaking.meaning',
        verdict: 'undecided',
        sentence: `leaving out \`${subject}\` is described to mean ${is?.says ?? 'nothing in particular'}, not ${was?.says ?? 'nothing in particular'}`,
      };
    case 'request required':
      return is
        ? inputRequired(subject, 'is required')
        : {
            rule: 'input.optional',
            policy: 'compatible.wider-input',
            sentence: `\`${subject}\` is no longer required`,
          };
    case 'request closed':
      return is
        ? {
            rule: 'input.closed',
            policy: 'breaking.stricter-validation',
            sentence: `\`${subject}\` takes no other members any more`,
            remedy: `send in \`${subject}\` what is documented, and nothing else`,
          }
        : {
            rule: 'input.opened',
            policy: 'compatible.wider-input',
            sentence: `\`${subject}\` takes other members too`,
          };
    case 'status':
      return status(Number(subject), is !== undefined, subject);
    case 'media type':
      return {
        rule: is ? 'media-type.added' : 'media-type.removed',
        policy: 'breaking.meaning',
        sentence: is ? `answers may be ${subject}` : `answers are no longer ${subject}`,
        ...(is ? { remedy: `accept the media type ${subject}` } : {}),
      };
    case 'header':
      if (!was)
        return {
          rule: 'header.added',
          policy: 'compatible.new-optional-parameter',
          sentence: `the header \`${subject}\` is new`,
        };
      if (!is)
        return {
          rule: 'header.removed',
          policy: 'breaking.removed-api',
          sentence: `the header \`${subject}\` is gone`,
        };
      return typeOf('header', was, is, subject);
    case 'member':
      if (!was)
        return {
          rule: 'member.added',
          policy: 'compatible.new-attribute',
          sentence: `\`${subject}\` is new`,
        };
      if (!is)
        return {
          rule: 'member.removed',
          policy: 'breaking.removed-attribute',
          sentence: `\`${subject}\` is gone`,
        };
      return typeOf('member', was, is, subject);
    case 'relationship':
      if (!was)
        return {
          rule: 'relationship.added',
          policy: 'compatible.new-relationship',
          sentence: `\`${subject}\` is new`,
        };
      if (!is)
        return {
          rule: 'relationship.removed',
          policy: 'breaking.removed-relationship',
          sentence: `\`${subject}\` is gone`,
        };
      return linkage(was, is, subject);
    case 'included':
      return is
        ? {
            rule: 'included.added',
            policy: 'compatible.new-type',
            sentence: `\`included\` may hold the type ${subject}`,
          }
        : {
            rule: 'included.removed',
            policy: 'breaking.removed-attribute',
            sentence: `\`included\` no longer holds the type ${subject}`,
          };
    case 'required':
      return is
        ? { rule: 'member.always-there', policy: null, sentence: `\`${subject}\` is always there` }
        : {
            rule: 'member.sometimes-absent',
            policy: 'breaking.removed-attribute',
            sentence: `\`${subject}\` is no longer always there`,
            remedy: `expect \`${subject}\` to be absent`,
          };
    case 'value':
    case 'named value':
      return {
        rule: is ? 'value.added' : 'value.removed',
        policy: 'compatible.string-values',
        sentence: is ? `\`${subject}\` is named as a value` : `\`${subject}\` is no longer named as a value`,
      };
    case 'closed':
      return {
        rule: is ? 'answer.closed' : 'answer.opened',
        policy: null,
        sentence: is
          ? `${subject} are described as complete, which the policy takes back: members may come any day`
          : `${subject} are no longer described as complete`,
      };
  }
}

function deprecation({ deprecated }: Fact, subject: string): Meaning {
  return deprecated
    ? { rule: 'deprecated', policy: null, sentence: `\`${subject}\` is deprecated` }
    : { rule: 'deprecation.withdrawn', policy: null, sentence: `\`${subject}\` is no longer deprecated` };
}

/** A refusal that is described for the first time may have been given all along. */
function status(code: number, isNew: boolean, subject: string): Meaning {
  const rule = isNew ? 'status.added' : 'status.removed';
  const sentence = isNew ? `status ${subject} is described` : `status ${subject} is no longer described`;
  if (code >= 500 || (code === 404 && !isNew))
    return { rule, policy: 'compatible.status-of-404-or-5xx', sentence };
  if (code === 429) return { rule, policy: 'compatible.protective-limit', sentence };
  if (code >= 400) return { rule, policy: 'breaking.status-code', verdict: 'undecided', sentence };
  return {
    rule,
    policy: 'breaking.status-code',
    sentence,
    ...(isNew ? { remedy: `take ${subject} for a success as well` } : {}),
  };
}

// ── inputs

function parameter(was: Fact | undefined, is: Fact | undefined, subject: string): Meaning | undefined {
  if (!was || !is) return input(was, is, subject);
  if (was.required !== true && is.required === true) return inputRequired(subject, 'is required');
  if (was.required === true && is.required !== true && sameInput(was, is))
    return {
      rule: 'input.optional',
      policy: 'compatible.wider-input',
      sentence: `\`${subject}\` is no longer required`,
    };
  return inputType(was, is, subject);
}

/** An input that is there or not; that a member of a body is required is told by a fact of its own. */
function input(was: Fact | undefined, is: Fact | undefined, subject: string): Meaning {
  if (was && is) return inputType(was, is, subject);
  if (!is) {
    return {
      rule: 'input.removed',
      policy: 'breaking.removed-api',
      sentence: `\`${subject}\` is no longer taken`,
      remedy: `stop sending \`${subject}\``,
    };
  }
  return is.required === true
    ? inputRequired(subject, 'is new, and required')
    : {
        rule: 'input.added',
        policy: 'compatible.new-optional-parameter',
        sentence: `\`${subject}\` can be sent`,
      };
}

function inputRequired(subject: string, how: string): Meaning {
  return {
    rule: 'input.required',
    policy: 'breaking.new-required-parameter',
    sentence: `\`${subject}\` ${how}`,
    remedy: `send \`${subject}\``,
  };
}

function inputType(was: Fact, is: Fact, subject: string): Meaning {
  if (isLimitedAnew(was, is)) {
    const values = is.shape?.values;
    return values === undefined
      ? {
          rule: 'input.value-added',
          policy: 'compatible.wider-input',
          sentence: `\`${subject}\` takes any value`,
          after: 'any value',
        }
      : {
          rule: 'input.limited',
          policy: 'breaking.stricter-validation',
          verdict: 'undecided',
          sentence: `\`${subject}\` is described to take ${values.join(', ')} only`,
          before: 'any value',
          after: values.join(', '),
        };
  }
  const [old, now] = [was.shape, is.shape];
  if (old && now && sameInput(was, is, 'wider'))
    return {
      rule: 'input.wider',
      policy: 'compatible.wider-input',
      sentence: `\`${subject}\` may be ${is.says} instead of ${was.says}`,
    };
  return {
    rule: 'input.type',
    policy: 'breaking.stricter-validation',
    sentence: `\`${subject}\` has to be ${is.says} instead of ${was.says}`,
    remedy: `send \`${subject}\` as ${is.says}`,
  };
}

/** Takes the same, or, when asked for `wider`, at least the same. */
function sameInput(was: Fact, is: Fact, asked: 'same' | 'wider' = 'same'): boolean {
  const [old, now] = [was.shape, is.shape];
  if (!old || !now) return false;
  const takes = (shape: Shape, kind: Shape['kinds'] extends ReadonlySet<infer K> ? K : never): boolean =>
    shape.kinds.size === 0 || shape.kinds.has(kind) || (kind === 'integer' && shape.kinds.has('number'));
  const sameFormat = now.format === undefined || now.format === old.format;
  const covers = (one: Shape, other: Shape): boolean =>
    other.kinds.size === 0 ? one.kinds.size === 0 : [...other.kinds].every((kind) => takes(one, kind));
  if (asked === 'wider') return sameFormat && covers(now, old);
  return old.format === now.format && covers(now, old) && covers(old, now);
}

// ── outputs

function typeOf(what: 'member' | 'header', was: Fact, is: Fact, subject: string): Meaning {
  const [old, now] = [was.shape, is.shape];
  if (isLimitedAnew(was, is)) {
    const values = (now?.values ?? old?.values ?? []).join(', ');
    return {
      rule: now?.values ? 'value.limited' : 'value.unlimited',
      policy: 'compatible.string-values',
      sentence: now?.values
        ? `\`${subject}\` is one of ${values}`
        : `\`${subject}\` may have other values than ${values}`,
    };
  }
  if (
    old &&
    now &&
    kindsInWords(withoutNull(old)) === kindsInWords(withoutNull(now)) &&
    old.kinds.has('null') !== now.kinds.has('null')
  ) {
    return now.kinds.has('null')
      ? {
          rule: `${what}.null-possible`,
          policy: 'breaking.attribute-type',
          sentence: `\`${subject}\` can be null`,
          remedy: `expect \`${subject}\` to be null`,
        }
      : {
          rule: `${what}.never-null`,
          policy: 'compatible.string-values',
          sentence: `\`${subject}\` is never null`,
        };
  }
  const isOtherResource =
    what === 'member' &&
    kindsInWords(old ?? { kinds: new Set() }) === kindsInWords(now ?? { kinds: new Set() });
  return {
    rule: isOtherResource ? 'member.shows-another' : `${what}.type`,
    policy: isOtherResource ? 'breaking.meaning' : 'breaking.attribute-type',
    sentence: `\`${subject}\` is ${is.says} instead of ${was.says}`,
    remedy: `read \`${subject}\` as ${is.says}`,
  };
}

function withoutNull({ kinds, format }: Shape): Pick<Shape, 'kinds' | 'format'> {
  return {
    kinds: new Set([...kinds].filter((kind) => kind !== 'null')),
    ...(format === undefined ? {} : { format }),
  };
}

function linkage(was: Fact, is: Fact, subject: string): Meaning {
  if (is.says === `${was.says} or null`) {
    return {
      rule: 'relationship.null-possible',
      policy: 'breaking.attribute-type',
      sentence: `\`${subject}\` can be null`,
      remedy: `expect \`${subject}\` to be null`,
    };
  }
  if (was.says === `${is.says} or null`)
    return {
      rule: 'relationship.never-null',
      policy: 'compatible.string-values',
      sentence: `\`${subject}\` is never null`,
    };
  // That a type is named where none was says more, and changes nothing.
  if (was.says.replace('any type', '') === is.says.replace(/[a-z-]+(?=$| or null$)/, ''))
    return { rule: 'relationship.type-named', policy: null, sentence: `\`${subject}\` leads to ${is.says}` };
  return {
    rule: 'relationship.target',
    policy: 'breaking.meaning',
    sentence: `\`${subject}\` leads to ${is.says} instead of ${was.says}`,
    remedy: `expect \`${subject}\` to lead to ${is.says}`,
  };
}

// ── put together

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

// ── what means the same

const TEXT = new Set([
  'description',
  'title',
  'summary',
  'example',
  'examples',
  'tags',
  'externalDocs',
  'operationId',
]);

/** Whether texts, or the way of writing, differ where the facts do not say it all. */
function rewordingsOf(
  before: Description,
  after: Description,
  changes: readonly Change[],
): readonly Rewording[] {
  const raw = (description: Description, texts: boolean): string => {
    const paths = description.document['paths'] as Readonly<Record<string, unknown>>;
    const seen: unknown[] = [];
    return JSON.stringify(paths, function (this: unknown, key, value: unknown) {
      if (key.startsWith('x-') || key === 'examples' || (!texts && TEXT.has(key))) return undefined;
      if (typeof value === 'object' && value !== null) {
        // What refers to itself is written down once.
        while (seen.length > 0 && seen.at(-1) !== this) seen.pop();
        if (seen.includes(value)) return '(above)';
        seen.push(value);
      }
      return value;
    });
  };
  const rewordings: Rewording[] = [];
  const [old, now] = [raw(before, false), raw(after, false)];
  if (changes.length === 0 && old !== now) rewordings.push('spelling');
  if (old === now && raw(before, true) !== raw(after, true)) rewordings.push('wording');
  return rewordings;
}
