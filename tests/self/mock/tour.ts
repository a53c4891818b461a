/** A walk past everything that the mock can do, written down word for word: two mocks that differ anywhere differ in it. */
import { request } from 'node:http';
import { stoppedClock } from '../../../mock/clock.ts';
import type { MockOptions } from '../../../mock/types.ts';
import { startMock } from '../../../mock/server.ts';
import { type Asking, Talk } from './talk.ts';

/** The lines of a head as they went over the wire. */
function rawHead(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, (response) => {
      resolve(response.rawHeaders.join('|'));
      response.resume();
    });
    asked.on('error', reject);
    asked.end();
  });
}

/**
 * Every step of the tour, as one text each: what was asked, and all that came back. With `crowd` it also creates one
 * session too many, which takes its time.
 */
export async function tour(options: MockOptions = {}, { crowd = false } = {}): Promise<string[]> {
  const mock = await startMock({
    seed: 3,
    clock: stoppedClock(),
    keys: { second: { limit: 2 } },
    ...options,
  });
  const persona = new Talk(mock);
  const seen: string[] = [];
  const ask = async (method: string, path: string, asking: Asking = {}): Promise<Record<string, never>> => {
    mock.clock.advance(10);
    const { status, headers, text, body } = await persona.ask(method, path, asking);
    seen.push([method, path, status, JSON.stringify([...headers]), text].join(' '));
    return body as unknown as Record<string, never>;
  };
  const create = async (path: string, attributes: object, asking: Asking = {}): Promise<string> => {
    const body = await ask('POST', path, { body: { data: { attributes } }, ...asking });
    return (body as { data?: { id?: string } }).data?.id ?? '';
  };

  const template = { 'inquiry-template-id': mock.templateId };
  const inquiry = await create('/inquiries', template);
  const other = await create('/inquiries', template);
  const ofInquiry = { 'inquiry-id': inquiry };
  const fresh = await create('/inquiry-sessions', ofInquiry);
  const opened = await create('/inquiry-sessions', ofInquiry);
  const alsoOpened = await create('/inquiry-sessions', ofInquiry);
  for (const id of [opened, alsoOpened]) {
    const link = await ask('POST', `/inquiry-sessions/${id}/generate-one-time-link`);
    await fetch((link['meta'] as { 'one-time-link'?: string } | undefined)?.['one-time-link'] ?? mock.origin);
    mock.clock.advance(2500);
    await ask('GET', `/inquiry-sessions/${id}`);
  }
  await ask('POST', `/inquiries/${inquiry}/resume`);
  await create('/inquiry-sessions', ofInquiry);
  await ask('POST', `/inquiries/${inquiry}/perform-simulate-actions`, {
    body: { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } },
  });
  await ask('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiry}`);

  for (const include of ['inquiry,device,network', 'inquiry.sessions', 'pets', 'inquiry.account.x', '']) {
    await ask('GET', `/inquiry-sessions/${opened}?include=${include}`);
  }
  for (const fields of ['status', 'createdAt', 'pets']) {
    await ask('GET', `/inquiry-sessions/${opened}?fields[inquiry-session]=${fields}`);
  }
  await ask('GET', `/inquiry-sessions?include=inquiry`);
  for (const inflection of ['kebab', 'camel', 'snake', 'shout']) {
    await ask('GET', `/inquiry-sessions/${opened}?include=inquiry,device`, {
      headers: { 'Key-Inflection': inflection },
    });
  }
  for (const version of ['2020-05-18', '2026-09-29', 'soon']) {
    await ask('GET', `/inquiry-sessions/${opened}`, { headers: { 'Persona-Version': version } });
  }

  const key = { headers: { 'Idempotency-Key': 'k' } };
  await ask('POST', `/inquiry-sessions/${opened}/expire`, { key: 'none' });
  await ask('POST', `/inquiry-sessions/${opened}/expire`, { ...key, key: 'readOnly' });
  await ask('POST', `/inquiry-sessions/${opened}/expire`, { key: 'otherEnvironment' });
  await ask('POST', `/inquiry-sessions/${opened}/expire`, key);
  await ask('POST', `/inquiry-sessions/${opened}/expire`, key);
  await ask('POST', `/inquiry-sessions/${opened}/expire`, {
    headers: { 'Idempotency-Key': 'k', 'Key-Inflection': 'snake' },
  });
  await ask('POST', `/inquiry-sessions/${opened}/expire`, { ...key, key: 'second' });
  await ask('POST', `/inquiry-sessions/${fresh}/expire`, key);
  await ask('POST', `/inquiry-sessions/${opened}/expire`);
  await ask('POST', `/inquiry-sessions/iqse_nowhere/expire`);
  await ask('POST', `/inquiry-sessions/${opened}/generate-one-time-link`);
  await ask('POST', `/inquiry-sessions/${fresh}/expire`, { raw: '{"data":' });
  await ask('GET', `/inquiry-sessions/${fresh}/expire`);
  await ask('GET', '/events', { key: 'none', headers: { Authorization: `bearer ${mock.keys.full}` } });
  await ask('POST', '/inquiry-sessions', { body: {} });
  for (const id of [inquiry, other, 'inq_nowhere']) {
    await ask('POST', '/inquiry-sessions/expire-all', { body: { meta: { 'inquiry-ids': [id] } } });
  }
  for (let made = 0; crowd && made < 26; made += 1) {
    await create('/inquiry-sessions', { 'inquiry-id': other });
  }
  await ask('GET', '/events');
  await ask('POST', `/inquiries/${inquiry}/expire`);
  await create('/inquiry-sessions', ofInquiry);
  await ask('DELETE', `/inquiries/${inquiry}`);
  await ask('GET', '/events', { key: 'second' });
  await ask('GET', '/events', { key: 'second' });
  seen.push(await rawHead(`${mock.baseUrl}/nothing/here`));
  await mock.close();
  return seen.map((line) => line.replaceAll(mock.origin, 'ORIGIN'));
}
