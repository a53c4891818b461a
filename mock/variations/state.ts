/** Legal ways for sessions to live and end. */
import { createSessionOf, sessionsOf } from '../lifecycle.ts';
import { member } from '../json.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import { after, attributes } from '../patches.ts';
import type { Variation } from './variation.ts';

export const stateVariations: readonly Variation[] = [
  {
    slug: 're-expire-200',
    area: 'state',
    sentence: 'A second expire succeeds.',
    patch: { open: { reExpire: 200 } },
  },
  {
    slug: 're-expire-409',
    area: 'state',
    sentence: 'A second expire is a conflict.',
    patch: { open: { reExpire: 409 } },
  },
  {
    slug: 're-expire-422',
    area: 'state',
    sentence: 'A second expire cannot be processed.',
    patch: { open: { reExpire: 422 } },
  },
  {
    slug: 'expire-all-takes-new',
    area: 'state',
    sentence: 'Expiring all sessions also takes those that nobody has opened.',
    patch: { open: { expireAllTakesNew: true } },
  },
  {
    slug: 'expire-all-refuses-unknown',
    area: 'state',
    sentence: 'Expiring all sessions refuses an inquiry that does not exist.',
    patch: { open: { expireAllUnknown: 'refuse' } },
  },
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
    slug: 'session-limit-400',
    area: 'state',
    sentence: 'One session too many is a bad request.',
    patch: { open: { sessionLimitStatus: 400 } },
  },
  {
    slug: 'session-limit-409',
    area: 'state',
    sentence: 'One session too many is a conflict.',
    patch: { open: { sessionLimitStatus: 409 } },
  },
  {
    slug: 'closed-inquiry-422',
    area: 'state',
    sentence: 'An inquiry that is over takes no session: unprocessable.',
    patch: { open: { closedInquiryStatus: 422 } },
  },
  {
    slug: 'link-for-expired',
    area: 'state',
    sentence: 'A one-time link is made even for an expired session.',
    patch: { open: { linkForExpired: 'make' } },
  },
  {
    slug: 'link-started-by-script',
    area: 'state',
    sentence: 'Fetching a one-time link starts nothing; the script on its page does.',
    patch: { open: { linkActivation: 'script' } },
  },
  {
    slug: 'simulation-starts-all',
    area: 'state',
    sentence: 'The simulated start starts every session that waits.',
    patch: { open: { simulateStart: 'all' } },
  },
  {
    slug: 'simulation-starts-none',
    area: 'state',
    sentence: 'The simulated start moves the inquiry but starts no session.',
    patch: { open: { simulateStart: 'none' } },
  },
  {
    slug: 'late-events',
    area: 'state',
    sentence: 'Events show up two seconds late.',
    patch: { open: { eventLagMs: 2000 } },
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
    slug: 'shared-device',
    area: 'state',
    sentence: 'The sessions of an inquiry are opened on one and the same device.',
    patch: { open: { deviceSharing: 'shared' } },
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
