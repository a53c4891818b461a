/** Access really ends: what could bring an expired session back is done, and the session is read after each. */
import { addressWith } from '../client/address.ts';
import { document, member } from '../client/document.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { readingTheLink } from './activation-strategies.ts';
import { sessionNamedBy } from './expiring-many.ts';
import { isExpired, stateInList } from './reading.ts';
import { scenario, type ScenarioContext } from './scenario.ts';

export interface Place {
  readonly persona: Persona;
  readonly sessionId: string;
  readonly inquiryId: string;
  /** A one-time link from before the end; undefined where none was made. */
  readonly link: string | undefined;
}

interface Event {
  readonly name: string;
  readonly happen: (place: Place) => Promise<Exchange | undefined>;
}

/** What most often happens to an expired session or around it; in this order. A refusal is an answer too. */
const usualEvents: readonly Event[] = [
  { name: 'its old link was opened', happen: (place) => open(place, place.link) },
  {
    name: 'a new link was made and opened',
    happen: async (place) => {
      const made = await place.persona.oneTimeLink(place.sessionId, {
        as: 'make a new link',
        expectedStatuses: [500],
      });
      return open(place, linkIn(made));
    },
  },
  {
    name: 'the inquiry was resumed',
    happen: ({ persona, inquiryId }) =>
      persona.resumeInquiry(inquiryId, { as: 'resume the inquiry', expectedStatuses: [500] }),
  },
  {
    name: 'another session was created',
    happen: ({ persona, inquiryId }) => persona.createSession(inquiryId, { as: 'create another session' }),
  },
  {
    name: 'all sessions were expired',
    happen: ({ persona, inquiryId }) => persona.expireAll([inquiryId], { as: 'expire all' }),
  },
];

/** The same, and what a standard run has no requests for. */
export const allEvents: readonly Event[] = [
  ...usualEvents,
  {
    name: 'a link of the inquiry was made',
    happen: ({ persona, inquiryId }) =>
      persona.call(addressWith('generateInquiryOneTimeLink', inquiryId), {
        as: 'make a link of the inquiry',
        expectedStatuses: [500],
      }),
  },
  {
    name: 'the start was simulated',
    happen: ({ persona, inquiryId }) =>
      persona.simulate(inquiryId, ['start_inquiry'], { as: 'simulate the start', expectedStatuses: [500] }),
  },
  {
    name: 'the inquiry was expired',
    happen: ({ persona, inquiryId }) =>
      persona.expireInquiry(inquiryId, { as: 'expire the inquiry again', expectedStatuses: [500] }),
  },
  {
    name: 'it was expired again',
    happen: ({ persona, sessionId }) =>
      persona.expire(sessionId, { as: 'expire again', expectedStatuses: [500] }),
  },
];

export async function open(place: Place, link: string | undefined): Promise<undefined> {
  if (link !== undefined) await readingTheLink.open({ ...place, link: async () => link });
}

export function linkIn(exchange: Exchange): string | undefined {
  const link = member(document(exchange).meta, 'one-time-link');
  return typeof link === 'string' ? link : undefined;
}

/** A session that comes to its end in one way, and everything that happens after it. */
export function afterwards(end: (place: Place) => Promise<Exchange>, events: readonly Event[]) {
  return async ({ persona, sessions }: ScenarioContext) => {
    const inquiryId = await sessions.inquiry();
    const session = await sessions.created({ inquiryId });
    const linked = await persona.oneTimeLink(session.id, { as: 'link', expectedStatuses: [500] });
    const place = { persona, sessionId: session.id, inquiryId, link: linkIn(linked) };
    const ended = await end(place);
    const before = await persona.retrieveUntil(session.id, isExpired, { as: 'read after the end' });
    const reads: Exchange[] = [];
    let resumed = ended;
    let list = ended;
    for (const { name, happen } of events) {
      const answer = await happen(place);
      if (answer?.endpoint === 'resumeInquiry') {
        resumed = answer;
        const named = sessionNamedBy(answer) ?? '';
        const isShown = (page: Exchange) => stateInList(page, named) !== undefined;
        list = await persona.listUntil({ inquiryId }, isShown, { as: 'list after resuming' });
      }
      reads.push(await persona.retrieve(session.id, { as: `read after ${name}` }));
    }
    return { ended, before, reads, resumed, list };
  };
}

export const reviving = scenario(
  'reviving',
  'A session is expired; then what most often happens around it is done: links, another session, resuming, expiring all.',
  afterwards(({ persona, sessionId }) => persona.expire(sessionId, { as: 'expire' }), usualEvents),
);
