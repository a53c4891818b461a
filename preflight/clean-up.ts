/**
 * Expires what a run created. Expiring an inquiry expires its sessions (page `inquiry-sessions`), so one request per inquiry
 * does it; where that is refused, its sessions are expired one by one.
 */
import { attribute, document } from '../client/document.ts';
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { openPersona, type Persona, type PersonaOptions } from '../client/persona.ts';

/** Something that is still open, and why. */
export interface LeftOver {
  readonly entry: JournalEntry;
  /** One clause in plain words. */
  readonly reason: string;
}

export interface CleanUpResult {
  /** Expired now, by kind; sessions that went with their inquiry included. */
  readonly inquiries: number;
  readonly sessions: number;
  readonly left: readonly LeftOver[];
  /** Requests sent, retries included. */
  readonly requests: number;
}

/** After so many objects in a row that got no answer, or no entry, nothing more is sent: it would end the same. */
const MOST_HOPELESS_IN_A_ROW = 2;

/** A run must be able to end: whoever cannot be reached within this is left for `npm run cleanup`. */
const POLICY = { attempts: 3, rateLimitAttempts: 3, totalMs: 75_000 } as const;

const LONGEST_BACKOFF_MS = 2_000;

/**
 * What ended the life of an object, or why it is still open. Only what the target said counts: `by-this`, this request did it
 * (and with an inquiry its sessions went, page `inquiry-sessions`); `before`, a read showed it expired, and nothing of others.
 */
type End =
  | { readonly done: true; readonly how: 'by-this' | 'before' }
  | { readonly done: false; readonly reason: string };

/**
 * Expires entries of the journal at the configured target and notes it there. Entries of other targets are not touched.
 * @param entries what to expire; default: everything that the journal has left for this base URL
 */
export async function cleanUp(
  configuration: Configuration,
  journal: Journal,
  entries: readonly JournalEntry[] = journal.left(),
  options: PersonaOptions & { readonly onExchange?: (exchange: Exchange) => void } = {},
): Promise<CleanUpResult> {
  const ours = entries.filter(({ baseUrl }) => baseUrl === configuration.baseUrl);
  const persona = openPersona(
    { ...configuration, backoffMs: Math.min(configuration.backoffMs, LONGEST_BACKOFF_MS) },
    { policy: POLICY, sendsToTheEnd: true, ...options },
  );
  if (options.onExchange) persona.onExchange(options.onExchange);
  persona.own(...ours.map(({ id }) => id));
  try {
    return { ...(await expireAll(persona.scope('clean-up'), journal, ours)), requests: persona.requests };
  } finally {
    await persona.close();
    journal.tidy();
  }
}

async function expireAll(
  persona: Persona,
  journal: Journal,
  entries: readonly JournalEntry[],
): Promise<Omit<CleanUpResult, 'requests'>> {
  const known = new Set(entries.map(({ id }) => id));
  const counts = { inquiry: 0, session: 0 };
  const left: LeftOver[] = [];
  let hopeless = 0;
  let last = '';
  const finish = async (entry: JournalEntry, members: readonly JournalEntry[] = []): Promise<End> => {
    const end: End =
      hopeless >= MOST_HOPELESS_IN_A_ROW ? { done: false, reason: last } : await ended(persona, entry);
    hopeless = !end.done && (end.reason.startsWith(NO_ANSWER) || end.reason === NO_ENTRY) ? hopeless + 1 : 0;
    last = end.done ? '' : end.reason;
    const gone = !end.done ? [] : end.how === 'by-this' ? [entry, ...members] : [entry];
    for (const one of gone) {
      journal.cleaned(one);
      counts[one.kind] += 1;
    }
    if (!end.done) left.push({ entry, reason: end.reason });
    return end;
  };

  for (const inquiry of entries.filter(({ kind }) => kind === 'inquiry')) {
    const members = entries.filter(({ inquiryId }) => inquiryId === inquiry.id);
    const end = await finish(inquiry, members);
    if (!end.done || end.how === 'before') for (const session of members) await finish(session);
  }
  const orphans = entries.filter(
    ({ kind, inquiryId }) => kind === 'session' && (inquiryId === undefined || !known.has(inquiryId)),
  );
  for (const session of orphans) await finish(session);
  return { inquiries: counts.inquiry, sessions: counts.session, left };
}

const NO_ANSWER = 'no usable answer';
const NOT_SEEN =
  'the target does not know it (status 404): with this key of another environment, or because it was deleted';
const NO_ENTRY = 'the key was not accepted (status 401)';

async function ended(persona: Persona, entry: JournalEntry): Promise<End> {
  const { kind, id } = entry;
  try {
    const expire =
      kind === 'inquiry'
        ? await persona.expireInquiry(id, { as: 'expire inquiry' })
        : await persona.expire(id, { as: 'expire session' });
    const { status } = expire.response;
    if (isSuccess(expire)) return { done: true, how: 'by-this' };
    // Deleted, or seen with the key of another environment: nothing tells which, so it counts as open.
    if (status === 404) return { done: false, reason: NOT_SEEN };
    if (status === 401) return { done: false, reason: NO_ENTRY };
    // What an object that is over already answers is not documented, so it is looked at.
    if (status === 409 || status === 422 || status === 400) return await lookedAt(persona, entry, status);
    return { done: false, reason: `expiring it was answered with status ${status}` };
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { done: false, reason: `${NO_ANSWER} (${error.message})` };
  }
}

async function lookedAt(persona: Persona, { kind, id }: JournalEntry, status: number): Promise<End> {
  const read =
    kind === 'inquiry'
      ? await persona.retrieveInquiry(id, { as: 'read inquiry' })
      : await persona.retrieve(id, { as: 'read session' });
  const state = attribute(document(read).data, 'status');
  if (isSuccess(read) && state === 'expired') return { done: true, how: 'before' };
  const words =
    typeof state === 'string' ? `it is ${state}` : `reading it gave status ${read.response.status}`;
  return { done: false, reason: `expiring it was answered with status ${status}, and ${words}` };
}

function isSuccess({ response: { status } }: Exchange): boolean {
  return status >= 200 && status <= 299;
}

/** Notes in the journal which inquiries the run itself has expired, so that nobody expires them again. */
export function noteEnds(
  journal: Journal,
  { endpoint, pathId: id, response }: Exchange,
  baseUrl: string,
): void {
  const ends = endpoint === 'expireInquiry' || endpoint === 'redactInquiry';
  if (!ends || id === undefined || response.status < 200 || response.status > 299) return;
  const members = journal.left().filter((entry) => entry.id === id || entry.inquiryId === id);
  for (const entry of members) if (entry.baseUrl === baseUrl) journal.cleaned(entry);
}

/** What was cleaned up and what was not, in sentences for people. */
export function cleanUpLines(result: CleanUpResult, baseUrl: string): string[] {
  const { inquiries, sessions, left } = result;
  const expired =
    inquiries + sessions === 0
      ? []
      : [
          `Clean-up: ${count(inquiries, 'inquiry', 'inquiries')} and ${count(sessions, 'session')} expired at ${baseUrl}.`,
        ];
  return [
    ...expired,
    ...[...grouped(left)].map(
      ([reason, entries]) =>
        `Clean-up: ${describe(entries)} left open at ${baseUrl}: ${reason}. Finish it with: npm run cleanup`,
    ),
  ];
}

function grouped(left: readonly LeftOver[]): Map<string, JournalEntry[]> {
  const groups = new Map<string, JournalEntry[]>();
  for (const { entry, reason } of left) groups.set(reason, [...(groups.get(reason) ?? []), entry]);
  return groups;
}

function describe(entries: readonly JournalEntry[]): string {
  const of = (kind: JournalEntry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  return [
    of('inquiry') > 0 ? count(of('inquiry'), 'inquiry', 'inquiries') : '',
    of('session') > 0 ? count(of('session'), 'session') : '',
  ]
    .filter(Boolean)
    .join(' and ');
}

function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}
