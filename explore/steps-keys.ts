/** Idempotency keys that come again: the same request a second and a third time, another one under the same key, two at once. */
import fc from 'fast-check';
import type { Exchange } from '../client/exchange.ts';
import { requestHeader } from '../judging/invariants/answer.ts';
import { toHaveBodyOf } from '../judging/expectations/shapes.ts';
import { shownId, stateOf, isExpired, succeeded } from '../scenarios/reading.ts';
import { OTHER_KEYS } from '../scenarios/near-misses.ts';
import { nonexistentId } from '../scenarios/nonexistent-id.ts';
import { valueOf } from '../judging/value.ts';
import { promised, refused } from './controls.ts';
import { inquiryWords, isIn, kind, often, sessionWords, which, whichSession, type Kind } from './kind.ts';
import { promiseOf } from './steps-calls.ts';
import { SESSIONS_AT_MOST, type KeyedCall, type KnownSession, type Sequence } from './sequence.ts';

/** Decided before the idempotency layer, or not to be had twice. */
const NOT_SAVED = new Set([401, 408, 429]);

/** Whether a 403 is saved is left open. */
const UNCERTAIN = new Set([403]);

const hasKeys = ({ keyed }: Sequence) => keyed.length > 0;

const keyedAt = ({ keyed }: Sequence, index: number): KeyedCall => {
  // The latest first: what was done a moment ago is what is repeated.
  const found = keyed[keyed.length - 1 - (index % keyed.length)];
  if (!found) throw new Error('No call under a key was made.');
  return found;
};

/** The use of a key that was saved; undefined: none was; null: nobody can tell. */
function savedUse({ exchanges, persona }: Sequence, key: string): Exchange | null | undefined {
  const first = exchanges.find(
    (exchange) =>
      exchange.request.method === 'POST' &&
      requestHeader(exchange, 'idempotency-key') === key &&
      !NOT_SAVED.has(exchange.response.status),
  );
  if (!first) return undefined;
  const isOurs =
    requestHeader(first, 'authorization') === `Bearer ${persona.configuration.keys.main.reveal()}`;
  const { status } = first.response;
  return !isOurs || first.ambiguous || status >= 500 || UNCERTAIN.has(status) ? null : first;
}

/** What is otherwise when a request comes again; nothing, more often than not. */
const CHANGES = {
  nothing: '',
  casing: ', in another casing',
  credential: ', without a credential',
} as const;

const changes = fc.constantFrom<keyof typeof CHANGES>(
  'nothing',
  'nothing',
  'nothing',
  'casing',
  'credential',
);

const repeating = kind(
  5,
  fc.record({ which, changed: changes, times: fc.integer({ min: 1, max: 3 }) }),
  ({ which: index, changed, times }) => ({
    words: (sequence) =>
      `${['once more', 'twice more', 'three times more'][times - 1]}: ${keyedAt(sequence, index).words}${CHANGES[changed]}`,
    possible: hasKeys,
    take: async (sequence, words) => {
      const { key, casing, again } = keyedAt(sequence, index);
      const saved = savedUse(sequence, key);
      for (let time = 1; time <= times; time += 1) {
        const as = sequence.label(time === 1 ? words : `${words}, time ${time}`);
        const options = {
          nothing: {},
          casing: { inflection: casing === 'camel' ? 'snake' : 'camel' },
          credential: { key: 'none' },
        } as const;
        const answer = await again({ as, ...options[changed] });
        if (changed === 'casing' && saved && succeeded(saved) && succeeded(answer))
          sequence.expect('idempotency.replay-not-rewritten', answer, toHaveBodyOf(answer, saved));
      }
    },
  }),
);

const reusing = kind(
  3,
  fc.record({ which, session: whichSession, including: fc.boolean() }),
  ({ which: index, session: choice, including }) => ({
    words: (sequence) =>
      `expire ${sessionWords(sequence, choice)}${including ? ' with include=inquiry' : ''} under the key of: ${keyedAt(sequence, index).words}`,
    possible: hasKeys,
    take: async (sequence, words) => {
      const { key } = keyedAt(sequence, index);
      const session = sequence.sessionAt(choice);
      const saved = savedUse(sequence, key);
      const send = (as: string) =>
        sequence.persona.expire(session.id, {
          as,
          idempotencyKey: key,
          ...(including ? { query: 'include=inquiry' } : {}),
          expectedStatuses: [500],
        });
      if (saved === undefined) {
        // Only a 401 was answered under it, which is not saved.
        const isPromised = promiseOf(sequence, session, {}) !== undefined;
        const promise = isPromised ? ('idempotency.unauthenticated-not-saved' as const) : undefined;
        return void (await promised(sequence, promise, words, send));
      }
      const answer = await send(sequence.label(words));
      if (saved !== null && succeeded(answer)) await judgeReuse(sequence, session, saved, answer);
    },
  }),
);

/** A success under a key that was used for something else. */
async function judgeReuse(
  sequence: Sequence,
  session: KnownSession,
  saved: Exchange,
  answer: Exchange,
): Promise<void> {
  const { status: seen } = answer.response;
  const claim = { code: 'status.not-refused', seen } as const;
  if (saved.endpoint !== 'expireSession') {
    // It may run under the other call's key; then it must have run.
    const read = await sequence.persona.retrieveUntil(session.id, isExpired, {
      as: sequence.label('read it'),
    });
    if (succeeded(read) && !isExpired(read))
      sequence.report('idempotency.other-endpoint', read, {
        code: 'session.other-state',
        expected: 'expired',
        status: read.response.status,
        seen: valueOf(stateOf(read), 'status'),
        path: ['data', 'attributes', 'status'],
      });
  } else if (saved.pathId !== session.id) {
    const clause = succeeded(saved) ? 'idempotency.mismatch-refused' : 'idempotency.error-saved';
    sequence.report(clause, answer, claim);
  } else if (includeOf(saved) !== includeOf(answer) && saved.request.body === answer.request.body) {
    sequence.report('idempotency.include-is-compared', answer, claim);
  }
}

const includeOf = ({ request }: Exchange) => new URL(request.url).searchParams.get('include');

const failing = kind(
  2,
  fc.record({ which, session: whichSession, keyed: often, creates: fc.boolean() }),
  ({ which: index, session: choice, keyed, creates }) => ({
    words: (sequence) =>
      `${creates ? `create a session in an inquiry that does not exist, like ${inquiryWords(sequence, index)}` : `expire a session that does not exist, like ${sessionWords(sequence, choice)}`}${keyed ? ' (with an idempotency key)' : ''}`,
    take: async (sequence, words) => {
      const key = sequence.freshKey();
      const options = {
        unowned: true,
        expectedStatuses: [500],
        ...(keyed ? { idempotencyKey: key } : {}),
      };
      const send = (as: string, changed = {}) =>
        creates
          ? sequence.persona.createSession(nonexistentId(sequence.inquiryAt(index)), {
              ...options,
              ...changed,
              as,
            })
          : sequence.persona.expire(nonexistentId(sequence.sessionAt(choice).id), {
              ...options,
              ...changed,
              as,
            });
      const answer = creates
        ? await send(sequence.label(words))
        : await refused(sequence, 'errors.unknown-id-refused', words, send);
      if (keyed)
        sequence.keyed.push({
          words,
          key,
          casing: undefined,
          again: ({ as, ...changed }) => send(as, changed),
        });
      if (!creates) judgeUnknown(sequence, answer);
    },
  }),
);

function judgeUnknown(sequence: Sequence, answer: Exchange): void {
  const { status: seen } = answer.response;
  if (succeeded(answer))
    sequence.report('errors.unknown-id-refused', answer, { code: 'status.not-refused', seen });
  else if (seen >= 400 && seen < 500 && seen !== 404 && !NOT_SAVED.has(seen))
    sequence.report('errors.unknown-id-404', answer, { code: 'status.other', expected: 404, seen });
}

const atOnce = kind(
  1,
  fc.record({ which, session: whichSession, creates: fc.boolean() }),
  ({ which: index, session: choice, creates }) => ({
    words: (sequence) =>
      `${creates ? `create a session in ${inquiryWords(sequence, index)}` : `expire ${sessionWords(sequence, choice)}`} twice at once, under one idempotency key`,
    possible: ({ sessions }) => !creates || sessions.length < SESSIONS_AT_MOST,
    take: async (sequence, words) => {
      const { persona } = sequence;
      const session = sequence.sessionAt(choice);
      const inquiryId = sequence.inquiryAt(index);
      const idempotencyKey = sequence.freshKey();
      const twins = ['first', 'second'].map((name) => {
        const options = {
          as: sequence.label(`${words}: the ${name}`),
          idempotencyKey,
          expectedStatuses: [500],
        };
        return creates ? persona.createSession(inquiryId, options) : persona.expire(session.id, options);
      });
      const answers = (await Promise.all(twins)).filter(succeeded);
      if (!creates) return;
      for (const answer of answers) sequence.knowSession(answer, inquiryId);
      const [one] = answers;
      const { size } = new Set(answers.map(shownId));
      if (one && size > 1)
        sequence.report('idempotency.concurrent-once', one, {
          code: 'create.several',
          sessions: size,
          path: ['data', 'id'],
        });
    },
  }),
);

/** A key that resembles one that was used is another key: the request runs. */
const resembling = kind(
  2,
  fc.record({ which, row: fc.constantFrom(...OTHER_KEYS) }),
  ({ which: index, row }) => ({
    words: (sequence) =>
      `create two sessions in ${inquiryWords(sequence, index)}, under keys that differ ${row.name}`,
    possible: (sequence) =>
      sequence.sessions.length + 1 < SESSIONS_AT_MOST &&
      isIn(sequence.model().inquiries.get(sequence.inquiryAt(index)), 'created', 'pending'),
    take: async (sequence, words) => {
      const inquiryId = sequence.inquiryAt(index);
      const send = (key: string) => (as: string) =>
        sequence.persona.createSession(inquiryId, { as, idempotencyKey: key, expectedStatuses: [500] });
      const key = sequence.freshKey('long');
      const first = await send(key)(sequence.label(words));
      if (sequence.knowSession(first, inquiryId) === undefined) return;
      const clause = 'idempotency.keys-are-exact';
      const other = await promised(sequence, clause, `${words}: the other`, send(row.from(key)));
      if (succeeded(other) && shownId(other) === shownId(first))
        sequence.report(clause, other, { code: 'replay.for-another-key', path: ['data', 'id'] });
      sequence.knowSession(other, inquiryId);
    },
  }),
);

export const keySteps: readonly Kind[] = [resembling, repeating, reusing, failing, atOnce];
