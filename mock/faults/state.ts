/** Faults of the session's own state: not done, not kept, shown wrongly, undone by a second expire. */
import { sessionInPath } from '../handlers/finding.ts';
import { refuse } from '../refusals.ts';
import type { Patch } from '../types.ts';
import { sessionResource } from '../resources/session.ts';
import { after } from '../patches.ts';
import { only, page, plainExpire, showing, storedOtherwise, uponExpiry, uponSecondExpire } from './build.ts';
import type { Fault } from './fault.ts';
import { siblings } from './siblings.ts';

/** Expires of sessions that somebody has opened are refused. */
const refusingActive = (status: number): Patch => ({
  handlers: {
    expireSession: (original) => (call, world) =>
      sessionInPath(call)?.status === 'active' ? refuse(world, status) : original(call, world),
  },
});

export const stateFaults: readonly Fault[] = [
  {
    slug: 'active-cannot-be-expired',
    area: 'state',
    sentence: 'Expiring a session that somebody has opened is refused with 422.',
    violates: ['state.active-becomes-expired'],
    patch: refusingActive(422),
  },
  {
    slug: 'active-makes-the-server-fail',
    area: 'state',
    sentence: 'Expiring a session that somebody has opened makes the server fail, each time.',
    violates: ['state.active-becomes-expired'],
    patch: refusingActive(500),
  },
  {
    slug: 'active-not-expired',
    area: 'state',
    sentence: 'An active session is answered as expired, and goes on being active.',
    violates: ['state.active-becomes-expired'],
    patch: only(
      plainExpire,
      uponExpiry(({ before, world }) => {
        if (before.status === 'active') world.store.sessions.put(before);
        return undefined;
      }),
    ),
  },
  {
    slug: 'active-expired-later-only',
    area: 'state',
    sentence: 'An active session is only marked for its end, with a time, but its status stays.',
    violates: ['state.active-becomes-expired'],
    patch: only(
      plainExpire,
      storedOtherwise((session, { before }) => (before.status === 'active' ? { status: 'active' } : session)),
    ),
  },
  {
    slug: 'new-not-expired',
    area: 'state',
    sentence: 'A session that nobody has opened is answered as expired, and stays new.',
    violates: [
      'state.new-becomes-expired',
      'time.expired-at-set',
      'concurrency.each-expired',
      'concurrency.one-end',
    ],
    patch: only(
      plainExpire,
      uponExpiry(({ before, world }) => {
        if (before.status === 'new') world.store.sessions.put(before);
        return undefined;
      }),
    ),
  },
  {
    slug: 'answer-before-the-fact',
    area: 'state',
    sentence: 'The answer shows the session as it was before, though it is expired.',
    violates: ['state.answer-shows-expired', 'time.expired-at-set'],
    patch: only(
      plainExpire,
      uponExpiry(({ before, world }) => ({
        status: 200,
        document: { data: sessionResource(before, world.settings.open) },
      })),
    ),
  },
  {
    slug: 'answer-with-old-status',
    area: 'state',
    sentence: 'The answer shows the time of the end but the old status.',
    violates: ['state.answer-shows-expired'],
    patch: only(plainExpire, showing({ status: () => 'active' })),
  },
  {
    slug: 'answer-expiring',
    area: 'state',
    sentence: 'The answer shows the session as `expiring`.',
    violates: ['state.answer-shows-expired'],
    patch: only(plainExpire, showing({ status: () => 'expiring' })),
  },
  {
    slug: 'answer-of-a-sibling',
    area: 'state',
    sentence: 'The answer shows another session of the same inquiry.',
    violates: ['state.answer-is-the-session', 'concurrency.answers-not-mixed-up'],
    patch: only(
      plainExpire,
      uponExpiry(({ after: session, world }) => {
        const id = siblings(session, world)[0]?.id ?? `${session.id}0`;
        return { status: 200, document: { data: sessionResource({ ...session, id }, world.settings.open) } };
      }),
    ),
  },
  {
    slug: 'revived-by-the-list',
    area: 'state',
    sentence: 'A session comes back to life when its inquiry’s sessions are listed.',
    violates: ['state.stays-expired'],
    patch: {
      handlers: {
        listSessions: after((answer, call, world) => {
          const inquiryId = call.query.get('filter[inquiry-id]');
          for (const session of world.store.sessions.everywhere()) {
            if (session.inquiryId !== inquiryId || session.status !== 'expired' || session.startedAt === null)
              continue;
            world.store.sessions.put({ ...session, status: 'active', expiredAt: null });
          }
          return answer;
        }),
      },
    },
  },
  {
    slug: 'revived-by-reading',
    area: 'state',
    sentence: 'A session that was opened is shown as expired once, and as active from the second read on.',
    violates: ['state.stays-expired', 'state.listed-as-expired'],
    patch: {
      handlers: {
        retrieveSession: after((answer, call, world) => {
          const session = world.store.sessions.get(call.params['id'] ?? '', call.key?.environment ?? '');
          if (session?.status === 'expired' && session.startedAt !== null && call.query.has('include')) {
            world.store.sessions.put({ ...session, status: 'active', expiredAt: null });
          }
          return answer;
        }),
      },
    },
  },
  {
    slug: 'attributes-wiped',
    area: 'state',
    sentence: 'Expiring wipes what was known of the device, the network and the place.',
    violates: ['state.attributes-kept'],
    patch: only(
      plainExpire,
      storedOtherwise(() => ({ visit: null })),
    ),
  },
  {
    slug: 'address-wiped',
    area: 'state',
    sentence: 'Expiring empties the IP address.',
    violates: ['state.attributes-kept'],
    patch: only(
      plainExpire,
      storedOtherwise(({ visit }) => ({ visit: visit && { ...visit, ipAddress: '' } })),
    ),
  },
  {
    slug: 'place-moved',
    area: 'state',
    sentence: 'Expiring overwrites the place with that of the caller.',
    violates: ['state.attributes-kept'],
    patch: only(
      plainExpire,
      storedOtherwise(({ visit }) => ({
        visit: visit && { ...visit, countryCode: 'IS', countryName: 'Iceland' },
      })),
    ),
  },
  {
    slug: 'flag-turned',
    area: 'state',
    sentence: 'Expiring turns `is-tor` round.',
    violates: ['state.attributes-kept'],
    patch: only(
      plainExpire,
      storedOtherwise(({ visit }) => ({ visit: visit && { ...visit, isTor: !visit.isTor } })),
    ),
  },
  {
    slug: 'device-unlinked',
    area: 'state',
    sentence: 'An expired session loses its device.',
    violates: ['state.relationships-kept'],
    patch: only(
      plainExpire,
      storedOtherwise(() => ({ deviceId: null })),
    ),
  },
  {
    slug: 'device-exchanged',
    area: 'state',
    sentence: 'An expired session is linked to another device.',
    violates: ['state.relationships-kept'],
    patch: only(
      plainExpire,
      storedOtherwise(({ deviceId }) => ({ deviceId: deviceId && `${deviceId}x` })),
    ),
  },
  {
    slug: 'inquiry-unlinked-on-read',
    area: 'state',
    sentence: 'An expired session that was opened shows no inquiry when it is read.',
    violates: ['state.relationships-kept'],
    patch: {
      handlers: {
        retrieveSession: after((answer) => {
          const shown = answer.document?.data;
          if (!shown || Array.isArray(shown) || shown.attributes['status'] !== 'expired') return answer;
          const { inquiry, ...others } = shown.relationships ?? {};
          if (!inquiry || shown.attributes['started-at'] === null) return answer;
          return { ...answer, document: { ...answer.document, data: { ...shown, relationships: others } } };
        }),
      },
    },
  },
  {
    slug: 'answer-and-store-differ',
    area: 'state',
    sentence: 'The time of the end that is stored is five seconds after the one that was answered.',
    violates: ['state.answer-agrees-with-read'],
    patch: only(
      plainExpire,
      storedOtherwise(({ expiredAt }) => ({ expiredAt: (expiredAt ?? 0) + 5000 })),
    ),
  },
  {
    slug: 'list-shows-old-status',
    area: 'state',
    sentence: 'The list goes on showing an expired session as active.',
    violates: ['state.listed-as-expired'],
    patch: {
      handlers: {
        listSessions: after((answer) => {
          const shown = answer.document?.data;
          if (!Array.isArray(shown)) return answer;
          const list = shown.map((resource) =>
            resource.attributes['status'] === 'expired'
              ? { ...resource, attributes: { ...resource.attributes, status: 'active' } }
              : resource,
          );
          return { ...answer, document: { ...answer.document, data: list } };
        }),
      },
    },
  },
  {
    slug: 'list-hides-expired',
    area: 'state',
    sentence: 'The list leaves expired sessions away.',
    violates: ['state.listed-as-expired'],
    patch: {
      handlers: {
        listSessions: after((answer) => {
          const shown = answer.document?.data;
          if (!Array.isArray(shown)) return answer;
          const list = shown.filter(({ attributes }) => attributes['status'] !== 'expired');
          return { ...answer, document: { ...answer.document, data: list } };
        }),
      },
    },
  },
  {
    slug: 'list-doubles-expired',
    area: 'state',
    sentence: 'The list shows an expired session twice: as it was, and as it is.',
    violates: ['state.listed-as-expired'],
    patch: {
      handlers: {
        listSessions: after((answer) => {
          const shown = answer.document?.data;
          if (!Array.isArray(shown)) return answer;
          const list = shown.flatMap((resource) =>
            resource.attributes['status'] === 'expired' ? [resource, resource] : [resource],
          );
          return { ...answer, document: { ...answer.document, data: list } };
        }),
      },
    },
  },
  {
    slug: 'revived-by-second-expire',
    area: 'state',
    sentence: 'A second expire makes the session new again.',
    violates: ['state.second-expire-keeps-expired'],
    patch: uponSecondExpire((_call, world, session) => {
      world.store.sessions.put({ ...session, status: 'new' });
      return refuse(world, 409);
    }),
  },
  {
    slug: 'second-expire-html',
    area: 'state',
    sentence: 'A second expire is refused with an HTML page.',
    violates: ['state.second-expire-documented-shape'],
    patch: uponSecondExpire(() => page(409)),
  },
  {
    slug: 'second-expire-empty',
    area: 'state',
    sentence: 'A second expire is refused without a body.',
    violates: ['state.second-expire-documented-shape'],
    patch: uponSecondExpire(() => ({ status: 409, text: '' })),
  },
  {
    slug: 'second-expire-bare-message',
    area: 'state',
    sentence: 'A second expire is refused with a message outside the envelope.',
    violates: ['state.second-expire-documented-shape'],
    patch: uponSecondExpire(() => ({ status: 409, text: '{"message":"already expired"}' })),
  },
  {
    slug: 'second-expire-succeeds-with-nothing',
    area: 'state',
    sentence: 'A second expire succeeds with an empty object.',
    violates: ['state.second-expire-documented-shape'],
    patch: uponSecondExpire(() => ({ status: 200, text: '{}' })),
  },
  {
    slug: 'second-expire-500',
    area: 'state',
    sentence: 'A second expire is a server error.',
    violates: ['state.second-expire-no-server-error'],
    patch: uponSecondExpire((_call, world) => refuse(world, 500)),
  },
  {
    slug: 'born-active',
    area: 'state',
    sentence: 'A creation shows the session as active.',
    violates: ['state.created-new', 'state.new-sibling-untouched', 'state.other-inquiries-untouched'],
    patch: only(
      (call) => call.endpoint.name === 'createSession' && call.bodyText.includes('inquiry-id'),
      showing({ status: () => 'active' }),
    ),
  },
];
