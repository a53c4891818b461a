/** Blind faults of the rate limit: what is counted, what is announced, and what a 429 does. */
import type { Call } from '../../call.ts';
import type { World } from '../../types.ts';
import { notebook } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  asPage,
  behindStatus,
  end,
  expiring,
  finished,
  keyed,
  listing,
  named,
  opened,
  reading,
  reheaded,
  replayed,
  withStatus,
  without,
} from './kit.ts';
import { all } from '../build.ts';

const OVER = 'Over the limit requests are answered 429.';
const COUNTS = 'The announced numbers are those of the key’s window.';
const any = (): boolean => true;

/** What was announced as remaining, as the fault has it. */
const remaining = notebook(() => ({ shown: 0, calls: 0 }));

function shown(change: (value: number, call: Call, world: World) => number) {
  return finished(any, (answer, call, world) =>
    reheaded(answer, 'RateLimit-Remaining', (value) => String(change(Number(value), call, world))),
  );
}

export const rateLimitFaults: readonly BlindFault[] = [
  {
    slug: 'reset-begins-anew-each-time',
    area: 'rate-limit',
    sentence: '`RateLimit-Reset` says a whole window with every answer, however old the window is.',
    violates: ['headers.rate-limit-reset-seconds', 'rate-limit.recovers'],
    clause: 'The window starts at the first request, and the reset counts down to its end.',
    kind: 'contradicts',
    patch: finished(any, (answer, _call, world) =>
      reheaded(answer, 'RateLimit-Reset', () => String(world.settings.rateLimit.windowSeconds)),
    ),
  },
  {
    slug: 'expires-not-counted',
    area: 'rate-limit',
    sentence: 'An expire shows what remained before it: only reads are counted.',
    violates: ['rate-limit.refused-with-429'],
    clause: COUNTS,
    kind: 'softer',
    patch: {
      stages: {
        rateLimit: (original) => async (call, world) => {
          if (!expiring(call, world)) return original(call, world);
          const { limit } = world.settings.rateLimit;
          const count = world.requests.look(`environment ${world.keys.full.environment}`, limit, call.at);
          call.headerLines.push(
            ['RateLimit-Limit', String(limit)],
            ['RateLimit-Remaining', String(count.remaining)],
            ['RateLimit-Reset', String(count.resetSeconds)],
          );
          return undefined;
        },
      },
    },
  },
  {
    slug: 'remaining-moves-every-tenth-request',
    area: 'rate-limit',
    sentence: 'What remains is brought up to date with every tenth request only.',
    violates: ['headers.rate-limit-numbers'],
    clause: COUNTS,
    kind: 'softer',
    patch: shown((value, _call, world) => {
      const page = remaining(world);
      if (page.calls % 10 === 0) page.shown = value;
      page.calls += 1;
      return page.shown;
    }),
  },
  {
    slug: 'remaining-counts-up',
    area: 'rate-limit',
    sentence: 'What is announced as remaining is what was used.',
    violates: ['headers.rate-limit-counts'],
    clause: COUNTS,
    kind: 'contradicts',
    patch: shown((value, _call, world) => world.settings.rateLimit.limit - value),
  },
  {
    slug: 'limit-shrinks',
    area: 'rate-limit',
    sentence: 'The announced limit is what remains: it shrinks with every request.',
    violates: ['headers.rate-limit-constant'],
    clause: COUNTS,
    kind: 'contradicts',
    patch: finished(any, (answer) => {
      const left = answer.headers.find(([name]) => name === 'RateLimit-Remaining')?.[1];
      return reheaded(answer, 'RateLimit-Limit', (value) => left ?? value);
    }),
  },
  {
    slug: 'lists-announce-another-limit',
    area: 'rate-limit',
    sentence: 'Lists announce the limit of another window than they are counted in.',
    violates: ['headers.rate-limit-constant'],
    clause: COUNTS,
    kind: 'softer',
    patch: finished(
      (_answer, call, world) => listing(call, world),
      (answer) =>
        reheaded(
          reheaded(answer, 'RateLimit-Limit', () => '1000'),
          'RateLimit-Remaining',
          () => '1000',
        ),
    ),
  },
  {
    slug: 'replays-give-back',
    area: 'rate-limit',
    sentence: 'A repeated answer announces one request more than the answer before it.',
    violates: ['headers.rate-limit-counts'],
    clause: COUNTS,
    kind: 'softer',
    patch: finished(replayed, (answer) =>
      reheaded(answer, 'RateLimit-Remaining', (value) => String(Number(value) + 2)),
    ),
  },
  {
    slug: 'stopped-five-early',
    area: 'rate-limit',
    sentence: 'Requests are refused while five still remain.',
    violates: ['rate-limit.nothing-remains'],
    clause: 'Only what is over the limit is refused.',
    kind: 'softer',
    patch: {
      stages: {
        rateLimit: (original) => async (call, world) => {
          const refusal = await original(call, world);
          const left = Number(call.headerLines.find(([name]) => name === 'RateLimit-Remaining')?.[1]);
          if (refusal || !(left < 5)) return refusal;
          return { status: 429, document: { errors: [{ title: 'Rate limit exceeded' }] } };
        },
      },
    },
  },
  {
    slug: 'reads-never-limited',
    area: 'rate-limit',
    sentence: 'A read is answered however many requests there were.',
    violates: ['rate-limit.refused-with-429'],
    clause: OVER,
    kind: 'contradicts',
    patch: {
      stages: {
        rateLimit: (original) => async (call, world) => {
          const refusal = await original(call, world);
          return reading(call, world) ? undefined : refusal;
        },
      },
    },
  },
  {
    slug: 'keyed-requests-never-limited',
    area: 'rate-limit',
    sentence: 'A request under an idempotency key is answered however many there were.',
    violates: ['rate-limit.refused-with-429'],
    clause: OVER,
    kind: 'contradicts',
    patch: {
      stages: {
        rateLimit: (original) => async (call, world) => {
          const refusal = await original(call, world);
          return keyed(call, world) ? undefined : refusal;
        },
      },
    },
  },
  {
    slug: 'limited-expire-is-unavailable',
    area: 'rate-limit',
    sentence: 'Over the limit an expire is answered 503, everything else 429.',
    violates: ['rate-limit.refused-with-429'],
    clause: OVER,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 429 && expiring(call, world),
      (answer) => ({ ...answer, status: 503 }),
    ),
  },
  {
    slug: 'limited-expire-of-active-obeyed',
    area: 'rate-limit',
    sentence: 'An expire of an active session that is answered 429 is carried out.',
    violates: ['rate-limit.without-effect'],
    clause: 'What is refused does nothing.',
    kind: 'contradicts',
    patch: behindStatus(429, all(expiring, opened), (call, world) => end(named(call, world), call, world)),
  },
  {
    slug: 'limited-keyed-expire-obeyed',
    area: 'rate-limit',
    sentence: 'An expire under an idempotency key that is answered 429 is carried out.',
    violates: ['rate-limit.without-effect'],
    clause: 'What is refused does nothing.',
    kind: 'contradicts',
    patch: behindStatus(429, all(expiring, keyed), (call, world) => end(named(call, world), call, world)),
  },
  {
    slug: 'limited-without-limits',
    area: 'rate-limit',
    sentence: 'A 429 does not announce the limit.',
    violates: ['headers.rate-limit-on-errors'],
    clause: '`RateLimit-*` is on every authenticated response.',
    kind: 'contradicts',
    patch: finished(withStatus(429), (answer) =>
      without(answer, 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'),
    ),
  },
  {
    slug: 'limited-without-request-id',
    area: 'rate-limit',
    sentence: 'A 429 has no `Request-Id`.',
    violates: ['headers.request-id-on-errors'],
    clause: '`Request-Id` is on every authenticated response, errors included.',
    kind: 'contradicts',
    patch: finished(withStatus(429), (answer) => without(answer, 'Request-Id')),
  },
  {
    slug: 'limited-expire-as-page',
    area: 'rate-limit',
    sentence: 'A 429 to an expire is an HTML page, to everything else JSON.',
    violates: ['errors.media-type'],
    clause: 'Every documented error is JSON.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 429 && expiring(call, world),
      (answer) => asPage(answer),
    ),
  },
  {
    slug: 'limited-says-some-remain',
    area: 'rate-limit',
    sentence: 'A 429 announces that one request remains.',
    violates: ['rate-limit.nothing-remains'],
    clause: 'A 429 is over the limit: nothing remains.',
    kind: 'softer',
    patch: finished(withStatus(429), (answer) => reheaded(answer, 'RateLimit-Remaining', () => '1')),
  },
  {
    slug: 'reset-of-refusal-too-early',
    area: 'rate-limit',
    sentence: 'The reset of a 429 is a tenth of what is still to be waited.',
    violates: ['rate-limit.recovers'],
    clause: 'The reset says when the window ends.',
    kind: 'softer',
    patch: finished(withStatus(429), (answer) =>
      reheaded(answer, 'RateLimit-Reset', (value) => String(Math.floor(Number(value) / 10))),
    ),
  },
];
