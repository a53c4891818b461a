/** How requirements and outcomes appear in Allure. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue, requirementById } from '../../../contract/catalogue.ts';
import type { RedactedExchange } from '../../../client/redaction.ts';
import { AllureExchanges } from '../../../reporting/allure-exchanges.ts';
import { linkTemplates, testMetadata } from '../../../reporting/allure-metadata.ts';
import { loadedAddresses, withoutAnalytics } from '../../../reporting/allure-report.ts';
import { arrangeAllureResults } from '../../../reporting/allure-results.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { doubt, outcome, statement, violation } from './support/outcomes.ts';

const clause = requirementById('state.active-becomes-expired');

test('metadata: slug first in the title, tags by level and area, labels, link and description', () => {
  const { title, tag, annotation } = testMetadata(clause);
  expect(title).toBe(`${clause.id} · ${clause.statement}`);
  expect(tag).toEqual(['@MUST', '@state']);
  const by = Object.fromEntries(annotation.map(({ type, description }) => [type, description]));
  expect(by).toMatchObject({
    'allure.label.feature': 'Status transitions',
    'allure.label.story': 'active becomes expired',
    'allure.label.severity': 'critical',
    'allure.label.requirement': clause.id,
    tms: clause.source.page,
  });
  expect(by['description']).toContain(clause.rationale);
  expect(by['description']).toContain('**Needs.** active-session');
});

test('every annotation is of a kind that allure-playwright does not show as a step', () => {
  const kinds = new Set(catalogue.flatMap((entry) => testMetadata(entry).annotation.map(({ type }) => type)));
  expect([...kinds].filter((kind) => !/^(allure\.label\.\w+|tms|description)$/.test(kind))).toEqual([]);
  expect(kinds.size).toBeGreaterThan(2);
});

test('a source page becomes a link with the page’s title', () => {
  expect(linkTemplates.tms.urlTemplate('errors')).toMatch(/^https:\/\/.*\/errors$/);
  expect(linkTemplates.tms.nameTemplate('errors')).toBe('Errors');
});

const exchange = (label: string): RedactedExchange => ({
  label,
  endpoint: 'listEvents',
  request: { method: 'GET', url: 'http://127.0.0.1/x', headers: [['Accept', 'a']], body: null },
  response: { status: 200, headers: [], body: '{}' },
  startedAt: 1,
  durationMs: 2.4,
  attempts: 1,
  ambiguous: false,
  redacted: true,
});

interface Arranged {
  status: string;
  statusDetails?: { message?: string; trace?: string };
  historyId: string;
  fullName: string;
  name: string;
  description?: string;
  labels: { name: string; value: string }[];
  parameters: unknown[];
  steps: { name: string }[];
  attachments: { name: string; source: string }[];
}

/** Writes a result as allure-playwright does, arranges it, and reads it again. */
function arrange(folder: string, found: Outcome, more: object = {}): Arranged {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'x-result.json');
  const raw = {
    name: 'spec · It is `expired`.',
    status: 'failed',
    statusDetails: { message: 'raw', trace: 'at code' },
    fullName: 'spec.ts › title',
    description: 'The clause.',
    labels: [
      { name: 'requirement', value: found.id },
      { name: 'host', value: 'my-machine' },
      { name: 'thread', value: 'pid-1' },
    ],
    parameters: [{ name: 'Project', value: 'conformance' }],
    steps: [{ name: 'error-context' }, { name: 'POST' }],
    attachments: [],
    ...more,
  };
  writeFileSync(file, JSON.stringify(raw));
  const stories = new Map([
    ['a', { scenario: 'a', curl: '', exchanges: [exchange('a/one'), exchange('a/two')] }],
    ['many', { scenario: 'many', curl: '', exchanges: MANY.map(exchange) }],
  ]);
  arrangeAllureResults(folder, statement([found]).requirements, new AllureExchanges(folder, stories));
  return JSON.parse(readFileSync(file, 'utf8')) as Arranged;
}

const MANY = Array.from({ length: 8 }, (_, index) => `many/${index}`);

const statuses: { found: Outcome; status: string; message: RegExp | undefined; verdict: string }[] = [
  { found: outcome({ id: clause.id }), status: 'passed', message: undefined, verdict: 'pass' },
  {
    found: violation(clause.id),
    status: 'failed',
    message: /^The session is in another state than it should be\.$/,
    verdict: 'violation',
  },
  {
    found: doubt(clause.id),
    status: 'broken',
    message: /^Could not be judged: The connection was reset\.$/,
    verdict: 'inconclusive',
  },
  {
    found: doubt(clause.id, { doubt: 'suite', reason: 'oops' }),
    status: 'broken',
    message: /^Internal error: oops$/,
    verdict: 'inconclusive',
  },
  {
    found: outcome({ id: clause.id, verdict: 'not applicable', reason: 'no key' }),
    status: 'skipped',
    message: /^no key$/,
    verdict: 'not applicable',
  },
  {
    found: { ...violation(clause.id), verdict: 'excused', reason: 'until March' },
    status: 'skipped',
    message: /^Excused: until March$/,
    verdict: 'excused',
  },
];

for (const { found, status, message, verdict } of statuses) {
  test(`a result with verdict ${verdict}${found.doubt ? ` (${found.doubt})` : ''} is shown as ${status}`, ({}, testInfo) => {
    const result = arrange(testInfo.outputPath('results'), found);
    expect(result.status).toBe(status);
    expect(result.labels).toContainEqual({ name: 'verdict', value: verdict });
    if (message) expect(result.statusDetails?.message).toMatch(message);
  });
}

test('only our own mistakes show a stack and Playwright’s note', ({}, testInfo) => {
  const theirs = arrange(testInfo.outputPath('theirs'), violation(clause.id));
  expect(theirs.statusDetails).not.toHaveProperty('trace');
  expect(theirs.steps.map(({ name }) => name)).toEqual(['POST']);
  const ours = arrange(testInfo.outputPath('ours'), doubt(clause.id, { doubt: 'suite' }));
  expect(ours.statusDetails?.trace).toBe('at code');
  expect(ours.steps.map(({ name }) => name)).toEqual(['error-context', 'POST']);
});

test('a result is known by its slug, and says nothing of the machine', ({}, testInfo) => {
  const before = arrange(testInfo.outputPath('before'), outcome({ id: clause.id }));
  const reworded = arrange(testInfo.outputPath('after'), outcome({ id: clause.id }), {
    fullName: 'moved.ts › new words',
  });
  expect(reworded.historyId).toBe(before.historyId);
  expect(before.fullName).toBe(clause.id);
  expect(before.name).toBe('spec · It is expired.');
  expect(JSON.stringify(before)).not.toContain('my-machine');
  expect(before.labels.map(({ name }) => name)).toEqual(['requirement', 'verdict']);
  expect(before.parameters).toEqual([]);
});

test('observations are added to the description', ({}, testInfo) => {
  const found = outcome({
    id: clause.id,
    observations: [
      { code: 'quota', announced: false },
      { code: 'default-casing', casing: 'kebab' },
    ],
  });
  const { description } = arrange(testInfo.outputPath('results'), found);
  expect(description).toContain(
    'The clause.\n\n**Observed in this run.**\n- Creations announce no quota.\n- Without the header this key gets kebab casing.\n\n',
  );
});

test('the description says where the contract book speaks of the requirement', ({}, testInfo) => {
  const { description } = arrange(testInfo.outputPath('results'), outcome({ id: clause.id }));
  expect(description).toContain(`book/area-${clause.area}.html#${clause.id}`);
});

test('exchanges are attached where the test did not, each as a file of its own', ({}, testInfo) => {
  const folder = testInfo.outputPath('results');
  const { attachments } = arrange(folder, outcome({ id: clause.id, exchanges: ['a/two', 'b/gone'] }));
  expect(attachments.map(({ name }) => name)).toEqual(['a/two → 200']);
  const written = readdirSync(folder).filter((file) => file.endsWith('.httpexchange'));
  expect(written).toEqual(attachments.map(({ source }) => source));
  expect(JSON.parse(readFileSync(join(folder, written[0] ?? ''), 'utf8'))).toMatchObject({
    schemaVersion: 1,
    request: { method: 'GET', headers: [{ name: 'Accept', value: 'a' }] },
    response: { status: 200, body: { value: '{}' } },
  });
  const steps = [
    { name: 's', attachments: [{ name: 'own', type: 'application/vnd.allure.http+json', source: 'own' }] },
  ];
  const shown = arrange(testInfo.outputPath('shown'), outcome({ id: clause.id, exchanges: ['a/two'] }), {
    steps,
  });
  expect(shown.attachments).toEqual([]);
});

test('of many exchanges the first ones are attached, and the rest is told', ({}, testInfo) => {
  const seen = outcome({ id: clause.id, exchanges: MANY });
  const { attachments, description } = arrange(testInfo.outputPath('results'), seen);
  expect(attachments.map(({ name }) => name)).toEqual(MANY.slice(0, 6).map((label) => `${label} → 200`));
  expect(description).toContain('The first 6 of the 8 exchanges that it rests on are attached');
});

const OWN = '<script>var own = "kept";</script>\n<script src="data:text/javascript;base64,AAAA"></script>';
const ANALYTICS = [
  '<script async src="https://analytics.example/gtag/js?id=G-1"></script>',
  "<script>\n window.dataLayer = []; function gtag(){dataLayer.push(arguments);}\n gtag('js', new Date());\n</script>",
].join('\n');

test('analytics are taken out of a page, and nothing else', () => {
  const clean = withoutAnalytics(`<head>${OWN}\n${ANALYTICS}</head>`);
  expect(clean).toContain(OWN);
  expect(clean).not.toMatch(/gtag|analytics/);
});

test('addresses that a page loads by itself are found; links that need a click are not', () => {
  const page = [
    OWN,
    '<a href="https://docs.example/page">read</a>',
    '<link rel="stylesheet" href="https://fonts.example/a.css">',
    '<img alt="" src=\'//cdn.example/x.png\'>',
    '<style>@import url("https://style.example/b.css"); div { background: url(http://pictures.example/c.png) }</style>',
  ].join('\n');
  expect(loadedAddresses(page)).toEqual([
    'https://fonts.example/a.css',
    '//cdn.example/x.png',
    'https://style.example/b.css',
    'http://pictures.example/c.png',
  ]);
  expect(loadedAddresses(OWN)).toEqual([]);
});
