/** Secrets that have no shape of their own, and come only while the run goes on. */
import { expect, test } from '@playwright/test';
import { redact } from '../../../client/redaction.ts';
import { atServer } from './support/persona.ts';
import { reply } from './support/server.ts';

test('links and tokens of an answer are masked in every later text', async () => {
  const meta = { 'one-time-link': 'app://open/plain-link-mark', sessionToken: 'plain-token-mark' };
  const text = 'could not open app://open/plain-link-mark with plain-token-mark';
  expect(redact(text)).toBe(text);
  await atServer(
    (response) => reply(response, 200, { meta }),
    async ({ persona }) => {
      await persona.retrieve('x', { as: 'link' });
      expect(redact(text)).toBe('could not open *** with ***');
    },
  );
});

test('the keys of a client are masked, although the environment does not name them', async () => {
  const key = 'KeyOfAnEmbeddedTarget';
  expect(redact(key)).toBe(key);
  const env = { PERSONA_OTHER_API_KEY: key };
  await atServer(
    (response) => reply(response, 200, {}),
    async () => expect(redact(`x ${key} y`)).toBe('x *** y'),
    {
      env,
    },
  );
});

test('an answer that is no JSON teaches nothing, and does no harm', async () => {
  await atServer(
    (response) => response.end('<html>token link</html>'),
    async ({ persona }) => {
      expect((await persona.retrieve('x', { as: 'page' })).response.status).toBe(200);
    },
  );
});
