/** Expiring one session: a new one, an opened one among neighbours, and one that is expired already. */
import type { Exchange } from '../client/exchange.ts';
import { insistOnExpire } from './insisting.ts';
import { isExpired, isFound, stateInList, stateOf } from './reading.ts';
import { scenario } from './scenario.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

export const expireNew = scenario(
  'expire-new',
  'A session that nobody has opened is expired and read again.',
  async ({ persona, sessions }) => {
    const session = await sessions.created();
    const expire = await persona.expire(session.id, { as: 'expire' });
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after' });
    return { sessionId: session.id, inquiryId: session.inquiryId, created: session.created, expire, after };
  },
);

export const expireActive = scenario(
  'expire-active',
  'A session that somebody has opened is expired; its siblings, its inquiry and another inquiry’s session are watched.',
  async ({ persona, sessions }) => {
    const session = await sessions.active({ unused: true, as: 'create' });
    const { inquiryId } = session;
    const activeSibling = await sessions.active({ inquiryId, as: 'create active sibling' });
    const newSibling = await sessions.created({ inquiryId, as: 'create new sibling' });
    const stranger = await sessions.active({
      notOf: inquiryId,
      unused: true,
      as: 'create in another inquiry',
    });
    const newStranger = await sessions.created({
      inquiryId: stranger.inquiryId,
      as: 'create new in another inquiry',
    });

    const isActive = (exchange: Exchange) => stateOf(exchange) === 'active';
    const query = 'include=inquiry';
    const casing = { inflection: 'camel' };
    const before = await persona.retrieveUntil(session.id, isActive, { as: 'read before', query, ...casing });
    const siblingBefore = await persona.retrieveUntil(activeSibling.id, isActive, {
      as: 'read active sibling before',
    });
    const strangerBefore = await persona.retrieveUntil(stranger.id, isActive, {
      as: 'read session of another inquiry before',
    });

    const expire = await insistOnExpire(persona, session.id, { as: 'expire' });
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after', query, ...casing });
    const others = { inquiryId: stranger.inquiryId, pageSize: PAGE };
    const strangersAfter = await persona.listUntil(others, isFound, { as: 'list another inquiry' });
    const isSettled = (page: Exchange) => stateInList(page, session.id) === 'expired';
    const list = await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as: 'list' });
    const later = await persona.retrieve(session.id, { as: 'read later', inflection: 'snake' });

    if (stateInList(list, activeSibling.id) === 'active') await sessions.release(activeSibling, 'active');
    if (stateInList(list, newSibling.id) === 'new') await sessions.release(newSibling, 'new');
    if (stateInList(strangersAfter, stranger.id) === 'active') await sessions.release(stranger, 'active');
    if (stateInList(strangersAfter, newStranger.id) === 'new') await sessions.release(newStranger, 'new');
    return {
      sessionId: session.id,
      activeSiblingId: activeSibling.id,
      newSiblingId: newSibling.id,
      before,
      siblingBefore,
      newSiblingCreated: newSibling.created,
      strangerId: stranger.id,
      newStrangerId: newStranger.id,
      strangerBefore,
      newStrangerCreated: newStranger.created,
      expire,
      after,
      strangersAfter,
      list,
      later,
    };
  },
);

export const expireAgain = scenario(
  'expire-again',
  'A session that is expired already is expired once more; then a one-time link is asked for.',
  async ({ persona, run }) => {
    const first = await run(expireNew);
    const second = await persona.expire(first.sessionId, { as: 'expire again', expectedStatuses: [500] });
    const after = await persona.retrieveUntil(first.sessionId, isExpired, { as: 'read after' });
    const link = await persona.oneTimeLink(first.sessionId, { as: 'link', expectedStatuses: [500] });
    return { sessionId: first.sessionId, first: first.expire, firstRead: first.after, second, after, link };
  },
);

export const eventOfTheEnd = scenario(
  'event-of-the-end',
  'The list of events is looked through for the end of a session.',
  async ({ persona, run }) => {
    const { sessionId, expire } = await run(expireNew);
    const events = await persona.events({ as: 'events' });
    return { sessionId, expire, events };
  },
);
