/** Gives each difference its rule of ours, its class in the vendor's policy, and what it touches. */
import { documentedInquiryStatuses, documentedStatuses, sessionAttributes } from '../contract/attributes.ts';
import type { PolicyClassId } from '../contract/policy.ts';
import { nothing, type ChangeCandidate, type RuleId, type Touches } from './change.ts';
import type { Difference } from './compare.ts';
import { documentedKind } from './documented.ts';
import { ABSENT, PAIRED, type Tally } from './model.ts';
import { ASKED, MORE_LISTED } from './planes/linkage.ts';
import { isAskedFor } from './planes/values.ts';

type Parts = Pick<ChangeCandidate, 'rule' | 'subject' | 'policy'> & {
  readonly before?: string;
  readonly after?: string;
  readonly touches?: Partial<Touches>;
};

/** What a resource that is no longer included was. */
export const ASKED_IN_VAIN = 'though it was asked for';

/** What the differences mean, those that say the same put together. */
export function classify(
  differences: readonly Difference[],
  statesNow?: ReadonlySet<string>,
): readonly ChangeCandidate[] {
  const reshaped = new Set(differences.filter(comesOrGoes).map(lastName));
  const included = new Set(
    differences.filter(isIncludedNow).map(({ subject }) => pathOf(subject).replace(ASKED, '')),
  );
  const rewritten = differences.some(({ subject }) => subject === 'format of times');
  const findings = new Map<string, ChangeCandidate>();
  for (const difference of differences) {
    // A member that is gone, or new, can no longer be seen to change: that is the same change once more.
    if (difference.subject.includes(' changed since ') && reshaped.has(lastName(difference))) continue;
    const parts = meaningOf(difference, statesNow);
    if (!parts) continue;
    // Where more is included, more kinds of objects are seen, and so more values.
    if (byInclusion.has(parts.rule) && included.has(roleOf(difference))) continue;
    // Times with fewer digits stay the same where finer ones move: that is told by how they are written.
    if (rewritten && effects.has(parts.rule) && parts.subject.endsWith('-at')) continue;
    const finding: ChangeCandidate = {
      plane: difference.plane,
      before: parts.before ?? inWords(difference.before),
      after: parts.after ?? inWords(difference.after),
      rule: parts.rule,
      subject: parts.subject,
      policy: parts.policy,
      touches: {
        ...nothing,
        ...(difference.call === '' ? {} : { calls: [difference.call] }),
        ...parts.touches,
      },
      where: [difference.where],
      steps: difference.steps,
      doubtful: difference.doubtful,
    };
    // The same words on both sides: only how often they are shown has moved, and that is no sentence.
    if (
      finding.before === finding.after &&
      !wholly.has(finding.rule) &&
      finding.rule !== 'transition.other-share'
    )
      continue;
    // A member that was sometimes null and sometimes a text is gone once, not twice.
    const words = wholly.has(finding.rule) ? [] : [finding.before, finding.after];
    const key = [finding.rule, finding.subject, finding.policy, ...words].join(' | ');
    const known = findings.get(key);
    findings.set(key, known ? together(known, finding) : finding);
  }
  return [...findings.values()];
}

const byInclusion = new Set<RuleId>(['shape.null-possible', 'shape.filled-where-null', 'shape.filled-now']);

/** What was included nowhere at a step is included there now. */
function isIncludedNow({ plane, subject, before }: Difference): boolean {
  return plane === 'linkage' && subject.startsWith('included[') && there(before).length === 0;
}

/** `included[type=…]` of a path into what is included; empty for what one object shows under both versions. */
function roleOf({ subject }: Difference): string {
  return subject.endsWith(PAIRED) ? '' : (/^included\[[^\]]+\]/.exec(subject)?.[0] ?? '');
}

const effects = new Set<RuleId>(['transition.side-effect', 'transition.effect-gone']);

/** Rules that say all there is to say: what was seen before and after is put together over all places. */
const wholly = new Set<RuleId>([
  'shape.member-added',
  'shape.member-removed',
  'shape.member-sometimes-absent',
  'shape.null-always',
  'shape.null-possible',
  'shape.filled-now',
  'shape.filled-where-null',
  'error.member-added',
  'error.member-removed',
  'error.text',
  'linkage.relationship-added',
  'linkage.relationship-removed',
]);

function together(one: ChangeCandidate, other: ChangeCandidate): ChangeCandidate {
  const union = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];
  const words = (a: string, b: string): string => union(a.split(', '), b.split(', ')).sort().join(', ');
  return {
    ...one,
    before: words(one.before, other.before),
    after: words(one.after, other.after),
    where: union(one.where, other.where),
    steps: union(one.steps, other.steps),
    touches: {
      members: union(one.touches.members, other.touches.members),
      headers: union(one.touches.headers, other.touches.headers),
      states: union(one.touches.states, other.touches.states),
      statuses: union(one.touches.statuses, other.touches.statuses),
      calls: union(one.touches.calls, other.touches.calls),
      idempotency: one.touches.idempotency || other.touches.idempotency,
    },
    doubtful: one.doubtful && other.doubtful,
  };
}

/** A member that one side does not have, or has no value for. */
function comesOrGoes({ plane, subject, before, after }: Difference): boolean {
  const isEmpty = (tally: Tally): boolean =>
    Object.keys(tally).every((kind) => kind === 'absent' || kind === 'null');
  if (plane === 'shape') return isEmpty(before) || isEmpty(after);
  return subject.startsWith('data.relationships.');
}

/** The values of a side, other than that there is none. */
function there(tally: Tally): string[] {
  return Object.keys(tally).filter((value) => value !== ABSENT);
}

function lastName({ subject }: Difference): string {
  return (
    subject
      .replace(PAIRED, '')
      .split(/[.:] ?/)
      .at(-1) ?? subject
  );
}

function meaningOf(difference: Difference, statesNow: ReadonlySet<string> | undefined): Parts | undefined {
  switch (difference.plane) {
    case 'transitions':
      return transition(difference, statesNow);
    case 'errors':
      return errorObject(difference);
    case 'shape':
      return shape(difference);
    case 'headers':
      return headerLine(difference);
    case 'idempotency':
      return idempotency(difference);
    case 'linkage':
      return linkage(difference);
  }
}

// ── state transitions

function transition(difference: Difference, statesNow: ReadonlySet<string> | undefined): Parts | undefined {
  const { subject, before, after, call, where } = difference;
  if (subject === 'status' || subject === 'status in passing') return status(difference);
  if (subject === 'from') return undefined;
  if (subject === 'state' || subject === 'state in passing' || subject.startsWith('state of ')) {
    const states = [...there(before), ...there(after)];
    const fresh = there(after).filter((word) => !(word in before));
    const lost = there(before).filter((word) => !(word in after));
    // A word of its own for some sessions is a new value; a word that takes another's place everywhere is not.
    const isNewValue =
      fresh.length > 0 &&
      fresh.every((word) => !isDocumentedState(word)) &&
      lost.every((word) => statesNow?.has(word) ?? false);
    return {
      rule: 'transition.other-state',
      subject: call === '' ? 'status of a session' : `status shown by ${call}`,
      policy: isNewValue ? 'compatible.string-values' : 'breaking.meaning',
      touches: { states, members: ['data.attributes.status'] },
    };
  }
  if (subject === 'inquiry state') {
    // A word that is no longer met may only not have come up.
    const fresh = there(after).filter((word) => !(word in before));
    if (fresh.length === 0) return undefined;
    return {
      rule: 'transition.other-inquiry-state',
      subject: 'inquiry status',
      policy: fresh.every(isDocumentedInquiryState) ? 'breaking.meaning' : 'compatible.string-values',
      touches: { members: ['included[type=inquiry].attributes.status'] },
    };
  }
  const [, whose = '', path = ''] = /^(\S+) changed since .*: (\S+)$/.exec(subject) ?? [];
  if (path === '') return undefined;
  const role = whose === 'session' ? 'data' : `included[type=${whose}]`;
  const member = `${role}.${path}`;
  // The state is compared as such.
  if (member === 'data.attributes.status') return undefined;
  const gone = there(after).length === 0;
  return {
    rule: gone ? 'transition.effect-gone' : 'transition.side-effect',
    subject: member,
    before: gone ? `changes at ${where}` : `stays as it was at ${where}`,
    after: gone ? `stays as it was at ${where}` : `changes at ${where}`,
    policy: 'breaking.meaning',
    touches: { members: [member] },
  };
}

function status({ before, after, call }: Difference): Parts {
  const [was, is] = [statusesOf(before), statusesOf(after)];
  const lost = was.filter((code) => !is.includes(code));
  const gained = is.filter((code) => !was.includes(code));
  const statuses = lost.length + gained.length === 0 ? was : [...lost, ...gained];
  const base = { subject: call, touches: { statuses, calls: [call] } };
  if (lost.length === 0 && gained.length === 0) {
    return { ...base, rule: 'transition.other-share', policy: 'breaking.status-code' };
  }
  const from = lost[0] ?? was[0] ?? 0;
  const to = gained[0] ?? is[0] ?? 0;
  const words = { before: listed(lost, was), after: listed(gained, is) };
  if (isGood(from) && isGood(to))
    return { ...base, ...words, rule: 'transition.other-success', policy: 'breaking.status-code' };
  if (isGood(from)) return { ...base, ...words, rule: 'transition.refused-now', policy: refusedClass(to) };
  // To fail is not another way of refusing.
  if (to >= 500)
    return { ...base, ...words, rule: 'transition.other-refusal', policy: 'breaking.status-code' };
  const policy: PolicyClassId =
    from === 404 || from >= 500 ? 'compatible.status-of-404-or-5xx' : 'breaking.status-code';
  if (!isGood(to)) return { ...base, ...words, rule: 'transition.other-refusal', policy };
  // An input that was unacceptable is accepted now: wider, unless it was refused for another reason. That nothing was
  // found may be said in another way, but success says something else.
  return {
    ...base,
    ...words,
    rule: 'transition.accepted-now',
    policy: from === 400 ? 'compatible.wider-input' : from === 404 ? 'breaking.meaning' : policy,
  };
}

function refusedClass(to: number): PolicyClassId {
  if (to === 404 || to === 405 || to === 410) return 'breaking.removed-api';
  if (to === 429) return 'compatible.protective-limit';
  return to === 400 || to === 422 ? 'breaking.stricter-validation' : 'breaking.status-code';
}

const isGood = (code: number): boolean => code >= 200 && code <= 299;
const statusesOf = (tally: Tally): number[] => there(tally).map(Number);
const listed = (codes: readonly number[], all: readonly number[]): string =>
  (codes.length > 0 ? codes : all).join(', ');

// ── error objects

function errorObject({ subject, before, after }: Difference): Parts | undefined {
  const plain = subject.replace(/ \([a-z]+\)$/, '');
  const touches = { members: [plain] };
  const [was, is] = [there(before).length, there(after).length];
  const part = (rule: RuleId, policy: PolicyClassId | null, odd?: readonly string[]): Parts => ({
    rule,
    subject: plain,
    policy,
    touches,
    ...(odd && insteadOfDocumented(plain, odd)),
  });
  if (subject === 'errors')
    return { ...part('error.envelope', 'breaking.removed-attribute'), touches: { members: ['errors[]'] } };
  if (subject === 'errors (count)') return part('error.count', 'compatible.new-array-item');
  // What a member says is compared where it is there at all; its coming and going is told by its kind.
  if (subject.endsWith('(text)') || subject.endsWith('(value)')) {
    if (was === 0 && documentedKind(plain) === 'object') return undefined;
    const rule = subject.endsWith('(text)') ? 'error.text' : 'error.value';
    if (was === 0) return part('error.member-added', 'compatible.new-attribute');
    if (is === 0) return part('error.member-removed', 'breaking.removed-attribute');
    return {
      ...part(rule, rule === 'error.text' ? 'compatible.opaque-strings' : 'breaking.meaning'),
      ...(rule === 'error.text' ? { before: 'other words', after: 'new words' } : {}),
    };
  }
  const odd = undocumentedKinds(plain, there(after));
  if (was === 0 && odd.length > 0) return part('error.member-type', 'breaking.attribute-type', odd);
  if (was === 0) return part('error.member-added', 'compatible.new-attribute');
  if (is === 0) return part('error.member-removed', 'breaking.removed-attribute');
  return part('error.member-type', 'breaking.attribute-type');
}

function insteadOfDocumented(path: string, odd: readonly string[]): Pick<Parts, 'before' | 'after'> {
  return { before: `the documented ${documentedKind(path) ?? ''}`, after: odd.join(' or ') };
}

/** Of the kinds that a member shows, those that its documented type rules out. A text may look like a time. */
function undocumentedKinds(path: string, kinds: readonly string[]): string[] {
  const documented = documentedKind(path);
  if (documented === undefined) return [];
  return kinds.filter(
    (kind) => !['null', documented, ...(documented === 'string' ? ['date-time'] : [])].includes(kind),
  );
}

// ── body shape

/** Attributes that may be null by the documentation. */
const nullable = new Set(
  sessionAttributes.filter((entry) => entry.nullable).map(({ name }) => `data.attributes.${name}`),
);

/** The same path, however the answer holds the resource. */
export function pathOf(subject: string): string {
  return subject.replace(/^data\[\]/, 'data');
}

function shape({ subject, before, after }: Difference): Parts | undefined {
  if (subject === 'format of times') {
    return {
      rule: 'shape.time-format',
      subject,
      policy: 'compatible.opaque-strings',
      touches: { members: [] },
    };
  }
  if (subject.endsWith(PAIRED)) return paired(subject.slice(0, -PAIRED.length), before, after);
  const path = pathOf(subject);
  const touches = { members: [path] };
  const part = (rule: RuleId, policy: PolicyClassId | null): Parts => ({
    rule,
    subject: path,
    policy,
    touches,
  });
  const [was, is] = [kindsOf(before), kindsOf(after)];
  const absent = { before: 'absent' in before || was.size === 0, after: 'absent' in after || is.size === 0 };
  const isThere = (kinds: ReadonlySet<string>): boolean => [...kinds].some((kind) => kind !== 'absent');
  const nothingBefore = [...was].every((kind) => kind === 'absent' || kind === 'null');
  const odd = nothingBefore
    ? undocumentedKinds(
        path,
        [...is].filter((kind) => kind !== 'absent'),
      )
    : [];
  // Nobody could read it before, but who reads it by the documentation cannot read it now.
  if (odd.length > 0)
    return { ...part('shape.type-changed', 'breaking.attribute-type'), ...insteadOfDocumented(path, odd) };
  if (!isThere(was)) return part('shape.member-added', 'compatible.new-attribute');
  if (!isThere(is)) return part('shape.member-removed', 'breaking.removed-attribute');
  const types = (kinds: ReadonlySet<string>): string[] =>
    [...kinds].filter((kind) => kind !== 'absent' && kind !== 'null');
  const [old, now] = [types(was), types(is)];
  const fresh = now.filter((kind) => !old.includes(kind));
  if (old.length > 0 && fresh.length > 0) {
    return {
      ...part('shape.type-changed', 'breaking.attribute-type'),
      before: old.join(' or '),
      after: now.join(' or '),
    };
  }
  if (old.length > 0 && now.length === 0)
    return {
      ...part('shape.null-always', 'breaking.attribute-type'),
      before: old.join(' or '),
      after: 'null',
    };
  if (!absent.before && absent.after)
    return part('shape.member-sometimes-absent', 'breaking.removed-attribute');
  if (!was.has('null') && is.has('null')) {
    const promised = nullable.has(path) || path.startsWith('included[type=device]');
    return part('shape.null-possible', promised ? 'compatible.string-values' : 'breaking.attribute-type');
  }
  if (old.length === 0 && now.length > 0) return part('shape.filled-where-null', filledClass(path));
  // Fewer kinds, fewer gaps: nothing that a reader has to care about.
  return part('shape.filled-now', 'compatible.string-values');
}

/** What one object shows under both versions. */
function paired(path: string, before: Tally, after: Tally): Parts | undefined {
  const fresh = Object.keys(after).filter((kind) => !(kind in before) && kind !== 'same' && kind !== ABSENT);
  const [kind] = fresh;
  const part = (rule: RuleId, policy: PolicyClassId | null, words: Partial<Parts> = {}): Parts => ({
    rule,
    subject: path,
    policy,
    touches: { members: [path] },
    before: 'there',
    after: kind ?? '',
    ...words,
  });
  const isLink = path.includes('.relationships.');
  if (kind === undefined) return undefined;
  if (kind === 'not included')
    return part('linkage.included-removed', 'breaking.removed-attribute', {
      after: isAskedFor(path) ? ASKED_IN_VAIN : 'absent',
    });
  const [, now = '', was = ''] = /^(\S+) instead of (\S+)$/.exec(kind) ?? [];
  if (now !== '') return part('shape.type-changed', 'breaking.attribute-type', { before: was, after: now });
  if (path.endsWith('.id'))
    return part('linkage.identity', 'breaking.meaning', { before: 'the one asked for' });
  if (path.endsWith('.type')) return part('linkage.type', 'breaking.meaning');
  if (kind === 'new')
    return isLink
      ? part('linkage.relationship-added', 'compatible.new-relationship')
      : part('shape.member-added', 'compatible.new-attribute');
  if (kind === 'gone')
    return isLink
      ? part('linkage.relationship-removed', 'breaking.removed-relationship')
      : part('shape.member-removed', 'breaking.removed-attribute');
  if (kind === 'filled')
    return isLink ? undefined : part('shape.filled-where-null', filledClass(path), { before: 'null' });
  if (isLink)
    return kind === 'other items' ? undefined : part('linkage.relationship-target', 'breaking.meaning');
  if (kind === 'null')
    return part('same' in after ? 'shape.null-possible' : 'shape.null-always', 'breaking.attribute-type', {
      before: 'a value',
    });
  if (kind === 'empty text') return part('shape.emptied', 'breaking.meaning');
  const telling = fresh.find((one) => changesMeaning(one));
  return telling === undefined
    ? undefined
    : part('shape.other-value', 'breaking.meaning', { before: 'the same value', after: telling });
}

/** That a time is null says that it has not come; elsewhere null says that nothing is known. */
function filledClass(path: string): PolicyClassId {
  return path.endsWith('-at') ? 'breaking.meaning' : 'compatible.string-values';
}

/** Other words and other ways of writing may come any day; another number, time or flag says something else. */
function changesMeaning(kind: string): boolean {
  return (
    ['the opposite', 'another number', 'another time', 'another documented word'].includes(kind) ||
    kind.startsWith('the value of ')
  );
}

function kindsOf(tally: Tally): ReadonlySet<string> {
  return new Set(Object.keys(tally));
}

// ── headers and casing

function headerLine({ subject, before, after }: Difference): Parts | undefined {
  const name = subject.replace(/ \([a-z ]+\)$/, '');
  const touches = { headers: [name] };
  const part = (rule: RuleId, policy: PolicyClassId | null): Parts => ({
    rule,
    subject: name,
    policy,
    touches,
  });
  if (subject.startsWith('casing of ')) {
    return {
      ...part('casing.changed', 'breaking.removed-attribute'),
      touches: { members: ['data.attributes'] },
    };
  }
  // That the line itself comes or goes is told once.
  if (/\((media type|value)\)$/.test(subject) && (there(before).length === 0 || there(after).length === 0))
    return undefined;
  if (subject.endsWith('(media type)')) return part('header.media-type', 'breaking.meaning');
  if (subject.endsWith('(value)')) return part('header.limit', 'compatible.protective-limit');
  if (there(before).length === 0) return part('header.added', 'compatible.new-optional-parameter');
  if (there(after).length === 0 || (!(ABSENT in before) && ABSENT in after))
    return part('header.removed', 'breaking.removed-api');
  return part('header.kind', 'breaking.attribute-type');
}

// ── idempotency

function idempotency({ subject, call }: Difference): Parts {
  if (subject.startsWith('Request-Id')) {
    // The documentation does not say which one a repeated answer carries.
    return { rule: 'idempotency.request-id', subject, policy: null };
  }
  return {
    rule: 'idempotency.replay',
    subject: `repeated ${call}`,
    policy: 'breaking.meaning',
    touches: { idempotency: true },
  };
}

// ── identity and linkage

function linkage({ subject, before, after, where }: Difference): Parts | undefined {
  const path = pathOf(subject);
  const touches = { members: [path] };
  const [was, is] = [there(before).length, there(after).length];
  const part = (rule: RuleId, policy: PolicyClassId | null): Parts => ({
    rule,
    subject: path,
    policy,
    touches,
  });
  if (where === 'ids')
    return { ...part('linkage.id-form', 'compatible.opaque-strings'), touches: { members: [] } };
  if (subject === 'data.id') return part('linkage.identity', 'breaking.meaning');
  if (subject === 'data.type') return part('linkage.type', 'breaking.meaning');
  if (subject.endsWith('(linked)')) return undefined;
  if (subject.endsWith('(count)'))
    // What the vendor adds to a list is a new item; what is missing, or belongs elsewhere, is not.
    return {
      ...part(
        'linkage.count',
        there(after).every(isMoreOnly) ? 'compatible.new-array-item' : 'breaking.meaning',
      ),
      subject: 'list',
      touches: { members: ['data[]'] },
    };
  if (subject.endsWith('(order)')) {
    // A list with too little in it has no order.
    if (was === 0 || is === 0) return undefined;
    return { ...part('linkage.order', 'compatible.reordered'), touches: { members: [] } };
  }
  if (subject.startsWith('included, but')) {
    const members = [...there(before), ...there(after)].map((type) => `included[type=${type}].id`);
    return { ...part('linkage.unlinked', 'breaking.meaning'), touches: { members } };
  }
  if (subject.startsWith('included[')) {
    const isAsked = subject.endsWith(ASKED);
    const plain = { subject: path.replace(ASKED, ''), touches: { members: [path.replace(ASKED, '')] } };
    return was === 0
      ? { ...part('linkage.included-added', 'compatible.new-array-item'), ...plain }
      : {
          ...part('linkage.included-removed', 'breaking.removed-attribute'),
          ...plain,
          ...(isAsked ? { after: ASKED_IN_VAIN } : {}),
        };
  }
  if (subject === 'data.relationships') {
    // What is noted here is that there are none.
    return is === 0
      ? part('linkage.relationship-added', 'compatible.new-relationship')
      : part('linkage.relationship-removed', 'breaking.removed-relationship');
  }
  if (was === 0) return part('linkage.relationship-added', 'compatible.new-relationship');
  if (is === 0) return part('linkage.relationship-removed', 'breaking.removed-relationship');
  return part('linkage.relationship-target', 'breaking.meaning');
}

function isMoreOnly(words: string): boolean {
  return words.endsWith(MORE_LISTED) && !words.includes(' and ');
}

/** True for a state that the documentation names. */
export function isDocumentedState(state: string): boolean {
  return documentedStatuses.some((known) => known === state);
}

function isDocumentedInquiryState(state: string): boolean {
  return documentedInquiryStatuses.some((known) => known === state);
}

function inWords(tally: Tally): string {
  const values = Object.entries(tally);
  if (values.length === 0) return 'absent';
  const counted = values.length > 1;
  return values
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, times]) => (counted && times > 1 && /^\d+$/.test(value) ? `${value} ×${times}` : value))
    .join(', ');
}
