/** The list of what has happened. */
import type { Handler } from '../patch.ts';
import { keyOf } from '../call.ts';
import { timestamp } from '../timestamp.ts';
import { page } from './paging.ts';

export const listEvents: Handler = (call, world) => {
  const { open } = world.settings;
  const name = call.query.get('filter[name]');
  const objectId = call.query.get('filter[object-id]');
  const shown = call.view.events
    .list(keyOf(call).environment)
    .filter((event) => event.createdAt + open.eventLagMs <= call.at.getTime())
    .filter((event) => name === null || event.name === name)
    .filter((event) => objectId === null || event.objectId === objectId);
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
