/** Several expires at the same moment. */
import type { Requirement } from '../types.ts';

const source = { page: 'errors' } as const;

export const concurrency = [
  {
    id: 'concurrency.one-succeeds',
    level: 'MUST',
    area: 'concurrency',
    statement: 'Of several simultaneous expires of one session at least one succeeds.',
    rationale: 'Two tabs that sign out together must not block each other.',
    source,
  },
  {
    id: 'concurrency.ends-expired',
    level: 'MUST',
    area: 'concurrency',
    statement: 'After simultaneous expires the session is `expired`.',
    rationale: 'A lost update would leave the session alive.',
    source,
  },
  {
    id: 'concurrency.documented-answers',
    level: 'MUST',
    area: 'concurrency',
    statement: 'Each of the simultaneous answers has a documented shape: the session, or the error envelope.',
    rationale: 'Races happen at the busiest hour, when nobody can read HTML.',
    source,
  },
  {
    id: 'concurrency.no-server-error',
    level: 'SHOULD',
    area: 'concurrency',
    statement: 'Simultaneous expires are not answered with server errors.',
    rationale: 'A deadlock shown as 5xx is retried and becomes worse.',
    source,
  },
  {
    id: 'concurrency.one-end',
    level: 'SHOULD',
    area: 'concurrency',
    statement: 'All successful answers of a race name the same `expired-at`.',
    rationale: 'A session ends once; two times in two logs make a dispute.',
    source,
  },
  {
    id: 'concurrency.answers-not-mixed-up',
    level: 'MUST',
    area: 'concurrency',
    statement: 'Simultaneous expires of different sessions each answer with their own session.',
    rationale: 'Answers that change places hand one user’s data to another.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'concurrency.each-expired',
    level: 'MUST',
    area: 'concurrency',
    statement: 'Simultaneous expires of different sessions expire each of them.',
    rationale: 'A batch sign-out would leave some users signed in.',
    source: { page: 'expire-an-inquiry-session' },
  },
] as const satisfies readonly Requirement[];
