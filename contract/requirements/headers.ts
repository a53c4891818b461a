/** What every answer carries besides its body. */
import type { Requirement } from '../types.ts';

export const headers = [
  {
    id: 'headers.request-id',
    level: 'MUST',
    area: 'headers',
    statement: 'A successful answer carries a `Request-Id`.',
    rationale: 'Support cannot look anything up without it.',
    source: { page: 'request-ids' },
  },
  {
    id: 'headers.request-id-on-errors',
    level: 'MUST',
    area: 'headers',
    statement: 'A refusal after authentication carries a `Request-Id` too; on a 401 it is left open.',
    rationale: 'It is the failed requests that support is asked about.',
    source: { page: 'request-ids' },
  },
  {
    id: 'headers.request-id-unique',
    level: 'SHOULD',
    area: 'headers',
    statement: 'Different requests carry different `Request-Id`s.',
    rationale: 'An id that stands for many requests finds none.',
    source: { page: 'request-ids' },
  },
  {
    id: 'headers.rate-limit-announced',
    level: 'SHOULD',
    area: 'headers',
    statement:
      'Answers announce the rate limit: `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`.',
    rationale: 'Clients that slow down in time never see a 429.',
    source: { page: 'rate-limiting' },
  },
  {
    id: 'headers.rate-limit-numbers',
    level: 'MUST',
    area: 'headers',
    statement:
      'The rate-limit headers, where present, are whole numbers, not negative, and no more remains than the limit.',
    rationale: 'A throttle fed with nonsense stops or never brakes.',
    source: { page: 'rate-limiting' },
  },
  {
    id: 'headers.rate-limit-reset-seconds',
    level: 'SHOULD',
    area: 'headers',
    statement: '`RateLimit-Reset` counts seconds to go; it is no point in time.',
    rationale: 'A client that waits until a point in time as if it were seconds sleeps for decades.',
    source: { page: 'rate-limiting' },
  },
  {
    id: 'headers.rate-limit-counts',
    level: 'SHOULD',
    area: 'headers',
    statement: '`RateLimit-Remaining` goes down as requests are made.',
    rationale: 'A number that never moves warns nobody.',
    source: { page: 'rate-limiting' },
  },
  {
    id: 'headers.quota-numbers',
    level: 'MUST',
    area: 'headers',
    statement:
      'The quota headers of a creation, where present, are whole numbers, not negative, and no more remains than the limit.',
    rationale: 'A planner fed with nonsense creates too much or nothing.',
    source: { page: 'rate-limiting' },
  },
  {
    id: 'headers.quota-announced',
    level: 'OBSERVED',
    area: 'headers',
    statement: 'Creations may announce a quota; whether this account has one is left open.',
    rationale: 'Batch jobs plan by it.',
    source: { page: 'rate-limiting' },
  },
] as const satisfies readonly Requirement[];
