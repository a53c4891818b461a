/** Faults at the rate limit. */
import { headers } from '../patches.ts';
import type { Stage, Wrap } from '../types.ts';
import { refuse } from '../refusals.ts';
import type { refusals } from './build.ts';
import { calling, expireAnyway, firstError, html, notebook, only } from './build.ts';
import type { Fault } from './fault.ts';

/** Once refused, refused for ever: by key. */
const banned = notebook(() => new Set<string>());

const banning: Wrap<Stage> = (original) => async (call, world) => {
  const key = call.header('authorization') ?? '';
  const refusal = await original(call, world);
  if (refusal) banned(world).add(key);
  return refusal ?? (banned(world).has(key) ? refuse(world, 429) : undefined);
};

/** Changes what happens to a request over the limit. */
const overLimit =
  (change: (...args: Parameters<Stage>) => ReturnType<Stage>): Wrap<Stage> =>
  (original) =>
  async (call, world) => {
    const refusal = await original(call, world);
    return refusal ? change(call, world) : refusal;
  };

const over429 = (document: Parameters<typeof refusals>[0]) => ({
  document: (at: Parameters<typeof document>[0], _call: unknown, { status }: { status: number }) =>
    status === 429 ? document(at) : at,
});

export const rateLimitFaults: readonly Fault[] = [
  {
    slug: 'limit-for-reads-only',
    area: 'rate-limit',
    sentence: 'Over the limit reads are refused, but sessions can still be expired.',
    violates: ['rate-limit.refused-with-429'],
    patch: only(calling('expireSession'), { stages: { rateLimit: overLimit(() => undefined) } }),
  },
  {
    slug: 'limit-403',
    area: 'rate-limit',
    sentence: 'Over the limit expiring is refused with 403.',
    violates: ['rate-limit.refused-with-429'],
    patch: only(calling('expireSession'), {
      stages: { rateLimit: overLimit((_call, world) => refuse(world, 403)) },
    }),
  },
  {
    slug: 'limit-never-applied',
    area: 'rate-limit',
    sentence: 'The lower limit of a key is announced and counted down, but never applied.',
    violates: ['rate-limit.refused-with-429'],
    patch: {
      options: { rateLimit: { limit: 100_000, windowSeconds: 60 } },
      stages: { rateLimit: overLimit(() => undefined) },
    },
  },
  {
    slug: 'limit-html',
    area: 'rate-limit',
    sentence: 'A 429 is an HTML page.',
    violates: ['rate-limit.envelope'],
    patch: html(429),
  },
  {
    slug: 'limit-without-list',
    area: 'rate-limit',
    sentence: 'A 429 carries a message instead of errors.',
    violates: ['rate-limit.envelope'],
    patch: over429(() => ({ message: 'slow down' })),
  },
  {
    slug: 'limit-with-empty-title',
    area: 'rate-limit',
    sentence: 'The error of a 429 has an empty title.',
    violates: ['rate-limit.envelope'],
    patch: only(
      (call) => call.header('authorization')?.endsWith('low_limit') ?? false,
      firstError((error) => ({ ...error, title: '' })),
    ),
  },
  {
    slug: 'limit-refused-and-done',
    area: 'rate-limit',
    sentence: 'An expire that is answered 429 is done all the same.',
    violates: ['rate-limit.without-effect'],
    patch: {
      // Else the second try is a conflict, and the fault shows as one of idempotency as well.
      open: { reExpire: 200 },
      stages: {
        rateLimit: (original) => async (call, world) => {
          const refusal = await original(call, world);
          if (refusal && call.endpoint.name === 'expireSession') expireAnyway(call, world);
          return refusal;
        },
      },
    },
  },
  {
    slug: 'limit-with-some-left',
    area: 'rate-limit',
    sentence: 'A 429 announces that five requests remain.',
    violates: ['rate-limit.nothing-remains'],
    patch: headers((lines, { status }) =>
      lines.map(([name, value]) => [name, status === 429 && name === 'RateLimit-Remaining' ? '5' : value]),
    ),
  },
  {
    slug: 'limit-for-ever',
    area: 'rate-limit',
    sentence: 'A key that was refused once is refused for ever.',
    violates: ['rate-limit.recovers'],
    patch: { stages: { rateLimit: banning } },
  },
  {
    slug: 'limit-reset-too-early',
    area: 'rate-limit',
    sentence: 'A 429 announces a reset that comes too early.',
    violates: ['rate-limit.recovers'],
    patch: headers((lines, { status }) =>
      lines.map(([name, value]) => [name, status === 429 && name === 'RateLimit-Reset' ? '1' : value]),
    ),
  },
];
