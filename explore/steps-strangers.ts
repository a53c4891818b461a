/** Who may not call, and what is nearly right: credentials and ids that only resemble good ones. */
import fc from 'fast-check';
import type { RequirementId } from '../contract/catalogue.ts';
import { addressAsWritten } from '../client/address.ts';
import type { CallOptions } from '../client/call.ts';
import type { Configuration } from '../client/configuration.ts';
import type { Exchange } from '../client/exchange.ts';
import { toBeNoSuccess, toBeRefused } from '../judging/expectations/statuses.ts';
import { toBeJson } from '../judging/expectations/shapes.ts';
import { ODD_IDS } from '../scenarios/refusals.ts';
import { CREDENTIALS, IDS } from '../scenarios/near-misses.ts';
import { stateInList, succeeded } from '../scenarios/reading.ts';
import { refused } from './controls.ts';
import { kind, sessionWords, whichSession, type Kind } from './kind.ts';
import type { KnownSession, Sequence } from './sequence.ts';

const CALLS = {
  expire: 'expire',
  read: 'read',
  list: 'list the inquiry’s sessions beside',
  create: 'create a session beside',
} as const;

type Call = keyof typeof CALLS;

interface Stranger {
  readonly name: string;
  /** How it presents itself; undefined where the key is not configured, or is a good one. */
  readonly present: (
    sequence: Sequence,
    configuration: Configuration,
  ) => Pick<CallOptions, 'key' | 'headers' | 'query'> | undefined;
  /** The clause that an answer other than 401 breaks; undefined where an invariant says so, or another answer is right. */
  readonly clause?: (call: Call) => RequirementId;
}

const nearMisses: readonly Stranger[] = CREDENTIALS.map(({ name, present }) => ({
  name,
  present: (_sequence, { keys }) => {
    const good = keys.main.reveal();
    const shown = present(good);
    const isGood = typeof shown.key === 'object' && 'authorization' in shown.key;
    return isGood && shown.key.authorization === `Bearer ${good}` ? undefined : shown;
  },
  clause: (call) => (call === 'expire' ? 'auth.near-miss-keys' : 'auth.no-key-elsewhere'),
}));

const strangers: readonly Stranger[] = [
  { name: 'no key', present: () => ({ key: 'none' }) },
  { name: 'an unknown key', present: ({ unknownKey }) => ({ key: unknownKey }) },
  { name: 'an empty key', present: () => ({ key: { authorization: 'Bearer ' } }) },
  ...nearMisses,
];

const calls = fc.constantFrom<Call>('expire', 'expire', 'expire', 'read', 'list', 'create');

const calling = kind(
  4,
  fc.record({
    session: whichSession,
    stranger: fc.constantFrom(...strangers),
    call: calls,
    keyed: fc.boolean(),
  }),
  ({ session: choice, stranger, call, keyed }) => ({
    words: (sequence) =>
      `${CALLS[call]} ${sessionWords(sequence, choice)} with ${stranger.name}${keyed ? ', under an idempotency key' : ''}`,
    possible: (sequence) => stranger.present(sequence, sequence.persona.configuration) !== undefined,
    take: async (sequence, words) => {
      const session = sequence.sessionAt(choice);
      const shown = stranger.present(sequence, sequence.persona.configuration);
      const key = sequence.freshKey();
      const options = { ...shown, ...(keyed ? { idempotencyKey: key } : {}) };
      const send = (as: string) => make(sequence, call, session, { ...options, as });
      const clause = stranger.clause?.(call);
      const answer = await refused(sequence, clause ?? 'auth.no-key', words, send);
      if (keyed && call === 'expire')
        sequence.keyed.push({
          words,
          key,
          casing: undefined,
          again: (changed) => make(sequence, call, session, { ...options, ...changed }),
        });
      const { status: seen } = answer.response;
      if (clause !== undefined && seen !== 401 && seen !== 429 && seen < 500)
        sequence.report(clause, answer, { code: 'status.other', expected: 401, seen });
    },
  }),
);

function make(
  { persona }: Sequence,
  call: Call,
  { id, inquiryId }: KnownSession,
  options: CallOptions,
): Promise<Exchange> {
  const all = { ...options, expectedStatuses: [500] };
  switch (call) {
    case 'expire':
      return persona.expire(id, all);
    case 'read':
      return persona.retrieve(id, all);
    case 'list':
      return persona.list({ inquiryId }, all);
    case 'create':
      return persona.createSession(inquiryId, all);
  }
}

const ofOtherEnvironment = kind(
  1,
  fc.record({ session: whichSession, call: fc.constantFrom('expire', 'read', 'list') }),
  ({ session: choice, call }) => ({
    words: (sequence) => `${CALLS[call]} ${sessionWords(sequence, choice)} with a key of another environment`,
    possible: ({ persona }) => persona.configuration.keys.other !== undefined,
    take: async (sequence, words) => {
      const session = sequence.sessionAt(choice);
      const key = sequence.persona.configuration.keys.other;
      const answer = await make(sequence, call, session, { key, as: sequence.label(words) });
      if (call === 'list') {
        if (stateInList(answer, session.id) !== undefined)
          sequence.report('auth.other-environment-cannot-read', answer, {
            code: 'list.other-environment',
            path: ['data'],
          });
      } else if (succeeded(answer)) {
        const clause =
          call === 'read' ? 'auth.other-environment-cannot-read' : 'auth.other-environment-refused';
        sequence.expect(clause, answer, toBeRefused(answer));
      }
    },
  }),
);

const readingOnly = kind(1, whichSession, (choice) => ({
  words: (sequence) => `expire ${sessionWords(sequence, choice)} with a key that may only read`,
  possible: ({ persona }) => persona.configuration.keys.readOnly !== undefined,
  take: async (sequence, words) => {
    const session = sequence.sessionAt(choice);
    const key = sequence.persona.configuration.keys.readOnly;
    const answer = await refused(sequence, 'auth.read-only-key', words, (as) =>
      make(sequence, 'expire', session, { key, as }),
    );
    const { status: seen } = answer.response;
    if (seen !== 403 && seen !== 429 && seen < 500)
      sequence.report('auth.read-only-key', answer, { code: 'status.other', expected: 403, seen });
  },
}));

const nearlyTheId = kind(
  2,
  fc.record({ session: whichSession, row: fc.constantFrom(...IDS) }),
  ({ session: choice, row }) => ({
    words: (sequence) => `expire ${row.name}, of ${sessionWords(sequence, choice)}`,
    take: async (sequence, words) => {
      const { id, inquiryId } = sequence.sessionAt(choice);
      const answer = await sequence.persona.call(addressAsWritten('expireSession', row.path(id, inquiryId)), {
        as: sequence.label(words),
        unowned: true,
        expectedStatuses: [500],
      });
      sequence.expect('errors.near-miss-ids', answer, toBeNoSuccess(answer));
    },
  }),
);

/** Bodies that are not to be obeyed, on an action that takes none: refused or ignored, that is left open. */
const ODD_BODIES = [
  { name: 'a body that is no JSON', body: '{"data": ' },
  { name: 'a body that names another status', body: '{"data":{"attributes":{"status":"active"}}}' },
  { name: 'a list as its body', body: '[]' },
] as const;

const withOddBody = kind(
  1,
  fc.record({ session: whichSession, row: fc.constantFrom(...ODD_BODIES) }),
  ({ session: choice, row }) => ({
    words: (sequence) => `expire ${sessionWords(sequence, choice)} with ${row.name}`,
    take: async (sequence, words) => {
      const { id } = sequence.sessionAt(choice);
      const answer = await refused(sequence, 'errors.malformed-body-no-server-error', words, (as) =>
        sequence.persona.expire(id, { as, body: { raw: row.body }, expectedStatuses: [500] }),
      );
      if (answer.response.status < 500 && answer.response.status !== 429)
        sequence.expect('errors.malformed-body-json-answer', answer, toBeJson(answer));
    },
  }),
);

const oddIds = kind(1, fc.constantFrom(...ODD_IDS), ({ name, path }) => ({
  words: () => `expire a ${name} id`,
  take: async (sequence, words) => {
    const answer = await refused(sequence, 'errors.odd-ids-no-server-error', words, (as) =>
      sequence.persona.call(addressAsWritten('expireSession', path), {
        as,
        unowned: true,
        expectedStatuses: [500],
      }),
    );
    sequence.expect('errors.odd-ids-refused', answer, toBeNoSuccess(answer));
  },
}));

export const strangerSteps: readonly Kind[] = [
  withOddBody,
  oddIds,
  calling,
  ofOtherEnvironment,
  readingOnly,
  nearlyTheId,
];
