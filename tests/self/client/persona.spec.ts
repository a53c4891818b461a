import { addressAsWritten, addressOf } from '../../../client/address.ts';
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../../client/exchange.ts';
import { header } from '../../../client/exchange.ts';
import type { Created, Persona } from '../../../client/persona.ts';
import { Secret } from '../../../client/secret.ts';
import { atServer, KEY } from './support/persona.ts';
import { arrivedHeader, reply, type Answer } from './support/server.ts';

/** Answers every request with one resource; a creation with 201. */
const friendly: Answer = (response, { url, method }) => {
  const created = method === 'POST' && /\/(inquiries|inquiry-sessions)$/.test(url);
  const [type, id] = url.includes('/inquiries') ? ['inquiry', 'inq_1'] : ['inquiry-session', 'iqse_1'];
  reply(response, created ? 201 : 200, { data: { type, id, attributes: {} } });
};

const as = 'step';
const calls: readonly (readonly [
  name: string,
  call: (persona: Persona) => Promise<Exchange>,
  line: string,
  body: unknown,
])[] = [
  [
    'createInquiry',
    (persona) => persona.createInquiry({ as }),
    'POST /api/v1/inquiries',
    { data: { attributes: { 'inquiry-template-id': 'itmpl_of_tests' } } },
  ],
  [
    'createSession',
    (persona) => persona.createSession('inq_1', { as }),
    'POST /api/v1/inquiry-sessions',
    { data: { attributes: { 'inquiry-id': 'inq_1' } } },
  ],
  ['retrieve', (persona) => persona.retrieve('a/b', { as }), 'GET /api/v1/inquiry-sessions/a%2Fb', null],
  [
    'retrieveInquiry',
    (persona) => persona.retrieveInquiry('inq_1', { as }),
    'GET /api/v1/inquiries/inq_1',
    null,
  ],
  [
    'list',
    (persona) => persona.list({ inquiryId: 'inq_1', pageSize: 2, pageAfter: 'x' }, { as }),
    'GET /api/v1/inquiry-sessions?filter%5Binquiry-id%5D=inq_1&page%5Bsize%5D=2&page%5Bafter%5D=x',
    null,
  ],
  [
    'expire',
    (persona) => persona.expire('iqse_1', { as }),
    'POST /api/v1/inquiry-sessions/iqse_1/expire',
    null,
  ],
  [
    'expireAll',
    (persona) => persona.expireAll(['inq_1'], { as }),
    'POST /api/v1/inquiry-sessions/expire-all',
    { meta: { 'inquiry-ids': ['inq_1'] } },
  ],
  [
    'oneTimeLink',
    (persona) => persona.oneTimeLink('iqse_1', { as }),
    'POST /api/v1/inquiry-sessions/iqse_1/generate-one-time-link',
    null,
  ],
  [
    'resumeInquiry',
    (persona) => persona.resumeInquiry('inq_1', { as }),
    'POST /api/v1/inquiries/inq_1/resume',
    null,
  ],
  [
    'expireInquiry',
    (persona) => persona.expireInquiry('inq_1', { as }),
    'POST /api/v1/inquiries/inq_1/expire',
    null,
  ],
  [
    'redactInquiry',
    (persona) => persona.redactInquiry('inq_1', { as }),
    'DELETE /api/v1/inquiries/inq_1',
    null,
  ],
  [
    'simulate',
    (persona) => persona.simulate('inq_1', ['start_inquiry'], { as }),
    'POST /api/v1/inquiries/inq_1/perform-simulate-actions',
    { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } },
  ],
  [
    'events',
    (persona) => persona.events({ as, query: 'page[size]=5' }),
    'GET /api/v1/events?page[size]=5',
    null,
  ],
];

for (const [name, call, line, body] of calls) {
  test(`${name} sends ${line}`, async () => {
    await atServer(friendly, async ({ persona, server }) => {
      persona.own('inq_1', 'iqse_1');
      const exchange = await call(persona);
      const [request] = server.arrived;
      expect(`${request?.method} ${request?.url}`).toBe(line);
      expect(request?.body ? (JSON.parse(request.body) as unknown) : null).toEqual(body);
      // Only what creates carries a key of its own: nothing else may rely on one that it did not ask for.
      expect(arrivedHeader(request, 'Idempotency-Key') !== undefined).toBe(name.startsWith('create'));
      expect(exchange.request.url).toBe(server.origin + request?.url);
      expect(exchange).toMatchObject({ label: 'step', attempts: 1, ambiguous: false });
    });
  });
}

test('every call carries key, version and casing, unless told otherwise', async () => {
  await atServer(friendly, async ({ persona, server }) => {
    await persona.retrieve('x', { as });
    await persona.retrieve('x', { as, key: 'none', version: null, inflection: null });
    await persona.retrieve('x', {
      as,
      key: new Secret('another_key'),
      version: '2021-07-05',
      inflection: 'camel',
    });
    await persona.retrieve('x', { as, key: { authorization: 'Basic  x' } });
    const names = ['Authorization', 'Persona-Version', 'Key-Inflection'];
    const seen = server.arrived.map((request) => names.map((name) => arrivedHeader(request, name)));
    expect(seen).toEqual([
      [`Bearer ${KEY}`, '2023-01-05', 'kebab'],
      [undefined, undefined, undefined],
      ['Bearer another_key', '2021-07-05', 'camel'],
      ['Basic  x', '2023-01-05', 'kebab'],
    ]);
  });
});

test('header lines of the caller go in their own casing and replace the defaults', async () => {
  await atServer(friendly, async ({ persona, server }) => {
    await persona.retrieve('x', { as, headers: { 'kEY-inflection': 'snake', ACCEPT: null, 'X-New': '1' } });
    const lines = server.arrived[0]?.rawHeaders ?? [];
    expect(lines).toContain('kEY-inflection');
    expect(lines).not.toContain('Key-Inflection');
    expect(lines).not.toContain('Accept');
    expect(lines.slice(lines.indexOf('X-New'), lines.indexOf('X-New') + 2)).toEqual(['X-New', '1']);
  });
});

test('a raw body, a raw query and a raw path go verbatim', async () => {
  await atServer(friendly, async ({ persona, server }) => {
    persona.own('x/');
    await persona.call(addressAsWritten('expireSession', 'x/'), {
      as,
      body: { raw: '{"broken"' },
      query: 'fields[a]=%2',
    });
    expect(server.arrived[0]?.url).toBe('/api/v1/inquiry-sessions/x//expire?fields[a]=%2');
    expect(server.arrived[0]?.body).toBe('{"broken"');
    expect(arrivedHeader(server.arrived[0], 'Content-Type')).toBe('application/json');
  });
});

test('labels carry the name of the scope', async () => {
  await atServer(friendly, async ({ persona }) => {
    const scoped = persona.scope('expire-active');
    const seen: string[] = [];
    const stop = persona.onExchange((exchange) => seen.push(exchange.label));
    await scoped.retrieve('x', { as: 'before' });
    await persona.retrieve('x', { as: 'bare' });
    stop();
    await scoped.retrieve('x', { as: 'unheard' });
    expect(seen).toEqual(['expire-active/before', 'bare']);
    expect(scoped.requests).toBe(3);
  });
});

test('what was created is told at once, and is ours', async () => {
  const told: Created[] = [];
  const onCreated = (created: Created) => told.push(created);
  await atServer(
    friendly,
    async ({ persona, configuration: { baseUrl } }) => {
      expect(persona.owns('inq_1')).toBe(false);
      await persona.createInquiry({ as });
      await persona.createSession('inq_1', { as });
      expect(persona.scope('other').owns('iqse_1')).toBe(true);
      expect(told).toEqual([
        { kind: 'inquiry', id: 'inq_1', baseUrl },
        { kind: 'session', id: 'iqse_1', baseUrl, inquiryId: 'inq_1' },
      ]);
    },
    { onCreated },
  );
});

const foreign: readonly (readonly [name: string, call: (persona: Persona) => Promise<Exchange>])[] = [
  ['expiring a session', (persona) => persona.expire('iqse_9', { as })],
  ['a link for a session', (persona) => persona.oneTimeLink('iqse_9', { as })],
  ['expiring an inquiry', (persona) => persona.expireInquiry('inq_9', { as })],
  ['redacting an inquiry', (persona) => persona.redactInquiry('inq_9', { as })],
  ['expiring all of an inquiry beside ours', (persona) => persona.expireAll(['inq_1', 'inq_9'], { as })],
  ['a session for an inquiry', (persona) => persona.createSession('inq_9', { as })],
  ['a raw call', (persona) => persona.call(addressAsWritten('expireSession', 'iqse%5F9'), { as })],
  [
    'a raw body in another casing',
    (persona) =>
      persona.call(addressOf('expireAllSessions'), {
        as,
        body: { raw: '{"meta":{"inquiryIds":["inq_9"]}}' },
      }),
  ],
];

for (const [name, call] of foreign) {
  test(`${name} that is not ours never leaves the machine`, async () => {
    await atServer(friendly, async ({ persona, server }) => {
      persona.own('inq_1', 'iqse_1');
      await expect(call(persona)).rejects.toThrow(/did not create/);
      expect(server.arrived).toHaveLength(0);
      expect(persona.requests).toBe(0);
    });
  });
}

test('an id of ours is recognised behind its encoding', async () => {
  await atServer(friendly, async ({ persona, server }) => {
    persona.own('a/b c');
    await persona.expire('a/b c', { as });
    expect(server.arrived[0]?.url).toBe('/api/v1/inquiry-sessions/a%2Fb%20c/expire');
  });
});

test('a made-up id may be addressed when the caller says so, and reading is always allowed', async () => {
  await atServer(friendly, async ({ persona, server }) => {
    await persona.expire('iqse_made_up', { as, unowned: true });
    await persona.retrieve('iqse_made_up', { as });
    expect(server.arrived).toHaveLength(2);
  });
});

test('a base URL with a path of its own keeps it', async () => {
  await atServer(
    (response) => reply(response, 200, {}),
    async ({ persona, server }) => {
      const exchange = await persona.retrieve('x', { as });
      expect(server.arrived[0]?.url).toBe('/api/v1/inquiry-sessions/x');
      expect(header(exchange, 'CONTENT-type')).toBe('application/json');
    },
  );
});
