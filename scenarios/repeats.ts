/** The same request twice: with one idempotency key, with another, by a stranger, for something else. */
import type { Exchange } from '../client/exchange.ts';
import { isExpired, isFound, listsAll, succeeded } from './reading.ts';
import { nonexistentId } from './nonexistent-id.ts';
import { scenario } from './scenario.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

/** Sessions that `creations` makes when the target keeps its word. */
const CREATED_HERE = 3;

const INCLUDE = 'include=inquiry';

export const repeat = scenario(
  'repeat',
  'A session is expired under a key, then its inquiry is expired, then the first request is repeated: the saved answer must not know of the second.',
  async ({ persona, sessions, freshKey }) => {
    const inquiryId = await sessions.inquiry();
    const session = await sessions.created({ inquiryId });
    const sibling = await sessions.created({ inquiryId, as: 'create sibling' });
    const key = freshKey('repeat');
    const readKey = freshKey('read');
    const readBefore = await persona.retrieveUntil(sibling.id, isFound, {
      as: 'read sibling with a key',
      idempotencyKey: readKey,
    });
    const first = await persona.expire(session.id, { as: 'expire', idempotencyKey: key, query: INCLUDE });
    const inquiryExpired = await persona.expireInquiry(inquiryId, { as: 'expire the inquiry' });
    const readAfter = await persona.retrieveUntil(sibling.id, isExpired, {
      as: 'read sibling with the same key',
      idempotencyKey: readKey,
    });
    const second = await persona.expire(session.id, {
      as: 'expire again',
      idempotencyKey: key,
      query: INCLUDE,
    });
    const stranger = await persona.expire(session.id, {
      as: 'expire again without a key',
      idempotencyKey: key,
      query: INCLUDE,
      key: 'none',
    });
    return { key, readBefore, first, readAfter, inquiryExpired, second, stranger };
  },
);

export const keyForAnother = scenario(
  'key-for-another',
  'The key that has expired one session is used for another.',
  async ({ persona, sessions, run }) => {
    const { key, first } = await run(repeat);
    const other = await sessions.fresh();
    const refused = await persona.expire(other.id, {
      as: 'expire another session',
      idempotencyKey: key,
      query: INCLUDE,
      expectedStatuses: [500],
    });
    const after = await persona.retrieveUntil(other.id, isFound, { as: 'read after' });
    return { first, refused, after };
  },
);

export const keyOfAFailure = scenario(
  'key-of-a-failure',
  'An unknown session is expired under a key; then the key is used for a real one.',
  async ({ persona, sessions, freshKey }) => {
    const session = await sessions.fresh();
    const key = freshKey('failure');
    const failed = await persona.expire(nonexistentId(session.id), {
      as: 'expire an unknown session',
      idempotencyKey: key,
      unowned: true,
      expectedStatuses: [500],
    });
    const reused = await persona.expire(session.id, { as: 'expire a real session', idempotencyKey: key });
    return { failed, reused };
  },
);

export const keyOfAStranger = scenario(
  'key-of-a-stranger',
  'A session is expired under a key by somebody unknown, then under the same key by us.',
  async ({ persona, sessions, freshKey, unknownKey }) => {
    const session = await sessions.fresh();
    const key = freshKey('stranger');
    const refused = await persona.expire(session.id, {
      as: 'expire with an unknown key',
      idempotencyKey: key,
      key: unknownKey,
    });
    const allowed = await persona.expire(session.id, { as: 'expire with our key', idempotencyKey: key });
    return { refused, allowed };
  },
);

export const refusedCreation = scenario(
  'refused-creation',
  'A creation that names no inquiry is sent twice under one key; then it is mended, under the same key.',
  async ({ persona, sessions, freshKey }) => {
    const inquiryId = await sessions.roomInSharedInquiry();
    const idempotencyKey = freshKey('refused');
    const empty = { data: { attributes: {} } };
    const create = (as: string, body: unknown) =>
      persona.createSession(inquiryId, { as, body, idempotencyKey, expectedStatuses: [500] });
    const first = await create('create without inquiry', empty);
    const second = await create('create without inquiry again', empty);
    const mended = await create('create with inquiry', { data: { attributes: { 'inquiry-id': inquiryId } } });
    return { first, second, mended };
  },
);

export const creations = scenario(
  'creations',
  'A session is created twice under one key, once under another, and twice at the same moment under a third; the inquiry’s sessions are listed before and after.',
  async ({ persona, sessions, freshKey, made }) => {
    const inquiryId = await sessions.countedInquiry(CREATED_HERE);
    const listed = (as: string, creations: readonly Exchange[]) =>
      persona.listUntil({ inquiryId, pageSize: PAGE }, (page) => listsAll(page, creations), { as });
    const create = (as: string, idempotencyKey: string) =>
      persona.createSession(inquiryId, { as, idempotencyKey });

    const before = await listed('list before', []);
    const key = freshKey('create');
    const first = await create('create', key);
    const second = await create('create again', key);
    const another = await create('create under another key', freshKey('another'));
    const third = freshKey('simultaneous');
    const answers = await Promise.all(['first', 'second'].map((name) => create(`create (${name})`, third)));
    const after = await listed('list after', [first, second, another, ...answers]);

    const [simultaneous] = answers.filter(succeeded);
    for (const creation of [first, another, simultaneous]) {
      if (creation) await sessions.releaseCreated(creation, inquiryId);
    }
    return { before, first, second, another, answers, after, made: await made() };
  },
);
