/** Blind faults of the list of sessions: its filter, its order, its pages. */
import type { Call } from '../../call.ts';
import { type Document, primaryOf, type Resource } from '../../json.ts';
import { refuse } from '../../refusals.ts';
import { sessionResource } from '../../resources/session.ts';
import type { Patch, World } from '../../types.ts';
import type { BlindFault } from './fault.ts';
import { asking, finished, instead, listing, misread, rewritten, succeeded } from './kit.ts';

const FILTER = 'The filter keeps the sessions of one inquiry.';
const PAGES = 'Pages follow each other by their links: each item is on one page.';
const ORDER = 'Lists are newest first.';

/** Changes the items of the list of sessions, and what stands beside them. */
function listed(
  change: (items: readonly Resource[], call: Call, world: World, document: Document) => Document,
  when: (call: Call) => boolean = () => true,
): Patch {
  return instead('listSessions', when, async (call, world, original) => {
    const answer = await original(call, world);
    if (answer.status !== 200 || !answer.document) return answer;
    const { document } = answer;
    return { ...answer, document: { ...document, ...change(primaryOf(document), call, world, document) } };
  });
}

/** The call with its query changed. */
function withQuery(call: Call, change: (query: URLSearchParams) => void): Call {
  const query = new URLSearchParams(call.query);
  change(query);
  return { ...call, query };
}

const secondPage = (call: Call): boolean => call.query.has('page[after]');

function moved(link: unknown, change: (url: URL) => void): string | null {
  if (typeof link !== 'string') return null;
  const url = new URL(link, 'http://here');
  change(url);
  return `${url.pathname}?${url.searchParams.toString()}`;
}

const after = (id: string, call: Call): string =>
  moved(`${call.path}?${call.query.toString()}`, (url) => {
    url.searchParams.delete('page[before]');
    url.searchParams.set('page[after]', id);
  }) ?? '';

export const listFaults: readonly BlindFault[] = [
  {
    slug: 'page-repeats-last-item',
    area: 'neighbours',
    sentence: 'A page begins with the last item of the page before.',
    violates: ['neighbours.list-pages-join'],
    clause: PAGES,
    kind: 'contradicts',
    patch: listed((items, call, world) => {
      const last = world.store.sessions.everywhere().find(({ id }) => id === call.query.get('page[after]'));
      return {
        data: last ? [sessionResource(last, world.settings.open), ...items.slice(0, -1)] : [...items],
      };
    }, secondPage),
  },
  {
    slug: 'page-skips-first-item',
    area: 'neighbours',
    sentence: 'The first item of each further page is lost.',
    violates: ['neighbours.list-pages-join'],
    clause: PAGES,
    kind: 'contradicts',
    patch: listed((items) => ({ data: items.slice(1) }), secondPage),
  },
  {
    slug: 'next-link-loses-filter',
    area: 'neighbours',
    sentence: 'The link to the next page loses the filter.',
    violates: ['neighbours.list-is-filtered'],
    clause: FILTER,
    kind: 'contradicts',
    patch: listed((_items, _call, _world, { links }) => ({
      links: {
        ...links,
        next: moved(links?.['next'], (url) => url.searchParams.delete('filter[inquiry-id]')),
      },
    })),
  },
  {
    slug: 'next-link-leads-nowhere',
    area: 'neighbours',
    sentence: 'The link to the next page leads to the page itself.',
    violates: ['neighbours.list-pages-join'],
    clause: PAGES,
    kind: 'contradicts',
    patch: listed((_items, call, _world, { links }) => ({
      links: {
        ...links,
        next:
          links?.['next'] === null ? null : moved(`${call.path}?${call.query.toString()}`, () => undefined),
      },
    })),
  },
  {
    slug: 'no-next-link-in-camel',
    area: 'neighbours',
    sentence: 'In camel case a list has no link to its next page.',
    violates: ['neighbours.list-pages-join'],
    clause: PAGES,
    kind: 'contradicts',
    patch: listed(
      (_items, _call, _world, { links }) => ({ links: { ...links, next: null } }),
      (call) => call.header('key-inflection') === 'camel',
    ),
  },
  {
    slug: 'last-page-has-next-link',
    area: 'neighbours',
    sentence: 'The last page links to a next page, which shows its own items again.',
    violates: ['neighbours.list-pages-join'],
    clause: PAGES,
    kind: 'contradicts',
    patch: listed(
      (items, call, _world, { links }) => {
        const first = items[0];
        return { links: { ...links, next: links?.['next'] ?? (first ? after(first.id, call) : null) } };
      },
      (call) => call.query.has('page[size]'),
    ),
  },
  {
    slug: 'second-page-unfiltered',
    area: 'neighbours',
    sentence: 'From the second page on the filter is ignored.',
    violates: ['neighbours.list-is-filtered'],
    clause: FILTER,
    kind: 'contradicts',
    patch: misread('listSessions', (call) =>
      secondPage(call) ? withQuery(call, (query) => query.delete('filter[inquiry-id]')) : call,
    ),
  },
  {
    slug: 'sized-list-unfiltered',
    area: 'neighbours',
    sentence: 'With `page[size]` the filter is ignored.',
    violates: ['neighbours.list-is-filtered'],
    clause: FILTER,
    kind: 'contradicts',
    patch: misread('listSessions', (call) =>
      call.query.has('page[size]') ? withQuery(call, (query) => query.delete('filter[inquiry-id]')) : call,
    ),
  },
  {
    slug: 'unknown-inquiry-lists-all',
    area: 'neighbours',
    sentence: 'A filter that finds nothing lists everything.',
    violates: ['neighbours.list-empty'],
    clause: FILTER,
    kind: 'contradicts',
    patch: misread('listSessions', (call, world) => {
      const id = call.query.get('filter[inquiry-id]');
      const some = world.store.sessions.everywhere().some(({ inquiryId }) => inquiryId === id);
      return id !== null && !some ? withQuery(call, (query) => query.delete('filter[inquiry-id]')) : call;
    }),
  },
  {
    slug: 'filter-by-beginning',
    area: 'neighbours',
    sentence: 'The filter finds every inquiry whose id begins with the value.',
    violates: ['neighbours.list-empty'],
    clause: FILTER,
    kind: 'contradicts',
    patch: misread('listSessions', (call, world) => {
      const id = call.query.get('filter[inquiry-id]') ?? '';
      const fitting = world.store.inquiries.everywhere().find((inquiry) => inquiry.id.startsWith(id));
      return id !== '' && fitting
        ? withQuery(call, (query) => query.set('filter[inquiry-id]', fitting.id))
        : call;
    }),
  },
  {
    slug: 'oldest-first',
    area: 'neighbours',
    sentence: 'A filtered list is oldest first.',
    violates: ['neighbours.list-newest-first'],
    clause: ORDER,
    kind: 'contradicts',
    patch: listed(
      (items) => ({ data: [...items].reverse() }),
      (call) => call.query.has('filter[inquiry-id]'),
    ),
  },
  {
    slug: 'ordered-by-status',
    area: 'neighbours',
    sentence: 'Expired sessions stand at the end of a list.',
    violates: ['neighbours.list-newest-first'],
    clause: ORDER,
    kind: 'contradicts',
    patch: listed((items) => ({
      data: [
        ...items.filter(({ attributes }) => attributes['status'] !== 'expired'),
        ...items.filter(({ attributes }) => attributes['status'] === 'expired'),
      ],
    })),
  },
  {
    slug: 'size-off-by-one',
    area: 'neighbours',
    sentence: 'A page has one item less than was asked for.',
    violates: ['neighbours.list-page-size'],
    clause: '`page[size]` is the size of a page.',
    kind: 'softer',
    patch: listed(
      (items, call) => {
        const size = Number(call.query.get('page[size]'));
        return { data: size > 1 && items.length === size ? items.slice(0, -1) : [...items] };
      },
      (call) => call.query.has('page[size]'),
    ),
  },
  {
    slug: 'size-ignored',
    area: 'neighbours',
    sentence: '`page[size]` is ignored.',
    violates: ['neighbours.list-page-size'],
    clause: '`page[size]` is the size of a page.',
    kind: 'contradicts',
    patch: misread('listSessions', (call) => withQuery(call, (query) => query.delete('page[size]'))),
  },
  {
    slug: 'before-is-after',
    area: 'neighbours',
    sentence: '`page[before]` shows what comes after.',
    violates: ['neighbours.list-goes-back'],
    clause: PAGES,
    kind: 'contradicts',
    patch: misread('listSessions', (call) => {
      const cursor = call.query.get('page[before]');
      if (cursor === null) return call;
      return withQuery(call, (query) => {
        query.delete('page[before]');
        query.set('page[after]', cursor);
      });
    }),
  },
  {
    slug: 'expired-twice-in-list',
    area: 'neighbours',
    sentence: 'A session that was opened and expired stands in the list twice.',
    violates: ['state.listed-as-expired'],
    clause: 'A list shows each session once.',
    kind: 'softer',
    patch: listed((items) => ({
      data: items.flatMap((one) =>
        one.attributes['status'] === 'expired' && one.attributes['started-at'] !== null ? [one, one] : [one],
      ),
    })),
  },
  {
    slug: 'expired-not-listed',
    area: 'neighbours',
    sentence: 'Expired sessions are missing in the list of their inquiry.',
    violates: ['state.listed-as-expired'],
    clause: 'The list with the filter shows the sessions of the inquiry.',
    kind: 'softer',
    patch: listed(
      (items) => ({ data: items.filter(({ attributes }) => attributes['status'] !== 'expired') }),
      (call) => call.query.has('filter[inquiry-id]'),
    ),
  },
  {
    slug: 'listed-with-status-before',
    area: 'neighbours',
    sentence: 'A list shows expired sessions with the status from before.',
    violates: ['state.listed-as-expired'],
    clause: 'A session has one status, wherever it is shown.',
    kind: 'softer',
    patch: listed((items) => ({
      data: items.map((one) =>
        one.attributes['status'] === 'expired'
          ? {
              ...one,
              attributes: { ...one.attributes, status: one.attributes['started-at'] ? 'active' : 'new' },
            }
          : one,
      ),
    })),
  },
  {
    slug: 'one-item-not-in-list',
    area: 'neighbours',
    sentence: 'A list of one session is that session, without a list.',
    violates: ['neighbours.list-page-size'],
    clause: 'A list endpoint answers with a list.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => listing(call, world) && succeeded(answer),
      (answer) =>
        rewritten(answer, (document) => {
          const list = document['data'];
          return Array.isArray(list) && list.length === 1 ? { ...document, data: list[0] ?? null } : document;
        }),
    ),
  },
  {
    slug: 'empty-list-not-found',
    area: 'neighbours',
    sentence: 'The list of an inquiry without sessions is answered 404.',
    violates: ['neighbours.list-empty'],
    clause: 'A list endpoint answers 200 with a list.',
    kind: 'softer',
    patch: instead('listSessions', asking('filter[inquiry-id]'), async (call, world, original) => {
      const answer = await original(call, world);
      return answer.document && primaryOf(answer.document).length === 0 && answer.status === 200
        ? refuse(world, 404)
        : answer;
    }),
  },
];
