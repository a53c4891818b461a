/** What holds for every list of sessions. */
import { attribute, document, idOf, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { type Answer } from './answer.ts';
import type { Invariant } from './invariant.ts';

const lists = { outcome: 'success', shows: ['sessions'] } as const;

export const listInvariants: readonly Invariant[] = [
  {
    clause: 'neighbours.list-newest-first',
    of: lists,
    breach: ({ exchange }) => {
      const times = document(exchange)
        .list.map((entry) => Date.parse(String(attribute(entry, 'created-at'))))
        .filter(Number.isFinite);
      const isSorted = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time));
      return isSorted ? undefined : { code: 'list.order', path: ['data'] };
    },
  },
  {
    clause: 'neighbours.list-is-filtered',
    of: lists,
    breach: (answer) => {
      const asked = filterOf(answer);
      if (asked === undefined) return undefined;
      const strangers = strangersIn(answer.exchange, asked);
      return strangers === 0 ? undefined : { code: 'list.stranger', strangers, path: ['data'] };
    },
  },
];

/** How many sessions a list shows with another inquiry. */
export function strangersIn(list: Exchange, inquiryId: string): number {
  return document(list).list.filter((entry) => {
    const inquiry = idOf(relationship(entry, 'inquiry'));
    return inquiry !== undefined && inquiry !== inquiryId;
  }).length;
}

function filterOf({ exchange }: Answer): string | undefined {
  return new URL(exchange.request.url).searchParams.get('filter[inquiry-id]') ?? undefined;
}
