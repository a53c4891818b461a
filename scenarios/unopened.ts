/**
 * What other scenarios do to a session that somebody has opened, done to new ones: run where no session can be opened, so that
 * what holds for every session is checked there too.
 */
import { isExpired, isFound, stateInList, stateOf } from './reading.ts';
import { scenario } from './scenario.ts';
import type { Exchange } from '../client/exchange.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

export const expireNewAmongOthers = scenario(
  'expire-new-among-others',
  'A session that nobody has opened is expired; its sibling, its inquiry and another inquiry’s session are watched.',
  async ({ persona, sessions }) => {
    const session = await sessions.created();
    const { inquiryId } = session;
    const newSibling = await sessions.created({ inquiryId, as: 'create new sibling' });
    const stranger = await sessions.created({ notOf: inquiryId, as: 'create in another inquiry' });
    const query = 'include=inquiry';
    const before = await persona.retrieveUntil(session.id, isFound, { as: 'read before', query });
    const expire = await persona.expire(session.id, { as: 'expire' });
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after', query });
    const others = { inquiryId: stranger.inquiryId, pageSize: PAGE };
    const strangersAfter = await persona.listUntil(others, isFound, { as: 'list another inquiry' });
    const isSettled = (page: Exchange) => stateInList(page, session.id) === 'expired';
    const list = await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as: 'list' });
    const later = await persona.retrieve(session.id, { as: 'read later' });
    if (stateInList(list, newSibling.id) === 'new') await sessions.release(newSibling, 'new');
    if (stateInList(strangersAfter, stranger.id) === 'new') await sessions.release(stranger, 'new');
    return {
      sessionId: session.id,
      newSiblingId: newSibling.id,
      before,
      newSiblingCreated: newSibling.created,
      newStrangerId: stranger.id,
      newStrangerCreated: stranger.created,
      expire,
      after,
      strangersAfter,
      list,
      later,
    };
  },
);

export const expireAllNew = scenario(
  'expire-all-new',
  'All sessions of one inquiry are expired at once, of which nobody has opened any; another inquiry’s session is watched.',
  async ({ persona, sessions }) => {
    const inquiryId = await sessions.inquiry();
    const fresh = await sessions.created({ inquiryId, as: 'create new' });
    const stranger = await sessions.fresh({ as: 'create in another inquiry' });
    const expireAll = await persona.expireAll([inquiryId], { as: 'expire all' });
    // Whether it takes new sessions is left open, so no state is waited for.
    const list = await persona.listUntil({ inquiryId }, isFound, { as: 'list' });
    const strangerAfter = await persona.retrieveUntil(stranger.id, isFound, {
      as: 'read session of another inquiry after',
    });
    if (stateInList(list, fresh.id) === 'new') await sessions.release(fresh, 'new');
    if (stateOf(strangerAfter) === 'new') await sessions.release(stranger, 'new');
    return { expireAll, newId: fresh.id, listOfNew: list, strangerAfter };
  },
);
