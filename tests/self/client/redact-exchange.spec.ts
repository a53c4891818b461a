import { expect, test } from '@playwright/test';
import { PERSONAL_MASK, redactStory, SECRET_MASK } from '../../../client/redaction.ts';
import { Secret } from '../../../client/secret.ts';
import { exchangeOf, type Parts } from './support/exchanges.ts';

const SESSION = 'iqse_abcdef123456';
const INQUIRY = 'inq_abcdef123456';
const keys = { main: new Secret('persona_sandbox_self_test'), readOnly: new Secret('quite_another_key') };

const bodyOf = (parts: Parts, evidence?: 'full') => {
  const [clean] = redactStory([exchangeOf(parts)], { keys, evidence });
  return JSON.parse(clean?.response.body ?? '') as unknown;
};

const personal = {
  'ip-address': '203.0.113.7',
  userAgent: 'Mozilla/5.0',
  gps_latitude: 37.77,
  longitude: -122.4,
  'browser-fingerprint': 'f00',
  'device-vendor-id': 'v1',
  'name-first': 'Jane',
  'email-address': 'jane@example.test',
  phoneNumber: '+1 555',
};

test('what is allowed stays, what is personal or unknown is masked', () => {
  const attributes = {
    status: 'expired',
    'created-at': '2026-01-01T00:00:00Z',
    expired_at: 'yesterday',
    'is-vpn': true,
    'threat-level': null,
    'country-name': 'France',
    surprise: 'unknown text',
    'surprising-number': 7,
    nothing: '',
    ...personal,
  };
  const clean = bodyOf({ body: { data: { type: 'inquiry-session', id: SESSION, attributes } } });
  expect(clean).toEqual({
    data: {
      type: 'inquiry-session',
      id: '<session:1>',
      attributes: {
        status: 'expired',
        'created-at': '2026-01-01T00:00:00Z',
        expired_at: 'yesterday',
        'is-vpn': true,
        'threat-level': null,
        'country-name': PERSONAL_MASK,
        surprise: PERSONAL_MASK,
        'surprising-number': PERSONAL_MASK,
        nothing: PERSONAL_MASK,
        ...Object.fromEntries(Object.keys(personal).map((name) => [name, PERSONAL_MASK])),
      },
    },
  });
});

test('full evidence shows personal data, and no secret', () => {
  const before = process.env['PERSONA_EVIDENCE'];
  process.env['PERSONA_EVIDENCE'] = 'full';
  try {
    const meta = { 'one-time-link': 'https://a.test/x', sessionToken: 'abc', apiKey: 'k', surprise: 'text' };
    const clean = bodyOf({ body: { data: { attributes: personal }, meta } }, 'full');
    expect(clean).toEqual({
      data: { attributes: personal },
      meta: {
        'one-time-link': SECRET_MASK,
        sessionToken: SECRET_MASK,
        apiKey: SECRET_MASK,
        surprise: 'text',
      },
    });
  } finally {
    if (before === undefined) delete process.env['PERSONA_EVIDENCE'];
    else process.env['PERSONA_EVIDENCE'] = before;
  }
});

test('secrets are masked whatever shape they have', () => {
  const meta = {
    session_token: { nested: ['abc', { deeper: 'def' }] },
    'one-time-link-short': 7,
    tokens: 'x',
  };
  expect(bodyOf({ body: { meta } })).toEqual({
    meta: {
      session_token: { nested: [SECRET_MASK, { deeper: SECRET_MASK }] },
      'one-time-link-short': SECRET_MASK,
      tokens: PERSONAL_MASK,
    },
  });
});

test('ids become references, the same throughout the story', () => {
  const linkage = {
    inquiry: { data: { type: 'inquiry', id: INQUIRY } },
    device: { data: { type: 'device', id: 'dev_1' } },
  };
  const story = redactStory([
    exchangeOf({
      method: 'POST',
      url: 'https://a.test/api/v1/inquiry-sessions',
      requestBody: JSON.stringify({ data: { attributes: { 'inquiry-id': INQUIRY } } }),
      status: 201,
      body: { data: { type: 'inquiry-session', id: SESSION, relationships: linkage } },
    }),
    exchangeOf({
      url: `https://a.test/api/v1/inquiry-sessions/${SESSION}?filter[inquiry-id]=${INQUIRY}`,
      body: {
        data: [
          { type: 'inquiry-session', id: SESSION },
          { type: 'inquiry-session', id: 'iqse_second000' },
        ],
        links: { next: `/api/v1/inquiry-sessions?page[after]=${SESSION}`, prev: null },
        errors: [{ title: `No ${SESSION} here`, source: { pointer: '/data/id' } }],
      },
    }),
  ]);
  expect(JSON.parse(story[0]?.request.body ?? '')).toEqual({
    data: { attributes: { 'inquiry-id': '<inquiry:1>' } },
  });
  expect(story[0]?.response.body).toContain('"id": "<device:1>"');
  expect(story[1]?.request.url).toBe(
    'https://a.test/api/v1/inquiry-sessions/<session:1>?filter[inquiry-id]=<inquiry:1>',
  );
  expect(JSON.parse(story[1]?.response.body ?? '')).toEqual({
    data: [
      { type: 'inquiry-session', id: '<session:1>' },
      { type: 'inquiry-session', id: '<session:2>' },
    ],
    links: { next: '/api/v1/inquiry-sessions?page[after]=<session:1>', prev: null },
    errors: [{ title: 'No <session:1> here', source: { pointer: '/data/id' } }],
  });
  expect(JSON.stringify(story)).not.toMatch(/iqse_|inq_|dev_/);
});

test('what hides inside an allowed value is found all the same', () => {
  const title = 'Token persona_sandbox_other is bad for 203.0.113.7';
  expect(bodyOf({ body: { errors: [{ title }] } })).toEqual({
    errors: [{ title: `Token ${SECRET_MASK} is bad for ${PERSONAL_MASK}` }],
  });
});

// The address of the exchange names the first session.
test('an id that begins like another one keeps its own name', () => {
  const data = [
    { type: 'inquiry-session', id: 'abcdef' },
    { type: 'inquiry-session', id: 'abcdef.ghi' },
  ];
  const errors = [{ title: 'abcdef.ghi, not abcdef' }];
  expect(bodyOf({ body: { data, errors } })).toMatchObject({
    errors: [{ title: '<session:3>, not <session:2>' }],
  });
});

test('ids as short as a number are named where they stand alone, and change nothing else', () => {
  const [clean] = redactStory([
    exchangeOf({
      url: 'https://a.test:7443/api/v1/inquiry-sessions/7/expire',
      body: {
        data: { type: 'inquiry-session', id: '7', attributes: { status: 'expired' } },
        errors: [{ title: 'Step 7 of 7' }],
      },
    }),
  ]);
  expect(clean?.request.url).toBe('https://a.test:7443/api/v1/inquiry-sessions/<session:1>/expire');
  expect(clean?.response.body).toContain('"title": "Step 7 of 7"');
  expect(clean?.response.body).toContain('"id": "<session:1>"');
});

test('header lines are shown by allow-list, names and order as they were', () => {
  const [clean] = redactStory([
    exchangeOf({
      sent: [
        ['Key-Inflection', 'kebab'],
        ['Idempotency-Key', 'abc-123'],
        ['X-Strange', 'secret?'],
      ],
      headers: [
        ['Request-ID', 'r1'],
        ['ratelimit-remaining', '7'],
        ['Set-Cookie', 'session=abc'],
        ['X-Client-IP', '203.0.113.7'],
      ],
    }),
  ]);
  expect(clean?.request.headers).toEqual([
    ['Key-Inflection', 'kebab'],
    ['Idempotency-Key', '<idempotency-key:1>'],
    ['X-Strange', PERSONAL_MASK],
  ]);
  expect(clean?.response.headers).toEqual([
    ['Request-ID', 'r1'],
    ['ratelimit-remaining', '7'],
    ['Set-Cookie', PERSONAL_MASK],
    ['X-Client-IP', PERSONAL_MASK],
  ]);
});

const authorizations: readonly (readonly [sent: string, shown: string])[] = [
  ['Bearer persona_sandbox_self_test', 'Bearer $PERSONA_API_KEY'],
  ['Bearer quite_another_key', 'Bearer $PERSONA_READONLY_API_KEY'],
  ['quite_another_key', '$PERSONA_READONLY_API_KEY'],
  ['bearer  made-up', 'bearer  ***'],
  ['Basic dXNlcjpwYXNz', 'Basic ***'],
  ['Bearer ', 'Bearer '],
  ['', ''],
  ['persona sandbox thing', '***'],
];

for (const [sent, shown] of authorizations) {
  test(`Authorization “${shown}” shows the form, and no key`, () => {
    const [clean] = redactStory([exchangeOf({ sent: [['Authorization', sent]] })], { keys });
    expect(clean?.request.headers).toEqual([['Authorization', shown]]);
  });
}

test('an answer that is no JSON says only how long it is; a broken body of ours stays', () => {
  const [clean] = redactStory([
    exchangeOf({ method: 'POST', requestBody: '{"broken"', body: '<html>Hello Jane</html>' }),
  ]);
  expect(clean?.request.body).toBe('{"broken"');
  expect(clean?.response.body).toBe('«masked: 23 characters that are not JSON»');
});

test('status, times and attempts stay', () => {
  const exchange = {
    ...exchangeOf({ status: 409 }),
    startedAt: 12,
    durationMs: 34,
    attempts: 2,
    ambiguous: true,
  };
  const [clean] = redactStory([exchange]);
  expect(clean).toMatchObject({
    startedAt: 12,
    durationMs: 34,
    attempts: 2,
    ambiguous: true,
    redacted: true,
  });
  expect(clean?.response.status).toBe(409);
});
