/** An inquiry as a resource, with everything that any version has ever shown. */
import type { JsonObject, Resource } from '../json.ts';
import type { OpenChoices } from '../open-choices.ts';
import type { Inquiry, Session } from '../store/entities.ts';
import { timestamp } from '../timestamp.ts';
import { personalAttributes } from './names.ts';

export function inquiryResource(inquiry: Inquiry, sessions: readonly Session[], open: OpenChoices): Resource {
  const { fields } = inquiry;
  return {
    type: 'inquiry',
    id: inquiry.id,
    attributes: {
      status: inquiry.status,
      'reference-id': inquiry.referenceId,
      note: inquiry.note,
      behaviors: null,
      tags: [...inquiry.tags],
      creator: 'API',
      'reviewer-comment': null,
      'created-at': timestamp(inquiry.createdAt, open),
      'updated-at': timestamp(
        Math.max(inquiry.createdAt, inquiry.startedAt ?? 0, inquiry.expiredAt ?? 0, inquiry.redactedAt ?? 0),
        open,
      ),
      'started-at': timestamp(inquiry.startedAt, open),
      'expires-at': timestamp(inquiry.expiresAt, open),
      'completed-at': null,
      'failed-at': null,
      'marked-for-review-at': null,
      'decisioned-at': null,
      'expired-at': timestamp(inquiry.expiredAt, open),
      'redacted-at': timestamp(inquiry.redactedAt, open),
      'previous-step-name': null,
      'next-step-name': null,
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, value]): [string, JsonObject] => [
          name,
          { type: 'string', value },
        ]),
      ),
      ...Object.fromEntries(personalAttributes.map((name) => [name, fields[name] ?? null])),
    },
    relationships: {
      account: { data: { type: 'account', id: inquiry.accountId } },
      'inquiry-template': { data: { type: 'inquiry-template', id: inquiry.templateId } },
      sessions: { data: sessions.map(({ id }) => ({ type: 'inquiry-session', id })) },
    },
  };
}
