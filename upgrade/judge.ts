/** The verdict on each change: safe, needs code, blocked, undecided; by policy, by rule, by what the consumer reads. */
import { createHash } from 'node:crypto';
import { policy, type PolicyClass } from '../contract/policy.ts';
import type { KnownChange } from '../contract/versions.ts';
import type { ChangeCandidate, RuleId } from './change.ts';
import { ASKED_IN_VAIN, isDocumentedState } from './classify.ts';
import { readingOf, type Consumer, type Reading } from './consumer.ts';
import { findingInWords } from '../reporting/sentences/finding.ts';
import { ABSENT } from './model.ts';
import { scenarioIn } from './observed-exchange.ts';

/**
 * - `safe`: nothing that the integration reads breaks
 * - `needs code`: something that it reads changes, and it can be read or sent in another way
 * - `blocked`: something that it reads is gone or no longer happens, and no way round it is known
 * - `undecided`: seen too unsteadily to be told
 */
export type ChangeVerdict = 'safe' | 'needs code' | 'blocked' | 'undecided';

export interface Change extends Omit<ChangeCandidate, 'policy'> {
  /** The same for the same change in every run. */
  readonly fingerprint: string;
  readonly policy: PolicyClass | null;
  readonly reading: Reading;
  readonly verdict: ChangeVerdict;
  /** What to do about it; absent where nothing needs doing or nothing is known. */
  readonly remedy?: string;
  /** Slug of the changelog's entry that explains it; absent: none does. */
  readonly known?: string;
  /** One sentence, without a full stop at the end. */
  readonly sentence: string;
  /** A program that ended well under the old version and failed under the new one. */
  readonly witness?: Witness;
}

/** A program that was run against both versions in the same run. */
export interface Witness {
  readonly program: string;
  /** What it said under the new version. */
  readonly failure: string;
}

/** Breaking changes with their witness; one without is not believed. */
export function withWitnesses(
  changes: readonly Change[],
  found: ReadonlyMap<string, Witness>,
): readonly Change[] {
  return changes
    .map((change): Change => {
      if (!isBreaking(change)) return change;
      const witness = found.get(change.fingerprint);
      return witness === undefined ? { ...change, verdict: 'undecided' } : { ...change, witness };
    })
    .toSorted((a, b) => rank(a.verdict) - rank(b.verdict));
}

export function isBreaking({ verdict }: Pick<Change, 'verdict'>): boolean {
  return verdict === 'blocked' || verdict === 'needs code';
}

/** What adds something and takes nothing away: no reader breaks by it, whatever it reads. */
const additions = new Set<RuleId>([
  'shape.member-added',
  'shape.filled-now',
  'error.member-added',
  'header.added',
  'linkage.relationship-added',
  'linkage.included-added',
  'linkage.id-form',
  'shape.time-format',
]);

/** What the changelog's entries of a version tell of: that something left its place. */
const departures = new Set<RuleId>([
  'shape.member-removed',
  'shape.member-sometimes-absent',
  'shape.null-always',
  'error.member-removed',
  'header.removed',
  'casing.changed',
  'linkage.relationship-removed',
  'linkage.included-removed',
]);

/** What can be met by another way of reading or sending. */
const remedies: Partial<Record<RuleId, (finding: ChangeCandidate) => string | undefined>> = {
  'transition.other-success': ({ after }) => `take ${after} for a success as well`,
  'transition.other-refusal': ({ after }) => `handle ${after} as the former refusal`,
  'transition.accepted-now': () => 'stop relying on the refusal: the call now succeeds',
  'transition.other-share': () => 'expect another share of successes among simultaneous calls',
  'shape.type-changed': ({ subject, after }) => `read \`${subject}\` as ${after}`,
  'shape.null-possible': ({ subject }) => `expect \`${subject}\` to be null`,
  'shape.member-sometimes-absent': ({ subject }) => `expect \`${subject}\` to be absent`,
  'error.value': ({ subject, after }) => `compare \`${subject}\` with the new value, ${after}`,
  'error.text': ({ subject }) =>
    `stop comparing \`${subject}\`: it is text for people and may change any day`,
  'error.member-type': ({ subject, after }) => `read \`${subject}\` as ${after}`,
  'error.count': () => 'read all errors of the list, not the first one only',
  'header.kind': ({ subject, after }) => `read \`${subject}\` as ${after}`,
  'header.limit': ({ after }) => `pace the calls by the new limit, ${after}`,
  'header.media-type': ({ after }) => `accept the media type ${after}`,
  'casing.changed': ({ where }) => `read names in the new casing (${where.join(', ')})`,
  'linkage.type': ({ after }) => (after === ABSENT ? undefined : `expect the type ${after}`),
  'shape.filled-where-null': ({ subject }) => `expect \`${subject}\` to hold a value where it was null`,
  'linkage.relationship-target': ({ subject, after }) => `expect \`${subject}\` to lead to ${after}`,
  'linkage.order': () => 'sort the list yourself',
};

/** The changes, each with its verdict, the worst first. */
export function judge(
  findings: readonly ChangeCandidate[],
  consumer: Consumer | undefined,
  known: readonly KnownChange[],
): readonly Change[] {
  return (
    findings
      .map((finding) => judged(finding, consumer, known, findings))
      // What nobody reads, and what chance may explain, is not worth a sentence that may be untrue.
      .filter(
        (one) => !one.doubtful || !(isUnread(one) || (one.verdict === 'safe' && byChance.has(one.rule))),
      )
      .sort(
        (a, b) =>
          rank(a.verdict) - rank(b.verdict) ||
          causeRank(a.rule) - causeRank(b.rule) ||
          b.steps.length - a.steps.length ||
          (a.subject < b.subject ? -1 : 1),
      )
  );
}

/** What few samples show by chance, and what breaks nobody. */
const byChance = new Set<RuleId>(['shape.filled-now', 'shape.filled-where-null', 'shape.null-possible']);

function isUnread({ reading, policy: clause }: Change): boolean {
  return reading === 'not read' && clause?.kind === 'breaking';
}

/** What a change is made of comes before what follows from it. */
const causesFirst: readonly (readonly RuleId[])[] = [
  ['version.refused', 'error.envelope', 'casing.changed', 'linkage.type', 'header.media-type'],
  [
    'transition.refused-now',
    'transition.accepted-now',
    'transition.other-success',
    'transition.other-refusal',
    'shape.type-changed',
    'shape.member-removed',
    'linkage.relationship-removed',
    'error.member-removed',
    'error.member-type',
    'header.removed',
    'header.kind',
  ],
  [
    'transition.other-state',
    'idempotency.replay',
    'linkage.identity',
    'linkage.included-removed',
    'linkage.relationship-target',
    'error.value',
    'shape.null-always',
    'shape.emptied',
    'shape.other-value',
    'shape.filled-where-null',
    'shape.member-sometimes-absent',
    'shape.null-possible',
  ],
  ['transition.other-inquiry-state', 'linkage.count', 'linkage.unlinked', 'transition.other-share'],
  ['transition.side-effect', 'transition.effect-gone'],
];

/** Changes of one kind have one cause behind them, or may have. */
export function kindOf({ known, rule }: Pick<Change, 'known' | 'rule'>): string {
  return known ?? rule;
}

/** A change that follows from another one, or that only a requirement has a word for. */
export function isConsequence({ rule }: Pick<Change, 'rule'>): boolean {
  return causeRank(rule) > LAST_CAUSE;
}

/** The last of the ranks above that can stand for themselves. */
const LAST_CAUSE = 2;

function causeRank(rule: RuleId): number {
  const at = causesFirst.findIndex((rules) => rules.includes(rule));
  // What only a requirement has a word for comes last.
  return at < 0 ? causesFirst.length : at;
}

export function rank(verdict: ChangeVerdict): number {
  return ['blocked', 'needs code', 'undecided', 'safe'].indexOf(verdict);
}

function judged(
  finding: ChangeCandidate,
  consumer: Consumer | undefined,
  known: readonly KnownChange[],
  all: readonly ChangeCandidate[],
): Change {
  const entry = known.find((one) => explains(one, finding));
  const heir = renamedTo(finding, all);
  const clause = policy.find(({ id }) => id === finding.policy) ?? null;
  const reading = neverMet(finding, consumer) ? 'not read' : readingOf(finding.touches, consumer);
  const remedy =
    entry?.remedy ??
    (heir === undefined
      ? remedyOf(finding)
      : `read \`${heir}\` instead, if it means the same: it is new and of the same type`);
  const verdict = verdictOf(finding, clause, reading, consumer !== undefined, remedy !== undefined);
  return {
    ...finding,
    policy: clause,
    fingerprint: fingerprintOf(finding),
    reading,
    verdict,
    ...(remedy === undefined || verdict === 'safe' ? {} : { remedy }),
    ...(entry === undefined ? {} : { known: entry.id }),
    sentence: sentenceOf(finding, entry),
  };
}

/** Whether a path is a member of a changelog's entry, in which `*` stands for any text; or, with `within`, lies below it. */
export function isMember(path: string, member: string, within = false): boolean {
  const quoted = member.split('*').map((part) => part.replace(/[.[\](){}+?^$|\\]/g, '\\$&'));
  return new RegExp(`^${quoted.join('[^\\\]]*')}${within ? '(?=[.[]|$)' : '$'}`).test(path);
}

/** What the changelog calls an addition does not explain that something is gone, and the other way round. */
function explains(entry: KnownChange, { rule, touches }: ChangeCandidate): boolean {
  if (entry.kind === 'any-version' ? !additions.has(rule) : !departures.has(rule)) return false;
  return entry.members.some((known) => touches.members.some((member) => isMember(member, known)));
}

function verdictOf(
  finding: ChangeCandidate,
  clause: PolicyClass | null,
  reading: Reading,
  hasProfile: boolean,
  hasRemedy: boolean,
): ChangeVerdict {
  if (additions.has(finding.rule) || reading === 'not read') return 'safe';
  // What the vendor may change any day concerns only who has said that it is read.
  if (clause?.kind === 'compatible' && !hasProfile) return 'safe';
  if (finding.doubtful) return 'undecided';
  return hasRemedy ? 'needs code' : 'blocked';
}

function remedyOf(finding: ChangeCandidate): string | undefined {
  if (finding.rule === 'transition.other-state') {
    const word = finding.after.split(', ').find((state) => !isDocumentedState(state));
    // A documented state in another's place means that the call no longer does what it did.
    return word === undefined ? undefined : `treat the state "${word}" as the former "${finding.before}"`;
  }
  if (finding.rule === 'linkage.included-removed') {
    // Who asked for it cannot ask for it once more.
    const name = /type=([^\]]+)/.exec(finding.subject)?.[1] ?? 'name';
    return finding.after === ASKED_IN_VAIN ? undefined : `ask for it: \`include=${name}\``;
  }
  return remedies[finding.rule]?.(finding);
}

const renamable = new Set<RuleId>([
  'shape.member-removed',
  'error.member-removed',
  'linkage.relationship-removed',
]);

/** A member that came where this one went, of the same parent. */
function renamedTo(finding: ChangeCandidate, all: readonly ChangeCandidate[]): string | undefined {
  if (!renamable.has(finding.rule)) return undefined;
  const parent = parentOf(finding.subject);
  const heirs = all.filter(
    ({ rule, subject, after }) =>
      rule === finding.rule.replace('removed', 'added') &&
      parentOf(subject) === parent &&
      after.split(', ').some((kind) => kind !== 'null' && finding.before.split(', ').includes(kind)),
  );
  return heirs.length === 1 ? heirs[0]?.subject : undefined;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** All of it was seen in scenarios that the integration never gets into. */
function neverMet(finding: ChangeCandidate, consumer: Consumer | undefined): boolean {
  const never = consumer?.neverDoes ?? [];
  return (
    never.length > 0 &&
    finding.steps.length > 0 &&
    finding.steps.every((step) => never.includes(scenarioIn(step)))
  );
}

export function fingerprintOf({ rule, subject, before, after }: ChangeCandidate): string {
  return createHash('sha256').update([rule, subject, before, after].join('\n')).digest('hex').slice(0, 12);
}

function sentenceOf(finding: ChangeCandidate, entry: KnownChange | undefined): string {
  const { rule, subject, before, after, where, asked = [] } = finding;
  const call = `\`${subject}\`${asked.length === 0 ? '' : ` with ${asked.join(' and ')}`}`;
  const since = entry === undefined ? '' : ` since ${entry.date}`;
  const at = where.length > 3 ? `${where.length} places` : where.join(', ');
  switch (rule) {
    case 'version.refused':
      return `${subject} is refused with ${after}`;
    case 'transition.refused-now':
      return `${call} was answered ${before} and is refused with ${after} (${at})`;
    case 'transition.accepted-now':
      return `${call} was refused with ${before} and is answered ${after} (${at})`;
    case 'transition.other-success':
    case 'transition.other-refusal':
      return `${call} is answered ${after} instead of ${before} (${at})`;
    case 'transition.other-share':
      return `simultaneous \`${subject}\` come out as ${after} instead of ${before} (${at})`;
    case 'transition.other-state':
    case 'transition.other-inquiry-state':
      return `the ${subject} is "${after}" instead of "${before}"${at === '' ? '' : ` (${at})`}`;
    case 'transition.side-effect':
    case 'transition.effect-gone':
      return `\`${subject}\` ${after}${where.length > 1 ? ` and ${where.length - 1} more` : ''}; before, it ${before.replace(/ at .*$/, '')} there`;
    case 'shape.member-removed':
    case 'error.member-removed':
    case 'linkage.relationship-removed':
      return `\`${subject}\` is gone${since}`;
    case 'header.removed':
      return `the header \`${subject}\` is gone (${at})`;
    case 'shape.member-added':
    case 'error.member-added':
    case 'linkage.relationship-added':
      return `\`${subject}\` is new`;
    case 'header.added':
      return `the header \`${subject}\` is new (${at})`;
    case 'shape.member-sometimes-absent':
      return `\`${subject}\` is no longer always there`;
    case 'shape.null-always':
      return `\`${subject}\` is always null`;
    case 'shape.null-possible':
      return `\`${subject}\` can be null`;
    case 'shape.filled-where-null':
      return `\`${subject}\` holds a value where it was null`;
    case 'shape.filled-now':
      return `\`${subject}\` is filled more often than before`;
    case 'shape.type-changed':
    case 'error.member-type':
    case 'header.kind':
      return `\`${subject}\` is ${after} instead of ${before}`;
    case 'shape.emptied':
      return `\`${subject}\` is an empty text`;
    case 'shape.other-value':
      return `\`${subject}\` of one and the same object shows ${after}`;
    case 'shape.time-format':
      return `times are written with ${after} instead of ${before}`;
    case 'error.envelope':
      return `refusals carry ${after} instead of ${before} under \`errors\` (${at})`;
    case 'error.count':
      return `a refusal lists ${after} errors instead of ${before} (${at})`;
    case 'error.value':
      return `\`${subject}\` says ${after} instead of ${before} (${at})`;
    case 'error.text':
      return `\`${subject}\` is worded differently`;
    case 'header.limit':
      return `the header \`${subject}\` announces ${after} instead of ${before}`;
    case 'header.media-type':
      return `answers are ${after} instead of ${before} (${at})`;
    case 'casing.changed':
      return `the ${subject} is ${after} instead of ${before} (${at})`;
    case 'idempotency.replay':
      return `a ${subject} gets ${after} instead of ${before} (${at})`;
    case 'idempotency.request-id':
      return `the ${subject} is ${after} instead of ${before} (${at})`;
    case 'linkage.identity':
      return `the answer carries ${after} object instead of ${before} (${at})`;
    case 'linkage.type':
      return `the type of the answer is ${after} instead of ${before} (${at})`;
    case 'linkage.relationship-target':
      return `\`${subject}\` leads to ${after} instead of ${before} (${at})`;
    case 'linkage.included-added':
      return `\`${subject}\` is included where it was not (${at})`;
    case 'linkage.included-removed':
      return `\`${subject}\` is no longer included${after === ASKED_IN_VAIN ? `, ${after}` : ''} (${at})`;
    case 'linkage.unlinked':
      return `${after} is included without being linked (${at})`;
    case 'linkage.count':
      return `a ${subject} shows ${after} instead of ${before} (${at})`;
    case 'linkage.order':
      return `lists come ${after} instead of ${before} (${at})`;
    case 'linkage.id-form':
      return `the ${subject} looks different: ${after} instead of ${before}`;
    case 'requirement.broken':
      return `\`${subject}\` held and no longer holds: ${finding.finding ? findingInWords(finding.finding).what : after}`;
  }
}
