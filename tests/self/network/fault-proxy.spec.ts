/** The conditions machine: does it do what it is told, and nothing else? */
import { expect, test } from '@playwright/test';
import { openWire, type Attempt } from '../../../client/wire.ts';
import { openFaultProxy, type Faults } from '../../../proof/network/fault-proxy.ts';
import { bentServer, reply, type BentServer } from '../client/support/server.ts';

const REQUESTS = 200;

async function send(faults: Faults, requests = REQUESTS, seed = 7) {
  const server: BentServer = await bentServer((response) =>
    reply(response, 201, { link: `${server.origin}/verify?code=x` }, { 'X-Odd': 'Kept' }),
  );
  const proxy = await openFaultProxy(server.origin, faults, seed);
  const wire = openWire(proxy.origin, { timeoutMs: 5_000 });
  try {
    const attempts: Attempt[] = [];
    for (let sent = 0; sent < requests; sent += 1) {
      attempts.push(
        await wire.attempt({ method: 'POST', path: '/a?b=c', headers: [['X-A', 'b']], body: '{"c":1}' }),
      );
    }
    return { attempts, seen: { ...proxy.seen }, arrived: server.arrived, origin: proxy.origin };
  } finally {
    await wire.close();
    await proxy.close();
    await server.close();
  }
}

const statuses = (attempts: readonly Attempt[], status: number) =>
  attempts.filter((attempt) => attempt.kind === 'answer' && attempt.response.status === status).length;

test('in fair conditions everything goes through as it is, but links lead through the proxy', async () => {
  const { attempts, arrived, origin } = await send({}, 2);
  expect(arrived).toHaveLength(2);
  expect(arrived[0]).toMatchObject({ method: 'POST', url: '/a?b=c', body: '{"c":1}' });
  expect(arrived[0]?.rawHeaders.join(' ')).toContain('X-A b');
  const [answer] = attempts;
  expect(answer).toMatchObject({ kind: 'answer', response: { status: 201 } });
  if (answer?.kind !== 'answer') throw new Error('There was no answer.');
  expect(JSON.parse(answer.response.body)).toEqual({ link: `${origin}/verify?code=x` });
  expect(answer.response.headers).toContainEqual(['X-Odd', 'Kept']);
});

test('resets cut connections before and after the target has worked', async () => {
  const { attempts, seen, arrived } = await send({ resets: 0.3 });
  const cut = attempts.filter((attempt) => attempt.kind === 'fault');
  expect(cut).toHaveLength(seen.resets);
  expect(cut.length).toBeGreaterThan(REQUESTS * 0.2);
  expect(cut.length).toBeLessThan(REQUESTS * 0.4);
  expect(cut.every((attempt) => attempt.kind === 'fault' && attempt.fault.cause === 'reset')).toBe(true);
  expect(arrived.length).toBeGreaterThan(REQUESTS - cut.length);
  expect(arrived.length).toBeLessThan(REQUESTS);
});

test('gateway answers take the place of the target’s, whether or not it has worked', async () => {
  const { attempts, seen, arrived } = await send({ unavailable: 0.2, badGateway: 0.2 });
  expect(statuses(attempts, 503)).toBe(seen.unavailable);
  expect(statuses(attempts, 502)).toBe(seen.badGateway);
  expect(seen.unavailable).toBeGreaterThan(REQUESTS * 0.1);
  expect(seen.badGateway).toBeGreaterThan(REQUESTS * 0.1);
  expect(arrived.length).toBeGreaterThan(statuses(attempts, 201));
  expect(arrived.length).toBeLessThan(REQUESTS);
});

test('the same seed brings the same conditions', async () => {
  const [one, same, other] = [
    await send({ resets: 0.2 }, 40),
    await send({ resets: 0.2 }, 40),
    await send({ resets: 0.2 }, 40, 8),
  ].map(({ attempts }) => attempts.map(({ kind }) => kind).join());
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

test('latency is added to every answer', async () => {
  const { attempts } = await send({ latencyMs: 60 }, 3);
  for (const { durationMs } of attempts) expect(durationMs).toBeGreaterThanOrEqual(58);
});
