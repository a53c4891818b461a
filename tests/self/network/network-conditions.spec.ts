/** A sample of `npm run resilience`: no false alarm in bad conditions, and no blindness either. */
import { expect, test } from '@playwright/test';
import { runOnce, withVerdict } from '../../../proof/network/one-run.ts';
import { holds, rowOf, tableLines } from '../../../proof/network/table.ts';
import { AT_NIGHT } from '../support/at-night.ts';
import { networkConditions, type NetworkConditions } from '../../../proof/network/conditions.ts';

const SEED = 20;

const storm: NetworkConditions = {
  name: 'storm',
  faults: { resets: 0.1, unavailable: 0.1, badGateway: 0.05 },
  mock: { readLagMs: 40 },
  boundSeconds: 60,
};

/** Those that wait for nothing; the storm has a read lag as well. */
const quick = networkConditions.filter(
  ({ slow, faults, mock }) => !slow && !faults.latencyMs && mock.readLagMs === undefined,
);

for (const conditions of [...quick, storm]) {
  // The storm has a little of everything.
  const tag = conditions === storm ? '' : ' @nightly';

  test(`a correct target is called right: ${conditions.name}${tag}`, async () => {
    const result = await runOnce(conditions, SEED);
    expect(result.outcomes.length).toBeGreaterThan(100);
    expect(withVerdict(result, 'violation')).toEqual([]);
    // A storm cuts long scenarios short again and again.
    const least = conditions === storm ? 0.6 : 0.8;
    expect(withVerdict(result, 'pass').length).toBeGreaterThan(result.outcomes.length * least);
    expect(result.ms).toBeLessThan(conditions.boundSeconds * 1_000);
    const strikes =
      (conditions.faults.resets ?? 0) +
      (conditions.faults.unavailable ?? 0) +
      (conditions.faults.badGateway ?? 0);
    expect(result.injected > 0).toBe(strikes > 0);
    expect(result.lags.length > 0).toBe(conditions.mock.readLagMs !== undefined);
  });
}

/** In these storms the audit and the limit of sessions once blamed the target for what the client had given up or repeated. */
for (const seed of [22, 24, 29, 57]) {
  test(`a correct target is called right: storm ${seed}`, AT_NIGHT, async () => {
    const result = await runOnce(storm, seed);
    expect(result.outcomes.length).toBeGreaterThan(100);
    expect(withVerdict(result, 'violation')).toEqual([]);
  });
}

test('a target that does not expire is called wrong in the worst conditions too', async () => {
  const idle: NetworkConditions = {
    ...storm,
    mock: {
      patch: {
        handlers: {
          expireSession: (original) => async (call, world) => {
            const session = world.store.sessions.everywhere().find(({ id }) => call.path.includes(id));
            const before = session && { ...session };
            const answer = await original(call, world);
            if (before) world.store.sessions.put(before);
            return answer;
          },
        },
      },
    },
  };
  const result = await runOnce(idle, SEED, ['state.new-becomes-expired', 'time.expired-at-set']);
  expect(result.outcomes.map(({ verdict }) => verdict)).toEqual(['violation', 'violation']);
});

test('the table says so when a violation was reported, or when a run took too long', () => {
  const [conditions] = networkConditions;
  if (!conditions) throw new Error('There is no conditions.');
  const result = {
    conditions: conditions.name,
    seed: 1,
    requests: 150,
    retries: 2,
    injected: 1,
    lags: [420],
    ms: 1_000,
  };
  const outcome = { id: 'x', durationMs: 1, observations: [], exchanges: [] };
  const good = rowOf(conditions, [{ ...result, outcomes: [{ ...outcome, verdict: 'pass' }] }]);
  const wrong = rowOf(conditions, [{ ...result, outcomes: [{ ...outcome, verdict: 'violation' }] }]);
  const slow = rowOf(conditions, [{ ...result, ms: (conditions.boundSeconds + 1) * 1_000, outcomes: [] }]);
  expect([good, wrong, slow].map(holds)).toEqual([true, false, false]);
  expect(holds(rowOf(conditions, []))).toBe(false);
  expect(tableLines([good, wrong]).map((line) => /(ok|FAILED)?$/.exec(line)?.[0])).toEqual([
    '',
    'ok',
    'FAILED',
  ]);
});
