/** The times of a session, judged by the server's own clock only. */
import type { Requirement } from '../types.ts';

export const time = [
  {
    id: 'time.expired-at-set',
    level: 'SHOULD',
    area: 'time',
    statement: 'After a successful expire `expired-at` is set.',
    rationale: 'Audit trails need the moment at which access ended.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'time.expired-at-after-creation',
    level: 'SHOULD',
    area: 'time',
    statement: '`expired-at` is not before `created-at`.',
    rationale: 'Durations computed from the two would be negative.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'time.expired-at-after-start',
    level: 'SHOULD',
    area: 'time',
    statement: '`expired-at` of a session that was active is not before its `started-at`.',
    rationale: 'Time-on-task figures would be negative.',
    source: { page: 'expire-an-inquiry-session' },
    needs: ['active-session'],
  },
  {
    id: 'time.expired-at-is-now',
    level: 'SHOULD',
    area: 'time',
    statement: '`expired-at` lies within two minutes of the `Date` header of the answer.',
    rationale: 'A planned expiry mistaken for the real one hides how long access really lasted.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'time.second-expire-keeps-time',
    level: 'SHOULD',
    area: 'time',
    statement: 'A second expire does not move `expired-at`.',
    rationale: 'The audit trail would show the last clean-up run instead of the sign-out.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'time.created-at-kept',
    level: 'SHOULD',
    area: 'time',
    statement: 'Expiring does not change `created-at`.',
    rationale: 'Lists are ordered by it, and retention rules count from it.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'time.started-at-kept',
    level: 'SHOULD',
    area: 'time',
    statement: 'Expiring does not change `started-at`.',
    rationale: 'Reports on how long users take are computed from it.',
    source: { page: 'expire-an-inquiry-session' },
    needs: ['active-session'],
  },
] as const satisfies readonly Requirement[];
