import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { learnKey } from '../../../client/redact-text.ts';
import { learnSecret, PERSONAL_MASK, redact, SECRET_MASK } from '../../../client/redaction.ts';
import { reduced, reducedFormsOf } from '../../../client/secret-forms.ts';

// Without the vendor's prefix, so that only the literal can give it away.
const SECRET = 'Zq7/k+Canary"Mark';
learnSecret(SECRET);

const base64 = (text: string) => Buffer.from(text).toString('base64');
const hexBytes = [...Buffer.from(SECRET)].map((byte) => byte.toString(16).padStart(2, '0'));
const unicodeEscaped = (text: string) =>
  [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** RFC 4648, without padding. */
function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/.{1,5}/g) ?? [];
  return digits.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

const disguises: readonly (readonly [name: string, text: string])[] = [
  ['as it is', SECRET],
  ['percent-encoded', encodeURIComponent(SECRET)],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(SECRET))],
  ['percent-encoded wholly', Buffer.from(SECRET).toString('hex').replace(/../g, '%$&')],
  ['in JSON', JSON.stringify({ key: SECRET })],
  ['in JSON within JSON', JSON.stringify(JSON.stringify({ key: SECRET }))],
  ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
  ['in Base64', base64(SECRET)],
  ['in Base64 after one byte', base64(`:${SECRET}:password`)],
  ['in Base64 after two bytes', base64(`ab${SECRET}`)],
  ['percent-encoded in part', SECRET.replace('C', '%43').replace('M', '%4d')],
  ['in HTML entities', [...SECRET].map((c) => `&#${c.charCodeAt(0)};`).join('')],
  ['in hexadecimal HTML entities', [...SECRET].map((c) => `&#x${c.charCodeAt(0).toString(16)};`).join('')],
  ['in JSON escapes', unicodeEscaped(SECRET)],
  ['in JSON escapes within JSON', JSON.stringify(unicodeEscaped(SECRET))],
  ['in hexadecimal with colons', hexBytes.join(':')],
  ['in hexadecimal with spaces', hexBytes.join(' ').toUpperCase()],
  ['as bytes of a program', hexBytes.map((byte) => `0x${byte}`).join(', ')],
  ['in escaped bytes', hexBytes.map((byte) => `\\x${byte}`).join('')],
  ['with dashes for its signs', SECRET.replace(/[^a-z\d]/gi, '-')],
  ['split over lines', `${SECRET.slice(0, 6)}\n${SECRET.slice(6)}`],
  ['split by something invisible', SECRET.split('').join('\u200b')],
  ['in two strings', `${SECRET.slice(0, 6)}" + "${SECRET.slice(6)}`],
  ['reversed', [...SECRET].reverse().join('')],
  ['in capitals', SECRET.toUpperCase()],
  ['in full-width letters', [...SECRET].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')],
  ['in Base32', base32(SECRET)],
  ['in Base32 after three bytes', base32(`ab:${SECRET}`)],
  ['in Base64 for URLs', Buffer.from(`Bearer ${SECRET}`).toString('base64url')],
];

for (const [name, text] of disguises) {
  test(`a literal secret is found ${name}`, () => {
    const clean = redact(`before ${text} after`);
    expect(clean).toMatch(/^before [^]*\*\*\*[^]* after$/);
    expect(reducedFormsOf(SECRET).length).toBeGreaterThan(5);
    for (const form of reducedFormsOf(SECRET)) expect(reduced(clean)).not.toContain(form);
  });
}

const KEY = 'persona_sandbox_Kx9.tail/of=it-Zz';
learnKey(KEY);

const keyDisguises: readonly (readonly [name: string, text: string])[] = [
  ['as it is', KEY],
  ['without its prefix', KEY.slice('persona_sandbox_'.length)],
  ['with dashes for underscores', KEY.replaceAll('_', '-')],
  ['without its prefix, in Base64', base64(KEY.slice('persona_sandbox_'.length))],
  ['without its prefix, reversed', [...KEY.slice('persona_sandbox_'.length)].reverse().join('')],
  ['in another casing', KEY.toLowerCase()],
];

for (const [name, text] of keyDisguises) {
  test(`a key is found ${name}`, () => {
    const clean = redact(`before ${text}, after`);
    expect(clean).toMatch(/^before [^]*\*\*\*[^]*, after$/);
    for (const part of ['kx9', 'tail', '9xk', 'liat']) expect(reduced(clean)).not.toContain(part);
  });
}

test('a key that nobody configured keeps none of its tail, dots and slashes included', () => {
  expect(redact('with persona_sandbox_aa.bb/cc=, then')).toBe('with ***=, then');
});

test('masking a disguised secret leaves JSON valid', () => {
  const text = JSON.stringify({
    a: SECRET.slice(0, 5),
    list: [SECRET.slice(0, 7), SECRET.slice(7)],
    b: `x\n${SECRET}`,
  });
  const escaped = `{"a":"${unicodeEscaped(SECRET)}","b":["${SECRET.slice(0, 7)}","${SECRET.slice(7, 12)}","${JSON.stringify(SECRET.slice(12)).slice(1, -1)}"]}`;
  for (const json of [text, escaped]) expect(() => JSON.parse(redact(json)) as unknown).not.toThrow();
  expect(reduced(redact(escaped))).not.toContain('canary');
});

test('a secret as short as a word is not searched for', () => {
  expect(reducedFormsOf('status')).toEqual([]);
});

test('the keys of the environment are known without any set-up', () => {
  const before = process.env['PERSONA_OTHER_API_KEY'];
  process.env['PERSONA_OTHER_API_KEY'] = 'QuietEnvironmentMark';
  try {
    expect(redact('x QuietEnvironmentMark y')).toBe(`x ${SECRET_MASK} y`);
  } finally {
    if (before === undefined) delete process.env['PERSONA_OTHER_API_KEY'];
    else process.env['PERSONA_OTHER_API_KEY'] = before;
  }
  expect(redact('x QuietEnvironmentMark y')).toContain('QuietEnvironmentMark');
});

const masked: readonly (readonly [text: string, clean: string])[] = [
  ['key persona_sandbox_abc-1.', 'key ***.'],
  ['key PERSONA_PRODUCTION_x!', 'key ***!'],
  ['Bearer abc123def', 'Bearer ***'],
  ['Bearer%20abc123def', 'Bearer%20***'],
  ['authorization: Bearer onlyletters', 'authorization: Bearer ***'],
  ['"authorization":"Basic dXNlcjpwYXNz"', '"authorization":"Basic ***"'],
  ['token eyJhbGciOiJub25l.eyJzdWIiOiJpcXNl.c2ln end', 'token *** end'],
  ['https://withpersona.com/verify?code=us1-AbC&x=1', 'https://withpersona.com/verify?code=***&x=1'],
  ['https://a.test/?session-token=abc#x', 'https://a.test/?session-token=***#x'],
  ['see https://perso.na/AbC.', 'see https://perso.na/***'],
  ['http://127.0.0.1:99/v/AbC', 'http://127.0.0.1:99/v/***'],
  ['{"one-time-link":"https:\\/\\/a.test\\/x","a":1}', '{"one-time-link":"***","a":1}'],
  [
    '{\\"oneTimeLinkShort\\":\\"https://a.test/x\\",\\"a\\":1}',
    '{\\"oneTimeLinkShort\\":\\"***\\",\\"a\\":1}',
  ],
  ['{"session_token": "plain", "a": 1}', '{"session_token": "***", "a": 1}'],
  [
    '{"latitude":-37.77,"gpsLongitude": 12}',
    `{"latitude":"${PERSONAL_MASK}","gpsLongitude": "${PERSONAL_MASK}"}`,
  ],
  ['{\\"latitude\\":1e3}', `{\\"latitude\\":\\"${PERSONAL_MASK}\\"}`],
  [
    '{"ip-address":"::1","user_agent":"x"}',
    `{"ip-address":"${PERSONAL_MASK}","user_agent":"${PERSONAL_MASK}"}`,
  ],
  ['{"browserFingerprint":"f00"}', `{"browserFingerprint":"${PERSONAL_MASK}"}`],
  ['from 203.0.113.77, at', `from ${PERSONAL_MASK}, at`],
  ['from 2001:db8::1 and fe80::aa:1', `from ${PERSONAL_MASK} and ${PERSONAL_MASK}`],
  ['mail jane.doe+x@mail.example.test now', `mail ${PERSONAL_MASK} now`],
];

for (const [text, clean] of masked) {
  test(`masked: ${text}`, () => {
    expect(redact(text)).toBe(clean);
    expect(redact(clean)).toBe(clean);
  });
}

const kept = [
  'Sends the key as HTTP Bearer with every request',
  'Bearer authentication is required',
  'put a key that begins with persona_sandbox_ into PERSONA_API_KEY',
  'http://127.0.0.1:43211/api/v1 answered at 2026-11-22T10:11:12.123Z',
  'at tests/x.spec.ts:12:34 in playwright@1.65.1, node v20.20.2',
  '{"status":"expired","code":"not_found","country-code":"US"}',
  'std::vector and a::b',
  'ends at 12:34:56',
];

for (const text of kept) {
  test(`left as it is: ${text}`, () => {
    expect(redact(text)).toBe(text);
  });
}

test('a long text costs about its length, not its square', () => {
  const noise = randomBytes(1_500_000).toString('base64');
  const started = performance.now();
  expect(redact(`${noise} 203.0.113.7`).endsWith(` ${PERSONAL_MASK}`)).toBe(true);
  // Some tens of milliseconds; a pattern that looks back and forth takes minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('JSON stays JSON', () => {
  const value = {
    text: `Bearer abc123def and ${SECRET}`,
    'one-time-link': 'https://withpersona.com/verify?code="x"&\\',
    nested: JSON.stringify({
      latitude: 1.5,
      'ip-address': '203.0.113.7',
      token: 'eyJhbGciOiJub25l.eyJzdWIiOiJp.x',
    }),
    ip: '203.0.113.7',
  };
  const clean = JSON.parse(redact(JSON.stringify(value))) as typeof value;
  expect(clean.ip).toBe(PERSONAL_MASK);
  expect(JSON.parse(clean.nested)).toEqual({
    latitude: PERSONAL_MASK,
    'ip-address': PERSONAL_MASK,
    token: SECRET_MASK,
  });
});

test('full evidence shows personal data, and never a key, a token or a link', () => {
  const before = process.env['PERSONA_EVIDENCE'];
  process.env['PERSONA_EVIDENCE'] = 'full';
  try {
    expect(redact('203.0.113.7 {"latitude":1}')).toBe('203.0.113.7 {"latitude":1}');
    expect(redact(`persona_sandbox_x ${SECRET} ?code=abc`)).toBe('*** *** ?code=***');
  } finally {
    if (before === undefined) delete process.env['PERSONA_EVIDENCE'];
    else process.env['PERSONA_EVIDENCE'] = before;
  }
});
