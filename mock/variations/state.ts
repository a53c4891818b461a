/** Legal ways for sessions to live and end. */
import { createSessionOf, sessionsOf } from '../lifecycle.ts';
import { member } from '../json.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import { after, attributes } from '../patches.ts';
import type { Variation } from './variation.ts';

export const stateVariations: readonly Variation[] = [
  {
    slug: 'expire-all-shows-all',
    area: 'state',
    sentence: 'Expiring all sessions answers with every session of the inquiries, whether ended now or not.',
    patch: {
      handlers: {
        expireAllSessions: after((answer, call, world) => {
          const ids = member(call.body, 'meta', 'inquiry-ids');
          if (answer.status !== 200 || !Array.isArray(ids)) return answer;
          const inquiries = ids.flatMap(
            (id) => world.store.inquiries.get(String(id), call.key?.environment ?? '') ?? [],
          );
          const shown = inquiries.flatMap((inquiry) => sessionsOf(inquiry, world));
          const data = shown.map((session) => sessionResource(session, world.settings.open));
          return { ...answer, document: { data } };
        }),
      },
    },
  },
  {
    slug: 'born-with-a-session',
    area: 'state',
    sentence: 'A new inquiry has a session already.',
    patch: {
      handlers: {
        createInquiry: after((answer, call, world) => {
          const { data } = answer.document ?? {};
          if (!data || Array.isArray(data)) return answer;
          const inquiry = world.store.inquiries.get(data.id, call.key?.environment ?? '');
          if (inquiry) createSessionOf(inquiry, world, call.at.getTime());
          return answer;
        }),
      },
    },
  },
  {
    slug: 'unknown-inquiry-status',
    area: 'state',
    sentence: 'A started inquiry has a status that the documentation does not list.',
    patch: attributes('inquiry', (values) =>
      values['status'] === 'pending' ? { ...values, status: 'in_progress' } : values,
    ),
  },
  {
    slug: 'other-environment-403',
    area: 'auth',
    sentence: 'Another environment’s key is forbidden, rather than told that there is nothing.',
    patch: {
      handlers: {
        expireSession: after((answer, call, world) => {
          const known = world.store.sessions.everywhere().some(({ id }) => id === call.params['id']);
          return answer.status === 404 && known ? refuse(world, 403) : answer;
        }),
        retrieveSession: after((answer, call, world) => {
          const known = world.store.sessions.everywhere().some(({ id }) => id === call.params['id']);
          return answer.status === 404 && known ? refuse(world, 403) : answer;
        }),
      },
    },
  },
];
