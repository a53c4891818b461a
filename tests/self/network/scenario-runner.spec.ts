/** Plays that went wrong on the way: what is played again, what is set aside, what nobody trusts any more. */
import { expect, test } from '@playwright/test';
import { readConfiguration } from '../../../client/configuration.ts';
import { openWire, type Attempt, type WireRequest } from '../../../client/wire.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { evaluate } from '../../../judging/evaluate.ts';
import { openRun, type Run } from '../../../judging/run.ts';
import { runStateInProcess, type RunState } from '../../../scenarios/run-state.ts';
import { scenario } from '../../../scenarios/scenario.ts';
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

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
  body: (run: Run, memory: RunState) => Promise<void>,
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
  const memory = runStateInProcess();
  const run = openRun(configuration, { runState: memory, wire: { ...wire, attempt } });
  try {
    await body(run, memory);
  } finally {
    await run.close();
    await mock.close();
  }
}

const firstIsLost = (nth: number): Mishap => (nth === 1 ? 'answer lost' : undefined);

/** Expires a session; then another one is read and released. */
function expiring() {
  const played = { base: 0, built: 0 };
  const base = scenario('base', 'One expire.', async ({ persona, sessions }) => {
    played.base += 1;
    const { id } = await sessions.created();
    const reusable = await sessions.created({ as: 'create reusable' });
    const expire = await persona.expire(id, { as: 'expire' });
    await sessions.release(reusable, 'new');
    return { expire };
  });
  const built = scenario('built', 'Builds on it.', async ({ run: play }) => {
    played.built += 1;
    return { expire: (await play(base)).expire };
  });
  return { base, built, played };
}

test('an expire whose answer was lost is no verdict: it is played again, and passes', async () => {
  await withExpires(firstIsLost, async ({ runner }, memory) => {
    const { outcome, evidence } = await evaluate(suite.check('state.new-becomes-expired'), runner);
    expect(outcome.verdict).toBe('pass');
    expect(await memory.get('run:expire-new')).toMatchObject({ runs: 2 });
    expect(evidence.some(({ ambiguous }) => ambiguous)).toBe(false);
  });
});

test('where answers are lost again and again, the end is a doubt', async () => {
  // Each play’s first expire is carried out and lost; the repeat then finds the session expired.
  await withExpires(
    (nth) => (nth % 2 === 1 ? 'answer lost' : undefined),
    async ({ runner }, memory) => {
      const { outcome } = await evaluate(suite.check('state.new-becomes-expired'), runner);
      expect(outcome.verdict).toBe('inconclusive');
      expect(await memory.get('run:expire-new')).toMatchObject({ runs: 3 });
    },
  );
});

test('what builds on a doubtful play is played again with it', async () => {
  await withExpires(firstIsLost, async ({ runner }) => {
    const { base, built, played } = expiring();
    await runner.run(built);
    runner.watch();
    expect((await runner.run(built)).expire).toMatchObject({ ambiguous: true });
    expect(runner.watched).toEqual(['built', 'base']);
    expect(await runner.ambiguous()).toBe(true);
    expect(await runner.forgetAmbiguous()).toBe(true);
    expect((await runner.run(built)).expire).toMatchObject({ ambiguous: false });
    expect(played).toEqual({ base: 2, built: 2 });
    expect(await runner.forgetAmbiguous()).toBe(false);
    expect((await runner.run(base)).expire).toMatchObject({ ambiguous: false });
    expect(played.base).toBe(2);
  });
});

test('nothing is released from a play in which a request may still be under way', async () => {
  for (const [mishap, reusables] of [
    [firstIsLost, undefined],
    [() => undefined, [{ created: null }]],
  ] as const) {
    await withExpires(mishap, async ({ runner }, memory) => {
      await runner.run(expiring().base);
      const handedBack = await memory.get('reusable:new');
      if (reusables) expect(handedBack).toMatchObject([...reusables]);
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
    async ({ runner }) => {
      const { shared, counted } = await runner.run(counting);
      expect(counted).toBe(shared);
    },
  );
  await withExpires(firstIsLost, async ({ runner }, memory) => {
    await runner.run(expiring().base);
    expect(await memory.get('orphans')).toBe(true);
    const { shared, counted } = await runner.run(counting);
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
    async ({ runner: runner, persona }) => {
      expect((await runner.run(keyed)).expire).toMatchObject({ response: { status: 404 }, attempts: 1 });
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
    async ({ runner: runner, persona }) => {
      await expect(runner.run(lonely)).rejects.toMatchObject({ name: 'Inconclusive', doubt: 'transport' });
      expect(persona.requests).toBe(4);
    },
  );
});

test('of several calls at once, those that end after one has failed are part of the history as well', async () => {
  const parallel = scenario('parallel', 'Two expires at the same moment.', async ({ persona, sessions }) => {
    const { id } = await sessions.created();
    await Promise.all(
      ['first', 'second'].map((name) =>
        persona.expire(id, { as: name, idempotencyKey: `key-${name}-${Math.random()}` }),
      ),
    );
    return {};
  });
  await withExpires(
    (nth) => (nth % 2 === 1 ? 'answered 503' : undefined),
    async ({ runner }) => {
      await expect(runner.run(parallel)).rejects.toMatchObject({ doubt: 'transport' });
      const labels = (await runner.history()).map(({ label, ambiguous }) => `${label} ${String(ambiguous)}`);
      expect(labels.filter((label) => label === 'parallel/first true')).toHaveLength(3);
      expect(labels.filter((label) => label === 'parallel/second false')).toHaveLength(3);
    },
  );
});
