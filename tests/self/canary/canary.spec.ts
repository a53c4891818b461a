/**
 * The canary: a run with marked keys against a target that gives marked secrets and marked personal data away, with tests
 * that pass, fail, time out and crash. Nothing that it leaves behind may hold a marker.
 */
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { isUnmasked } from '../../../client/redact-text.ts';
import { answered, keys, markers, person } from './markers.ts';
import { canaryRun, summary } from './run.ts';
import { searchText } from './search.ts';
import { AT_NIGHT } from '../support/at-night.ts';

/** Whole runs of Playwright, with failures that cost a worker each. */
test.describe.configure({ timeout: 300_000 });

/** A few checks that are enough to fill every kind of artefact. */
const FEW =
  'state\\.(active-becomes|created-new)|schema\\.flags|times out in a step|fails in an expectation|passes';

const unmasked = { CONFORMANCE_UNSAFE_NO_MASKING: '1' };

test('nothing that a run leaves behind holds a key, a token, a link or personal data', async ({}, testInfo) => {
  const run = await canaryRun(testInfo.outputPath('reports'), []);
  expect(run.exitCode).toBe(1);
  // The mishaps must have happened, and the suite must have found violations to describe.
  for (const words of [
    'Tearing down failed',
    'Test timeout of',
    'nobody caught',
    'worker process exited',
    'last words',
  ]) {
    expect(run.terminal, 'the terminal shows every mishap').toContain(words);
  }
  expect(run.terminal).toContain('schema.flags');
  for (const artefact of [
    'junit.xml',
    'conformance.json',
    'playwright.json',
    'html/index.html',
    'allure-report/index.html',
    'evidence/expire-new.json',
  ]) {
    expect(existsSync(testInfo.outputPath('reports', artefact)), artefact).toBe(true);
  }
  expect(summary(run.hits)).toEqual([]);
});

test('whatever reporters listen, none of them ever holds one', AT_NIGHT, async ({}, testInfo) => {
  const reports = testInfo.outputPath('reports');
  const args = [
    '--reporter=html,json,blob,line',
    '--grep',
    `${FEW}|prints|names everything|nobody caught|crashes`,
  ];
  const env = {
    PLAYWRIGHT_HTML_OPEN: 'never',
    PLAYWRIGHT_HTML_OUTPUT_DIR: `${reports}/html`,
    PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json`,
    PLAYWRIGHT_BLOB_OUTPUT_DIR: `${reports}/blob`,
  };
  const run = await canaryRun(reports, args, env);
  expect(run.exitCode).toBe(1);
  for (const artefact of ['playwright.json', 'html/index.html', 'blob']) {
    expect(existsSync(testInfo.outputPath('reports', artefact)), artefact).toBe(true);
  }
  expect(run.terminal).toContain('names everything');
  expect(summary(run.hits)).toEqual([]);
});

test('with the masking switched off the same search finds them in every kind of artefact', async ({}, testInfo) => {
  const run = await canaryRun(testInfo.outputPath('reports'), ['--grep', FEW], unmasked);
  for (const place of [
    'terminal',
    'junit.xml',
    'playwright.json',
    'html/index.html › ',
    'allure-results/',
    'allure-report/index.html › ',
    'evidence/',
    '.playwright/',
  ]) {
    const found = run.hits.filter(({ where }) => where.startsWith(place)).map(({ marker }) => marker);
    expect(found.length, `markers in ${place}`).toBeGreaterThan(0);
  }
  const found = new Set(run.hits.map(({ marker }) => marker));
  for (const marker of [
    ...Object.values(keys),
    answered.link,
    answered.token,
    ...Object.values(person).slice(0, 1),
  ]) {
    expect([...found]).toContain(marker);
  }
});

test('traces are refused with a key, before anything is written', async ({}, testInfo) => {
  const run = await canaryRun(testInfo.outputPath('reports'), ['--trace', 'on']);
  expect(run.exitCode).toBe(2);
  expect(run.terminal).toContain('Traces are refused with a real key');
  expect(summary(run.hits)).toEqual([]);
});

test('were they not refused, the suite itself would put nothing into them either', async ({}, testInfo) => {
  const run = await canaryRun(
    testInfo.outputPath('reports'),
    [
      '--project',
      'conformance',
      '--grep',
      'schema\\.flags|schema\\.client|state\\.created-new|idempotency\\.replay',
    ],
    { CANARY_TRACES: '1' },
  );
  const folder = testInfo.outputPath('reports', '.playwright');
  const traces = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('trace.zip'),
  );
  // Playwright keeps none of a test that did nothing which it would note.
  expect(traces.length, run.terminal).toBeGreaterThan(0);
  expect(run.terminal).toContain('schema.flags');
  expect(run.exitCode).toBe(1);
  expect(summary(run.hits)).toEqual([]);
});

test('the masking can be switched off with canary keys only', () => {
  expect(isUnmasked({ ...unmasked, PERSONA_API_KEY: keys.main })).toBe(true);
  expect(isUnmasked({ PERSONA_API_KEY: keys.main })).toBe(false);
  expect(isUnmasked(unmasked)).toBe(false);
  expect(isUnmasked({ ...unmasked, PERSONA_API_KEY: 'persona_sandbox_other' })).toBe(false);
  expect(
    isUnmasked({ ...unmasked, PERSONA_API_KEY: keys.main, PERSONA_OTHER_API_KEY: 'persona_sandbox_other' }),
  ).toBe(false);
  expect(isUnmasked({ ...unmasked, PERSONA_API_KEY: `${keys.main}_and_more` })).toBe(false);
});

for (const [form, text] of [
  ['plain', `x${keys.main}y`],
  ['percent-encoded', encodeURIComponent(`?a=${person.email}`)],
  ['in Base64, first', Buffer.from(`${keys.other} and more`).toString('base64')],
  ['in Base64, second', Buffer.from(`:${keys.other} and more`).toString('base64')],
  ['in Base64, third', Buffer.from(`::${keys.other} and more`).toString('base64')],
  [
    'in Base64 within Base64',
    Buffer.from(Buffer.from(`long enough to be seen: ${keys.other} and more`).toString('base64')).toString(
      'base64',
    ),
  ],
  ['in hexadecimal', Buffer.from(keys.readOnly).toString('hex')],
] as const) {
  test(`the search finds what is ${form}`, () => {
    expect(searchText(text, 'somewhere', markers)).not.toEqual([]);
  });
}

test('the search finds nothing where nothing is', () => {
  expect(searchText('nothing to see here', 'somewhere', markers)).toEqual([]);
});
