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

/** The session that a token names. */
function sessionOf(token: string | undefined): string {
  const claims = (token ?? '').split('.')[1] ?? '';
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub;
}

test('resuming uses the session that nobody has opened, and makes one where there is none', async ({
  talk,
}) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const resume = async () =>
    sessionOf((await persona.post(`/inquiries/${inquiry}/resume`)).body.meta['session-token']);
  const made = await resume();
  expect(await persona.status(made)).toBe('new');
  expect(await resume()).toBe(made);
  await persona.expire(made);
  expect(await resume()).not.toBe(made);
});

test('resuming an expired inquiry makes it pending; a redacted one is refused', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  await persona.post(`/inquiries/${inquiry}/expire`);
  const resumed = await persona.post(`/inquiries/${inquiry}/resume`);
  expect(resumed.status).toBe(200);
  expect(resumed.body.data.attributes['status']).toBe('pending');
  expect(await persona.status(sessionOf(resumed.body.meta['session-token']))).toBe('new');
  await persona.ask('DELETE', `/inquiries/${inquiry}`);
  expect((await persona.post(`/inquiries/${inquiry}/resume`)).status).toBe(409);
});

test('a creation keeps what it is given, and makes a session and a link where asked', async ({ talk }) => {
  const persona = await talk();
  const attributes = {
    'inquiry-template-id': persona.mock.templateId,
    'reference-id': 'customer-1',
    note: 'A note',
    fields: { 'name-first': 'Ada' },
  };
  const create = (meta: object) => persona.post('/inquiries', { body: { data: { attributes }, meta } });
  const plain = await create({});
  expect(plain.body.meta).toEqual({
    'session-token': null,
    'one-time-link': null,
    'one-time-link-short': null,
  });
  expect(plain.body.data.attributes).toMatchObject({
    'reference-id': 'customer-1',
    note: 'A note',
    'name-first': 'Ada',
    fields: { 'name-first': { type: 'string', value: 'Ada' } },
  });
  const linked = await create({ 'auto-create-one-time-link': true });
  const session = sessionOf(linked.body.meta['session-token']);
  await fetch(linked.body.meta['one-time-link'] ?? '');
  expect(await persona.status(session)).toBe('active');
  const token = (await create({ 'auto-create-inquiry-session': true })).body.meta['session-token'];
  expect(await persona.status(sessionOf(token))).toBe('new');
});

test('a link for an inquiry opens its session', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const session = await persona.session(inquiry);
  const { body } = await persona.post(`/inquiries/${inquiry}/generate-one-time-link`);
  await fetch(body.meta['one-time-link'] ?? '');
  expect(await persona.status(session)).toBe('active');
});

for (const filter of ['inquiry-id', 'inquiryId', 'inquiry_id']) {
  test(`lists obey filter[${filter}]`, async ({ talk }) => {
    const persona = await talk();
    const [one] = [await persona.inquiry(), await persona.inquiry()];
    const session = await persona.session(one);
    await persona.session();
    const sessions = await persona.get(`/inquiry-sessions?filter[${filter}]=${one}`);
    expect(sessions.body.list.map(({ id }) => id)).toEqual([session]);
    const inquiries = await persona.get(`/inquiries?filter[${filter}]=${one}`);
    expect(inquiries.body.list.map(({ id }) => id)).toEqual([one]);
  });
}

test('a filter that is not known is refused, not dropped', async ({ talk }) => {
  const persona = await talk();
  for (const path of ['/inquiries?filter[colour]=red', '/inquiry-sessions?filter=x', '/events?filter[x]=1']) {
    expect((await persona.get(path)).status, path).toBe(400);
  }
});

test('the simulated start of an inquiry without a session makes one', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const body = { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } };
  await persona.post(`/inquiries/${inquiry}/perform-simulate-actions`, { body });
  const { list } = (await persona.get(`/inquiry-sessions?filter[inquiry-id]=${inquiry}`)).body;
  expect(list.map(({ attributes }) => attributes['status'])).toEqual(['active']);
});

test('a template has the same id after a restart', async ({ talk }) => {
  expect((await talk()).mock.templateId).toBe((await talk()).mock.templateId);
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
