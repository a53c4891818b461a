/** Creating, reading and expiring single sessions. */
import type { Handler } from '../types.ts';
import { keyOf } from '../call.ts';
import { member } from '../json.ts';
import { addSession, endSession, sessionsOf } from '../lifecycle.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import { isOver } from './inquiries.ts';
import { notFound, sessionInPath, showSession } from './finding.ts';
import { filtersOf, isListed } from './filters.ts';
import { page } from './paging.ts';

const INQUIRY_POINTER = '/data/attributes/inquiry-id';

export const createSession: Handler = (call, world) => {
  const id = member(call.body, 'data', 'attributes', 'inquiry-id');
  if (typeof id !== 'string' || id === '') {
    return refuse(world, 400, {
      details: 'inquiry-id is missing or is not a text.',
      pointer: INQUIRY_POINTER,
    });
  }
  const inquiry = world.store.inquiries.get(id, keyOf(call).environment);
  if (!inquiry) return notFound(world);
  if (isOver(inquiry)) {
    return refuse(world, world.settings.open.closedInquiryStatus, { details: 'The inquiry is over.' });
  }
  if (sessionsOf(inquiry, world).length >= world.settings.sessionsPerInquiry) {
    return refuse(world, world.settings.open.sessionLimitStatus, {
      details: `An inquiry has ${String(world.settings.sessionsPerInquiry)} sessions at most.`,
      pointer: INQUIRY_POINTER,
    });
  }
  const at = call.at.getTime();
  return showSession(addSession(inquiry, world, at), world, 201);
};

export const retrieveSession: Handler = (call, world) => {
  const session = sessionInPath(call);
  return session ? showSession(session, world) : notFound(world);
};

export const listSessions: Handler = (call, world) => {
  const filters = filtersOf(call, world, ['inquiry-id']);
  if ('refusal' in filters) return filters.refusal;
  const sessions = call.view.sessions
    .list(keyOf(call).environment)
    .filter((session) => isListed(filters.asked['inquiry-id'], session.inquiryId));
  return page(sessions, call, world, (session) => sessionResource(session, world.settings.open));
};

/** The endpoint that all this is about. */
export const expireSession: Handler = (call, world) => {
  const session = sessionInPath(call);
  if (!session) return notFound(world);
  if (session.status === 'expired' && world.settings.open.reExpire !== 200) {
    return refuse(world, world.settings.open.reExpire, { details: 'The session is expired already.' });
  }
  return showSession(endSession(session, world, call.at.getTime()), world);
};
