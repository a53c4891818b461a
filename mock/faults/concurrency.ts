/** Faults that show only when requests meet. */
import { setImmediate as aTurn, setTimeout as delay } from 'node:timers/promises';
import type { Patch, World } from '../types.ts';
import { type Answer, type Call } from '../call.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import { notebook, page } from './build.ts';
import type { Fault } from './fault.ts';

/** Long enough for requests that were sent together to meet. */
const MEETING_MS = 12;

/** On a busy machine the time is over before requests that have arrived were looked at: they get some turns as well. */
const TURNS = 20;

async function everybodyIsIn(): Promise<void> {
  await delay(MEETING_MS);
  for (let turn = 0; turn < TURNS; turn += 1) await aTurn();
}

interface Meeting {
  /** The calls that were in the handler at the same moment as this one, this one included, in order of arrival. */
  readonly calls: readonly Call[];
}

/** Holds every expire back for a moment, and then asks what is to become of it, knowing whom it met. */
function meeting(
  decide: (
    met: Meeting,
    call: Call,
    world: World,
    go: () => Answer | Promise<Answer>,
  ) => Answer | Promise<Answer>,
): Patch {
  const inside = notebook(() => ({ calls: [] as Call[], met: new Map<Call, Set<Call>>() }));
  return {
    handlers: {
      expireSession: (original) => async (call, world) => {
        const hall = inside(world);
        const met = new Set<Call>([...hall.calls, call]);
        for (const other of hall.calls) hall.met.get(other)?.add(call);
        hall.calls.push(call);
        hall.met.set(call, met);
        await everybodyIsIn();
        const answer = await decide({ calls: [...met] }, call, world, () => original(call, world));
        hall.calls.splice(hall.calls.indexOf(call), 1);
        hall.met.delete(call);
        return answer;
      },
    },
  };
}

const sameSession = ({ calls }: Meeting, call: Call): Call[] =>
  calls.filter(({ params }) => params['id'] === call.params['id']);

const otherSessions = ({ calls }: Meeting, call: Call): Call[] =>
  calls.filter(({ params }) => params['id'] !== call.params['id']);

/** What becomes of those who come second to the same session. */
const losers = (decide: (call: Call, world: World) => Answer): Patch =>
  meeting((met, call, world, go) => {
    const rivals = sameSession(met, call);
    return rivals.length > 1 && rivals[0] !== call ? decide(call, world) : go();
  });

function stored(call: Call, world: World) {
  return world.store.sessions.everywhere().find(({ id }) => id === call.params['id']);
}

export const concurrencyFaults: readonly Fault[] = [
  {
    slug: 'rivals-block-each-other',
    area: 'concurrency',
    sentence: 'Simultaneous expires of one session are all refused as conflicts.',
    violates: ['concurrency.one-succeeds'],
    patch: meeting((met, call, world, go) => (sameSession(met, call).length > 1 ? refuse(world, 409) : go())),
  },
  {
    slug: 'rivals-undo-each-other',
    area: 'concurrency',
    sentence: 'After simultaneous expires of one session the last one writes back what it had read before.',
    violates: ['concurrency.ends-expired'],
    patch: meeting(async (met, call, world, go) => {
      const rivals = sameSession(met, call);
      const answer = await go();
      const session = stored(call, world);
      if (rivals.length > 1 && rivals.at(-1) === call && session) {
        world.store.sessions.put({ ...session, status: 'new', expiredAt: null });
      }
      return answer;
    }),
  },
  {
    slug: 'losers-html',
    area: 'concurrency',
    sentence: 'Who comes second to a session gets an HTML page.',
    violates: ['concurrency.documented-answers'],
    patch: losers(() => page(409)),
  },
  {
    slug: 'losers-empty',
    area: 'concurrency',
    sentence: 'Who comes second to a session gets an empty answer.',
    violates: ['concurrency.documented-answers'],
    patch: losers(() => ({ status: 409, text: '' })),
  },
  {
    slug: 'losers-get-nothing-but-200',
    area: 'concurrency',
    sentence: 'Who comes second to a session gets a 200 with an empty object.',
    violates: ['concurrency.documented-answers'],
    patch: losers(() => ({ status: 200, text: '{}' })),
  },
  {
    slug: 'losers-500',
    area: 'concurrency',
    sentence: 'Who comes second to a session gets a server error.',
    violates: ['concurrency.no-server-error'],
    patch: losers((_call, world) => refuse(world, 500)),
  },
  {
    slug: 'each-rival-ends-anew',
    area: 'concurrency',
    sentence: 'Each of several simultaneous expires names its own time of the end.',
    violates: ['concurrency.one-end'],
    patch: losers((call, world) => {
      const session = stored(call, world);
      if (!session) return refuse(world, 404);
      const expiredAt = call.at.getTime() + 1 + world.random.below(900);
      const shown = { ...session, status: 'expired', expiredAt } as const;
      return { status: 200, document: { data: sessionResource(shown, world.settings.open) } };
    }),
  },
  {
    slug: 'answers-change-places',
    area: 'concurrency',
    sentence: 'Simultaneous expires of two sessions get each other’s answers.',
    violates: ['concurrency.answers-not-mixed-up'],
    patch: meeting(async (met, call, world, go) => {
      const answer = await go();
      const other = otherSessions(met, call)[0];
      const session = other && stored(other, world);
      if (!session || answer.status !== 200) return answer;
      const shown = { ...session, status: 'expired', expiredAt: call.at.getTime() } as const;
      return { status: 200, document: { data: sessionResource(shown, world.settings.open) } };
    }),
  },
  {
    slug: 'only-the-last-is-kept',
    area: 'concurrency',
    sentence: 'Of simultaneous expires of two sessions only one is kept.',
    violates: ['concurrency.each-expired'],
    patch: meeting(async (met, call, world, go) => {
      const before = stored(call, world);
      const answer = await go();
      const overtaken = otherSessions(met, call).length > 0 && met.calls[0] === call;
      if (overtaken && before) world.store.sessions.put(before);
      return answer;
    }),
  },
  {
    slug: 'one-of-two-twice',
    area: 'concurrency',
    sentence: 'Simultaneous expires of two sessions are both taken for the first one.',
    violates: ['concurrency.each-expired'],
    patch: meeting(async (met, call, world, go) => {
      const before = stored(call, world);
      const answer = await go();
      const second = otherSessions(met, call).length > 0 && met.calls[0] !== call;
      if (second && before) world.store.sessions.put(before);
      return answer;
    }),
  },
];
