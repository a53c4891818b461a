import { expect, test } from '@playwright/test';
import type { HeaderLines } from '../../../client/exchange.ts';
import { nextDelay, type LimitState } from '../../../client/limit.ts';
import { Pacer } from '../../../client/pacing.ts';
import type { Attempt } from '../../../client/wire.ts';
import { LimitedTarget, sendAll } from './support/limited-target.ts';

const state = (more: Partial<LimitState> = {}): LimitState => ({
  limit: 100,
  remaining: 100,
  resetAt: 60_000,
  sentSince: 0,
  lastSentAt: 0,
  ...more,
});

test('above 15 % nothing waits', () => {
  expect(nextDelay(state({ remaining: 16 }), 0)).toBeUndefined();
  expect(nextDelay(state({ remaining: 26, sentSince: 10 }), 0)).toBeUndefined();
});

test('from 15 % on, the rest is spread over the window', () => {
  expect(nextDelay(state({ remaining: 15 }), 0)).toEqual({ ms: 61_000 / 14, why: 'spread' });
  expect(nextDelay(state({ remaining: 25, sentSince: 10 }), 0)).toEqual({ ms: 61_000 / 14, why: 'spread' });
  // What has already passed since the last request counts.
  expect(nextDelay(state({ remaining: 15, lastSentAt: -1_000 }), 0)?.ms).toBeCloseTo(61_000 / 14 - 1_000);
  expect(nextDelay(state({ remaining: 15 }), 5_000)).toBeUndefined();
});

test('a rest that is enough for all that is planned needs no spreading', () => {
  expect(nextDelay(state({ remaining: 15 }), 0, 14)).toBeUndefined();
  expect(nextDelay(state({ remaining: 15 }), 0, 15)?.why).toBe('spread');
});

test('with nothing but the reserve left, the window is waited out', () => {
  expect(nextDelay(state({ remaining: 1 }), 10_000)).toEqual({ ms: 51_000, why: 'used-up' });
  expect(nextDelay(state({ remaining: 5, sentSince: 9 }), 10_000)).toEqual({ ms: 51_000, why: 'used-up' });
  expect(nextDelay(state({ remaining: 0 }), 60_999)).toEqual({ ms: 1, why: 'used-up' });
  expect(nextDelay(state({ remaining: 0 }), 61_000)).toBeUndefined();
});

test('a limit of one request a window can be used', () => {
  expect(nextDelay(state({ limit: 1, remaining: 1 }), 0, 1)).toBeUndefined();
});

test('a window of hours is not waited for', () => {
  expect(nextDelay(state({ remaining: 0, resetAt: 3_600_000 }), 0)).toBeUndefined();
});

for (const limit of [20, 21, 30, 60, 100, 149, 150, 170, 300, 1_000, 3_000]) {
  test(`150 requests at ${limit} a minute: no 429, and no needless wait`, async () => {
    const target = new LimitedTarget({ limit });
    await sendAll(target, { requests: 150 });
    expect(target.answered).toBe(150);
    expect(target.refused).toBe(0);
    // One request a window stays in reserve, and a window's end is known to the second only.
    const windows = Math.ceil(150 / (limit - 1)) - 1;
    expect(target.clock.waited).toBeLessThanOrEqual(windows * 61_000 + 5_000 * 0.15 * limit);
    if (limit * 0.85 > 150) expect(target.clock.waited).toBe(0);
  });

  test(`150 planned requests at ${limit} a minute: only whole windows are waited for`, async () => {
    const target = new LimitedTarget({ limit });
    await sendAll(target, { requests: 150, planned: 150 });
    expect(target.refused).toBe(0);
    const windows = Math.ceil(150 / (limit - 1)) - 1;
    expect(target.clock.waited).toBeLessThanOrEqual(windows * 61_000);
  });
}

test('requests at the same time do not overrun the limit together', async () => {
  const target = new LimitedTarget({ limit: 20 });
  await sendAll(target, { requests: 100, atOnce: 7 });
  expect(target.answered).toBe(100);
  expect(target.refused).toBe(0);
});

test('a window that somebody else has begun to use up is respected', async () => {
  const target = new LimitedTarget({ limit: 60 });
  target.usedByOthers(50);
  await sendAll(target, { requests: 100 });
  expect(target.refused).toBe(0);
});

test('a limit that is not announced is learnt from one 429', async () => {
  const target = new LimitedTarget({ limit: 60, announces: false });
  await sendAll(target, { requests: 150 });
  expect(target.answered).toBe(150);
  expect(target.refused).toBe(1);
  // 60 + 60 + 30: two windows are waited out, no more.
  expect(target.clock.waited).toBeLessThanOrEqual(2 * 61_000);
});

test('a limit that is used up on every answer is waited for a few times, then no more', async () => {
  const target = new LimitedTarget({ limit: Infinity, announces: 'nothing left' });
  await sendAll(target, { requests: 100 });
  expect(target.answered).toBe(100);
  expect(target.clock.waited).toBeLessThanOrEqual(3 * 61_000);
});

test('without a limit and without announcements nothing waits', async () => {
  const target = new LimitedTarget({ limit: Infinity, announces: false });
  await sendAll(target, { requests: 150 });
  expect(target.clock.waited).toBe(0);
});

test('keys of one environment are counted down together', () => {
  const pacer = new Pacer();
  pacer.count('a', false, 0);
  pacer.learn(announcing('ratelimit', 10, 60), 'a', 0);
  for (let n = 0; n < 9; n += 1) {
    expect(pacer.delay('a', false, 10_000)).toBeUndefined();
    pacer.count('b', false, 0);
    pacer.learn(announcing('ratelimit', 100, 60), 'b', 0);
  }
  expect(pacer.delay('a', false, 10_000)?.reason).toContain('the rate limit is used up');
  expect(pacer.delay('b', false, 10_000)).toBeUndefined();
});

test('the quota holds back what creates, and nothing else', () => {
  const pacer = new Pacer();
  pacer.count('a', true, 0);
  pacer.learn(announcing('quota', 0, 30), 'a', 0);
  expect(pacer.delay('a', false, 0)).toBeUndefined();
  const wait = pacer.delay('a', true, 0);
  expect(wait).toMatchObject({
    ms: 31_000,
    reason: expect.stringContaining('the quota is used up'),
  });
});

test('an answer that was overtaken does not give anything back', () => {
  const pacer = new Pacer();
  pacer.count('a', false, 0);
  pacer.count('a', false, 0);
  pacer.learn(announcing('ratelimit', 1, 60), 'a', 0);
  pacer.learn(announcing('ratelimit', 90, 60), 'a', 10);
  expect(pacer.delay('a', false, 20)?.reason).toContain('used up');
});

test('what is known survives a change of worker, without the key', () => {
  const first = new Pacer();
  first.count('Bearer persona_sandbox_x', false, 0);
  first.learn(announcing('ratelimit', 0, 60), 'Bearer persona_sandbox_x', 0);
  const handed = JSON.stringify(first.snapshot());
  expect(handed).not.toContain('persona');
  const second = new Pacer({ initial: JSON.parse(handed) as ReturnType<Pacer['snapshot']> });
  expect(second.delay('Bearer persona_sandbox_x', false, 0)?.ms).toBe(61_000);
});

function announcing(name: 'ratelimit' | 'quota', remaining: number, reset: number): Attempt {
  const headers: HeaderLines = [
    [`${name}-limit`, '100'],
    [`${name}-remaining`, String(remaining)],
    [`${name}-reset`, String(reset)],
  ];
  return { kind: 'answer', response: { status: 200, headers, body: '' }, durationMs: 1 };
}
