/** Mistakes that somebody will make one day: each shows secrets and personal data in another way. Run by `canary.spec.ts` only. */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test as base } from '@playwright/test';
import { openPersona } from '../../../client/persona.ts';
import { announcedRun } from '../../../fixtures/run-environment.ts';
import { answered, attributes, keys, person } from './markers.ts';

const test = base.extend<{ readonly body: string; readonly brokenFixture: undefined }>({
  /** An answer with everything in it, as it came over the wire. */
  body: async ({}, use) => {
    const persona = openPersona(announcedRun().configuration);
    const inquiry = await persona.createInquiry({ as: 'inquiry' });
    const inquiryId = (JSON.parse(inquiry.response.body) as { data: { id: string } }).data.id;
    const session = await persona.createSession(inquiryId, { as: 'session' });
    const { id } = (JSON.parse(session.response.body) as { data: { id: string } }).data;
    const link = await persona.oneTimeLink(id, { as: 'link' });
    await persona.close();
    await use(link.response.body);
  },
  brokenFixture: async ({}, use) => {
    await use(undefined);
    throw new Error(`Tearing down failed with ${keys.main} and ${keys.readOnly}`);
  },
});

const everyKey = Object.values(keys);
const encoded = (secret: string) => [
  secret,
  Buffer.from(secret).toString('base64'),
  Buffer.from(`user:${secret}`).toString('base64'),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(`${secret}/+`),
  [...secret].reverse().join(''),
  secret.replace(/^persona_sandbox_/, ''),
  [...secret].map((letter) => `&#${letter.charCodeAt(0)};`).join(''),
];
const personal = JSON.stringify({ ...attributes, 'email-address': person.email });

test('passes, and prints', async ({ body }) => {
  console.log(body, everyKey.flatMap(encoded));
  console.error(personal, body);
  process.stdout.write(`Authorization: Bearer ${keys.other}\n`);
});

test('passes, and attaches and notes', async ({ body }, testInfo) => {
  await testInfo.attach('body', { body, contentType: 'application/json' });
  await testInfo.attach(`named ${keys.main}`, { body: personal, contentType: 'text/plain' });
  const path = testInfo.outputPath('answer.txt');
  writeFileSync(path, body);
  await testInfo.attach('file', { path, contentType: 'text/plain' });
  testInfo.annotations.push({ type: 'note', description: `with ${keys.readOnly} ${body}` });
  await test.step(`step with ${keys.main} of ${String(attributes['ip-address'])}`, async () => undefined);
});

test('fails in an expectation that prints both sides', async ({ body }) => {
  expect(JSON.parse(body)).toEqual({ key: keys.main });
});

test('fails softly, several times', async ({ body }) => {
  expect.soft(body).toBe(keys.other);
  expect.soft({ authorization: `Bearer ${keys.main}` }, `with ${keys.readOnly}`).toEqual({});
});

test('fails with an error that names everything, and a cause', async ({ body }) => {
  throw new Error(`Request with ${everyKey.join()} failed: ${body}`, { cause: new Error(personal) });
});

test('fails in a fixture', async ({ brokenFixture }) => {
  expect(brokenFixture).toBeUndefined();
});

test('times out in a step', async ({ body }) => {
  await test.step(`waiting with ${keys.main} for ${body}`, () => delay(60_000));
});

test('times out while it prints', async () => {
  for (;;) {
    process.stdout.write(`${keys.main} ${answered.link ? personal : ''}\n`);
    await delay(500);
  }
});

test('crashes with an unhandled rejection', async ({ body }) => {
  void Promise.reject(new Error(`nobody caught ${keys.main}: ${body}`));
  await delay(1_000);
});

test('crashes its worker', async ({ body }) => {
  process.stdout.write(`last words: ${keys.main} ${body}\n`);
  process.stderr.write(`last words: ${keys.readOnly} ${personal}\n`);
  await delay(200);
  process.exit(7);
});
