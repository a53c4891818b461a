/** Creating, reading, listing, ending, resuming and redacting inquiries. */
import { type Call, keyOf } from '../call.ts';
import { fakeSessionToken } from '../data/session-token.ts';
import { newId } from '../ids.ts';
import { member } from '../json.ts';
import { addSession, emitInquiry, endInquiry, sessionsOf } from '../lifecycle.ts';
import { oneTimeLink } from '../links.ts';
import { refuse } from '../refusals.ts';
import { inquiryWithSessions } from '../resources/resources.ts';
import type { Inquiry, Session } from '../store/entities.ts';
import type { Handler, World } from '../types.ts';
import { filtersOf, isListed } from './filters.ts';
import { inquiryInPath, notFound, showInquiry } from './finding.ts';
import { page } from './paging.ts';
import { prefilledFields } from './prefilled-fields.ts';

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
  const inquiry = newInquiry(call, world, templateId);
  emitInquiry(world, 'inquiry.created', inquiry, at);
  const wants = (flag: string): boolean => member(call.body, 'meta', flag) === true;
  const link = wants('auto-create-one-time-link');
  const session = link || wants('auto-create-inquiry-session') ? addSession(inquiry, world, at) : undefined;
  const meta = {
    'session-token': session ? fakeSessionToken(session.id) : null,
    'one-time-link': null,
    'one-time-link-short': null,
    ...(session && link && oneTimeLink(session, world)),
  };
  return showInquiry(inquiry, call, world, 201, { meta });
};

function newInquiry(call: Call, world: World, templateId: string): Inquiry {
  const { environment } = keyOf(call);
  const at = call.at.getTime();
  const text = (name: string): string | null => {
    const value = member(call.body, 'data', 'attributes', name);
    return typeof value === 'string' ? value : null;
  };
  const account = world.store.accounts.put({
    id: newId('act', world),
    environment,
    order: world.store.nextOrder(),
    createdAt: at,
    referenceId: null,
  });
  return world.store.inquiries.put({
    id: newId('inq', world),
    environment,
    order: world.store.nextOrder(),
    templateId,
    accountId: account.id,
    status: 'created',
    referenceId: text('reference-id'),
    note: text('note'),
    tags: [],
    createdAt: at,
    startedAt: null,
    expiredAt: null,
    redactedAt: null,
    expiresAt: at + DAY_MS,
    fields: { ...world.random.person(), ...prefilledFields(call) },
  });
}

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

/** An expired inquiry becomes pending again. A session that nobody has opened is used before a new one is made. */
export const resumeInquiry: Handler = (call, world) => {
  const found = inquiryInPath(call);
  if (!found) return notFound(world);
  if (isOver(found) && (found.status !== 'expired' || found.redactedAt !== null)) {
    return refuse(world, world.settings.open.closedInquiryStatus, { details: 'The inquiry is over.' });
  }
  const at = call.at.getTime();
  const inquiry = found.status === 'expired' ? reopen(found, world, at) : found;
  const session = sessionToUse(inquiry, world, at);
  if (!session) return refuse(world, world.settings.open.sessionLimitStatus);
  return showInquiry(inquiry, call, world, 200, { meta: { 'session-token': fakeSessionToken(session.id) } });
};

export const generateInquiryOneTimeLink: Handler = (call, world) => {
  const inquiry = inquiryInPath(call);
  if (!inquiry) return notFound(world);
  if (isOver(inquiry)) {
    return refuse(world, world.settings.open.closedInquiryStatus, { details: 'The inquiry is over.' });
  }
  const session = sessionToUse(inquiry, world, call.at.getTime());
  if (!session) return refuse(world, world.settings.open.sessionLimitStatus);
  return showInquiry(inquiry, call, world, 200, { meta: oneTimeLink(session, world) });
};

/** The newest session that nobody has opened, or a new one; undefined where the inquiry has as many as it may have. */
function sessionToUse(inquiry: Inquiry, world: World, at: number): Session | undefined {
  const sessions = sessionsOf(inquiry, world);
  const unused = sessions.find(({ status }) => status === 'new');
  if (unused !== undefined || sessions.length >= world.settings.sessionsPerInquiry) return unused;
  return addSession(inquiry, world, at);
}

/** Resuming gives a new term. */
function reopen(inquiry: Inquiry, world: World, at: number): Inquiry {
  const pending = world.store.inquiries.put({
    ...inquiry,
    status: 'pending',
    expiredAt: null,
    expiresAt: at + DAY_MS,
  });
  emitInquiry(world, 'inquiry.resumed', pending, at);
  return pending;
}

export const listInquiries: Handler = (call, world) => {
  const filters = filtersOf(call, world, [
    'inquiry-id',
    'account-id',
    'note',
    'reference-id',
    'inquiry-template-id',
    'status',
  ]);
  if ('refusal' in filters) return filters.refusal;
  const { asked } = filters;
  const inquiries = call.view.inquiries
    .list(keyOf(call).environment)
    .filter(
      (inquiry) =>
        isListed(asked['inquiry-id'], inquiry.id) &&
        isListed(asked['account-id'], inquiry.accountId) &&
        isListed(asked['inquiry-template-id'], inquiry.templateId) &&
        isListed(asked.status, inquiry.status) &&
        (asked.note ?? inquiry.note) === inquiry.note &&
        (asked['reference-id'] ?? inquiry.referenceId) === inquiry.referenceId,
    );
  return page(inquiries, call, world, (inquiry) => inquiryWithSessions(inquiry, call.view, world));
};

export const redactInquiry: Handler = (call, world) => {
  const inquiry = inquiryInPath(call);
  if (!inquiry) return notFound(world);
  if (inquiry.redactedAt !== null) return showInquiry(inquiry, call, world);
  const at = call.at.getTime();
  const redacted = world.store.inquiries.put({ ...inquiry, redactedAt: at, fields: {} });
  for (const session of sessionsOf(inquiry, world)) {
    world.store.sessions.put({ ...session, visit: null, deviceId: null, networkId: null });
  }
  emitInquiry(world, 'inquiry.redacted', redacted, at);
  return showInquiry(redacted, call, world);
};
