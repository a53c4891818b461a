/** Expiring one session: a new one, an opened one among neighbours, and one that is expired already. */
import { isExpired, isFound, stateInList, stateOf } from './reading.ts';
import { scenario } from './scenario.ts';
import { listUntil } from './settling.ts';

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
    const inquiryId = await sessions.inquiry();
    const session = await sessions.active({ inquiryId, as: 'create' });
    const activeSibling = await sessions.active({ inquiryId, as: 'create active sibling' });
    const newSibling = await sessions.created({ inquiryId, as: 'create new sibling' });
    const stranger = await sessions.created({ as: 'create in another inquiry' });

    const include = 'include=inquiry';
    const isActive = (exchange: Parameters<typeof stateOf>[0]) => stateOf(exchange) === 'active';
    const before = await persona.retrieveUntil(session.id, isActive, { as: 'read before', query: include });
    const activeSiblingBefore = await persona.retrieveUntil(activeSibling.id, isActive, {
      as: 'read active sibling before',
    });

    const expire = await persona.expire(session.id, { as: 'expire' });
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after', query: include });
    const activeSiblingAfter = await persona.retrieve(activeSibling.id, { as: 'read active sibling after' });
    const newSiblingAfter = await persona.retrieveUntil(newSibling.id, isFound, {
      as: 'read new sibling after',
    });
    const strangerAfter = await persona.retrieveUntil(stranger.id, isFound, {
      as: 'read session of another inquiry after',
    });
    const list = await listUntil(
      persona,
      { inquiryId },
      (page) => stateInList(page, session.id) === 'expired',
      { as: 'list' },
    );
    const later = await persona.retrieve(session.id, { as: 'read later' });

    if (stateOf(activeSiblingAfter) === 'active') await sessions.handBack(activeSibling, 'active');
    if (stateOf(newSiblingAfter) === 'new') await sessions.handBack(newSibling, 'new');
    if (stateOf(strangerAfter) === 'new') await sessions.handBack(stranger, 'new');
    return {
      sessionId: session.id,
      inquiryId,
      before,
      activeSiblingBefore,
      newSiblingCreated: newSibling.created,
      strangerCreated: stranger.created,
      expire,
      after,
      activeSiblingAfter,
      newSiblingAfter,
      strangerAfter,
      list,
      later,
    };
  },
  ['active-session'],
);

export const expireAgain = scenario(
  'expire-again',
  'A session that is expired already is expired once more; then a one-time link is asked for.',
  async ({ persona, play }) => {
    const first = await play(expireNew);
    persona.own(first.sessionId);
    const second = await persona.expire(first.sessionId, { as: 'expire again', provokes: [500] });
    const after = await persona.retrieveUntil(first.sessionId, isExpired, { as: 'read after' });
    const link = await persona.oneTimeLink(first.sessionId, { as: 'link', provokes: [500] });
    return { first: first.expire, firstRead: first.after, second, after, link };
  },
);

export const eventOfTheEnd = scenario(
  'event-of-the-end',
  'The list of events is looked through for the end of a session.',
  async ({ persona, play }) => {
    const { sessionId, expire } = await play(expireNew);
    const events = await persona.events({ as: 'events' });
    return { sessionId, expire, events };
  },
);
