/** The list of what has happened. */
import type { Handler } from '../types.ts';
import { keyOf } from '../call.ts';
import { timestamp } from '../timestamp.ts';
import { filtersOf, isListed } from './filters.ts';
import { page } from './paging.ts';

export const listEvents: Handler = (call, world) => {
  const { open } = world.settings;
  const filters = filtersOf(call, world, ['name', 'object-id']);
  if ('refusal' in filters) return filters.refusal;
  const { asked } = filters;
  const shown = call.view.events
    .list(keyOf(call).environment)
    .filter((event) => event.createdAt + open.eventLagMs <= call.at.getTime())
    .filter((event) => isListed(asked.name, event.name) && isListed(asked['object-id'], event.objectId));
  return page(shown, call, world, (event) => ({
    type: 'event',
    id: event.id,
    attributes: {
      name: event.name,
      payload: structuredClone(event.payload) as Record<string, never>,
      'created-at': timestamp(event.createdAt, open),
      'redacted-at': null,
    },
  }));
};
