/**
 * Expire, asked by those who may not. After each refusal the session is looked at: did it happen all the same? It is not used
 * again, so that the audit sees what comes late.
 */
import { insistOnExpire } from './insisting.ts';
import { isFound } from './reading.ts';
import { scenario } from './scenario.ts';
import { nonexistentId } from './nonexistent-id.ts';

export const unauthenticated = scenario(
  'unauthenticated',
  'A session is expired without a key, with an unknown one, an empty one, and under another scheme.',
  async ({ persona, sessions, configuration, unknownKey }) => {
    const session = await sessions.fresh();
    const goodKey = configuration.keys.main;
    const noKey = await insistOnExpire(persona, session.id, { as: 'without a key', key: 'none' });
    const wrongKey = await insistOnExpire(persona, session.id, {
      as: 'with an unknown key',
      key: unknownKey,
    });
    const emptyKey = await insistOnExpire(persona, session.id, {
      as: 'with an empty key',
      key: { authorization: 'Bearer ' },
    });
    const basic = Buffer.from(`${goodKey.reveal()}:`).toString('base64');
    const wrongScheme = await insistOnExpire(persona, session.id, {
      as: 'under the Basic scheme',
      key: { authorization: `Basic ${basic}` },
    });
    const unknownSession = await insistOnExpire(persona, nonexistentId(session.id), {
      as: 'unknown session without a key',
      key: 'none',
      unowned: true,
    });
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { noKey, wrongKey, emptyKey, wrongScheme, unknownSession, after };
  },
);

export const readOnlyCaller = scenario(
  'read-only-caller',
  'A session is expired with a key that may only read.',
  async ({ persona, sessions, keyFor }) => {
    const key = keyFor('read-only-key');
    const session = await sessions.fresh();
    const refused = await insistOnExpire(persona, session.id, { as: 'expire', key });
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { refused, after };
  },
);

export const otherEnvironment = scenario(
  'other-environment',
  'A session is read and expired with a key of another environment.',
  async ({ persona, sessions, keyFor }) => {
    const key = keyFor('other-environment-key');
    const session = await sessions.fresh();
    const read = await persona.retrieve(session.id, { as: 'read', key });
    const refused = await insistOnExpire(persona, session.id, { as: 'expire', key });
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { read, refused, after };
  },
);
