/** Blind faults of requests that come at the same time. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Call } from '../../call.ts';
import type { Inflection } from '../../casing.ts';
import { showSession } from '../../handlers/finding.ts';
import { endInquiry } from '../../lifecycle.ts';
import { refuse } from '../../refusals.ts';
import { slotName } from '../../stages/idempotency.ts';
import { notebook } from '../build.ts';
import type { World } from '../../types.ts';
import type { BlindFault } from './fault.ts';
import {
  alter,
  asPage,
  camel,
  end,
  expiring,
  finished,
  inquiryOf,
  instead,
  keyed,
  named,
  reheaded,
  sessionOf,
  siblings,
} from './kit.ts';

const EACH = 'Each request answers with the session that it names, and expires it.';
const RACE = 'Of several expires of one session at once one succeeds.';
const PAUSE_MS = 15;

const shared = notebook(() => ({ id: '', casing: undefined as Inflection | undefined, requestId: '' }));
const running = notebook(() => new Map<string, number>());

/** Counts the expires of one thing that are on their way; the answer gets how many there were at its start. */
function overlapping(
  by: (call: Call, world: World) => string,
  answer: (before: number, call: Call, world: World) => ReturnType<typeof refuse> | undefined,
) {
  return instead(
    'expireSession',
    (call, world) => named(call, world) !== undefined,
    async (call, world, original) => {
      const name = by(call, world);
      const before = running(world).get(name) ?? 0;
      running(world).set(name, before + 1);
      await wait(PAUSE_MS);
      const now = answer(before, call, world) ?? (await original(call, world));
      running(world).set(name, (running(world).get(name) ?? 1) - 1);
      return now;
    },
  );
}

/** A first request with this key is still on its way. */
function unsettled(call: Call, world: World, key: string): boolean {
  const slot = world.memory.find(slotName(call, world, key), call.at);
  return slot !== undefined && slot.saved === undefined;
}

const bySession = (call: Call): string => call.params['id'] ?? '';
const byInquiry = (call: Call, world: World): string => named(call, world)?.inquiryId ?? '';

export const concurrencyFaults: readonly BlindFault[] = [
  {
    slug: 'siblings-answers-mixed-up',
    area: 'concurrency',
    sentence: 'Simultaneous expires are all answered with the session that was named last.',
    violates: ['concurrency.answers-not-mixed-up'],
    clause: EACH,
    kind: 'contradicts',
    patch: {
      handlers: {
        expireSession: (original) => async (call, world) => {
          shared(world).id = call.params['id'] ?? '';
          const answer = await original(call, world);
          await wait(PAUSE_MS);
          const session = sessionOf(world, shared(world).id);
          return answer.status === 200 && session ? showSession(session, world) : answer;
        },
      },
    },
  },
  {
    slug: 'sibling-update-lost',
    area: 'concurrency',
    sentence: 'Of simultaneous expires of two sessions of one inquiry one is overwritten.',
    violates: ['concurrency.each-expired'],
    clause: EACH,
    kind: 'contradicts',
    patch: {
      handlers: {
        expireSession: (original) => async (call, world) => {
          const session = named(call, world);
          const seen = session ? siblings(world, session) : [];
          await wait(PAUSE_MS);
          const answer = await original(call, world);
          if (answer.status === 200) for (const sibling of seen) world.store.sessions.put(sibling);
          return answer;
        },
      },
    },
  },
  {
    slug: 'race-blocks-everybody',
    area: 'concurrency',
    sentence: 'Of several expires of one session at once each is refused because of the others.',
    violates: ['concurrency.one-succeeds', 'concurrency.ends-expired'],
    clause: RACE,
    kind: 'contradicts',
    patch: overlapping(bySession, (before, call, world) =>
      before > 0 || (running(world).get(bySession(call)) ?? 0) > 1 ? refuse(world, 409) : undefined,
    ),
  },
  {
    slug: 'race-loser-gets-page',
    area: 'concurrency',
    sentence: 'Who loses a race gets a 409 as an HTML page.',
    violates: ['concurrency.documented-answers'],
    clause: 'Every documented error is JSON.',
    kind: 'contradicts',
    patch: {
      ...overlapping(bySession, (before, _call, world) =>
        before > 0 ? refuse(world, 409, { title: 'Stale object error' }) : undefined,
      ),
      ...finished(
        (answer) => answer.status === 409 && answer.text.includes('Stale'),
        (answer) => asPage(answer),
      ),
    },
  },
  {
    slug: 'race-of-three-deadlocks',
    area: 'concurrency',
    sentence: 'The third of several expires of one session at once is answered 500.',
    violates: ['concurrency.no-server-error'],
    clause: 'A conflict with another request is a 409.',
    kind: 'softer',
    patch: overlapping(bySession, (before, _call, world) => (before > 1 ? refuse(world, 500) : undefined)),
  },
  {
    slug: 'siblings-deadlock',
    area: 'concurrency',
    sentence: 'Simultaneous expires of two sessions of one inquiry: the second is answered 500.',
    violates: ['concurrency.no-server-error'],
    clause: EACH,
    kind: 'contradicts',
    patch: overlapping(byInquiry, (before, call, world) =>
      before > 0 &&
      (running(world).get(byInquiry(call, world)) ?? 0) > 1 &&
      named(call, world)?.status !== 'expired'
        ? refuse(world, 500)
        : undefined,
    ),
  },
  {
    slug: 'race-has-two-ends',
    area: 'concurrency',
    sentence: 'All expires of a race succeed, each with an `expired-at` of its own.',
    violates: ['concurrency.one-end'],
    clause: 'A session ends once.',
    kind: 'softer',
    patch: overlapping(bySession, (before, call, world) => {
      const session = named(call, world);
      if (before === 0 || !session) return undefined;
      const at = call.at.getTime() + before;
      alter(world, session.id, () => ({ status: 'expired', expiredAt: at }));
      return showSession({ ...session, status: 'expired', expiredAt: at }, world);
    }),
  },
  {
    slug: 'race-takes-inquiry',
    area: 'concurrency',
    sentence: 'When a session is expired twice at once, its inquiry expires too.',
    violates: ['state.inquiry-untouched'],
    clause: 'Expiring a session is not expiring its inquiry.',
    kind: 'contradicts',
    patch: overlapping(bySession, (before, call, world) => {
      const session = named(call, world);
      const inquiry = session && inquiryOf(world, session);
      if (before > 0 && inquiry) endInquiry(inquiry, world, call.at.getTime());
      return undefined;
    }),
  },
  {
    slug: 'race-revives',
    area: 'concurrency',
    sentence: 'Of three expires of a session at once the last puts back what it had read.',
    violates: ['concurrency.ends-expired'],
    clause: 'A session that was expired is expired.',
    kind: 'contradicts',
    patch: {
      handlers: {
        expireSession: (original) => async (call, world) => {
          const seen = named(call, world);
          const before = running(world).get(bySession(call)) ?? 0;
          running(world).set(bySession(call), before + 1);
          await wait(PAUSE_MS);
          const answer = await original(call, world);
          running(world).set(bySession(call), (running(world).get(bySession(call)) ?? 1) - 1);
          if (before >= 2 && seen && seen.status !== 'expired') world.store.sessions.put(seen);
          return answer;
        },
      },
    },
  },
  {
    slug: 'casings-mixed-up',
    area: 'concurrency',
    sentence: 'Simultaneous requests in different casings are all answered in that of the last.',
    violates: ['inflection.snake'],
    clause: 'The header speaks for its own request.',
    kind: 'contradicts',
    patch: {
      stages: {
        handler: (original) => async (call, world) => {
          shared(world).casing = call.inflection;
          await wait(PAUSE_MS);
          const answer = await original(call, world);
          call.inflection = shared(world).casing ?? call.inflection;
          return answer;
        },
      },
    },
  },
  {
    slug: 'request-ids-mixed-up',
    area: 'concurrency',
    sentence: 'Simultaneous requests have the `Request-Id` of the last of them.',
    violates: ['headers.request-id-unique'],
    clause: '`Request-Id` names one request.',
    kind: 'softer',
    patch: {
      stages: {
        handler: (original) => async (call, world) => {
          shared(world).requestId = call.requestId;
          await wait(PAUSE_MS);
          return original(call, world);
        },
      },
      ...finished(
        (_answer, call, world) => expiring(call, world) && shared(world).requestId !== '',
        (answer, _call, world) => reheaded(answer, 'Request-Id', () => shared(world).requestId),
      ),
    },
  },
  {
    slug: 'duplicate-of-creation-runs',
    area: 'concurrency',
    sentence: 'The third of several creations with one key at once runs too.',
    violates: ['idempotency.concurrent-once'],
    clause: 'A concurrent duplicate does not run twice.',
    kind: 'contradicts',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const key = call.header('idempotency-key');
          if (key === undefined || call.endpoint.name !== 'createSession') return original(call, world);
          if (!unsettled(call, world, key)) return original(call, world);
          const before = running(world).get(key) ?? 0;
          running(world).set(key, before + 1);
          return before === 1 ? undefined : original(call, world);
        },
        handler: (original) => async (call, world) => {
          if (call.endpoint.name === 'createSession') await wait(PAUSE_MS);
          const answer = await original(call, world);
          running(world).delete(call.header('idempotency-key') ?? '');
          return answer;
        },
      },
    },
  },
  {
    slug: 'duplicate-of-expire-fails',
    area: 'concurrency',
    sentence: 'A duplicate that comes while the first expire with its key is running gets a 500.',
    violates: ['concurrency.no-server-error'],
    clause: 'A duplicate waits, repeats the answer, or is refused.',
    kind: 'softer',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const key = call.header('idempotency-key');
          const early = key !== undefined && expiring(call, world) && unsettled(call, world, key);
          return early ? refuse(world, 500) : original(call, world);
        },
        handler: (original) => async (call, world) => {
          if (!expiring(call, world) || !keyed(call, world)) return original(call, world);
          await wait(PAUSE_MS);
          return original(call, world);
        },
      },
    },
  },
  {
    slug: 'camel-race-expires-sibling',
    area: 'concurrency',
    sentence: 'Two expires of a session at once, one in camel case: its siblings end too.',
    violates: ['state.new-sibling-untouched'],
    clause: 'The endpoint expires one specific session.',
    kind: 'contradicts',
    patch: overlapping(bySession, (before, call, world) => {
      const session = named(call, world);
      if (before > 0 && session && camel(call, world)) {
        for (const sibling of siblings(world, session)) end(sibling, call, world);
      }
      return undefined;
    }),
  },
];
