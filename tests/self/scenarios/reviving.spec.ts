/** States × events: whichever way a session has ended, and whatever then brings it back, a thorough run says so. */
import { expect, test } from '@playwright/test';
import type { RequirementId } from '../../../contract/catalogue.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { evaluate } from '../../../judging/evaluate.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { openRun } from '../../../judging/run.ts';
import type { Session } from '../../../mock/store/entities.ts';
import type { HandlerName, Patch, World } from '../../../mock/types.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { loadSuite } from '../../conformance/index.ts';

const ENDS = [
  'expireSession',
  'expireInquiry',
  'expireAllSessions',
] as const satisfies readonly HandlerName[];

/** After `link` a link is opened; the others are calls. */
const EVENTS = [
  'link',
  'generateOneTimeLink',
  'createSession',
  'resumeInquiry',
  'generateInquiryOneTimeLink',
  'simulate',
  'expireAllSessions',
  'expireInquiry',
  'expireSession',
] as const satisfies readonly (HandlerName | 'link')[];

type End = (typeof ENDS)[number];
type Event = (typeof EVENTS)[number];

/** Sessions that came to their end by one call are active again after the next call of another kind. */
function revivedBy(end: End, event: Event): Patch {
  const ended = new WeakMap<World, Set<string>>();
  const revive = (world: World): void => {
    for (const session of world.store.sessions.everywhere()) {
      if (ended.get(world)?.delete(session.id) === true)
        world.store.sessions.put({ ...session, status: 'active', expiredAt: null } satisfies Session);
    }
  };
  const calls: readonly (HandlerName | 'link')[] = [end, event];
  const wrapped = calls.filter((name): name is HandlerName => name !== 'link');
  return {
    handlers: Object.fromEntries(
      wrapped.map((name): [HandlerName, NonNullable<NonNullable<Patch['handlers']>[HandlerName]>] => [
        name,
        (original) => async (call, world) => {
          const open = world.store.sessions.everywhere().filter(({ status }) => status !== 'expired');
          const answer = await original(call, world);
          if (name === event) revive(world);
          if (name === end) {
            const ids = ended.get(world) ?? new Set();
            for (const { id, environment } of open)
              if (world.store.sessions.get(id, environment)?.status === 'expired') ids.add(id);
            ended.set(world, ids);
          }
          return answer;
        },
      ]),
    ),
    ...(event === 'link' && { linkOpened: (_, world) => revive(world) }),
  };
}

async function judged(patch: Patch, id: RequirementId = 'state.nothing-revives'): Promise<Outcome> {
  const { mock, configuration } = await startEmbeddedMock(
    readConfiguration({ PERSONA_BACKOFF_MS: '0', CONFORMANCE_DEPTH: 'thorough' }),
    { patch },
  );
  const run = openRun(configuration, { pause: async (milliseconds) => mock.clock.advance(milliseconds) });
  try {
    const check = (await loadSuite()).check(id);
    return (await evaluate(check, run.runner)).outcome;
  } finally {
    await run.close();
    await mock.close();
  }
}

test('a target that keeps them expired is called right', async () => {
  expect(await judged({})).toMatchObject({ verdict: 'pass' });
});

test('an inquiry that ends without its active sessions is called wrong', async () => {
  const sparing: Patch = {
    handlers: {
      expireInquiry: (original) => async (call, world) => {
        const active = world.store.sessions.everywhere().filter(({ status }) => status === 'active');
        const answer = await original(call, world);
        for (const session of active) world.store.sessions.put(session);
        return answer;
      },
    },
  };
  const id = 'state.inquiry-expiry-takes-sessions';
  expect(await judged(sparing, id)).toMatchObject({ verdict: 'violation' });
  expect(await judged({}, id)).toMatchObject({ verdict: 'pass' });
});

for (const [row, end] of ENDS.entries()) {
  for (const [column, event] of EVENTS.entries()) {
    // Each end and each event once; the rest of the table is for the night.
    const tag = row === column % ENDS.length ? '' : ' @nightly';

    test(`ended by ${end}, brought back by ${event}${tag}`, async () => {
      expect(await judged(revivedBy(end, event))).toMatchObject({ verdict: 'violation' });
    });
  }
}
