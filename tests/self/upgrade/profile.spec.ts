/** A profile learnt from traffic: complete, minimal, and plain about what cannot be seen. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checked } from '../../../upgrade/consumer.ts';
import { learn } from '../../../upgrade/profile/learn.ts';
import { readTraffic } from '../../../upgrade/profile/traffic.ts';

const BASE = 'https://api.example.test/api/v1';

interface Recorded {
  readonly call: string;
  readonly status?: number;
  readonly sent?: unknown;
  readonly key?: string;
  readonly answer?: unknown;
}

function har(calls: readonly Recorded[]): string {
  const entries = calls.map(({ call, status = 200, sent, key, answer }) => {
    const [method, path] = call.split(' ');
    const headers = [
      { name: 'Authorization', value: 'Bearer masked' },
      ...(key === undefined ? [] : [{ name: 'Idempotency-Key', value: key }]),
    ];
    return {
      request: {
        method,
        url: `${BASE}${path ?? ''}`,
        headers,
        ...(sent === undefined ? {} : { postData: { text: JSON.stringify(sent) } }),
      },
      response: {
        status,
        headers: [{ name: 'Request-Id', value: 'req_one_two_three' }],
        content: { text: JSON.stringify(answer ?? {}) },
      },
    };
  });
  return JSON.stringify({ log: { version: '1.2', entries } });
}

function learntFrom(text: string, name = 'traffic.har') {
  const path = join(mkdtempSync(join(tmpdir(), 'traffic-')), name);
  writeFileSync(path, text);
  return learn(readTraffic(path));
}

const session = (id: string, extra: object = {}) => ({
  type: 'inquiry-session',
  id,
  attributes: { status: 'new', 'country-code': 'DE' },
  relationships: { inquiry: { data: { type: 'inquiry', id: 'inq_made_up_one' } } },
  ...extra,
});

test('who creates a session and expires it reads its id, and nothing else', () => {
  const { profile, unknown } = learntFrom(
    har([
      {
        call: 'POST /inquiry-sessions',
        status: 201,
        sent: { data: { attributes: { 'inquiry-id': 'inq_made_up_one' } } },
        answer: { data: session('iqse_made_up_one') },
      },
      {
        call: 'POST /inquiry-sessions/iqse_made_up_one/expire',
        key: 'a',
        answer: { data: session('iqse_made_up_one') },
      },
      {
        call: 'POST /inquiry-sessions/iqse_made_up_one/expire',
        key: 'b',
        status: 409,
        answer: { errors: [{ title: 'Conflict' }] },
      },
    ]),
  );
  expect(profile).toEqual({
    name: 'learnt from traffic',
    calls: ['POST /inquiry-sessions', 'POST /inquiry-sessions/{id}/expire'],
    members: ['data.id'],
    statuses: { 'POST /inquiry-sessions': [201], 'POST /inquiry-sessions/{id}/expire': [200, 409] },
    idempotency: true,
  });
  expect(checked(profile, 'here')).toEqual(profile);
  expect(unknown.join('\n')).toContain('--reads');
});

test('what is asked for by name is read, in any casing', () => {
  const { profile } = learntFrom(
    har([
      {
        call: 'GET /inquiry-sessions/iqse_made_up_two?include=device,inquiry&fields[inquiry-session]=status,createdAt&fields[device]=device_fingerprint',
        answer: { data: session('iqse_made_up_two') },
      },
    ]),
  );
  expect(profile.calls).toEqual(['GET /inquiry-sessions/{id}']);
  expect(profile.members).toEqual([
    'data.attributes.created-at',
    'data.attributes.status',
    'included[type=device].attributes.device-fingerprint',
    'included[type=device].id',
    'included[type=inquiry].id',
  ]);
  expect(profile.idempotency).toBe(false);
});

test('what is passed on to another call is read, be it a link or a linked object', () => {
  const link = 'https://verify.example.test/one-time/made-up';
  const { profile, unknown } = learntFrom(
    har([
      {
        call: 'GET /inquiry-sessions?filter[inquiry-id]=inq_other_one',
        answer: {
          data: [session('iqse_made_up_three')],
          links: { next: '/api/v1/inquiry-sessions?page[after]=iqse_page_two' },
        },
      },
      {
        call: 'GET /inquiries/inq_made_up_one',
        answer: { data: { type: 'inquiry', id: 'inq_made_up_one', attributes: {} } },
      },
      {
        call: 'POST /inquiry-sessions/iqse_made_up_three/generate-one-time-link',
        answer: { meta: { 'one-time-link': link } },
      },
      { call: `POST /notifications`, sent: { link } },
    ]),
  );
  expect(profile.members).toEqual(['data.id', 'data.relationships.inquiry', 'meta.one-time-link']);
  expect(unknown.join('\n')).toContain('POST /notifications');
});

test('a plain log tells the calls and their statuses, and says what it cannot tell', () => {
  const { profile, unknown } = learntFrom(
    '12:00:01 POST /api/v1/inquiry-sessions/iqse_made_up/expire?include=inquiry 200\n12:00:02 GET /health 200\n',
    'calls.log',
  );
  expect(profile.calls).toEqual(['POST /inquiry-sessions/{id}/expire']);
  expect(profile.members).toEqual(['included[type=inquiry].id']);
  expect(profile.statuses).toEqual({ 'POST /inquiry-sessions/{id}/expire': [200] });
  expect(profile.idempotency).toBeUndefined();
  expect(unknown.join('\n')).toContain('no headers');
});

test('members named by the user or in the code are taken over; what the contract does not have is said', () => {
  const { profile, unknown } = learn([], {
    reads: ['data.attributes.createdAt', '$.data[0].attributes.status', 'data.attributes.no-such-thing'],
    code: ["const { expiredAt } = body.data.attributes; use(x.attributes['os-name'], x.attributes.is_vpn);"],
  });
  expect(profile.members).toEqual([
    'data.attributes.created-at',
    'data.attributes.expired-at',
    'data.attributes.is-vpn',
    'data.attributes.os-name',
    'data.attributes.status',
  ]);
  expect(unknown.join('\n')).toContain('data.attributes.no-such-thing');
});
