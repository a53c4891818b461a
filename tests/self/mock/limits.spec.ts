/** Rate limit and quota in the mock. */
import { expect, test } from './talk.ts';

test('the limit counts down, refuses, and opens again with the next window', async ({ talk }) => {
  const persona = await talk({ rateLimit: { limit: 3, windowSeconds: 60 } });
  const seen: unknown[] = [];
  for (let made = 0; made < 4; made += 1) {
    const { status, headers } = await persona.get('/events');
    seen.push([status, headers.get('ratelimit-remaining'), headers.get('ratelimit-reset')]);
    persona.mock.clock.advance(10_000);
  }
  expect(seen).toEqual([
    [200, '2', '60'],
    [200, '1', '50'],
    [200, '0', '40'],
    [429, '0', '30'],
  ]);
  persona.mock.clock.advance(20_000);
  const { status, headers } = await persona.get('/events');
  expect([status, headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual([
    200,
    '3',
    '2',
  ]);
});

test('environments have windows of their own; a key may have a lower limit', async ({ talk }) => {
  const persona = await talk({
    rateLimit: { limit: 20, windowSeconds: 60 },
    keys: { lowLimit: { limit: 2 } },
  });
  await persona.get('/events', { key: 'lowLimit' });
  const last = await persona.get('/events', { key: 'lowLimit' });
  expect(last.headers.get('ratelimit-limit')).toBe('2');
  expect((await persona.get('/events', { key: 'lowLimit' })).status).toBe(429);
  expect((await persona.get('/events')).headers.get('ratelimit-remaining')).toBe('16');
  const other = await persona.get('/events', { key: 'otherEnvironment' });
  expect(other.headers.get('ratelimit-remaining')).toBe('19');
});

test('a 429 does nothing and says so in the envelope', async ({ talk }) => {
  const persona = await talk({ keys: { second: { limit: 1 } } });
  const id = await persona.session();
  await persona.get('/events', { key: 'second' });
  const refused = await persona.expire(id, { key: 'second' });
  expect(refused.status).toBe(429);
  expect(refused.body.errors[0]?.title).toBe('Rate limit exceeded');
  expect(await persona.status(id)).toBe('new');
});

test('creations are counted against a quota, other calls are not', async ({ talk }) => {
  const persona = await talk({ quota: { limit: 2, windowSeconds: 3600 } });
  const inquiry = await persona.inquiry();
  const body = { data: { attributes: { 'inquiry-id': inquiry } } };
  expect((await persona.post('/inquiry-sessions', { body: {} })).headers.get('quota-remaining')).toBe('1');
  const second = await persona.post('/inquiry-sessions', { body });
  expect(second.headers.get('quota-remaining')).toBe('0');
  const refused = await persona.post('/inquiry-sessions', { body, headers: { 'Idempotency-Key': 'k' } });
  expect(refused.status).toBe(429);
  expect(refused.body.errors[0]?.title).toBe('Quota exceeded');
  const read = await persona.retrieve(second.body.data.id);
  expect(read.headers.get('quota-limit')).toBeNull();
  persona.mock.clock.advance(3_600_000);
  const later = await persona.post('/inquiry-sessions', { body, headers: { 'Idempotency-Key': 'k' } });
  expect(later.status).toBe(201);
});

test('reads lag behind where they are told to', async ({ talk }) => {
  const persona = await talk({ readLagMs: 80 });
  const id = await persona.session();
  expect((await persona.retrieve(id)).status).toBe(404);
  await expect(async () => expect(await persona.status(id)).toBe('new')).toPass({ intervals: [20] });
  expect((await persona.expire(id)).body.data.attributes['status']).toBe('expired');
  expect(await persona.status(id)).toBe('new');
  await expect(async () => expect(await persona.status(id)).toBe('expired')).toPass({ intervals: [20] });
});
