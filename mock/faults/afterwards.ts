/** Faults that show later only: undone, done or moved after the answer, done although refused, done besides. */
import { createSessionOf, endSession } from '../lifecycle.ts';
import { after } from '../patches.ts';
import type { Patch, World } from '../types.ts';
import type { Session } from '../store/entities.ts';
import { expireAnyway, notebook, uponExpiry } from './build.ts';
import type { Fault } from './fault.ts';

/** Longer than a scenario lets pass before it reads, in milliseconds. */
const LATER_MS = 1_500;

interface Late {
  readonly at: number;
  readonly change: () => void;
}

/** Changes that are made with the first list that is asked for after some time. */
const pending = notebook((): Late[] => []);

const later = (world: World, at: number, change: () => void) =>
  void pending(world).push({ at: at + LATER_MS, change });

const inTime: Patch = {
  handlers: {
    listSessions: (original) => (call, world) => {
      const due = pending(world).filter(({ at }) => at <= call.at.getTime());
      for (const late of due) {
        pending(world).splice(pending(world).indexOf(late), 1);
        late.change();
      }
      return original(call, world);
    },
  },
};

/** Does something to the store some time after a first expire has succeeded. */
const laterUponExpiry = (change: (before: Session, world: World, at: number) => void): Patch => {
  const { handlers } = uponExpiry(({ before, world, call }) => {
    later(world, call.at.getTime(), () => change(before, world, call.at.getTime()));
    return undefined;
  });
  return { handlers: { ...inTime.handlers, ...handlers } };
};

/** Does what expiring would do some time after it was refused with this status. */
const laterUponRefusal = (status: number): Patch => ({
  handlers: inTime.handlers ?? {},
  response: (answer, call, world) => {
    const { name } = call.endpoint;
    if (name === 'expireSession' && answer.status === status) {
      later(world, call.at.getTime(), () => expireAnyway(call, world));
    }
    return answer;
  },
});

export const laterFaults: readonly Fault[] = [
  {
    slug: 'undone-a-moment-later',
    area: 'state',
    sentence: 'An expired session is as it was before, a second and a half later.',
    violates: ['state.stays-expired'],
    patch: laterUponExpiry((before, world) => void world.store.sessions.put(before)),
  },
  {
    slug: 'time-of-the-end-moves-later',
    area: 'state',
    sentence: '`expired-at` is a minute later, a second and a half after the expire.',
    violates: ['state.stays-as-left'],
    patch: laterUponExpiry((before, world) => {
      const session = world.store.sessions.get(before.id, before.environment);
      if (session?.expiredAt) world.store.sessions.put({ ...session, expiredAt: session.expiredAt + 60_000 });
    }),
  },
  {
    slug: 'start-forgotten-later',
    area: 'time',
    sentence:
      '`started-at` of an expired session moves back by an hour, a second and a half after the expire.',
    violates: ['time.started-at-kept'],
    patch: laterUponExpiry((before, world) => {
      const session = world.store.sessions.get(before.id, before.environment);
      if (session?.startedAt)
        world.store.sessions.put({ ...session, startedAt: session.startedAt - 3_600_000 });
    }),
  },
  {
    slug: 'inquiry-expired-later',
    area: 'state',
    sentence: 'The inquiry of an expired session is expired a second and a half later.',
    violates: ['state.inquiry-untouched'],
    patch: laterUponExpiry((before, world, at) => {
      const inquiry = world.store.inquiries.get(before.inquiryId, before.environment);
      if (inquiry) world.store.inquiries.put({ ...inquiry, status: 'expired', expiredAt: at });
    }),
  },
  {
    slug: 'same-browser-elsewhere-expired',
    area: 'state',
    sentence:
      'Every active session of another inquiry is expired with an active one, as if all were on one device.',
    violates: ['state.other-inquiries-untouched'],
    patch: uponExpiry(({ before, world, call }) => {
      if (before.status !== 'active') return undefined;
      for (const session of world.store.sessions.list(before.environment)) {
        if (session.inquiryId !== before.inquiryId && session.status === 'active')
          endSession(session, world, call.at.getTime());
      }
      return undefined;
    }),
  },
  {
    slug: 'refused-caller-obeyed-later',
    area: 'auth',
    sentence: 'An expire without a valid key is refused with 401, and carried out a moment later.',
    violates: ['auth.refused-without-effect'],
    patch: laterUponRefusal(401),
  },
  {
    slug: 'refused-body-obeyed',
    area: 'errors',
    sentence: 'An expire with a body that is no JSON is refused, and carried out a moment later.',
    violates: ['errors.refused-without-effect'],
    patch: laterUponRefusal(400),
  },
  {
    slug: 'replacement-created',
    area: 'state',
    sentence: 'Each session that is expired is replaced by a new one of the same inquiry.',
    violates: ['state.as-many-as-made'],
    patch: uponExpiry(({ before, world, call }) => {
      const inquiry = world.store.inquiries.get(before.inquiryId, before.environment);
      if (inquiry) createSessionOf(inquiry, world, call.at.getTime());
      return undefined;
    }),
  },
  {
    slug: 'vanishes-from-the-list',
    area: 'state',
    sentence: 'An expired session that nobody had opened is no longer in its inquiry’s list.',
    violates: ['state.as-many-as-made'],
    patch: {
      handlers: {
        listSessions: after((answer) => {
          const data = answer.document?.data;
          if (!Array.isArray(data)) return answer;
          const kept = data.filter(
            ({ attributes }) => attributes['status'] !== 'expired' || attributes['started-at'] !== null,
          );
          return { ...answer, document: { ...answer.document, data: kept } };
        }),
      },
    },
  },
];
