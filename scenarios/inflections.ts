/** One expire per casing, one without any header, and the casings of request bodies. */
import { expireNew } from './expiring.ts';
import { insistOnExpire } from './insisting.ts';
import { nonexistentId } from './nonexistent-id.ts';
import { isExpired } from './reading.ts';
import { scenario, type Scenario } from './scenario.ts';
import type { Exchange } from '../client/exchange.ts';

const INCLUDE = 'include=inquiry';

export const expireKebab = scenario(
  'expire-kebab',
  'A session is expired with `Key-Inflection: kebab`, its inquiry included.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    return {
      sessionId: session.id,
      inquiryId: session.inquiryId,
      expire: await insistOnExpire(persona, session.id, {
        as: 'expire',
        inflection: 'kebab',
        query: INCLUDE,
      }),
    };
  },
);

export const expireSnake: Scenario<{ sessionId: string; inquiryId: string; expire: Exchange }> = scenario(
  'expire-snake',
  'A session is expired with `Key-Inflection: snake`, its inquiry included.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    return {
      sessionId: session.id,
      inquiryId: session.inquiryId,
      expire: await insistOnExpire(persona, session.id, {
        as: 'expire',
        inflection: 'snake',
        query: INCLUDE,
      }),
    };
  },
);

export const expireCamel = scenario(
  'expire-camel',
  'A session is expired with `Key-Inflection: camel`, and read without the header.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const expire = await insistOnExpire(persona, session.id, {
      as: 'expire',
      inflection: 'camel',
      query: INCLUDE,
    });
    const plain = await persona.retrieveUntil(session.id, isExpired, {
      as: 'read without header',
      inflection: null,
    });
    return { sessionId: session.id, inquiryId: session.inquiryId, expire, plain };
  },
);

export const expireBare = scenario(
  'expire-bare',
  'A session is expired with nothing but `Authorization`: no version, no casing.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    return {
      expire: await insistOnExpire(persona, session.id, { as: 'expire', inflection: null, version: null }),
    };
  },
);

export const unknownInflection = scenario(
  'unknown-inflection',
  'A session is read with a casing that does not exist.',
  async ({ persona, run }) => {
    const { sessionId } = await run(expireNew);
    return {
      read: await persona.retrieve(sessionId, {
        as: 'read',
        inflection: 'shouting',
        expectedStatuses: [500],
      }),
    };
  },
);

export const requestCasings = scenario(
  'request-casings',
  'Sessions are created from bodies in camelCase and in snake_case.',
  async ({ persona, sessions }) => {
    const create = async (style: string, name: string) => {
      const inquiryId = await sessions.roomInSharedInquiry();
      const body = { data: { attributes: { [name]: inquiryId } } };
      // Without the header: what casing a body has says nothing of the answer's.
      const created = await persona.createSession(inquiryId, {
        as: `create in ${style}`,
        body,
        inflection: null,
        query: INCLUDE,
      });
      await sessions.releaseCreated(created, inquiryId);
      return created;
    };
    return {
      camel: await create('camelCase', 'inquiryId'),
      snake: await create('snake_case', 'inquiry_id'),
    };
  },
);

export const linkInCamel = scenario(
  'link-in-camel',
  'One-time links are asked for with `Key-Inflection: camel`: twice under one key, once under another, and for an unknown session.',
  async ({ persona, sessions, freshKey }) => {
    const session = await sessions.fresh();
    const ask = (as: string, idempotencyKey: string) =>
      persona.oneTimeLink(session.id, { as, idempotencyKey, inflection: 'camel' });
    const key = freshKey('link');
    const link = await ask('link', key);
    await ask('link again', key);
    // Another link for the same session: it must not cost the session its life.
    await ask('another link', freshKey('other-link'));
    const unknown = await persona.oneTimeLink(nonexistentId(session.id), {
      as: 'link for an unknown session',
      unowned: true,
      expectedStatuses: [500],
    });
    return { link, unknown };
  },
);
