/** Over the limit: needs leave to run into it. */
import type { Requirement } from '../types.ts';

const source = { page: 'rate-limiting' } as const;
const needs = ['rate-limit'] as const;

export const rateLimit = [
  {
    id: 'rate-limit.refused-with-429',
    level: 'MUST',
    area: 'rate-limit',
    statement: 'Over the limit requests are answered 429.',
    rationale: 'Back-off logic is keyed to this status.',
    source,
    needs,
  },
  {
    id: 'rate-limit.envelope',
    level: 'MUST',
    area: 'rate-limit',
    statement: 'A 429 comes in the documented error envelope, as JSON.',
    rationale: 'The error handler must survive the busiest hour.',
    source: { page: 'errors' },
    needs,
  },
  {
    id: 'rate-limit.without-effect',
    level: 'MUST',
    area: 'rate-limit',
    statement: 'An expire that is answered 429 expires nothing.',
    rationale: 'A refusal that did the work all the same cannot be retried safely.',
    source,
    needs,
  },
  {
    id: 'rate-limit.nothing-remains',
    level: 'SHOULD',
    area: 'rate-limit',
    statement: 'A 429 does not announce that requests remain.',
    rationale: 'Clients that trust `RateLimit-Remaining` would be punished for it.',
    source,
    needs,
  },
  {
    id: 'rate-limit.recovers',
    level: 'SHOULD',
    area: 'rate-limit',
    statement: 'After `RateLimit-Reset` seconds requests are answered again.',
    rationale: 'A client that waits as told must not be kept waiting.',
    source,
    needs,
  },
] as const satisfies readonly Requirement[];
