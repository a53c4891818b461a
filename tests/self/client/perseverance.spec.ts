/** Trouble on the way, over a real connection: what is sent again, and what is told afterwards. */
import { expect, test } from '@playwright/test';
import { Inconclusive } from '../../../client/errors.ts';
import type { Exchange } from '../../../client/exchange.ts';
import type { Wait } from '../../../client/clock.ts';
import { atServer, KEY } from './support/persona.ts';
import { arrivedHeader, reply, type Answer } from './support/server.ts';

const ok: Answer = (response) => reply(response, 201, { data: { type: 'inquiry', id: 'inq_1' } });
const reset: Answer = (response) => response.socket?.resetAndDestroy();
const html: Answer = (response) => {
  response.writeHead(502, { 'Content-Type': 'text/html' });
  response.end('<html><body>Bad gateway</body></html>');
};
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    reply(response, code, { errors: [{ title: 'x' }] }, headers);

/** The first answers, then `ok`. */
const first =
  (...answers: Answer[]): Answer =>
  (response, request, nth) =>
    (answers[nth - 1] ?? ok)(response, request, nth);

const as = 'step';

test('after a reset the same key and parameters go again', async () => {
  await atServer(first(reset, reset), async ({ persona, server }) => {
    const exchange = await persona.createInquiry({ as });
    expect(exchange).toMatchObject({ attempts: 3, ambiguous: true, response: { status: 201 } });
    const keys = server.arrived.map((request) => arrivedHeader(request, 'Idempotency-Key'));
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
    expect(new Set(keys).size).toBe(1);
    expect(new Set(server.arrived.map(({ body }) => body)).size).toBe(1);
    expect(persona.requests).toBe(3);
  });
});

for (const [name, answer] of Object.entries({
  '500': status(500),
  '503': status(503),
  '408': status(408),
  html,
})) {
  test(`after ${name} a new key goes, for the bad answer may be saved under the old one`, async () => {
    await atServer(first(answer), async ({ persona, server }) => {
      const exchange = await persona.createInquiry({ as });
      expect(exchange).toMatchObject({ attempts: 2, ambiguous: true });
      const keys = server.arrived.map((request) => arrivedHeader(request, 'Idempotency-Key'));
      expect(keys).toHaveLength(2);
      expect(keys[0]).not.toBe(keys[1]);
      // What is reported is what was sent last.
      expect(exchange.request.headers).toContainEqual(['Idempotency-Key', keys[1]]);
    });
  });
}

test('a key of the caller’s is never exchanged: the scenario has to start over', async () => {
  await atServer(first(status(503)), async ({ persona, server }) => {
    const unanswered: Exchange[] = [];
    persona.onUnanswered((exchange) => unanswered.push(exchange));
    const attempt = persona.createInquiry({ as, idempotencyKey: 'mine' });
    await expect(attempt).rejects.toMatchObject({ doubt: 'transport' });
    expect(server.arrived).toHaveLength(1);
    expect(unanswered).toMatchObject([
      { endpoint: 'createInquiry', ambiguous: true, response: { status: 0 } },
    ]);
  });
  await atServer(first(reset), async ({ persona, server }) => {
    await persona.createInquiry({ as, headers: { 'idempotency-key': 'mine' } });
    expect(server.arrived.map((request) => arrivedHeader(request, 'Idempotency-Key'))).toEqual([
      'mine',
      'mine',
    ]);
  });
});

test('a read that was repeated is not ambiguous', async () => {
  await atServer(first(reset, status(503)), async ({ persona }) => {
    expect(await persona.retrieve('x', { as })).toMatchObject({ attempts: 3, ambiguous: false });
  });
});

test('a write that was never sent is not ambiguous by trying again', async () => {
  await atServer(first(status(429, { 'Retry-After': '3' })), async ({ persona, clock }) => {
    expect(await persona.createInquiry({ as })).toMatchObject({ attempts: 2, ambiguous: false });
    expect(clock.slept).toContain(3_250);
  });
});

test('after the last attempt nothing can be told, in plain words and without the key', async () => {
  await atServer(html, async ({ persona, server, clock }) => {
    const error: unknown = await persona
      .scope('story')
      .retrieve('x', { as })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Inconclusive);
    expect((error as Inconclusive).doubt).toBe('transport');
    expect(String(error)).toContain('story/step: a gateway answered 502 with an HTML page; 4 attempts');
    expect(String(error) + String((error as Error).stack)).not.toContain(KEY);
    expect(server.arrived).toHaveLength(4);
    expect(clock.slept).toEqual([50, 100, 200]);
  });
});

test('what the caller expectedStatuses comes back as it is', async () => {
  for (const code of [429, 500, 503]) {
    await atServer(status(code), async ({ persona, server }) => {
      const exchange = await persona.retrieve('x', { as, expectedStatuses: [429, 500, 503] });
      expect(exchange.response.status).toBe(code);
      expect(server.arrived).toHaveLength(1);
    });
  }
});

const usedUp = { 'RateLimit-Limit': '20', 'RateLimit-Remaining': '0', 'RateLimit-Reset': '30' };

test('a used-up limit is waited for, and the wait is told before it begins', async () => {
  const waits: Wait[] = [];
  const onWait = (wait: Wait) => waits.push(wait);
  await atServer(
    status(404, usedUp),
    async ({ persona, clock }) => {
      await persona.retrieve('x', { as });
      expect(clock.slept).toEqual([]);
      await persona.retrieve('x', { as });
      expect(clock.slept).toEqual([31_000]);
      expect(waits).toEqual([
        {
          ms: 31_000,
          cause: 'the rate limit is used up, waiting for its next window',
          reason: 'the rate limit is used up (0 of 20 left), waiting for its next window',
        },
      ]);
    },
    { onWait },
  );
});

test('who wants to run into the limit is not held back', async () => {
  await atServer(status(429, usedUp), async ({ persona, server, clock }) => {
    for (let n = 0; n < 3; n += 1) await persona.retrieve('x', { as, expectedStatuses: [429] });
    expect(server.arrived).toHaveLength(3);
    expect(clock.slept).toEqual([]);
  });
});
