/** Faults of state that others feel: siblings, the inquiry, strangers; and of the calls that end many sessions. */
import { type Json, member } from '../json.ts';
import { fakeSessionToken } from '../data/session-token.ts';
import { inquiryInPath, showInquiry } from '../handlers/finding.ts';
import { endSession, sessionsOf } from '../lifecycle.ts';
import { refuse } from '../refusals.ts';
import type { Session } from '../store/entities.ts';
import type { Patch, World } from '../types.ts';
import { after } from '../patches.ts';
import { only, plainExpire, uponExpiry } from './build.ts';
import type { Fault } from './fault.ts';
import { siblings } from './siblings.ts';

/** The inquiries that the body of an expire-all names. */
function inquiriesNamed(body: Json | undefined): unknown[] {
  const ids = member(body, 'meta', 'inquiry-ids');
  return Array.isArray(ids) ? ids : [];
}

/** Does something to others when an active session has been expired. */
const toOthers = (effect: (session: Session, world: World, at: number) => void) =>
  uponExpiry(({ before, world, call }) => {
    if (before.status === 'active') effect(before, world, call.at.getTime());
    return undefined;
  });

/** Changes the sessions of the inquiries that an expire-all names, after it has taken them. */
const takenAtOnce = (change: (session: Session) => Session): Patch => ({
  handlers: {
    expireAllSessions: after((answer, call, world) => {
      const named = new Set(inquiriesNamed(call.body));
      for (const session of world.store.sessions.list(call.key?.environment ?? '')) {
        if (session.status === 'expired' && named.has(session.inquiryId)) {
          world.store.sessions.put(change(session));
        }
      }
      return answer;
    }),
  },
});

export const neighbourFaults: readonly Fault[] = [
  {
    slug: 'active-sibling-expired',
    area: 'state',
    sentence: 'The newest active session of the same inquiry is expired as well.',
    violates: ['state.active-sibling-untouched'],
    patch: toOthers((session, world, at) => {
      const sibling = siblings(session, world).find(({ status }) => status === 'active');
      if (sibling) endSession(sibling, world, at);
    }),
  },
  {
    slug: 'sibling-expired-instead',
    area: 'state',
    sentence: 'Another active session of the inquiry is expired instead of the named one.',
    violates: ['state.active-becomes-expired', 'state.active-sibling-untouched'],
    patch: only(
      plainExpire,
      toOthers((session, world, at) => {
        const sibling = siblings(session, world).find(({ status }) => status === 'active');
        if (!sibling) return;
        world.store.sessions.put(session);
        endSession(sibling, world, at);
      }),
    ),
  },
  {
    slug: 'new-sibling-expired',
    area: 'state',
    sentence: 'A session of the same inquiry that nobody has opened is expired as well.',
    violates: ['state.new-sibling-untouched'],
    patch: toOthers((session, world, at) => {
      const sibling = siblings(session, world).find(({ status }) => status === 'new');
      if (sibling) endSession(sibling, world, at);
    }),
  },
  {
    slug: 'new-sibling-started',
    area: 'state',
    sentence: 'A session of the same inquiry that nobody has opened becomes active.',
    violates: ['state.new-sibling-untouched'],
    patch: toOthers((session, world, at) => {
      const sibling = siblings(session, world).find(({ status }) => status === 'new');
      if (sibling) world.store.sessions.put({ ...sibling, status: 'active', startedAt: at });
    }),
  },
  {
    slug: 'all-siblings-expired',
    area: 'state',
    sentence: 'All sessions of the inquiry are expired.',
    violates: ['state.active-sibling-untouched', 'state.new-sibling-untouched'],
    patch: toOthers((session, world, at) => {
      for (const sibling of siblings(session, world)) endSession(sibling, world, at);
    }),
  },
  {
    slug: 'inquiry-expired',
    area: 'state',
    sentence: 'The inquiry of the session is expired with it.',
    violates: ['state.inquiry-untouched'],
    patch: toOthers((session, world, at) => {
      const inquiry = world.store.inquiries.get(session.inquiryId, session.environment);
      if (inquiry) world.store.inquiries.put({ ...inquiry, status: 'expired', expiredAt: at });
    }),
  },
  {
    slug: 'inquiry-set-back',
    area: 'state',
    sentence: 'The inquiry of the session is set back to `created`.',
    violates: ['state.inquiry-untouched'],
    patch: toOthers((session, world) => {
      const inquiry = world.store.inquiries.get(session.inquiryId, session.environment);
      if (inquiry) world.store.inquiries.put({ ...inquiry, status: 'created', startedAt: null });
    }),
  },
  {
    slug: 'stranger-expired',
    area: 'state',
    sentence: 'The newest unopened session of another inquiry is expired as well.',
    violates: ['state.other-inquiries-untouched'],
    patch: toOthers((session, world, at) => {
      const stranger = world.store.sessions
        .list(session.environment)
        .find(({ inquiryId, status }) => inquiryId !== session.inquiryId && status === 'new');
      if (stranger) endSession(stranger, world, at);
    }),
  },
  {
    slug: 'expire-all-does-nothing',
    area: 'state',
    sentence: 'Expiring all sessions of an inquiry succeeds and expires none.',
    violates: ['state.expire-all-takes-active'],
    patch: {
      handlers: {
        expireAllSessions: (original) => async (call, world) => {
          const restore = world.store.snapshot();
          const answer = await original(call, world);
          restore();
          return answer;
        },
      },
    },
  },
  {
    slug: 'expire-all-refused',
    area: 'state',
    sentence: 'Expiring all sessions of an inquiry is refused.',
    violates: ['state.expire-all-takes-active'],
    patch: { handlers: { expireAllSessions: () => (_call, world) => refuse(world, 400) } },
  },
  {
    slug: 'expire-all-takes-a-stranger',
    area: 'state',
    sentence: 'Expiring all sessions of an inquiry also takes the oldest unopened session of another one.',
    violates: ['state.expire-all-spares-other-inquiries'],
    patch: {
      handlers: {
        expireAllSessions: after((answer, call, world) => {
          const named = new Set(inquiriesNamed(call.body));
          const stranger = world.store.sessions
            .list(call.key?.environment ?? '')
            .findLast(({ inquiryId, status }) => status === 'new' && !named.has(inquiryId));
          if (stranger) endSession(stranger, world, call.at.getTime());
          return answer;
        }),
      },
    },
  },
  {
    slug: 'inquiry-expiry-spares-sessions',
    area: 'state',
    sentence: 'Expiring an inquiry leaves its sessions as they are.',
    violates: ['state.inquiry-expiry-takes-sessions'],
    patch: {
      handlers: {
        expireInquiry: (original) => async (call, world) => {
          const before = world.store.sessions.everywhere();
          const answer = await original(call, world);
          for (const session of before) world.store.sessions.put(session);
          return answer;
        },
      },
    },
  },
  {
    slug: 'inquiry-expiry-spares-unopened',
    area: 'state',
    sentence: 'Expiring an inquiry leaves its unopened sessions as they are.',
    violates: ['state.inquiry-expiry-takes-sessions'],
    patch: {
      handlers: {
        expireInquiry: (original) => async (call, world) => {
          const before = world.store.sessions.everywhere().filter(({ status }) => status === 'new');
          const answer = await original(call, world);
          for (const session of before) world.store.sessions.put(session);
          return answer;
        },
      },
    },
  },
  {
    slug: 'inquiry-expiry-not-kept',
    area: 'state',
    sentence: 'Expiring an inquiry expires its sessions, and leaves the inquiry as it was.',
    violates: ['state.inquiry-expiry-takes-sessions'],
    patch: {
      handlers: {
        expireInquiry: (original) => async (call, world) => {
          const before = inquiryInPath(call);
          const answer = await original(call, world);
          if (before) world.store.inquiries.put(before);
          return answer;
        },
      },
    },
  },
  {
    slug: 'expire-all-loses-starts',
    area: 'state',
    sentence: 'Sessions that were expired all at once have lost their `started-at`.',
    violates: ['state.stays-as-left'],
    patch: takenAtOnce((session) => ({ ...session, startedAt: null })),
  },
  {
    slug: 'expire-all-ends-to-come',
    area: 'time',
    sentence: 'Sessions that were expired all at once show an end two hours ahead.',
    violates: ['time.expired-at-is-now'],
    patch: takenAtOnce((session) => ({ ...session, expiredAt: (session.expiredAt ?? 0) + 7_200_000 })),
  },
  {
    slug: 'resume-hands-out-a-used-session',
    area: 'neighbours',
    sentence: 'Resuming an inquiry gives a token of a session that somebody has opened, where there is one.',
    violates: ['neighbours.resume-names-a-session'],
    patch: {
      handlers: {
        resumeInquiry: (original) => (call, world) => {
          const inquiry = inquiryInPath(call);
          const used = inquiry && sessionsOf(inquiry, world).find(({ status }) => status === 'active');
          if (!used) return original(call, world);
          return showInquiry(inquiry, call, world, 200, {
            meta: { 'session-token': fakeSessionToken(used.id) },
          });
        },
      },
    },
  },
];
