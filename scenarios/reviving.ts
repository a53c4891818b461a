/** Access really ends: what could bring an expired session back is done, and the session is read after each. */
import { document, member } from '../client/document.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { readingTheLink } from './activation-strategies.ts';
import { isExpired } from './reading.ts';
import { scenario } from './scenario.ts';

interface Place {
  readonly persona: Persona;
  readonly sessionId: string;
  readonly inquiryId: string;
  /** A one-time link from before the end; undefined where none was made. */
  readonly link: string | undefined;
}

/** What happens to an expired session or around it; in this order. */
const EVENTS: readonly { readonly name: string; readonly happen: (place: Place) => Promise<unknown> }[] = [
  {
    name: 'its old link was opened',
    happen: async ({ link, ...place }) =>
      link === undefined ? undefined : readingTheLink.open({ ...place, link: async () => link }),
  },
  {
    name: 'another session was created',
    happen: ({ persona, inquiryId }) => persona.createSession(inquiryId, { as: 'create another session' }),
  },
  {
    name: 'the inquiry was resumed',
    happen: ({ persona, inquiryId }) =>
      persona.resumeInquiry(inquiryId, { as: 'resume the inquiry', expectedStatuses: [500] }),
  },
  {
    name: 'all sessions were expired',
    happen: ({ persona, inquiryId }) => persona.expireAll([inquiryId], { as: 'expire all' }),
  },
];

export const reviving = scenario(
  'reviving',
  'A session is expired; then its old link is opened, another session created, the inquiry resumed, and all sessions expired.',
  async ({ persona, sessions }) => {
    const inquiryId = await sessions.inquiry();
    const session = await sessions.created({ inquiryId });
    const linked = await persona.oneTimeLink(session.id, { as: 'link', expectedStatuses: [500] });
    const link = member(document(linked).meta, 'one-time-link');
    const expire = await persona.expire(session.id, { as: 'expire' });
    const before = await persona.retrieveUntil(session.id, isExpired, { as: 'read after the end' });
    const place = {
      persona,
      sessionId: session.id,
      inquiryId,
      link: typeof link === 'string' ? link : undefined,
    };
    const reads: Exchange[] = [];
    for (const { name, happen } of EVENTS) {
      await happen(place);
      reads.push(await persona.retrieve(session.id, { as: `read after ${name}` }));
    }
    return { expire, before, reads };
  },
);
