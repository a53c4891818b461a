/** Creating, reading, ending, resuming and redacting inquiries. */
import type { Handler } from '../patch.ts';
import { keyOf } from '../call.ts';
import { fakeSessionToken } from '../data/session-token.ts';
import { newId } from '../ids.ts';
import { member } from '../json.ts';
import { createSessionOf, emitInquiry, emitSession, endInquiry, sessionsOf } from '../lifecycle.ts';
import { refuse } from '../refusals.ts';
import type { Inquiry } from '../store/entities.ts';
import { inquiryInPath, notFound, showInquiry } from './finding.ts';
import { SESSIONS_PER_INQUIRY } from './limits.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const TEMPLATE_POINTER = '/data/attributes/inquiry-template-id';

/** Whether nothing more can happen in an inquiry. */
export function isOver(inquiry: Inquiry): boolean {
  return inquiry.redactedAt !== null || (inquiry.status !== 'created' && inquiry.status !== 'pending');
}

export const createInquiry: Handler = (call, world) => {
  const { environment } = keyOf(call);
  const templateId = member(call.body, 'data', 'attributes', 'inquiry-template-id');
  if (typeof templateId !== 'string' || templateId === '') {
    return refuse(world, 400, {
      details: 'inquiry-template-id is missing or is not a text.',
      pointer: TEMPLATE_POINTER,
    });
  }
  const template = world.store.templates.get(templateId, environment);
  if (!template) return refuse(world, 422, { details: 'No such template.', pointer: TEMPLATE_POINTER });

  const at = call.at.getTime();
  const referenceId = member(call.body, 'data', 'attributes', 'reference-id');
  const account = world.store.accounts.put({
    id: newId('act', world),
    environment,
    order: world.store.nextOrder(),
    createdAt: at,
    referenceId: null,
  });
  const inquiry = world.store.inquiries.put({
    id: newId('inq', world),
    environment,
    order: world.store.nextOrder(),
    templateId,
    accountId: account.id,
    status: 'created',
    referenceId: typeof referenceId === 'string' ? referenceId : null,
    note: null,
    tags: [],
    createdAt: at,
    startedAt: null,
    expiredAt: null,
    redactedAt: null,
    expiresAt: at + DAY_MS,
    ...world.random.person(),
  });
  emitInquiry(world, 'inquiry.created', inquiry, at);
  return showInquiry(inquiry, call, world, 201);
};

export const retrieveInquiry: Handler = (call, world) => {
  const inquiry = inquiryInPath(call);
  return inquiry ? showInquiry(inquiry, call, world) : notFound(world);
};

export const expireInquiry: Handler = (call, world) => {
  const inquiry = inquiryInPath(call);
  if (!inquiry) return notFound(world);
  if (isOver(inquiry)) {
    const { reExpire } = world.settings.open;
    if (reExpire !== 200) return refuse(world, reExpire, { details: 'The inquiry is over already.' });
    return showInquiry(inquiry, call, world);
  }
  return showInquiry(endInquiry(inquiry, world, call.at.getTime()), call, world);
};

export const resumeInquiry: Handler = (call, world) => {
  const inquiry = inquiryInPath(call);
  if (!inquiry) return notFound(world);
  const { closedInquiryStatus, sessionLimitStatus } = world.settings.open;
  if (isOver(inquiry)) return refuse(world, closedInquiryStatus, { details: 'The inquiry is over.' });
  if (sessionsOf(inquiry, world).length >= SESSIONS_PER_INQUIRY) return refuse(world, sessionLimitStatus);
  const at = call.at.getTime();
  const session = createSessionOf(inquiry, world, at);
  emitSession(world, 'inquiry-session.created', session, at);
  return showInquiry(inquiry, call, world, 200, { meta: { 'session-token': fakeSessionToken(session.id) } });
};

export const redactInquiry: Handler = (call, world) => {
  const inquiry = inquiryInPath(call);
  if (!inquiry) return notFound(world);
  if (inquiry.redactedAt !== null) return showInquiry(inquiry, call, world);
  const at = call.at.getTime();
  const redacted = world.store.inquiries.put({ ...inquiry, redactedAt: at, nameFirst: null, nameLast: null });
  for (const session of sessionsOf(inquiry, world)) {
    world.store.sessions.put({ ...session, visit: null, deviceId: null, networkId: null });
  }
  emitInquiry(world, 'inquiry.redacted', redacted, at);
  return showInquiry(redacted, call, world);
};
