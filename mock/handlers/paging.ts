/** Lists: newest first, in pages that a cursor opens. */
import type { Answer, Call } from '../call.ts';
import type { Resource } from '../json.ts';
import { refuse } from '../refusals.ts';
import type { Entity } from '../store/entities.ts';
import type { World } from '../types.ts';

const STANDARD_SIZE = 10;
const LARGEST_SIZE = 100;

function address(call: Call, cursor: 'after' | 'before', id: string): string {
  const query = new URLSearchParams(call.query);
  query.delete('page[after]');
  query.delete('page[before]');
  query.set(`page[${cursor}]`, id);
  return `${call.path}?${query.toString()}`;
}

/** The page of the items that the query asks for; an unknown cursor or an impossible size is a 400. */
export function page<T extends Entity>(
  items: readonly T[],
  call: Call,
  world: World,
  show: (item: T) => Resource,
): Answer {
  const size = Number(call.query.get('page[size]') ?? STANDARD_SIZE);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_SIZE) {
    return refuse(world, 400, { details: `page[size] is a whole number from 1 to ${String(LARGEST_SIZE)}.` });
  }
  const after = call.query.get('page[after]');
  const before = call.query.get('page[before]');
  const cursor = after ?? before;
  const at = items.findIndex(({ id }) => id === cursor);
  if (cursor !== null && at < 0) return refuse(world, 400, { details: 'The page cursor is unknown.' });

  const start = after !== null ? at + 1 : before !== null ? Math.max(0, at - size) : 0;
  const end = before !== null && after === null ? at : Math.min(items.length, start + size);
  const shown = items.slice(start, end);
  const first = shown.at(0);
  const last = shown.at(-1);
  return {
    status: 200,
    document: {
      data: shown.map(show),
      links: {
        prev: first && start > 0 ? address(call, 'before', first.id) : null,
        next: last && end < items.length ? address(call, 'after', last.id) : null,
      },
    },
  };
}
