/** The same request twice: with one idempotency key, with another, by a stranger, for something else. */
import type { CallOptions } from '../client/call.ts';
import type { Exchange } from '../client/exchange.ts';
import { expireAgain } from './expiring.ts';
import { isExpired, isFound, listsAll, succeeded } from './reading.ts';
import { nonexistentId } from './nonexistent-id.ts';
import { scenario } from './scenario.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

/** Sessions that `creations` makes when the target keeps its word. */
const CREATED_HERE = 3;

export const INCLUDE = 'include=inquiry';

export const repeat = scenario(
  'repeat',
  'A session is expired under a key, then its inquiry is expired twice under another, then the first request is repeated, by a stranger too: the saved answer must not know of what came after it.',
  async ({ persona, sessions, freshKey }) => {
    const inquiryId = await sessions.inquiry();
    const creationKey = freshKey('creation');
    const session = await sessions.created({ inquiryId, idempotencyKey: creationKey });
    const sibling = await sessions.created({ inquiryId, as: 'create sibling' });
    const key = freshKey('repeat');
    const readBefore = await persona.retrieveUntil(sibling.id, isFound, {
      as: 'read sibling with a key',
      idempotencyKey: key,
    });
    const expire = (as: string, options: Partial<CallOptions> = {}) =>
      persona.expire(session.id, { as, idempotencyKey: key, query: INCLUDE, ...options });
    const first = await expire('expire');
    const endKey = freshKey('end');
    const inquiryExpired = await persona.expireInquiry(inquiryId, {
      as: 'expire the inquiry',
      idempotencyKey: endKey,
    });
    await persona.expireInquiry(inquiryId, { as: 'expire the inquiry again', idempotencyKey: endKey });
    const readAfter = await persona.retrieveUntil(sibling.id, isExpired, {
      as: 'read sibling with the same key',
      idempotencyKey: key,
    });
    const stranger = await expire('expire again without a key', { key: 'none' });
    const second = await expire('expire again');
    const inOtherCasing = await expire('expire again in another casing', {
      inflection: 'camel',
      expectedStatuses: [500],
    });
    await persona.createSession(inquiryId, { as: 'create again', idempotencyKey: creationKey });
    return {
      sessionId: session.id,
      key,
      readBefore,
      first,
      readAfter,
      inquiryExpired,
      second,
      stranger,
      inOtherCasing,
    };
  },
);

export const keyOfAFailure = scenario(
  'key-of-a-failure',
  'An unknown session is expired twice under a key, and with include; then the key is used for a real one.',
  async ({ persona, sessions, freshKey }) => {
    const session = await sessions.fresh();
    const key = freshKey('failure');
    const id = nonexistentId(session.id);
    const failed = await persona.expire(id, {
      as: 'expire an unknown session',
      idempotencyKey: key,
      unowned: true,
      expectedStatuses: [500],
    });
    await persona.expire(id, {
      as: 'expire an unknown session again',
      idempotencyKey: key,
      unowned: true,
      expectedStatuses: [500],
    });
    const including = await persona.expire(id, {
      as: 'expire an unknown session with include',
      query: INCLUDE,
      // And in a casing that the next answer, which asks for none, must not have.
      inflection: 'snake',
      unowned: true,
      expectedStatuses: [500],
    });
    const reused = await persona.expire(session.id, {
      as: 'expire a real session',
      idempotencyKey: key,
      inflection: null,
    });
    return { failed, including, reused };
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
    const good = { data: { attributes: { 'inquiry-id': inquiryId } } };
    const mended = await create('create with inquiry', good);
    const nothing = await persona.createSession(inquiryId, {
      as: 'create for no inquiry at all',
      body: { data: { attributes: { 'inquiry-id': null } } },
      unowned: true,
      expectedStatuses: [500],
    });
    const unknownKey = freshKey('unknown');
    const unknown = await persona.createSession(inquiryId, {
      as: 'create for an unknown inquiry',
      body: { data: { attributes: { 'inquiry-id': nonexistentId(inquiryId) } } },
      idempotencyKey: unknownKey,
      unowned: true,
      expectedStatuses: [500],
    });
    const unknownMended = await persona.createSession(inquiryId, {
      as: 'create with inquiry under the key of an unknown one',
      body: good,
      idempotencyKey: unknownKey,
      expectedStatuses: [500],
    });
    return { first, second, mended, nothing, unknown, unknownMended };
  },
);

export const keyOfAConflict = scenario(
  'key-of-a-conflict',
  'An expired session is expired again under a key, three times in all; then the key is used for another session.',
  async ({ persona, sessions, freshKey, run }) => {
    const { sessionId } = await run(expireAgain);
    const key = freshKey('conflict');
    const expire = (as: string, id: string) =>
      persona.expire(id, {
        as,
        idempotencyKey: key,
        inflection: 'camel',
        query: INCLUDE,
        expectedStatuses: [500],
      });
    const refused = await expire('expire again', sessionId);
    const other = await sessions.fresh();
    const reused = await expire('expire another session', other.id);
    return { refused, reused };
  },
);

/** The uses of one key that must all get one answer; the last one comes a moment later. */
const USES = {
  standard: ['second', 'third'],
  thorough: ['second', 'third', 'fourth', 'fifth', 'sixth'],
} as const;

/** Keys are kept for a day at least; a moment is the shortest time that a target may have taken instead, in milliseconds. */
const A_MOMENT_MS = 2_100;

export const creations = scenario(
  'creations',
  'A session is created again and again under one key, once under another, and three times at the same moment under a third; the inquiry’s sessions are listed before and after.',
  async ({ persona, sessions, configuration, freshKey, made, pause }) => {
    const inquiryId = await sessions.countedInquiry(CREATED_HERE);
    const readKey = freshKey('list');
    const listed = (as: string, creations: readonly Exchange[]) =>
      persona.listUntil({ inquiryId, pageSize: PAGE }, (page) => listsAll(page, creations), {
        as,
        idempotencyKey: readKey,
      });
    const create = (as: string, idempotencyKey: string, options: Partial<CallOptions> = {}) =>
      persona.createSession(inquiryId, { as, idempotencyKey, ...options });

    const before = await listed('list before', []);
    const key = freshKey('create');
    const first = await create('create', key);
    const repeats: Exchange[] = [];
    for (const use of configuration.depth === 'thorough' ? USES.thorough : USES.standard)
      repeats.push(await create(`create for the ${use} time`, key));
    const another = await create('create under another key', freshKey('another'), { inflection: 'camel' });
    const otherInquiry = await sessions.roomInSharedInquiry(1, inquiryId);
    const elsewhere = await persona.createSession(otherInquiry, {
      as: 'create for another inquiry under the first key',
      idempotencyKey: key,
      expectedStatuses: [500],
    });
    const third = freshKey('simultaneous');
    const answers = await Promise.all(
      ['first', 'second', 'third'].map((name) => create(`create (${name})`, third)),
    );
    await pause(A_MOMENT_MS, 'for a key to be forgotten that should be kept');
    repeats.push(await create('create a moment later', key));
    const [second = first] = repeats;
    const after = await listed('list after', [first, ...repeats, another, ...answers]);

    const [simultaneous] = answers.filter(succeeded);
    for (const creation of [first, another, simultaneous]) {
      if (creation) await sessions.releaseCreated(creation, inquiryId);
    }
    return { before, first, second, repeats, another, elsewhere, answers, after, made: await made() };
  },
);
