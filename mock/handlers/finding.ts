/** What handlers have in common: finding what the path names, and answering with it. */
import { type Answer, type Call, keyOf } from '../call.ts';
import type { Document } from '../json.ts';
import { refuse } from '../refusals.ts';
import { inquiryWithSessions } from '../resources/resources.ts';
import { sessionResource } from '../resources/session.ts';
import type { Inquiry, Session } from '../store/entities.ts';
import type { World } from '../types.ts';

/** The session that the path names; undefined when this key's environment has none of that id. */
export function sessionInPath(call: Call): Session | undefined {
  return call.view.sessions.get(call.params.id ?? '', keyOf(call).environment);
}

/** The inquiry that the path names; undefined when this key's environment has none of that id. */
export function inquiryInPath(call: Call): Inquiry | undefined {
  return call.view.inquiries.get(call.params.id ?? '', keyOf(call).environment);
}

export function notFound(world: World): Answer {
  return refuse(world, 404);
}

export function showSession(session: Session, world: World, status = 200, more: Document = {}): Answer {
  return { status, document: { data: sessionResource(session, world.settings.open), ...more } };
}

export function showInquiry(
  inquiry: Inquiry,
  call: Call,
  world: World,
  status = 200,
  more: Document = {},
): Answer {
  return { status, document: { data: inquiryWithSessions(inquiry, call.view, world), ...more } };
}
