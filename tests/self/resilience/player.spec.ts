/** Plays that went wrong on the way: what is played again, what is set aside, what nobody trusts any more. */
import { expect, test } from '@playwright/test';
import { readConfiguration } from '../../../client/configuration.ts';
import { openWire, type Attempt, type WireRequest } from '../../../client/wire.ts';
import { startEmbeddedMock } from '../../../fixtures/embedded-mock.ts';
import { evaluate } from '../../../fixtures/evaluate.ts';
import { openRun, type Run } from '../../../fixtures/in-process.ts';
import { memoryInProcess, type Memory } from '../../../scenarios/memory.ts';
import { scenario } from '../../../scenarios/scenario.ts';
import { STRAYS } from '../../../scenarios/sessions.ts';
import '../../conformance/index.ts';

/** What happens to a request; undefined: it goes through. */
type Mishap = 'answer lost' | 'answered 503' | 'never arrives' | undefined;

const lost: Attempt = {
  kind: 'fault',
  fault: { cause: 'reset', words: 'the connection was reset', mayHaveRun: true },
  durationMs: 1,
};
const unavailable: Attempt = {
  kind: 'answer',
  response: { status: 503, headers: [], body: '' },
  durationMs: 1,
};

/** A run in which `mishap` decides what happens to the expires, by their number from 1. */
async function withExpires(
  mishap: (nth: number) => Mishap,
  body: (run: Run, memory: Memory) => Promise<void>,
): Promise<void> {
  const { mock, configuration } = await startEmbeddedMock(readConfiguration({ PERSONA_BACKOFF_MS: '0' }), {
    seed: 5,
  });
  const wire = openWire(mock.origin, { timeoutMs: 5_000 });
  let expires = 0;
  const attempt = async (request: WireRequest): Promise<Attempt> => {
    const happens = request.path.endsWith('/expire') ? mishap((expires += 1)) : undefined;
    if (happens === 'never arrives') return lost;
    if (happens === 'answered 503') return unavailable;
    const result = await wire.attempt(request);
    return happens === 'answer lost' ? lost : result;
  };
  const memory = memoryInProcess();
  const run = openRun(configuration, { memory, wire: { ...wire, attempt } });
  try {
    await body(run, memory);
  } finally {
    await run.close();
    await mock.close();
  }
}

const firstIsLost = (nth: number): Mishap => (nth === 1 ? 'answer lost' : undefined);

/** Expires a session; then another one is read and handed back. */
function expiring() {
  const played = { base: 0, built: 0 };
  const base = scenario('base', 'One expire.', async ({ persona, sessions }) => {
    played.base += 1;
    const { id } = await sessions.created();
    const spare = await sessions.created({ as: 'create spare' });
    const expire = await persona.expire(id, { as: 'expire' });
    await sessions.handBack(spare, 'new');
    return { expire };
  });
  const built = scenario('built', 'Builds on it.', async ({ play }) => {
    played.built += 1;
    return { expire: (await play(base)).expire };
  });
  return { base, built, played };
}

test('an expire whose answer was lost is no verdict: it is played again, and passes', async () => {
  await withExpires(firstIsLost, async ({ player }, memory) => {
    const { outcome, evidence } = await evaluate('state.new-becomes-expired', player);
    expect(outcome.verdict).toBe('pass');
    expect(await memory.get('play:expire-new')).toMatchObject({ plays: 2 });
    expect(evidence.some(({ tainted }) => tainted)).toBe(false);
  });
});

test('where answers are lost again and again, the end is a doubt', async () => {
  // Each play’s first expire is carried out and lost; the repeat then finds the session expired.
  await withExpires(
    (nth) => (nth % 2 === 1 ? 'answer lost' : undefined),
    async ({ player }, memory) => {
      const { outcome } = await evaluate('state.new-becomes-expired', player);
      expect(outcome.verdict).toBe('inconclusive');
      expect(await memory.get('play:expire-new')).toMatchObject({ plays: 3 });
    },
  );
});

test('what builds on a doubtful play is played again with it', async () => {
  await withExpires(firstIsLost, async ({ player }) => {
    const { base, built, played } = expiring();
    await player.play(built);
    player.watch();
    expect((await player.play(built)).expire).toMatchObject({ tainted: true });
    expect(player.watched).toEqual(['built', 'base']);
    expect(await player.tainted()).toBe(true);
    expect(await player.forgetTainted()).toBe(true);
    expect((await player.play(built)).expire).toMatchObject({ tainted: false });
    expect(played).toEqual({ base: 2, built: 2 });
    expect(await player.forgetTainted()).toBe(false);
    expect((await player.play(base)).expire).toMatchObject({ tainted: false });
    expect(played.base).toBe(2);
  });
});

test('nothing is handed back from a play in which a request may still be under way', async () => {
  for (const [mishap, spares] of [
    [firstIsLost, undefined],
    [() => undefined, [{ created: null }]],
  ] as const) {
    await withExpires(mishap, async ({ player }, memory) => {
      await player.play(expiring().base);
      const handedBack = await memory.get('spare:new');
      if (spares) expect(handedBack).toMatchObject([...spares]);
      else expect(handedBack).toBeUndefined();
    });
  }
});

test('once a creation may be unknown, sessions are counted in an inquiry of their own', async () => {
  const counting = scenario('counting', 'Counts.', async ({ sessions }) => ({
    shared: await sessions.roomInSharedInquiry(),
    counted: await sessions.countedInquiry(2),
  }));
  await withExpires(
    () => undefined,
    async ({ player }) => {
      const { shared, counted } = await player.play(counting);
      expect(counted).toBe(shared);
    },
  );
  await withExpires(firstIsLost, async ({ player }, memory) => {
    await player.play(expiring().base);
    expect(await memory.get(STRAYS)).toBe(true);
    const { shared, counted } = await player.play(counting);
    expect(counted).not.toBe(shared);
  });
});

test('a call that may not be repeated under its key is tried again in another play, with another key', async () => {
  const keyed = scenario('keyed', 'An expire under a key comes first.', async ({ persona, freshKey }) => ({
    expire: await persona.expire('iqse_nobody', {
      as: 'expire',
      idempotencyKey: freshKey('x'),
      unowned: true,
    }),
  }));
  await withExpires(
    (nth) => (nth === 1 ? 'answered 503' : undefined),
    async ({ player, persona }) => {
      expect((await player.play(keyed)).expire).toMatchObject({ response: { status: 404 }, attempts: 1 });
      expect(persona.requests).toBe(2);
    },
  );
});

test('where nothing answers at all, a play is not begun anew', async () => {
  const lonely = scenario('lonely', 'One expire.', async ({ persona }) => ({
    expire: await persona.expire('iqse_nobody', { as: 'expire', unowned: true }),
  }));
  await withExpires(
    () => 'never arrives',
    async ({ player, persona }) => {
      await expect(player.play(lonely)).rejects.toMatchObject({ name: 'Inconclusive', doubt: 'transport' });
      expect(persona.requests).toBe(4);
    },
  );
});
