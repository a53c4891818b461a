/**
 * Expire, asked by those who may not. After each refusal the session is looked at: did it happen all the same? It is not used
 * again, so that the audit sees what comes late.
 */
import type { CallOptions } from '../client/call.ts';
import { document, idOf, relationship } from '../client/document.ts';
import { insistOnExpire } from './insisting.ts';
import { isFound } from './reading.ts';
import { INCLUDE, repeat } from './repeats.ts';
import { scenario } from './scenario.ts';
import { nonexistentId } from './nonexistent-id.ts';

function refusingStrangers(name: string, story: string, state: 'new' | 'active') {
  return scenario(name, story, async ({ persona, sessions, configuration, unknownKey, freshKey }) => {
    const session = await (state === 'active' ? sessions.active() : sessions.fresh());
    const goodKey = configuration.keys.main;
    const expire = (as: string, options: Pick<CallOptions, 'key' | 'idempotencyKey'>) =>
      insistOnExpire(persona, session.id, { as, ...options });
    // Whoever comes next must not be taken for the one who has just read it.
    const read = await persona.retrieve(session.id, { as: 'read before' });
    const noKey = await expire('without a key', { key: 'none' });
    const wrongKey = await expire('with an unknown key', { key: unknownKey });
    const emptyKey = await expire('with an empty key', { key: { authorization: 'Bearer ' } });
    const basic = Buffer.from(`${goodKey.reveal()}:`).toString('base64');
    // A refusal must not depend on what else a request brings along.
    const wrongScheme = await expire('under the Basic scheme, and an idempotency key', {
      key: { authorization: `Basic ${basic}` },
      idempotencyKey: freshKey('stranger'),
    });
    const unknownSession = await insistOnExpire(persona, nonexistentId(session.id), {
      as: 'unknown session without a key',
      key: 'none',
      unowned: true,
    });
    // Another kind of object: its id is no session's.
    const deviceId = idOf(relationship(document(read).data, 'device'));
    const byDevice =
      deviceId === undefined
        ? null
        : await persona.expire(deviceId, {
            as: 'by the id of its device',
            unowned: true,
            expectedStatuses: [500],
          });
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { noKey, wrongKey, emptyKey, wrongScheme, unknownSession, byDevice, after };
  });
}

export const unauthenticated = refusingStrangers(
  'unauthenticated',
  'A session is expired without a key, with an unknown one, an empty one, and under another scheme.',
  'new',
);

export const unauthenticatedOpened = refusingStrangers(
  'unauthenticated-opened',
  'An opened session is expired without a key, with an unknown one, an empty one, under another scheme, and by its device’s id.',
  'active',
);

export const readOnlyCaller = scenario(
  'read-only-caller',
  'A session is expired with a key that may only read: alone, under an idempotency key, with a body, and with all others.',
  async ({ persona, sessions, keyFor, freshKey }) => {
    const key = keyFor('read-only-key');
    const session = await sessions.fresh();
    const expire = (as: string, options: Partial<CallOptions> = {}) =>
      insistOnExpire(persona, session.id, { as, key, ...options });
    const refused = await expire('expire');
    const others = [
      await expire('expire under an idempotency key', { idempotencyKey: freshKey('reader') }),
      await expire('expire with a body', { body: {} }),
      await persona.expireAll([session.inquiryId], { as: 'expire all', key, expectedStatuses: [500] }),
    ];
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { refused, others, after };
  },
);

export const readOnlyCallerOpened = scenario(
  'read-only-caller-opened',
  'An opened session is expired with a key that may only read.',
  async ({ persona, sessions, keyFor }) => {
    const key = keyFor('read-only-key');
    const session = await sessions.active();
    const refused = await insistOnExpire(persona, session.id, { as: 'expire', key });
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { refused, after };
  },
);

export const otherEnvironment = scenario(
  'other-environment',
  'Sessions are read, listed and expired with a key of another environment.',
  async ({ persona, sessions, keyFor, run }) => {
    const key = keyFor('other-environment-key');
    const { sessionId: expiredId, key: usedKey } = await run(repeat);
    const session = await sessions.fresh();
    const read = await persona.retrieve(session.id, { as: 'read', key });
    const readExpired = await persona.retrieve(expiredId, { as: 'read an expired session', key });
    const list = await persona.list({ inquiryId: session.inquiryId }, { as: 'list', key });
    const refused = await insistOnExpire(persona, session.id, { as: 'expire', key });
    const others = [
      await persona.expire(session.id, {
        as: 'expire with include',
        key,
        query: INCLUDE,
        expectedStatuses: [500],
      }),
      await persona.expire(expiredId, {
        as: 'repeat an expire',
        key,
        query: INCLUDE,
        idempotencyKey: usedKey,
        expectedStatuses: [500],
      }),
    ];
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { sessionId: session.id, read, readExpired, list, refused, others, after };
  },
);
