/** A sample of `npm run resilience`: no false alarm in bad weather, and no blindness either. */
import { expect, test } from '@playwright/test';
import { runOnce, withVerdict } from '../../resilience/one-run.ts';
import { holds, rowOf, tableLines } from '../../resilience/table.ts';
import { weathers, type Weather } from '../../resilience/weather.ts';

const SEED = 20;

const storm: Weather = {
  name: 'storm',
  faults: { resets: 0.1, unavailable: 0.1, badGateway: 0.05 },
  mock: { readLagMs: 40 },
  boundSeconds: 60,
};

/** Those that wait for nothing; the storm has a read lag as well. */
const quick = weathers.filter(
  ({ slow, faults, mock }) => !slow && !faults.latencyMs && mock.readLagMs === undefined,
);

for (const weather of [...quick, storm]) {
  test(`a correct target is called right: ${weather.name}`, async () => {
    const result = await runOnce(weather, SEED);
    expect(result.outcomes.length).toBeGreaterThan(100);
    expect(withVerdict(result, 'violation')).toEqual([]);
    expect(withVerdict(result, 'pass').length).toBeGreaterThan(result.outcomes.length * 0.8);
    expect(result.ms).toBeLessThan(weather.boundSeconds * 1_000);
    const strikes =
      (weather.faults.resets ?? 0) + (weather.faults.unavailable ?? 0) + (weather.faults.badGateway ?? 0);
    expect(result.struck > 0).toBe(strikes > 0);
    expect(result.lags.length > 0).toBe(weather.mock.readLagMs !== undefined);
  });
}

test('a target that does not expire is called wrong in the worst weather too', async () => {
  const idle: Weather = {
    ...storm,
    mock: {
      bend: {
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
  const [weather] = weathers;
  if (!weather) throw new Error('There is no weather.');
  const result = {
    weather: weather.name,
    seed: 1,
    requests: 150,
    retries: 2,
    struck: 1,
    lags: [420],
    ms: 1_000,
  };
  const outcome = { id: 'x', durationMs: 1, observations: [], exchanges: [] };
  const good = rowOf(weather, [{ ...result, outcomes: [{ ...outcome, verdict: 'pass' }] }]);
  const wrong = rowOf(weather, [{ ...result, outcomes: [{ ...outcome, verdict: 'violation' }] }]);
  const slow = rowOf(weather, [{ ...result, ms: (weather.boundSeconds + 1) * 1_000, outcomes: [] }]);
  expect([good, wrong, slow].map(holds)).toEqual([true, false, false]);
  expect(holds(rowOf(weather, []))).toBe(false);
  expect(tableLines([good, wrong]).map((line) => /(ok|FAILED)?$/.exec(line)?.[0])).toEqual([
    '',
    'ok',
    'FAILED',
  ]);
});
