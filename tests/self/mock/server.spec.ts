/** Starting and stopping mocks: quick, cheap, independent, repeatable. */
import { startMock } from '../../../mock/server.ts';
import { stoppedClock } from '../../../mock/clock.ts';
import { expect, test, Talk } from './talk.ts';

test('the same seed gives the same ids and the same end users', async ({ talk }) => {
  const shown: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const persona = await talk({ seed: 42, clock: stoppedClock() });
    shown.push((await persona.retrieve(await persona.activeSession())).text);
  }
  expect(shown[0]).toContain('"ip-address"');
  expect(shown[1]).toBe(shown[0]);
  const other = await talk({ seed: 43 });
  expect((await other.retrieve(await other.activeSession())).text).not.toBe(shown[0]);
});

test('a hundred mocks start within three seconds and know nothing of each other', async () => {
  const started = performance.now();
  const mocks = await Promise.all(Array.from({ length: 100 }, (_, seed) => startMock({ seed })));
  expect(performance.now() - started).toBeLessThan(3000);
  const [first, second] = mocks.map((mock) => new Talk(mock));
  const id = (await first?.session()) ?? '';
  expect((await first?.retrieve(id))?.status).toBe(200);
  expect((await second?.retrieve(id))?.status).toBe(404);
  await Promise.all(mocks.map((mock) => mock.close()));
});

test('closing is immediate, even with an answer still being held back', async () => {
  let handled: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (handled = resolve));
  const mock = await startMock({ latencyMs: 60_000, log: handled });
  const pending = new Talk(mock).get('/events').catch((error: unknown) => error);
  await arrived;
  const started = performance.now();
  await mock.close();
  expect(performance.now() - started).toBeLessThan(1000);
  expect(await pending).toBeInstanceOf(Error);
});

test('it listens on the loopback interface only, and a taken port is an error', async ({ talk }) => {
  const { mock } = await talk();
  expect(mock.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1$/);
  const port = Number(new URL(mock.origin).port);
  await expect(startMock({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('header names go out in their documented casing', async ({ talk }) => {
  const { mock } = await talk();
  const { request } = await import('node:http');
  const names = await new Promise<string[]>((resolve, reject) => {
    const asked = request(
      `${mock.baseUrl}/events`,
      { headers: { Authorization: `Bearer ${mock.keys.full}` } },
      (response) => {
        resolve(response.rawHeaders.filter((_, index) => index % 2 === 0));
        response.resume();
      },
    );
    asked.on('error', reject);
    asked.end();
  });
  expect(names).toEqual(expect.arrayContaining(['Date', 'Content-Type', 'Request-Id', 'RateLimit-Limit']));
});
