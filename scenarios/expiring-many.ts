/** The two neighbouring calls that expire more than one session: they show what expiring a single one must not do. */
import { document, member } from '../client/document.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { readingTheLink } from './activation-strategies.ts';
import { readLists } from './lists.ts';
import { isFound, stateInList } from './reading.ts';
import { scenario } from './scenario.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

export const expireAll = scenario(
  'expire-all',
  'One session of an inquiry is expired, then all of them at once, twice under one key; an old link is opened, the inquiry resumed, listed in every way, and expired; then those of two inquiries are expired by a body in camelCase, and the last one by itself.',
  async ({ persona, sessions, configuration, freshKey }) => {
    const inquiryId = await sessions.inquiry();
    const fresh = await sessions.created({ inquiryId, as: 'create new' });
    const first = await sessions.active({ inquiryId, as: 'create active' });
    const active = await sessions.active({ inquiryId, as: 'create another active' });
    const inquiryKey = freshKey('inquiry');
    const nextInquiryId = await sessions.inquiry('create the next inquiry', inquiryKey);
    await sessions.inquiry('create the next inquiry again', inquiryKey);
    const ofNothing = await persona.list(
      { inquiryId: nextInquiryId },
      { as: 'list of an inquiry without sessions' },
    );
    const stranger = await sessions.active({ inquiryId: nextInquiryId, as: 'create in the next inquiry' });
    const unopened = await sessions.created({
      inquiryId: nextInquiryId,
      as: 'create new in the next inquiry',
    });
    const linked = await persona.oneTimeLink(first.id, { as: 'another link' });

    await persona.expireAll([], { as: 'expire all of no inquiry', expectedStatuses: [500] });
    const odd = configuration.depth === 'thorough' ? await expireOddly(persona, inquiryId) : null;
    // What was done to one session must not keep the others from being taken.
    await persona.expire(fresh.id, { as: 'expire the new one' });
    const idempotencyKey = freshKey('all');
    const all = (as: string) => persona.expireAll([inquiryId], { as, idempotencyKey });
    const expireAll = await all('expire all');
    const isSettled = (page: Exchange) => stateInList(page, active.id) === 'expired';
    const list = await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as: 'list' });
    const strangerAfter = await persona.retrieveUntil(stranger.id, isFound, {
      as: 'read session of another inquiry after',
    });

    // What could bring an expired session back; and what is opened since then is none of the first request's business.
    const link = member(document(linked).meta, 'one-time-link');
    if (typeof link === 'string') {
      await readingTheLink.open({ persona, sessionId: first.id, inquiryId, link: async () => link });
    }
    const later = await sessions.active({ inquiryId, as: 'create a later one' });
    await all('expire all again');
    const resumed = await persona.resumeInquiry(inquiryId, {
      as: 'resume',
      inflection: 'snake',
      expectedStatuses: [500],
    });
    const lists = await readLists(persona, inquiryId, [later.id, sessionNamedBy(resumed)]);

    const ended = await persona.expireInquiry(inquiryId, { as: 'expire the inquiry' });
    const endedList = await persona.list(
      { inquiryId, pageSize: PAGE },
      { as: 'list after the end of the inquiry' },
    );
    const inCamel = await persona.expireAll([], {
      as: 'expire all of two inquiries in camelCase',
      body: { meta: { inquiryIds: [inquiryId, nextInquiryId] } },
      inflection: 'camel',
    });
    const nextList = await persona.list(
      { inquiryId: nextInquiryId, pageSize: PAGE },
      { as: 'list after camelCase' },
    );
    // The last one of an inquiry that has several: its inquiry goes on.
    await persona.expire(unopened.id, { as: 'expire the last one', expectedStatuses: [500] });
    return {
      inquiryId,
      emptyId: nextInquiryId,
      ids: [fresh.id, first.id, active.id, later.id],
      mixed: odd?.mixed ?? null,
      untouched: odd?.untouched ?? null,
      expireAll,
      activeId: active.id,
      firstId: first.id,
      newId: unopened.id,
      listOfNew: nextList,
      list,
      strangerId: stranger.id,
      strangerAfter,
      laterId: later.id,
      resumed,
      openedIds: [first.id, active.id, later.id],
      ofNothing,
      ...lists,
      ended,
      endedList,
      inCamel,
      nextList,
    };
  },
);

/** A list of inquiries with something in it that is no inquiry. */
async function expireOddly(persona: Persona, inquiryId: string) {
  const mixed = await persona.expireAll([], {
    as: 'expire all of an inquiry and a number',
    body: { meta: { 'inquiry-ids': [inquiryId, 7] } },
    unowned: true,
    expectedStatuses: [500],
  });
  const untouched = await persona.list({ inquiryId, pageSize: PAGE }, { as: 'list before' });
  return { mixed, untouched };
}

/** The id of the session that a token names, as its `sub` or `sid`; undefined when it names none. */
export function sessionNamedBy(resumed: Exchange): string | undefined {
  const token = member(document(resumed).meta, 'session-token');
  if (typeof token !== 'string') return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const named = member(claims, 'sub') ?? member(claims, 'sid');
    return typeof named === 'string' ? named : undefined;
  } catch {
    return undefined;
  }
}
