import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { datedVersions } from '../../../contract/versions.ts';
import { atTarget, readConfiguration } from '../../../client/configuration.ts';
import { ConfigurationError } from '../../../client/errors.ts';
import { Secret } from '../../../client/secret.ts';
import { KEY, sandboxEnvironment } from './support/persona.ts';

const HTTPS = 'https://api.example.test/api/v1';
const sandbox = (more: NodeJS.ProcessEnv = {}) => sandboxEnvironment(HTTPS, more);

/** The error that reading the environment ends with. */
function refusal(env: NodeJS.ProcessEnv): ConfigurationError {
  try {
    readConfiguration(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

test('an empty environment means the embedded mock', () => {
  const configuration = readConfiguration({});
  expect(configuration).toMatchObject({
    target: 'mock',
    version: '2023-01-05',
    reportDir: 'reports',
    seed: undefined,
    allowRateLimit: false,
    readLagMs: 0,
    timeoutMs: 10_000,
    backoffMs: 50,
    evidence: 'masked',
    newAs: 'violation',
    notes: [],
  });
});

test('a sandbox takes the real API and the vendor’s advice on waiting', () => {
  const env = sandbox();
  delete env['PERSONA_BASE_URL'];
  expect(readConfiguration(env)).toMatchObject({
    target: 'sandbox',
    baseUrl: 'https://api.withpersona.com/api/v1',
    readLagMs: 2_000,
    backoffMs: 5_000,
    inquiryTemplateId: 'itmpl_of_tests',
  });
});

test('everything that can be set is read', () => {
  const configuration = readConfiguration(
    sandbox({
      PERSONA_BASE_URL: 'http://localhost:8080/some/api/v1//',
      PERSONA_READONLY_API_KEY: 'persona_sandbox_reader',
      PERSONA_OTHER_API_KEY: 'persona_sandbox_other',
      PERSONA_LOW_LIMIT_API_KEY: 'persona_sandbox_low',
      PERSONA_VERSION: '2021-07-05',
      REPORT_DIR: 'elsewhere',
      CONFORMANCE_SEED: '42',
      PERSONA_ALLOW_RATE_LIMIT: '1',
      PERSONA_READ_LAG_MS: '750',
      PERSONA_TIMEOUT_MS: '2500',
      PERSONA_BACKOFF_MS: '10',
      PERSONA_EVIDENCE: 'full',
    }),
  );
  expect(configuration).toMatchObject({
    baseUrl: 'http://localhost:8080/some/api/v1',
    version: '2021-07-05',
    reportDir: 'elsewhere',
    seed: 42,
    allowRateLimit: true,
    readLagMs: 750,
    timeoutMs: 2_500,
    backoffMs: 10,
    rateLimitBackoffMs: 10,
    evidence: 'full',
  });
  const { keys } = configuration;
  expect([keys.main, keys.readOnly, keys.other, keys.lowLimit].map((key) => key?.reveal())).toEqual([
    KEY,
    'persona_sandbox_reader',
    'persona_sandbox_other',
    'persona_sandbox_low',
  ]);
});

test('blank variables count as not set', () => {
  const env = sandbox({ PERSONA_READONLY_API_KEY: '', PERSONA_VERSION: '  ', PERSONA_BASE_URL: ' ' });
  const configuration = readConfiguration(env);
  expect(configuration.keys.readOnly).toBeUndefined();
  expect(configuration.version).toBe('2023-01-05');
  expect(configuration.baseUrl).toBe('https://api.withpersona.com/api/v1');
});

test('sandbox settings that the mock does not use are pointed out', () => {
  const { notes, baseUrl } = readConfiguration({ PERSONA_BASE_URL: HTTPS, PERSONA_API_KEY: KEY });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain('PERSONA_BASE_URL and PERSONA_API_KEY');
  expect(baseUrl).not.toContain('example.test');
});

test('the mock’s place replaces the placeholder', () => {
  const place = {
    baseUrl: 'http://127.0.0.1:1234/api/v1',
    keys: { main: new Secret(KEY) },
    inquiryTemplateId: 'itmpl_mock',
  };
  expect(atTarget(readConfiguration({}), place)).toMatchObject({ target: 'mock', ...place });
});

for (const url of [
  'https://api.example.test',
  'http://127.0.0.1:1/x',
  'http://127.9.9.9',
  'http://[::1]:9/api/v1',
  'http://localhost:9',
]) {
  test(`base URL ${url} is accepted`, () => {
    expect(readConfiguration(sandbox({ PERSONA_BASE_URL: `${url}/` })).baseUrl).toBe(url);
  });
}

for (const { date } of datedVersions) {
  test(`version ${date} is accepted`, () => {
    expect(readConfiguration({ PERSONA_VERSION: date }).version).toBe(date);
  });
}

const MARK = 'mark1234mark';
const refusals: readonly (readonly [title: string, env: NodeJS.ProcessEnv, says: RegExp])[] = [
  ['an unknown target', sandbox({ PERSONA_TARGET: 'staging' }), /PERSONA_TARGET is neither mock nor sandbox/],
  ['a missing key', sandbox({ PERSONA_API_KEY: undefined }), /PERSONA_API_KEY is not set/],
  [
    'a missing template',
    sandbox({ PERSONA_INQUIRY_TEMPLATE_ID: '' }),
    /PERSONA_INQUIRY_TEMPLATE_ID is not set/,
  ],
  [
    'a template with spaces',
    sandbox({ PERSONA_INQUIRY_TEMPLATE_ID: `a ${MARK}` }),
    /does not look like an id/,
  ],
  ['a URL that is none', sandbox({ PERSONA_BASE_URL: `api-${MARK}` }), /is not a URL/],
  ['another scheme', sandbox({ PERSONA_BASE_URL: `ftp://${MARK}` }), /neither https nor http/],
  ['plain HTTP to a remote host', sandbox({ PERSONA_BASE_URL: 'http://api.example.test/v1' }), /plain HTTP/],
  [
    'plain HTTP to a look-alike',
    sandbox({ PERSONA_BASE_URL: 'http://127.0.0.1.example.test' }),
    /plain HTTP/,
  ],
  ['plain HTTP to all addresses', sandbox({ PERSONA_BASE_URL: 'http://0.0.0.0:80' }), /plain HTTP/],
  [
    'a URL with a password',
    sandbox({ PERSONA_BASE_URL: `https://u:${MARK}@a.test` }),
    /user name or password/,
  ],
  ['a URL with a query', sandbox({ PERSONA_BASE_URL: `https://a.test/?k=${MARK}` }), /query or a fragment/],
  ['a URL with an empty query', sandbox({ PERSONA_BASE_URL: 'https://a.test/?' }), /query or a fragment/],
  ['a URL with a fragment', sandbox({ PERSONA_BASE_URL: `https://a.test/#${MARK}` }), /query or a fragment/],
  ['a version that is no date', sandbox({ PERSONA_VERSION: 'latest' }), /not a date/],
  ['a version of a month that is none', sandbox({ PERSONA_VERSION: '2023-13-05' }), /not a date/],
  [
    'an unknown version',
    sandbox({ PERSONA_VERSION: '2023-01-06' }),
    /no version that the documentation names/,
  ],
  ['an unknown version for the mock', { PERSONA_VERSION: '1999-01-01' }, /no version that the documentation/],
  ['a seed that is no number', { CONFORMANCE_SEED: 'lucky' }, /CONFORMANCE_SEED is not a whole number/],
  ['a negative seed', { CONFORMANCE_SEED: '-1' }, /CONFORMANCE_SEED is not a whole number/],
  ['a timeout with a unit', { PERSONA_TIMEOUT_MS: '10s' }, /PERSONA_TIMEOUT_MS is not a whole number/],
  ['a timeout of nothing', { PERSONA_TIMEOUT_MS: '0' }, /PERSONA_TIMEOUT_MS is not a whole number/],
  ['an endless read lag', { PERSONA_READ_LAG_MS: '99999999' }, /PERSONA_READ_LAG_MS is not a whole number/],
  ['a switch that is none', { PERSONA_ALLOW_RATE_LIMIT: 'perhaps' }, /PERSONA_ALLOW_RATE_LIMIT is neither/],
  ['unknown evidence', { PERSONA_EVIDENCE: 'some' }, /PERSONA_EVIDENCE is neither/],
  ['a key with white space', sandbox({ PERSONA_API_KEY: `${MARK} x` }), /white space or a line break/],
  ['a key with a line break', sandbox({ PERSONA_API_KEY: `${MARK}\n` }), /white space or a line break/],
  ['a key with “Bearer”', sandbox({ PERSONA_API_KEY: `Bearer ${MARK}` }), /begins with "Bearer"/],
  ['a key in quotes', sandbox({ PERSONA_API_KEY: `"${MARK}"` }), /holds quotes/],
  ['a key of other letters', sandbox({ PERSONA_API_KEY: `${MARK}é` }), /no HTTP header can carry/],
  ['a short key', sandbox({ PERSONA_API_KEY: 'mark12' }), /shorter than 8/],
  [
    'the same key twice',
    sandbox({ PERSONA_READONLY_API_KEY: KEY }),
    /PERSONA_READONLY_API_KEY and PERSONA_API_KEY/,
  ],
  [
    'the same optional key twice',
    sandbox({ PERSONA_OTHER_API_KEY: MARK, PERSONA_LOW_LIMIT_API_KEY: MARK }),
    /PERSONA_LOW_LIMIT_API_KEY and PERSONA_OTHER_API_KEY/,
  ],
  ['a production key', sandbox({ PERSONA_API_KEY: 'persona_production_x' }), /is a production key/],
  [
    'a production key in quotes',
    sandbox({ PERSONA_API_KEY: ' "persona_production_x"' }),
    /is a production key/,
  ],
  [
    'a production key for reading',
    sandbox({ PERSONA_READONLY_API_KEY: 'persona_production_x' }),
    /PERSONA_READONLY/,
  ],
  [
    'a production key, other',
    sandbox({ PERSONA_OTHER_API_KEY: 'PERSONA_PRODUCTION_x' }),
    /PERSONA_OTHER_API_KEY is/,
  ],
  [
    'a production key, low limit',
    sandbox({ PERSONA_LOW_LIMIT_API_KEY: 'persona_production_x' }),
    /PERSONA_LOW/,
  ],
  ['a production key for the mock', { PERSONA_API_KEY: 'persona_production_x' }, /is a production key/],
];

for (const [title, env, says] of refusals) {
  test(`${title} is refused in one to three lines without secrets`, () => {
    const error = refusal(env);
    expect(error.message).toMatch(says);
    const lines = error.toString().split('\n');
    expect(lines.length).toBeLessThanOrEqual(3);
    // Whatever of the error is shown, in whichever way, it is those lines.
    expect(error.stack).toBe(error.toString());
    const shown = inspect(error) + JSON.stringify(error) + error.toString();
    expect(shown).not.toMatch(/mark12|persona_production_x|self_test/i);
  });
}

test('an unknown version names the nearest known ones', () => {
  const error = refusal({ PERSONA_VERSION: '2022-12-31' });
  expect(error.hint).toContain('2023-01-05 and 2022-09-01');
  expect(error.next).toContain('PERSONA_VERSION=2023-01-05');
});

test('no way of printing a configuration shows a key', () => {
  const configuration = readConfiguration(sandbox({ PERSONA_OTHER_API_KEY: 'persona_sandbox_other' }));
  const shown = [
    JSON.stringify(configuration),
    inspect(configuration, { depth: 9, showHidden: true }),
    String(configuration.keys.main),
    `${configuration.keys.other as unknown as string}`,
    JSON.stringify({ ...configuration.keys.main }),
  ].join('\n');
  expect(JSON.stringify(configuration.keys)).toBe('{"main":"***","other":"***"}');
  expect(shown).not.toMatch(/self_test|sandbox_other/);
});
