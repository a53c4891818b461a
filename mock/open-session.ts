/** Opening a session of a mock over the wire, as its user would. */
import type { RunningMock } from './server.ts';

export interface OpenedSession {
  readonly inquiryId: string;
  readonly sessionId: string;
}

/**
 * Makes one started session, so that there is something to expire. A mock with a fault in it may fail to: its ids are then
 * empty.
 */
export async function openSession(mock: RunningMock): Promise<OpenedSession> {
  const inquiryId = await post(mock, '/inquiries', {
    data: { attributes: { 'inquiry-template-id': mock.templateId } },
  });
  const sessionId = await post(mock, '/inquiry-sessions', {
    data: { attributes: { 'inquiry-id': inquiryId } },
  });
  await post(mock, `/inquiries/${inquiryId}/perform-simulate-actions`, {
    meta: { 'simulate-actions': [{ type: 'start_inquiry' }] },
  });
  return { inquiryId, sessionId };
}

async function post(mock: RunningMock, path: string, body: unknown): Promise<string> {
  const response = await fetch(mock.baseUrl + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${mock.keys.full}`,
      'content-type': 'application/json',
      'key-inflection': 'kebab',
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { data?: { id?: string } };
  return answer.data?.id ?? '';
}
