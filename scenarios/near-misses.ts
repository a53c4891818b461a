/** What is nearly right: keys, ids and idempotency keys that only resemble good ones. Each row says what is tried. */
import { randomInt } from 'node:crypto';
import { addressAsWritten } from '../client/address.ts';
import type { CallOptions } from '../client/call.ts';
import type { Exchange } from '../client/exchange.ts';
import { learnSecret } from '../client/redact-text.ts';
import { nonexistentId } from './nonexistent-id.ts';
import { isExpired, isFound, shownId, succeeded } from './reading.ts';
import { scenario } from './scenario.ts';

/** Ways to present a good key that the documentation does not name: all of them are no authentication. */
export const CREDENTIALS: readonly {
  readonly name: string;
  readonly present: (key: string) => Pick<CallOptions, 'key' | 'headers' | 'query'>;
}[] = [
  { name: 'a key cut short', present: (key) => bearer(key.slice(0, -4)) },
  { name: 'a key with more behind it', present: (key) => bearer(`${key}0`) },
  { name: 'a key in capitals', present: (key) => bearer(key.toUpperCase()) },
  {
    name: 'a key of another environment’s make',
    present: (key) =>
      bearer(
        key.includes('_sandbox_')
          ? key.replace('_sandbox_', '_production_')
          : key.replace('_production_', '_sandbox_'),
      ),
  },
  { name: 'a key without a scheme', present: (key) => ({ key: { authorization: key } }) },
  { name: 'a key under the Token scheme', present: (key) => ({ key: { authorization: `Token ${key}` } }) },
  { name: 'a key in X-Api-Key', present: (key) => ({ key: 'none', headers: { 'X-Api-Key': key } }) },
  {
    name: 'a key in the query',
    present: (key) => ({ key: 'none', query: new URLSearchParams({ api_key: key }) }),
  },
];

function bearer(key: string): Pick<CallOptions, 'key'> {
  // Nearly the key is nearly a secret.
  learnSecret(key);
  return { key: { authorization: `Bearer ${key}` } };
}

export const nearMissCredentials = scenario(
  'near-miss-credentials',
  'A session is expired with a good key that is presented wrongly, and read, listed and created without a key.',
  async ({ persona, sessions, configuration, unknownKey }) => {
    const good = configuration.keys.main.reveal();
    const session = await sessions.fresh();
    const answers: Exchange[] = [];
    for (const { name, present } of CREDENTIALS) {
      const shown = present(good);
      const isGood = typeof shown.key === 'object' && 'authorization' in shown.key;
      if (isGood && shown.key.authorization === `Bearer ${good}`) continue;
      answers.push(await persona.expire(session.id, { as: name, ...shown }));
    }
    const elsewhere = [
      await persona.retrieve(session.id, { as: 'read without a key', key: 'none' }),
      await persona.list({ inquiryId: session.inquiryId }, { as: 'list without a key', key: 'none' }),
      await persona.createSession(session.inquiryId, { as: 'create with an unknown key', key: unknownKey }),
    ];
    const after = await persona.retrieveUntil(session.id, isFound, {
      as: 'read after',
      query: 'fields[inquiry-session]=status,started-at,expired-at',
    });
    return { answers, elsewhere, after };
  },
);

/** Ids that resemble a session's, as they are sent: none of them is the session's. */
export const IDS: readonly {
  readonly name: string;
  readonly path: (id: string, inquiryId: string) => string;
}[] = [
  { name: 'the beginning of the id', path: (id) => encodeURIComponent(id.slice(0, -4)) },
  { name: 'the id with more behind it', path: (id) => encodeURIComponent(`${id}0`) },
  { name: 'the id with another prefix', path: (id) => `inq_${bare(id)}` },
  { name: 'the id and a null character', path: (id) => `${encodeURIComponent(id)}%00x` },
  { name: 'the beginning and a per cent sign', path: (id) => `${encodeURIComponent(id.slice(0, -4))}%25` },
  { name: 'the id in quotation marks', path: (id) => encodeURIComponent(`"${id}"`) },
  { name: 'the id in a list', path: (id) => encodeURIComponent(`${id},${nonexistentId(id)}`) },
  { name: 'the id behind an encoded path', path: (id) => encodeURIComponent(`x/../${id}`) },
  { name: 'the id of its inquiry', path: (_id, inquiryId) => encodeURIComponent(inquiryId) },
];

/** Ids are opaque: what stands before the first sign that is no letter or digit is taken for a prefix, else its first letters. */
function bare(id: string): string {
  const rest = /^[A-Za-z0-9]+[^A-Za-z0-9](.+)$/.exec(id)?.[1] ?? id.slice(4);
  return encodeURIComponent(rest);
}

export const nearMissIds = scenario(
  'near-miss-ids',
  'Ids that only resemble a session’s are expired; then the session is read.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const answers: Exchange[] = [];
    for (const { name, path } of IDS) {
      const written = path(session.id, session.inquiryId);
      const options = { as: name, unowned: true, expectedStatuses: [500] };
      answers.push(await persona.call(addressAsWritten('expireSession', written), options));
    }
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { session: session.id, answers, after };
  },
);

/** Keys that differ from the first one in this only: each of them is another key. */
export const OTHER_KEYS: readonly { readonly name: string; readonly from: (key: string) => string }[] = [
  { name: 'in the case of its letters', from: swapCase },
  { name: 'behind its 16th character', from: (key) => `${key.slice(0, 16)}${swapCase(key.slice(16))}` },
  { name: 'behind its 36th character', from: (key) => `${key.slice(0, 36)}y${key.slice(37)}` },
  { name: 'behind its 128th character', from: (key) => `${key.slice(0, -3)}y${key.slice(-2)}` },
  { name: 'in the number at its end', from: (key) => `${key.slice(0, -1)}2` },
  { name: 'in its punctuation', from: (key) => key.replaceAll('-', '_') },
];

function swapCase(key: string): string {
  return key.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/** Longer than the keys that most clients make, and with all that a key may hold. */
const LENGTH = 250;

export const nearMissKeys = scenario(
  'near-miss-keys',
  'Sessions are created under keys that differ in little; some are expired under a long, a short and a used key.',
  async ({ persona, sessions, freshKey }) => {
    const expire = async (as: string, idempotencyKey: string, id: string, query?: string) =>
      persona.expire(id, { as, idempotencyKey, query, expectedStatuses: [500] });

    const key = `${freshKey('creation-Long:key/of-MANY').padEnd(LENGTH - 2, 'x')}-1`;
    const inquiryId = await sessions.roomInSharedInquiry(OTHER_KEYS.length + 2);
    const create = (as: string, idempotencyKey: string) =>
      persona.createSession(inquiryId, { as, idempotencyKey, query: 'include=inquiry' });
    const created = await create('create', key);
    const others: Exchange[] = [];
    for (const { name, from } of OTHER_KEYS) {
      const other = await create(`create under a key that differs ${name}`, from(key));
      others.push(other);
      await sessions.releaseCreated(other, inquiryId);
    }

    const long = freshKey('Expire:key/of-MANY').padEnd(LENGTH, 'x');
    const first = await sessions.fresh();
    const saved = await expire('expire', long, first.id, 'include=device');
    const digits = String(randomInt(1_000_000, 10_000_000));
    const savedShort = await create('create under a short key', digits);
    const shortAgain = await create('create under the short key again', digits);
    await sessions.releaseCreated(savedShort, inquiryId);
    const other = await sessions.created({ inquiryId: first.inquiryId, as: 'create sibling' });
    const refused = await expire('expire another session under the long key', long, other.id);
    const otherAfter = await persona.retrieveUntil(other.id, isFound, { as: 'read the other session' });
    const again = await expire('expire again', long, first.id, 'include=device');
    const otherInclude = await expire('expire again with another include', long, first.id, 'include=inquiry');

    const shared = {
      created,
      others,
      saved,
      savedShort,
      shortAgain,
      refused,
      otherAfter,
      again,
      otherInclude,
    };
    const id = shownId(created);
    if (id === undefined || !succeeded(created)) return { ...shared, across: null, acrossAfter: null };
    const across = await expire('expire under the key of the creation', key, id);
    const acrossAfter = await persona.retrieveUntil(id, succeeded(across) ? isExpired : isFound, {
      as: 'read the created session',
    });
    return { ...shared, across, acrossAfter };
  },
);
