/** The order of the stages: who speaks first when several would refuse. */
import { documentedOrder } from '../../../mock/pipeline.ts';
import { standardChoices } from '../../../mock/open-choices.ts';
import { expect, test } from './talk.ts';

test('the order is the documented one', () => {
  expect(documentedOrder(standardChoices)).toEqual([
    'rateLimit',
    'authentication',
    'permission',
    'idempotency',
    'parameters',
    'handler',
  ]);
});

test('the rate limit speaks before authentication', async ({ talk }) => {
  const persona = await talk({ rateLimit: { limit: 1, windowSeconds: 60 } });
  expect((await persona.get('/events', { key: 'none' })).status).toBe(401);
  expect((await persona.get('/events', { key: 'none' })).status).toBe(429);
});

test('authentication speaks before permission, lookup and the path itself', async ({ talk }) => {
  const persona = await talk();
  expect((await persona.expire('iqse_nowhere', { key: 'none' })).status).toBe(401);
  expect((await persona.get('/nothing/here', { key: 'none' })).status).toBe(401);
  expect((await persona.expire('iqse_nowhere')).status).toBe(404);
});

for (const [form, authorization] of Object.entries({
  'another scheme': 'Basic persona_sandbox_mock_full',
  'no scheme': 'persona_sandbox_mock_full',
  'an empty token': 'Bearer ',
  'an unknown key': 'Bearer persona_sandbox_mock_nobody',
  'more after the key': 'Bearer persona_sandbox_mock_full x',
  'another casing of the scheme': 'bearer persona_sandbox_mock_full',
})) {
  test(`${form} is refused with 401`, async ({ talk }) => {
    const persona = await talk();
    const refused = await persona.get('/events', { key: 'none', headers: { Authorization: authorization } });
    expect(refused.status).toBe(401);
    expect(refused.body.errors[0]?.title).toBeTruthy();
  });
}

test('permission speaks before idempotency and lookup, and stops nothing but writing', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  const headers = { 'Idempotency-Key': 'k' };
  await persona.expire(id, { headers });
  expect((await persona.expire(id, { headers, key: 'readOnly' })).status).toBe(403);
  expect((await persona.expire('iqse_nowhere', { key: 'readOnly' })).status).toBe(403);
  expect((await persona.retrieve(id, { key: 'readOnly' })).status).toBe(200);
  expect((await persona.retrieve(id, { key: 'wrongAddress' })).status).toBe(403);
  expect((await persona.retrieve(id, { key: 'inactive' })).status).toBe(403);
});

test('idempotency speaks before the handler: a saved answer outlives the change', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  const headers = { 'Idempotency-Key': 'k' };
  expect((await persona.expire(id, { headers })).status).toBe(200);
  expect((await persona.expire(id)).status).toBe(409);
  expect((await persona.expire(id, { headers })).status).toBe(200);
});

test('another environment’s session does not exist', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  expect((await persona.retrieve(id, { key: 'otherEnvironment' })).status).toBe(404);
  expect((await persona.expire(id, { key: 'otherEnvironment' })).status).toBe(404);
  expect(await persona.status(id)).toBe('new');
});

test('a key’s blocklist hides attributes', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.activeSession();
  const shown = await persona.retrieve(id, { key: 'blocklisted' });
  expect(shown.body.data.attributes).not.toHaveProperty('ip-address');
  expect(shown.body.data.attributes).toHaveProperty('user-agent');
});

test('every authenticated answer has a Request-Id of its own, and every one the date of the clock and JSON', async ({
  talk,
}) => {
  const persona = await talk();
  const answers = [
    await persona.get('/events', { key: 'none' }),
    await persona.get('/nothing/here'),
    await persona.expire('iqse_nowhere'),
    await persona.get('/events'),
  ];
  const [unauthenticated, ...authenticated] = answers.map(({ headers }) => headers.get('request-id'));
  expect(unauthenticated).toBeNull();
  expect(new Set(authenticated).size).toBe(3);
  for (const id of authenticated) expect(id).toMatch(/^req_/);
  for (const { headers } of answers) {
    expect(headers.get('date')).toBe('Mon, 02 Mar 2026 09:30:00 GMT');
    expect(headers.get('content-type')).toContain('application/json');
  }
});

for (const id of ['%00', '%ff', 'a%2Fb', '%20', '..%2F..', '"', 'x'.repeat(4000), '😀', '%', ';']) {
  test(`the odd id ${id.slice(0, 12)} is a plain 404`, async ({ talk }) => {
    const persona = await talk();
    const refused = await persona.expire(id);
    expect(refused.status).toBe(404);
    expect(refused.body.errors[0]?.title).toBe('Record not found');
  });
}

for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
  test(`${method} on the expire address expires nothing`, async ({ talk }) => {
    const persona = await talk();
    const id = await persona.session();
    expect((await persona.ask(method, `/inquiry-sessions/${id}/expire`)).status).toBe(404);
    expect(await persona.status(id)).toBe('new');
  });
}
