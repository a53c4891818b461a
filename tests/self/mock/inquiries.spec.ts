/** Inquiries in the mock: what is done to them, and what that does to their sessions. */
import { expect, test } from './talk.ts';

test('an inquiry is created from a known template only', async ({ talk }) => {
  const persona = await talk();
  expect((await persona.post('/inquiries', { body: {} })).status).toBe(400);
  const unknown = { data: { attributes: { 'inquiry-template-id': 'itmpl_nowhere' } } };
  expect((await persona.post('/inquiries', { body: unknown })).status).toBe(422);
  const inquiry = await persona.inquiry();
  const read = await persona.get(`/inquiries/${inquiry}`);
  expect(read.body.data).toMatchObject({ type: 'inquiry', id: inquiry, attributes: { status: 'created' } });
  expect(read.body.data.relationships?.['inquiry-template']?.data?.id).toBe(persona.mock.templateId);
});

test('starting the first session makes the inquiry pending', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  await persona.activeSession(inquiry);
  const { attributes } = (await persona.get(`/inquiries/${inquiry}`)).body.data;
  expect(attributes['status']).toBe('pending');
  expect(attributes['started-at']).toBe('2026-03-02T09:30:00.000Z');
});

test('expiring an inquiry expires all its sessions, once', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const active = await persona.activeSession(inquiry);
  const fresh = await persona.session(inquiry);
  const ended = await persona.post(`/inquiries/${inquiry}/expire`);
  expect(ended.body.data.attributes['status']).toBe('expired');
  expect(await persona.status(active)).toBe('expired');
  expect(await persona.status(fresh)).toBe('expired');
  expect((await persona.post(`/inquiries/${inquiry}/expire`)).status).toBe(409);
});

test('resuming makes a new session and a token that names it', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const resumed = await persona.post(`/inquiries/${inquiry}/resume`);
  expect(resumed.status).toBe(200);
  const claims = (resumed.body.meta['session-token'] ?? '').split('.')[1] ?? '';
  const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string };
  expect(await persona.status(sub)).toBe('new');
  await persona.post(`/inquiries/${inquiry}/expire`);
  expect((await persona.post(`/inquiries/${inquiry}/resume`)).status).toBe(409);
});

test('the simulated start starts the newest new session', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const older = await persona.session(inquiry);
  const newer = await persona.session(inquiry);
  const body = { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } };
  expect((await persona.post(`/inquiries/${inquiry}/perform-simulate-actions`, { body })).status).toBe(200);
  expect(await persona.status(newer)).toBe('active');
  expect(await persona.status(older)).toBe('new');
  const unknown = { meta: { 'simulate-actions': [{ type: 'dance' }] } };
  const refused = await persona.post(`/inquiries/${inquiry}/perform-simulate-actions`, { body: unknown });
  expect(refused.status).toBe(400);
});

test('redacting wipes what is personal and keeps the records', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const session = await persona.activeSession(inquiry);
  const redacted = await persona.ask('DELETE', `/inquiries/${inquiry}`);
  expect(redacted.status).toBe(200);
  expect(redacted.body.data.attributes['redacted-at']).toBe('2026-03-02T09:30:00.000Z');
  const { attributes } = (await persona.retrieve(session)).body.data;
  expect(attributes['ip-address']).toBeNull();
  expect(attributes['status']).toBe('active');
});

test('events tell what happened, newest first, to their own environment', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.activeSession();
  await persona.expire(id);
  const events = await persona.get('/events');
  expect(events.body.list.map(({ attributes }) => attributes['name'])).toEqual([
    'inquiry-session.expired',
    'inquiry-session.started',
    'inquiry.started',
    'inquiry-session.created',
    'inquiry.created',
  ]);
  const named = await persona.get(`/events?filter[name]=inquiry-session.expired&filter[object-id]=${id}`);
  expect(named.body.list).toHaveLength(1);
  expect((await persona.get('/events', { key: 'otherEnvironment' })).body.list).toHaveLength(0);
});
