/** The faults that were written blind: each is named once, says what it breaks, and makes a mock that does not crash. */
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import { foundBlindFaults } from '../../../mock/faults/blind/found.ts';
import { blindFaults } from '../../../mock/faults/blind/index.ts';
import { foundThoroughly, noFaults, notFound } from '../../../mock/faults/blind/standing.ts';
import { member } from '../../../mock/json.ts';
import { type RunningMock, startMock } from '../../../mock/server.ts';

/** Asks once, under the full key; the JSON of the answer, null where it is none. */
async function ask(mock: RunningMock, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(mock.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${mock.keys.full}`, 'idempotency-key': `${method} ${path}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Creates an inquiry and a session, expires it twice, and looks at it from all sides. */
async function walk(mock: RunningMock): Promise<void> {
  const inquiry = await ask(mock, 'POST', '/inquiries', {
    data: { attributes: { 'inquiry-template-id': mock.templateId } },
  });
  const inquiryId = String(member(inquiry, 'data', 'id'));
  const session = await ask(mock, 'POST', '/inquiry-sessions', {
    data: { attributes: { 'inquiry-id': inquiryId } },
  });
  const id = String(member(session, 'data', 'id'));
  const query = 'include=inquiry,device,network&fields[inquiry-session]=status';
  await ask(mock, 'POST', `/inquiry-sessions/${id}/generate-one-time-link`);
  await ask(mock, 'POST', `/inquiry-sessions/${id}/expire?${query}`);
  await ask(mock, 'POST', `/inquiry-sessions/${id}/expire?${query}`);
  await ask(mock, 'POST', `/inquiry-sessions/${id}/expire`, {});
  await ask(mock, 'POST', '/inquiry-sessions/nobody/expire');
  await ask(mock, 'GET', `/inquiry-sessions/${id}?${query}`);
  await ask(mock, 'GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`);
  await ask(mock, 'POST', '/inquiry-sessions/expire-all', { meta: { 'inquiry-ids': [inquiryId] } });
  await ask(mock, 'POST', `/inquiries/${inquiryId}/resume`);
  await ask(mock, 'POST', `/inquiries/${inquiryId}/expire`);
}

test.describe('faults that were written blind', () => {
  test('each has a name of its own', () => {
    const slugs = blindFaults.map(({ slug }) => slug);
    expect(slugs.filter((slug, at) => slugs.indexOf(slug) !== at)).toEqual([]);
  });

  test('each says in a sentence what it does and what the documentation says', () => {
    const silent = blindFaults.filter(({ sentence, clause }) => !/\.$/.test(sentence) || !/\.$/.test(clause));
    expect(silent.map(({ slug }) => slug)).toEqual([]);
  });

  test('what is said of single ones is said of faults that there are, and of each once', () => {
    const known = new Set(blindFaults.map(({ slug }) => slug));
    const told = [...Object.keys(noFaults), ...foundThoroughly, ...notFound];
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((slug) => !known.has(slug))).toEqual([]);
    expect(told.filter((slug, at) => told.indexOf(slug) !== at)).toEqual([]);
  });

  test('each that is no fault says why, for one of three reasons', () => {
    const reasons = ['legal by an open point', 'outside the contract', 'equivalent'];
    const poor = Object.entries(noFaults).filter(
      ([, { as, why }]) => !reasons.includes(as) || !/^[A-Z0-9].{20,}\.$/.test(why),
    );
    expect(poor.map(([slug]) => slug)).toEqual([]);
  });

  test('each that the campaign takes names what it breaks, and only requirements that bind', () => {
    const bound = new Set<string>(catalogue.filter(({ level }) => level !== 'OBSERVED').map(({ id }) => id));
    const unbound = foundBlindFaults.filter(({ violates }) => !violates.every((id) => bound.has(id)));
    expect(unbound.map(({ slug }) => slug)).toEqual([]);
    expect(foundBlindFaults.length).toBeGreaterThan(400);
  });

  for (const area of new Set(blindFaults.map((fault) => fault.area))) {
    test(`those of ${area} make mocks that go wrong without crashing`, async () => {
      const crashed: string[] = [];
      for (const { slug, patch } of blindFaults.filter((fault) => fault.area === area)) {
        const mock = await startMock({ seed: 7, patch });
        await walk(mock);
        if (mock.failures.length > 0) crashed.push(`${slug}: ${String(mock.failures[0]?.message)}`);
        await mock.close();
      }
      expect(crashed).toEqual([]);
    });
  }
});
