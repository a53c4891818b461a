/** Sandbox only: doing on request what an end user or a reviewer would do. */
import type { Handler, World } from '../types.ts';
import type { Call } from '../call.ts';
import { isObject, member } from '../json.ts';
import { addSession, endInquiry, sessionsOf, startSession } from '../lifecycle.ts';
import { refuse } from '../refusals.ts';
import type { Inquiry, InquiryStatus } from '../store/entities.ts';
import { inquiryInPath, notFound, showInquiry } from './finding.ts';

type Action = (inquiry: Inquiry, call: Call, world: World) => void;

function start(inquiry: Inquiry, call: Call, world: World): void {
  const at = call.at.getTime();
  const sessions = sessionsOf(inquiry, world);
  const waiting = (sessions.length > 0 ? sessions : [addSession(inquiry, world, at)]).filter(
    ({ status }) => status === 'new',
  );
  const count = { newest: 1, all: waiting.length, none: 0 }[world.settings.open.simulateStart];
  for (const session of waiting.slice(0, count)) startSession(session, world, at);
}

const become =
  (status: InquiryStatus): Action =>
  (inquiry, _call, world) => {
    world.store.inquiries.put({ ...inquiry, status });
  };

const actions: Readonly<Record<string, Action>> = {
  start_inquiry: start,
  complete_inquiry: become('completed'),
  fail_inquiry: become('failed'),
  approve_inquiry: become('approved'),
  decline_inquiry: become('declined'),
  mark_for_review_inquiry: become('needs_review'),
  expire_inquiry: (inquiry, call, world) => {
    endInquiry(inquiry, world, call.at.getTime());
  },
};

export const simulate: Handler = (call, world) => {
  const inquiry = inquiryInPath(call);
  if (!inquiry) return notFound(world);
  const asked = member(call.body, 'meta', 'simulate-actions');
  const chosen = Array.isArray(asked)
    ? asked.map((item: unknown) =>
        isObject(item) && typeof item.type === 'string' ? actions[item.type] : undefined,
      )
    : [];
  if (chosen.length === 0 || chosen.includes(undefined)) {
    return refuse(world, 400, {
      details: `simulate-actions is a list of actions; known: ${Object.keys(actions).join(', ')}.`,
      pointer: '/meta/simulate-actions',
    });
  }
  for (const action of chosen) action?.(inquiryInPath(call) ?? inquiry, call, world);
  return showInquiry(inquiryInPath(call) ?? inquiry, call, world);
};
