/** An inquiry as a resource: the part of that large resource that a reader of sessions meets. */
import type { Resource } from '../json.ts';
import type { OpenChoices } from '../open-choices.ts';
import type { Inquiry, Session } from '../store/entities.ts';
import { timestamp } from '../timestamp.ts';

export function inquiryResource(inquiry: Inquiry, sessions: readonly Session[], open: OpenChoices): Resource {
  const text = (value: string | null): { type: string; value: string | null } => ({ type: 'string', value });
  return {
    type: 'inquiry',
    id: inquiry.id,
    attributes: {
      status: inquiry.status,
      'reference-id': inquiry.referenceId,
      note: inquiry.note,
      tags: [...inquiry.tags],
      'created-at': timestamp(inquiry.createdAt, open),
      'started-at': timestamp(inquiry.startedAt, open),
      'expired-at': timestamp(inquiry.expiredAt, open),
      'redacted-at': timestamp(inquiry.redactedAt, open),
      fields: { 'name-first': text(inquiry.nameFirst), 'name-last': text(inquiry.nameLast) },
    },
    relationships: {
      'inquiry-template': { data: { type: 'inquiry-template', id: inquiry.templateId } },
      account: { data: { type: 'account', id: inquiry.accountId } },
      sessions: { data: sessions.map(({ id }) => ({ type: 'inquiry-session', id })) },
    },
  };
}
