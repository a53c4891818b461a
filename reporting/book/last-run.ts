/** What the last run says of a set of requirements, in words: every claim about a target in the book is made here. Pure. */
import { aboutTheMock } from '../sentences/mock-profile.ts';
import { plural } from '../words.ts';
import { describeTarget, type Statement } from '../statement.ts';
import type { BookEntry, ShownVerdict } from './model.ts';

/** From what matters most to a reader to what matters least. */
const BY_WEIGHT: readonly ShownVerdict[] = [
  'violation',
  'inconclusive',
  'excused',
  'pass',
  'not applicable',
  'not run',
];

/** More names than this are not read. */
const NAMED_AT_MOST = 4;

/** The verdict that a reader must know of, where several bear on one thing. */
export function weightiest(entries: readonly Pick<BookEntry, 'verdict'>[]): ShownVerdict {
  return BY_WEIGHT.find((verdict) => entries.some((entry) => entry.verdict === verdict)) ?? 'not run';
}

/** Entries with a verdict. */
export function having(entries: readonly BookEntry[], verdict: ShownVerdict): readonly BookEntry[] {
  return entries.filter((entry) => entry.verdict === verdict);
}

/** Whether the last run bears out what is documented, in a sentence; what broke is not repeated here. */
export function heldOrNot(entries: readonly BookEntry[]): string {
  const n = (verdict: ShownVerdict): number => having(entries, verdict).length;
  const judged = n('pass') + n('violation') + n('excused');
  switch (weightiest(entries)) {
    case 'violation':
      return `Not as documented: ${n('violation')} of ${clauses(judged)} checked ${was(n('violation'))} broken.`;
    case 'inconclusive':
      return `We cannot tell: ${n('inconclusive')} of ${clauses(entries.length)} could not be judged${judged > 0 ? '; the rest held' : ''}.`;
    case 'excused':
      return `Not as documented, which is known and excused: ${n('excused')} of ${clauses(judged)} checked.`;
    case 'pass':
      return `Held: ${judged === 1 ? 'the one clause' : `all ${clauses(judged)}`} that could be checked.`;
    case 'not applicable':
      return 'Nothing seen: nothing of this applies to the target, or to the version of the run.';
    case 'not run':
      return 'Nothing seen: the last run did not look.';
  }
}

/** The paragraph that closes a page: how many of its clauses held, which did not. */
export function closing(statement: Statement | undefined, entries: readonly BookEntry[]): string {
  if (!statement) return 'No run yet: nothing on this page has been checked against a target.';
  const broken = having(entries, 'violation');
  const doubtful = having(entries, 'inconclusive');
  const excused = having(entries, 'excused');
  const parts = [
    `${having(entries, 'pass').length} of ${clauses(entries.length)} on this page held in the last run`,
    broken.length === 0 ? '' : `${broken.length} ${was(broken.length)} broken (${named(broken)})`,
    excused.length === 0
      ? ''
      : `${excused.length} ${was(excused.length)} broken and excused (${named(excused)})`,
    doubtful.length === 0 ? '' : `${doubtful.length} could not be judged (${named(doubtful)})`,
    rest(entries, 'not applicable', 'did not apply'),
    rest(entries, 'not run', 'not looked at'),
  ];
  return `${parts.filter((part) => part !== '').join('; ')}.`;
}

/** Whose verdicts these are, and what they are worth; undefined before the first run. */
export function whoseVerdicts(
  statement: Statement | undefined,
  when: (iso: string) => string,
): string | undefined {
  if (!statement) return undefined;
  const { target, personaVersion, startedAt } = statement;
  const about = aboutTheMock(statement);
  const run = `${describeTarget(target.kind, target.baseUrl ?? undefined)}, version ${personaVersion}, ${when(startedAt)}`;
  if (about !== undefined) return `Verdicts of a run against ${run}. ${about}`;
  return `Verdicts of a run against ${run}; ${keyInWords(target.key)}.`;
}

function keyInWords(key: Statement['target']['key']): string {
  return key === 'sandbox' ? 'the key is a sandbox’s' : 'nothing tells whose environment the key is of';
}

function rest(entries: readonly BookEntry[], verdict: ShownVerdict, words: string): string {
  const { length } = having(entries, verdict);
  return length === 0 ? '' : `${length} ${words}`;
}

function clauses(n: number): string {
  return plural(n, 'clause');
}

function was(n: number): string {
  return n === 1 ? 'was' : 'were';
}

function named(entries: readonly BookEntry[]): string {
  const shown = entries.slice(0, NAMED_AT_MOST).map(({ requirement }) => requirement.id);
  const more = entries.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
