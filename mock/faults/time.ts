/** Faults of time: missing, moved, out of order. */
import { only, plainExpire, storedOtherwise, uponExpiry, uponSecondExpire } from './build.ts';
import { sessionResource } from '../resources/session.ts';
import type { Session } from '../store/entities.ts';
import type { Fault } from './fault.ts';

const HOUR_MS = 3_600_000;

/** Stores and answers the just expired session with other times. */
const withTimes = (change: (after: Session, before: Session) => Partial<Session>) =>
  only(
    plainExpire,
    uponExpiry(({ after, before, world }) => {
      const session = world.store.sessions.put({ ...after, ...change(after, before) });
      return { status: 200, document: { data: sessionResource(session, world.settings.open) } };
    }),
  );

export const timeFaults: readonly Fault[] = [
  {
    slug: 'end-without-time',
    area: 'time',
    sentence: 'An expired session has no time of its end.',
    violates: ['time.expired-at-set'],
    patch: withTimes(() => ({ expiredAt: null })),
  },
  {
    slug: 'end-time-not-kept',
    area: 'time',
    sentence: 'The time of the end is answered and then forgotten.',
    violates: ['time.expired-at-set', 'state.answer-agrees-with-read'],
    patch: only(
      plainExpire,
      storedOtherwise(() => ({ expiredAt: null })),
    ),
  },
  {
    slug: 'end-before-creation',
    area: 'time',
    sentence: 'A session ends a minute before it was created.',
    violates: ['time.expired-at-after-creation'],
    patch: withTimes(({ createdAt, expiredAt }, { status }) => ({
      expiredAt: status === 'new' ? createdAt - 60_000 : expiredAt,
    })),
  },
  {
    slug: 'end-before-start',
    area: 'time',
    sentence: 'A session that was opened ends half a minute before it was started.',
    violates: ['time.expired-at-after-start'],
    patch: withTimes(({ startedAt, expiredAt }) => ({
      expiredAt: startedAt === null ? expiredAt : startedAt - 30_000,
    })),
  },
  {
    slug: 'end-as-planned',
    area: 'time',
    sentence: 'The time of the end is the one that was planned, a day after the creation.',
    violates: ['time.expired-at-is-now'],
    patch: withTimes(({ expiresAt }) => ({ expiredAt: expiresAt })),
  },
  {
    slug: 'end-in-local-time',
    area: 'time',
    sentence: 'The time of the end is local time written as if it were UTC.',
    violates: ['time.expired-at-is-now'],
    patch: withTimes(({ expiredAt }) => ({ expiredAt: (expiredAt ?? 0) + 2 * HOUR_MS })),
  },
  {
    slug: 'second-expire-moves-time',
    area: 'time',
    sentence: 'A second expire moves the time of the end.',
    violates: ['time.second-expire-keeps-time'],
    patch: uponSecondExpire((_call, world, session) => {
      world.store.sessions.put({ ...session, expiredAt: (session.expiredAt ?? 0) + 1000 });
      return undefined;
    }),
  },
  {
    slug: 'second-expire-clears-time',
    area: 'time',
    sentence: 'A second expire clears the time of the end.',
    violates: ['time.second-expire-keeps-time'],
    patch: uponSecondExpire((_call, world, session) => {
      world.store.sessions.put({ ...session, expiredAt: null });
      return undefined;
    }),
  },
  {
    slug: 'creation-moved',
    area: 'time',
    sentence: 'Expiring sets the time of creation to now.',
    violates: ['time.created-at-kept'],
    patch: withTimes(({ expiredAt, createdAt }) => ({
      createdAt: Math.max(expiredAt ?? 0, createdAt + 1000),
    })),
  },
  {
    slug: 'creation-rounded',
    area: 'time',
    sentence: 'Expiring cuts the time of creation down to the hour.',
    violates: ['time.created-at-kept'],
    patch: withTimes(({ createdAt }) => ({ createdAt: createdAt - (createdAt % HOUR_MS) - 1 })),
  },
  {
    slug: 'start-moved',
    area: 'time',
    sentence: 'Expiring sets the time of the start to that of the end.',
    violates: ['time.started-at-kept'],
    patch: withTimes(({ startedAt }) => ({ startedAt: startedAt === null ? null : startedAt + 1 })),
  },
  {
    slug: 'start-cleared',
    area: 'time',
    sentence: 'Expiring clears the time of the start.',
    violates: ['time.started-at-kept'],
    patch: withTimes(() => ({ startedAt: null })),
  },
];
