/** The life of a session in the mock, endpoint by endpoint. */
import { expect, test } from './talk.ts';

test('a session is created new, started by its link, and expired by the endpoint', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  expect(await persona.status(id)).toBe('new');

  const link = await persona.post(`/inquiry-sessions/${id}/generate-one-time-link`);
  expect(link.status).toBe(200);
  expect(link.body.meta['one-time-link']).toContain(`${persona.mock.origin}/verify?code=`);
  persona.mock.clock.advance(1000);
  expect((await fetch(link.body.meta['one-time-link-short'] ?? '')).status).toBe(200);
  expect(await persona.status(id)).toBe('active');

  persona.mock.clock.advance(1000);
  const expired = await persona.expire(id);
  expect(expired.status).toBe(200);
  expect(expired.body.data).toMatchObject({ type: 'inquiry-session', id, attributes: { status: 'expired' } });
  const read = await persona.retrieve(id);
  expect(read.body.data.attributes).toMatchObject({
    status: 'expired',
    'created-at': '2026-03-02T09:30:00.000Z',
    'started-at': '2026-03-02T09:30:01.000Z',
    'expired-at': '2026-03-02T09:30:02.000Z',
  });
});

test('a started session knows its device, its network and its place', async ({ talk }) => {
  const persona = await talk();
  const { attributes, relationships } = (await persona.retrieve(await persona.activeSession())).body.data;
  const missing = Object.entries(attributes).filter(([, value]) => value === null);
  expect(missing.map(([name]) => name)).toEqual(['expired-at']);
  expect(Object.keys(attributes).length).toBeGreaterThan(30);
  expect(relationships?.['device']?.data?.type).toBe('device');
  expect(relationships?.['network']?.data?.type).toBe('network');
});

test('the link works once, and for a session that is not expired', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  const first = await persona.post(`/inquiry-sessions/${id}/generate-one-time-link`);
  const second = await persona.post(`/inquiry-sessions/${id}/generate-one-time-link`);
  expect((await fetch(first.body.meta['one-time-link'] ?? '')).status).toBe(200);
  expect((await fetch(first.body.meta['one-time-link'] ?? '')).status).toBe(410);
  await persona.expire(id);
  expect(await (await fetch(second.body.meta['one-time-link'] ?? '')).text()).toContain('has expired');
  expect(await persona.status(id)).toBe('expired');
});

test('expiring one session leaves its siblings, its inquiry and strangers alone', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const active = await persona.activeSession(inquiry);
  const sibling = await persona.activeSession(inquiry);
  const fresh = await persona.session(inquiry);
  const stranger = await persona.session();
  await persona.expire(active);
  expect(await persona.status(sibling)).toBe('active');
  expect(await persona.status(fresh)).toBe('new');
  expect(await persona.status(stranger)).toBe('new');
  expect((await persona.get(`/inquiries/${inquiry}`)).body.data.attributes['status']).toBe('pending');
});

test('an expired session keeps its time and answers a second expire with a conflict', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  await persona.expire(id);
  const before = (await persona.retrieve(id)).body.data.attributes['expired-at'];
  persona.mock.clock.advance(5000);
  expect((await persona.expire(id)).status).toBe(409);
  expect((await persona.retrieve(id)).body.data.attributes['expired-at']).toBe(before);
});

test('a session runs out after 24 hours, at that very moment', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.activeSession();
  persona.mock.clock.advance(24 * 3_600_000 - 1);
  expect(await persona.status(id)).toBe('active');
  persona.mock.clock.advance(3_600_000);
  expect((await persona.retrieve(id)).body.data.attributes).toMatchObject({
    status: 'expired',
    'expired-at': '2026-03-03T09:30:00.000Z',
  });
});

test('a session runs out even when its inquiry was completed before, and only once', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const id = await persona.session(inquiry);
  const body = { meta: { 'simulate-actions': [{ type: 'complete_inquiry' }] } };
  await persona.post(`/inquiries/${inquiry}/perform-simulate-actions`, { body });
  persona.mock.clock.advance(24 * 3_600_000);
  expect(await persona.status(id)).toBe('expired');
  persona.mock.clock.advance(1000);
  expect(await persona.status(id)).toBe('expired');
  const ends = await persona.get('/events?filter[name]=inquiry-session.expired');
  expect(ends.body.list).toHaveLength(1);
});

test('an inquiry has 25 sessions at most', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const body = { data: { attributes: { 'inquiry-id': inquiry } } };
  for (let made = 0; made < 25; made += 1) {
    expect((await persona.post('/inquiry-sessions', { body })).status).toBe(201);
  }
  const refused = await persona.post('/inquiry-sessions', { body });
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0]?.source?.pointer).toBe('/data/attributes/inquiry-id');
});

test('a session needs an inquiry that exists and is not over', async ({ talk }) => {
  const persona = await talk();
  const missing = await persona.post('/inquiry-sessions', { body: { data: { attributes: {} } } });
  expect(missing.status).toBe(400);
  const unknown = await persona.post('/inquiry-sessions', {
    body: { data: { attributes: { 'inquiry-id': 'inq_nowhere' } } },
  });
  expect(unknown.status).toBe(404);
  const inquiry = await persona.inquiry();
  await persona.post(`/inquiries/${inquiry}/expire`);
  const over = await persona.post('/inquiry-sessions', {
    body: { data: { attributes: { 'inquiry-id': inquiry } } },
  });
  expect(over.status).toBe(409);
});

test('the list is filtered by inquiry, newest first, and turns pages', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const ids: string[] = [];
  for (let made = 0; made < 5; made += 1) ids.unshift(await persona.session(inquiry));
  await persona.session();

  const first = await persona.get(`/inquiry-sessions?filter[inquiry-id]=${inquiry}&page[size]=2`);
  expect(first.body.list.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(first.body.links.prev).toBeNull();
  const next = await persona.get((first.body.links.next ?? '').replace('/api/v1', ''));
  expect(next.body.list.map(({ id }) => id)).toEqual(ids.slice(2, 4));
  const last = await persona.get((next.body.links.next ?? '').replace('/api/v1', ''));
  expect(last.body.list.map(({ id }) => id)).toEqual(ids.slice(4));
  expect(last.body.links.next).toBeNull();
  const back = await persona.get((last.body.links.prev ?? '').replace('/api/v1', ''));
  expect(back.body.list.map(({ id }) => id)).toEqual(ids.slice(2, 4));
  expect((await persona.get('/inquiry-sessions?page[size]=0')).status).toBe(400);
  expect((await persona.get('/inquiry-sessions?page[after]=nobody')).status).toBe(400);
});

test('expire-all takes the active sessions of the named inquiries only', async ({ talk }) => {
  const persona = await talk();
  const inquiry = await persona.inquiry();
  const active = await persona.activeSession(inquiry);
  const fresh = await persona.session(inquiry);
  const elsewhere = await persona.activeSession();
  const answer = await persona.post('/inquiry-sessions/expire-all', {
    body: { meta: { 'inquiry-ids': [inquiry] } },
  });
  expect(answer.body.list.map(({ id }) => id)).toEqual([active]);
  expect(await persona.status(fresh)).toBe('new');
  expect(await persona.status(elsewhere)).toBe('active');
  expect((await persona.post('/inquiry-sessions/expire-all', { body: {} })).status).toBe(400);
});
