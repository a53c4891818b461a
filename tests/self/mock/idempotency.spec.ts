/** Idempotency keys in the mock. */
import { expect, test } from './talk.ts';

const KEY = { 'Idempotency-Key': 'k-1' };
const DAY_MS = 24 * 3_600_000;

function creation(inquiry: string): { data: { attributes: Record<string, string> } } {
  return { data: { attributes: { 'inquiry-id': inquiry } } };
}

test('the same key and parameters return the first answer, byte for byte', async ({ talk }) => {
  const persona = await talk();
  const body = creation(await persona.inquiry());
  const first = await persona.post('/inquiry-sessions', { headers: KEY, body });
  const again = await persona.post('/inquiry-sessions', { headers: KEY, body });
  expect(again.status).toBe(201);
  expect(again.text).toBe(first.text);
  expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
});

test('the order of members is no other parameter, another path or value is', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const attributes = { 'inquiry-id': inquiry, note: 'a' };
  const turned = { note: 'a', 'inquiry-id': inquiry };
  await persona.post('/inquiry-sessions', { headers: KEY, body: { data: { attributes } } });
  const same = await persona.post('/inquiry-sessions', {
    headers: KEY,
    body: { data: { attributes: turned } },
  });
  expect(same.status).toBe(201);
  const other = await persona.post('/inquiry-sessions', { headers: KEY, body: creation(inquiry) });
  expect(other.status).toBe(400);
  expect((await persona.expire('iqse_nowhere', { headers: KEY })).status).toBe(400);
});

test('a refused use of a key changes nothing', async ({ talk }) => {
  const persona = await talk();
  const [first, second] = [await persona.session(), await persona.session()];
  await persona.expire(first, { headers: KEY });
  expect((await persona.expire(second, { headers: KEY })).status).toBe(400);
  expect(await persona.status(second)).toBe('new');
});

test('failures are saved too, but neither a 401 nor a 429', async ({ talk }) => {
  const persona = await talk({ keys: { second: { limit: 2 } }, open: { mismatch: 422 } });
  const inquiry = await persona.inquiry();
  expect((await persona.post('/inquiry-sessions', { headers: KEY, body: {} })).status).toBe(400);
  const mended = await persona.post('/inquiry-sessions', { headers: KEY, body: creation(inquiry) });
  expect(mended.status).toBe(422);

  const id = await persona.session(inquiry);
  const other = { 'Idempotency-Key': 'k-2' };
  expect((await persona.expire(id, { headers: other, key: 'none' })).status).toBe(401);
  expect((await persona.expire(id, { headers: other })).status).toBe(200);
  expect((await persona.expire(id, { headers: other, key: 'none' })).status).toBe(401);

  const third = { 'Idempotency-Key': 'k-3' };
  const next = await persona.session(inquiry);
  await persona.get('/events', { key: 'second' });
  await persona.get('/events', { key: 'second' });
  expect((await persona.expire(next, { headers: third, key: 'second' })).status).toBe(429);
  persona.mock.clock.advance(60_000);
  expect((await persona.expire(next, { headers: third, key: 'second' })).status).toBe(200);
});

test('reads and deletions do not know the header', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  expect((await persona.retrieve(id, { headers: KEY })).body.data.attributes['status']).toBe('new');
  await persona.expire(id, { headers: KEY });
  expect((await persona.retrieve(id, { headers: KEY })).body.data.attributes['status']).toBe('expired');
});

test('a key is kept for 24 hours and then forgotten', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  expect((await persona.expire(id, { headers: KEY })).status).toBe(200);
  persona.mock.clock.advance(DAY_MS - 1);
  expect((await persona.expire(id, { headers: KEY })).status).toBe(200);
  persona.mock.clock.advance(1);
  expect((await persona.expire(id, { headers: KEY })).status).toBe(409);
});

test('a key belongs to its environment', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  await persona.expire(id, { headers: KEY });
  expect((await persona.expire(id, { headers: KEY, key: 'second' })).status).toBe(200);
  expect((await persona.expire(id, { headers: KEY, key: 'otherEnvironment' })).status).toBe(404);
});

test('duplicates at the same moment run once and get the same answer', async ({ talk }) => {
  const persona = await talk({
    patch: {
      handlers: {
        createSession: (original) => async (call, world) => (await pause(), original(call, world)),
      },
    },
  });
  const inquiry = await persona.inquiry();
  const body = creation(inquiry);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => persona.post('/inquiry-sessions', { headers: KEY, body })),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect((await persona.get(`/inquiry-sessions?filter[inquiry-id]=${inquiry}`)).body.list).toHaveLength(1);
});

test('where races are refused, duplicates get 409 and nothing runs twice', async ({ talk }) => {
  const persona = await talk({
    open: { race: 'refuse' },
    patch: {
      handlers: {
        createSession: (original) => async (call, world) => (await pause(), original(call, world)),
      },
    },
  });
  const inquiry = await persona.inquiry();
  const body = creation(inquiry);
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => persona.post('/inquiry-sessions', { headers: KEY, body })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  expect((await persona.get(`/inquiry-sessions?filter[inquiry-id]=${inquiry}`)).body.list).toHaveLength(1);
});

/** Long enough for requests sent together to overlap. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}
