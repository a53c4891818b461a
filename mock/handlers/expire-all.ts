/** Expiring the active sessions of several inquiries at once. */
import type { Handler } from '../types.ts';
import { keyOf } from '../call.ts';
import { member } from '../json.ts';
import { endSession, sessionsOf } from '../lifecycle.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import type { Inquiry } from '../store/entities.ts';
import { notFound } from './finding.ts';

export const expireAllSessions: Handler = (call, world) => {
  const ids = member(call.body, 'meta', 'inquiry-ids');
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
    return refuse(world, 400, {
      details: 'inquiry-ids is missing or is not a list.',
      pointer: '/meta/inquiry-ids',
    });
  }
  const { environment } = keyOf(call);
  const found = ids.map((id: string) => world.store.inquiries.get(id, environment));
  const inquiries = found.filter((inquiry): inquiry is Inquiry => inquiry !== undefined);
  if (inquiries.length < found.length && world.settings.open.expireAllUnknown === 'refuse')
    return notFound(world);

  const { expireAllTakesNew } = world.settings.open;
  const ended = inquiries
    .flatMap((inquiry) => sessionsOf(inquiry, world))
    .filter(({ status }) => status === 'active' || (expireAllTakesNew && status === 'new'))
    .map((session) => endSession(session, world, call.at.getTime()));
  return {
    status: 200,
    document: { data: ended.map((session) => sessionResource(session, world.settings.open)) },
  };
};
