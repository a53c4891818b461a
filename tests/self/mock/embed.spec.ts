/** The mock as other teams' tests use it: started in their process, or as a fixture of their own `test`. */
import { expect, test } from '@playwright/test';
import { startMock, type PersonaMock } from '../../../mock/embed.ts';
import { personaMockFixtures, type PersonaMockFixtures } from '../../../mock/playwright-fixture.ts';

function expire({ baseUrl, apiKey }: PersonaMock, sessionId: string): Promise<Response> {
  return fetch(`${baseUrl}/inquiry-sessions/${sessionId}/expire`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
  });
}

const teamTest = test.extend<object, PersonaMockFixtures>(personaMockFixtures);
teamTest.use({ personaMockOptions: { seed: 5 } });

teamTest('as a fixture it has a session ready to be expired', async ({ personaMock }) => {
  expect(personaMock.seed).toBe(5);
  const { sessionId, inquiryId } = await personaMock.openSession();
  expect(inquiryId).toMatch(/^inq_/);
  const answer = await expire(personaMock, sessionId);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ data: { attributes: { status: 'expired' } } });
  expect(personaMock.requests.at(-1)).toEqual({
    method: 'POST',
    path: `/api/v1/inquiry-sessions/${sessionId}/expire`,
    status: 200,
  });
});

test('a fault shows what your code would see, and time passes when told to', async () => {
  const mock = await startMock({ rateLimit: { limit: 6, windowSeconds: 60 }, open: ['idShape=prefixed'] });
  const { sessionId } = await mock.openSession();
  const statuses = [];
  for (let call = 0; call < 4; call += 1) statuses.push((await expire(mock, sessionId)).status);
  expect(statuses.at(-1)).toBe(429);
  mock.advance(61_000);
  expect((await expire(mock, sessionId)).status).not.toBe(429);
  await mock.close();

  const faulty = await startMock({ fault: 'unknown-key-let-through' });
  const { sessionId: open } = await faulty.openSession();
  const nobody = { ...faulty, apiKey: 'persona_sandbox_nobody' };
  expect((await expire(nobody, open)).status).toBe(200);
  await faulty.close();
});

test('what there is not is refused by its name', async () => {
  await expect(startMock({ fault: 'no-such' })).rejects.toThrow('fault no-such: there is no such fault');
  await expect(startMock({ open: ['weather=fine'] })).rejects.toThrow('unknown open point "weather"');
});

test('beyond this machine it answers under every name, and its links lead back there', async () => {
  const mock = await startMock({ host: '0.0.0.0' });
  const { inquiryId } = await mock.openSession();
  const { port } = new URL(mock.baseUrl);
  const link = await fetch(`${mock.baseUrl}/inquiries/${inquiryId}/generate-one-time-link`, {
    method: 'POST',
    headers: { authorization: `Bearer ${mock.apiKey}` },
  });
  expect(JSON.stringify(await link.json())).toContain(`http://127.0.0.1:${port}/`);
  await mock.close();
});
