/** Lists of sessions: in pages, forwards and back, with filters that find something and nothing. */
import { document, idOf } from '../client/document.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { stateInList } from './reading.ts';
import { scenario } from './scenario.ts';

/** How many sessions a page holds. */
export const SIZE = 3;

/** A list that never ends is left after so many pages. */
const MOST_PAGES = 4;

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

/** The lists of one inquiry, read without a change in between. */
export interface Lists {
  readonly whole: Exchange;
  readonly pages: readonly Exchange[];
  /** What stands before the last page. */
  readonly back: Exchange;
  /** A page of one session, thinned out. */
  readonly sparse: Exchange;
  readonly unfiltered: Exchange | null;
  /** A filter that is only the beginning of an id. */
  readonly ofBeginning: Exchange;
}

/** Reads an inquiry's list in every way, once it shows what it should; it should have four sessions or more, in several states. */
export async function readLists(
  persona: Persona,
  inquiryId: string,
  ids: readonly (string | undefined)[],
): Promise<Lists> {
  const isSettled = (page: Exchange) =>
    ids.every((id) => id === undefined || stateInList(page, id) !== undefined);
  const whole = await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as: 'list the whole' });
  const pages: Exchange[] = [];
  let query: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const options = { as: `page ${page}`, inflection: page === 1 ? 'camel' : 'snake', query };
    const answer = await persona.list(query === undefined ? { inquiryId, pageSize: SIZE } : {}, options);
    pages.push(answer);
    query = nextOf(answer);
    if (query === undefined) break;
  }
  const last = idOf(document(pages.at(-1) ?? whole).list[0]) ?? idOf(document(whole).list.at(-1));
  const back = await persona.list(
    { inquiryId, pageSize: SIZE, pageBefore: last },
    { as: 'list what stands before the last page' },
  );
  const sparse = await persona.list(
    { inquiryId, pageSize: 1 },
    { as: 'list one with fields', query: 'fields[inquiry-session]=status,created-at' },
  );
  const unfiltered =
    persona.configuration.depth === 'thorough'
      ? await persona.list({ pageSize: PAGE }, { as: 'list without a filter' })
      : null;
  const ofBeginning = await persona.list(
    { inquiryId: inquiryId.slice(0, -4) },
    { as: 'list of the beginning of an id' },
  );
  return { whole, pages, back, sparse, unfiltered, ofBeginning };
}

/** The query of the next page, as the list links to it. */
/** The query of the next page; undefined on the last one. */
export function nextOf(answer: Exchange): string | undefined {
  const next = document(answer).links?.['next'];
  if (typeof next !== 'string') return undefined;
  const question = next.indexOf('?');
  return question < 0 ? undefined : next.slice(question + 1);
}

/** The ids that a list shows, in its order. */
export function idsIn(list: Exchange): readonly string[] {
  return document(list).list.flatMap((entry) => idOf(entry) ?? []);
}

const SESSIONS = 4;

export const listing = scenario(
  'listing',
  'The sessions of an inquiry, one of them expired, are listed whole, in pages, in another casing, thinned out, and by filters that find nothing.',
  async ({ persona, sessions }) => {
    const inquiryId = await sessions.inquiry();
    const ofNothing = await persona.list({ inquiryId }, { as: 'list of an inquiry without sessions' });
    const ids: string[] = [];
    for (let count = 1; count <= SESSIONS; count += 1) {
      ids.push((await sessions.created({ inquiryId, as: `create ${count}` })).id);
    }
    // Neither the oldest nor the newest is over, so that an order by state would show.
    await persona.expire(ids[2] ?? '', { as: 'expire' });
    return { inquiryId, emptyId: inquiryId, ids, ofNothing, ...(await readLists(persona, inquiryId, ids)) };
  },
);
