/** What the mock does under every choice at every open point. The type of the table forbids forgetting one. */
import { expect } from '@playwright/test';
import type { OpenChoices, OpenName } from '../../../mock/open-choices.ts';
import type { Heard, Talk } from './talk.ts';

export type Probe<Name extends OpenName> = (persona: Talk, choice: OpenChoices[Name]) => Promise<void>;

const KEY = { 'Idempotency-Key': 'k' };

async function visited(persona: Talk): Promise<Heard['body']['data']> {
  return (await persona.retrieve(await persona.activeSession())).body.data;
}

async function refusedOr200(answer: Promise<Heard>, choice: 'refuse' | 'ignore'): Promise<void> {
  expect((await answer).status).toBe(choice === 'refuse' ? 400 : 200);
}

/** What to do, and what is then seen, for each choice at each open point. */
export const probes: { [Name in OpenName]: Probe<Name> } = {
  reExpire: async (persona, choice) => {
    const id = await persona.session();
    await persona.expire(id);
    const before = (await persona.retrieve(id)).text;
    persona.mock.clock.advance(5000);
    expect((await persona.expire(id)).status).toBe(choice);
    expect((await persona.retrieve(id)).text).toBe(before);
  },
  expireAllTakesNew: async (persona, choice) => {
    const inquiry = await persona.inquiry();
    const id = await persona.session(inquiry);
    await persona.post('/inquiry-sessions/expire-all', { body: { meta: { inquiryIds: [inquiry] } } });
    expect(await persona.status(id)).toBe(choice ? 'expired' : 'new');
  },
  expireAllUnknown: async (persona, choice) => {
    const body = { meta: { 'inquiry-ids': ['inq_nowhere'] } };
    const { status } = await persona.post('/inquiry-sessions/expire-all', { body });
    expect(status).toBe(choice === 'refuse' ? 404 : 200);
  },
  sessionLimitStatus: async (persona, choice) => {
    const inquiry = await persona.inquiry();
    for (let made = 0; made < 25; made += 1) await persona.session(inquiry);
    const body = { data: { attributes: { 'inquiry-id': inquiry } } };
    expect((await persona.post('/inquiry-sessions', { body })).status).toBe(choice);
  },
  closedInquiryStatus: async (persona, choice) => {
    const inquiry = await persona.inquiry();
    await persona.post(`/inquiries/${inquiry}/expire`);
    const body = { data: { attributes: { 'inquiry-id': inquiry } } };
    expect((await persona.post('/inquiry-sessions', { body })).status).toBe(choice);
  },
  linkForExpired: async (persona, choice) => {
    const id = await persona.session();
    await persona.expire(id);
    const { status } = await persona.post(`/inquiry-sessions/${id}/generate-one-time-link`);
    expect(status).toBe(choice === 'make' ? 200 : 409);
  },
  linkActivation: async (persona, choice) => {
    const id = await persona.session();
    const { body } = await persona.post(`/inquiry-sessions/${id}/generate-one-time-link`);
    const link = body.meta['one-time-link'] ?? '';
    await fetch(link);
    expect(await persona.status(id)).toBe(choice === 'get' ? 'active' : 'new');
    await fetch(link, { method: 'POST' });
    expect(await persona.status(id)).toBe('active');
  },
  simulateStart: async (persona, choice) => {
    const inquiry = await persona.inquiry();
    const ids = [await persona.session(inquiry), await persona.session(inquiry)];
    const body = { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } };
    await persona.post(`/inquiries/${inquiry}/perform-simulate-actions`, { body });
    const seen = [await persona.status(ids[0] ?? ''), await persona.status(ids[1] ?? '')];
    expect(seen).toEqual(
      { newest: ['new', 'active'], all: ['active', 'active'], none: ['new', 'new'] }[choice],
    );
  },
  eventLagMs: async (persona, choice) => {
    await persona.inquiry();
    expect((await persona.get('/events')).body.list).toHaveLength(choice === 0 ? 1 : 0);
    persona.mock.clock.advance(choice);
    expect((await persona.get('/events')).body.list).toHaveLength(1);
  },

  mismatch: async (persona, choice) => {
    await persona.expire(await persona.session(), { headers: KEY });
    expect((await persona.expire('iqse_nowhere', { headers: KEY })).status).toBe(choice);
  },
  race: async (persona, choice) => {
    const inquiry = await persona.inquiry();
    const body = { data: { attributes: { 'inquiry-id': inquiry } } };
    const both = await Promise.all([
      persona.post('/inquiry-sessions', { body, headers: KEY }),
      persona.post('/inquiry-sessions', { body, headers: KEY }),
    ]);
    // Whether the two really overlap is up to the network; see idempotency.spec.ts for the case where they must.
    const allowed = choice === 'wait' ? [201] : [201, 409];
    for (const { status } of both) expect(allowed).toContain(status);
  },
  idempotencyScope: async (persona, choice) => {
    const id = await persona.session();
    await persona.expire(id, { headers: KEY });
    const { status } = await persona.expire(id, { headers: KEY, key: 'second' });
    expect(status).toBe(choice === 'environment' ? 200 : 409);
  },
  idempotencyComparesHeaders: async (persona, choice) => {
    const id = await persona.session();
    await persona.expire(id, { headers: KEY });
    const { status } = await persona.expire(id, { headers: { ...KEY, 'Key-Inflection': 'snake' } });
    expect(status).toBe(choice ? 400 : 200);
  },
  forbiddenSaved: async (persona, choice) => {
    const id = await persona.session();
    expect((await persona.expire(id, { headers: KEY, key: 'readOnly' })).status).toBe(403);
    expect((await persona.expire(id, { headers: KEY })).status).toBe(choice ? 403 : 200);
  },
  replayRequestId: async (persona, choice) => {
    const id = await persona.session();
    const first = await persona.expire(id, { headers: KEY });
    const again = await persona.expire(id, { headers: KEY });
    const same = first.headers.get('request-id') === again.headers.get('request-id');
    expect(same).toBe(choice === 'same');
  },

  unknownVersion: async (persona, choice) =>
    refusedOr200(persona.expire(await persona.session(), { headers: { 'Persona-Version': 'soon' } }), choice),
  unknownInflection: async (persona, choice) =>
    refusedOr200(persona.expire(await persona.session(), { headers: { 'Key-Inflection': 'shout' } }), choice),
  unknownInclude: async (persona, choice) =>
    refusedOr200(persona.post(`/inquiry-sessions/${await persona.session()}/expire?include=pets`), choice),
  deepInclude: async (persona, choice) => {
    const path = `/inquiry-sessions/${await persona.session()}/expire?include=inquiry.sessions.inquiry`;
    await refusedOr200(persona.post(path), choice);
  },
  unknownFields: async (persona, choice) => {
    const path = `/inquiry-sessions/${await persona.session()}/expire?fields[inquiry-session]=pets`;
    await refusedOr200(persona.post(path), choice);
  },
  listInclude: async (persona, choice) => {
    await persona.session();
    const answer = await persona.get('/inquiry-sessions?include=inquiry');
    expect(answer.status).toBe(choice === 'refuse' ? 400 : 200);
    expect('included' in answer.body).toBe(choice === 'honour');
  },
  fieldsCasing: async (persona, choice) => {
    const id = await persona.session();
    const { body } = await persona.get(`/inquiry-sessions/${id}?fields[inquiry-session]=createdAt,status`);
    expect(Object.keys(body.data.attributes).length === 2).toBe(choice === 'any');
  },
  malformedBody: async (persona, choice) => {
    const id = await persona.session();
    await refusedOr200(persona.expire(id, { raw: '{"data":' }), choice);
    expect(await persona.status(id)).toBe(choice === 'refuse' ? 'new' : 'expired');
  },
  wrongMethod: async (persona, choice) => {
    const id = await persona.session();
    expect((await persona.get(`/inquiry-sessions/${id}/expire`)).status).toBe(choice);
    expect((await persona.get('/nothing/here')).status).toBe(404);
  },
  bearerScheme: async (persona, choice) => {
    const headers = { Authorization: `bearer ${persona.mock.keys.full}` };
    const { status } = await persona.get('/events', { key: 'none', headers });
    expect(status).toBe(choice === 'any' ? 200 : 401);
  },

  includeDefault: async (persona, choice) => {
    const { body } = await persona.retrieve(await persona.activeSession());
    const types = (body as { included?: { type: string }[] }).included?.map(({ type }) => type);
    const all = ['inquiry', 'device', 'network'];
    expect(types).toEqual({ none: undefined, some: ['inquiry'], all, 'all-until-2025-10-27': all }[choice]);
  },
  sparseRelationships: async (persona, choice) => {
    const id = await persona.session();
    const { body } = await persona.get(`/inquiry-sessions/${id}?fields[inquiry-session]=status`);
    expect('relationships' in body.data).toBe(choice === 'keep');
  },
  inflectNested: async (persona, choice) => {
    const inquiry = await persona.inquiry();
    const { body } = await persona.get(`/inquiries/${inquiry}`, { headers: { 'Key-Inflection': 'snake' } });
    expect(body.data.attributes['fields']).toHaveProperty(choice ? 'name_first' : 'name-first');
  },
  networkRelationship: async (persona, choice) => {
    const network = (await visited(persona)).relationships?.['network'];
    if (choice === 'absent') expect(network).toBeUndefined();
    else expect(network?.data === null).toBe(choice === 'null');
  },
  deviceRelationship: async (persona, choice) => {
    expect((await visited(persona)).relationships?.['device']?.data === null).toBe(choice === 'null');
  },
  sessionDetail: async (persona, choice) => {
    const { attributes } = await visited(persona);
    expect([attributes['browser-name'] !== null, attributes['os-name'] !== null]).toEqual(
      { full: [true, true], mobile: [false, true], nothing: [false, false] }[choice],
    );
  },
  unopenedDetail: async (persona, choice) => {
    const { attributes } = (await persona.retrieve(await persona.session())).body.data;
    expect('ip-address' in attributes).toBe(choice === 'null');
  },
  deviceSharing: async (persona, choice) => {
    const inquiry = await persona.inquiry();
    const ids = [await persona.activeSession(inquiry), await persona.activeSession(inquiry)];
    const devices = await Promise.all(
      ids.map(async (id) => (await persona.retrieve(id)).body.data.relationships?.['device']?.data?.id),
    );
    expect(devices[0]).toBeTruthy();
    expect(devices[0] === devices[1]).toBe(choice === 'shared');
  },
  timestampPrecision: async (persona, choice) => {
    const { attributes } = (await persona.retrieve(await persona.session())).body.data;
    const fraction = { 0: '', 3: '.000', 6: '.000000' }[choice];
    expect(attributes['created-at']).toBe(`2026-03-02T09:30:00${fraction}Z`);
  },
  timestampOffset: async (persona, choice) => {
    const { attributes } = (await persona.retrieve(await persona.session())).body.data;
    expect(String(attributes['created-at']).endsWith(choice)).toBe(true);
    expect(Date.parse(String(attributes['created-at']))).toBe(Date.parse('2026-03-02T09:30:00.000Z'));
  },
  idShape: async (persona, choice) => {
    const shapes = {
      prefixed: /^iqse_[A-Za-z0-9]{24}$/,
      long: /^iqse_v2_[A-Za-z0-9]{60}$/,
      uuid: /^[0-9a-f-]{36}$/,
      number: /^\d{18}$/,
      token: /^[A-Za-z0-9]{11}-[A-Za-z0-9]{10}_[A-Za-z0-9]{5}$/,
    };
    expect(await persona.session()).toMatch(shapes[choice]);
  },
  errorDetails: async (persona, choice) => {
    const { body } = await persona.post('/inquiries', { body: {} });
    expect('details' in (body.errors[0] ?? {})).toBe(choice);
  },
  errorCode: async (persona, choice) => {
    const { body } = await persona.get('/nothing/here');
    expect('code' in (body.errors[0] ?? {})).toBe(choice);
  },
  contentType: async (persona, choice) => {
    expect((await persona.get('/events')).headers.get('content-type')).toBe(choice);
  },
  unauthenticatedHead: async (persona, choice) => {
    const { headers } = await persona.get('/events', { headers: { Authorization: 'Bearer nobody' } });
    expect(headers.has('request-id')).toBe(choice === 'full');
    expect((await persona.get('/events')).headers.has('request-id')).toBe(true);
  },
  announceLimits: async (persona, choice) => {
    expect((await persona.get('/events')).headers.has('ratelimit-limit')).toBe(choice);
  },
};
