import { addressOf } from '../../../client/address.ts';
import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { curl } from '../../../client/curl.ts';
import type { Exchange } from '../../../client/exchange.ts';
import { redactStory } from '../../../client/redaction.ts';
import { atServer, KEY } from './support/persona.ts';
import { arrivedHeader, reply, type Answer } from './support/server.ts';

/** Every creation brings a new id. */
const creating: Answer = (response, { method, url }, nth) => {
  const type = url.endsWith('/inquiries') ? 'inquiry' : 'inquiry-session';
  const created = method === 'POST' && !url.includes('/expire');
  reply(response, created ? 201 : 200, { data: { type, id: `${type}-number-${nth}`, attributes: {} } });
};

/** Runs a script in bash; standard output and exit code. */
function bash(script: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((done, failed) => {
    const child = spawn('bash', ['-eu', '-c', script], { env: { PATH: process.env['PATH'], ...env } });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', failed);
    child.on('close', (code) => done({ code, output }));
  });
}

test('a story runs as a script: the same requests, with ids of its own', async () => {
  await atServer(creating, async ({ persona, server, configuration }) => {
    const exchanges: Exchange[] = [];
    persona.onExchange((exchange) => exchanges.push(exchange));
    await persona.createInquiry({ as: 'inquiry' });
    await persona.createSession('inquiry-number-1', { as: 'session' });
    const idempotencyKey = 'a-key-of-the-story';
    const headers = { 'X-Quote': `it's "$HOME" \`id\` \\` };
    const body = { note: `it's "$HOME"` };
    await persona.expire('inquiry-session-number-2', { as: 'expire', idempotencyKey });
    await persona.expire('inquiry-session-number-2', {
      as: 'again',
      idempotencyKey,
      body,
      headers: { ...headers, Accept: null },
    });
    const told = server.arrived.splice(0);
    expect(told).toHaveLength(4);

    const script = curl(redactStory(exchanges, { keys: configuration.keys }), configuration.baseUrl);
    expect(script).not.toContain(KEY);
    expect(script).not.toContain('-number-');
    const { code, output } = await bash(script, {
      PERSONA_API_KEY: KEY,
      PERSONA_BASE_URL: configuration.baseUrl,
      PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_of_tests',
    });
    expect(output).toContain('HTTP/1.1 200');
    expect(code).toBe(0);

    const lines = server.arrived.map(({ method, url }) => `${method} ${url}`);
    expect(lines).toEqual([
      'POST /api/v1/inquiries',
      'POST /api/v1/inquiry-sessions',
      // The server counts on, so these are the script's own ids.
      'POST /api/v1/inquiry-sessions/inquiry-session-number-2/expire',
      'POST /api/v1/inquiry-sessions/inquiry-session-number-2/expire',
    ]);
    const [inquiry, session, first, second] = server.arrived;
    expect(JSON.parse(inquiry?.body ?? '')).toEqual({
      data: { attributes: { 'inquiry-template-id': 'itmpl_of_tests' } },
    });
    expect(session?.body).toContain('inquiry-number-1');
    expect(arrivedHeader(first, 'Authorization')).toBe(`Bearer ${KEY}`);
    expect(arrivedHeader(first, 'Idempotency-Key')).toMatch(/^repeat-/);
    expect(arrivedHeader(first, 'Idempotency-Key')).toBe(arrivedHeader(second, 'Idempotency-Key'));
    expect(arrivedHeader(second, 'Accept')).toBeUndefined();
  });
});

test('quotes, dollars and backticks mean nothing to the shell', async () => {
  await atServer(
    (response) => reply(response, 200, {}),
    async ({ persona, server, configuration }) => {
      const raw = `it's "$HOME" \`echo no\` \\ ! {}`;
      const exchange = await persona.call(
        { ...addressOf('createSession'), path: '/a/../odd$HOME' },
        { as: 'odd', body: { raw }, query: 'a=$(id)&b=[1]' },
      );
      const { url } = server.arrived.splice(0)[0] ?? {};
      await bash(curl(redactStory([exchange]), configuration.baseUrl), {
        PERSONA_API_KEY: KEY,
        PERSONA_BASE_URL: configuration.baseUrl,
      });
      expect(server.arrived).toHaveLength(1);
      expect(server.arrived[0]?.body).toBe(raw);
      expect(server.arrived[0]?.url).toBe(url);
    },
  );
});

test('an id that the story does not create has to be given, and the script says so', async () => {
  await atServer(
    (response) => reply(response, 200, {}),
    async ({ persona, configuration }) => {
      const exchange = await persona.retrieve('iqse_from_elsewhere', { as: 'read' });
      const script = curl(redactStory([exchange]), configuration.baseUrl);
      const { code, output } = await bash(script, {
        PERSONA_API_KEY: KEY,
        PERSONA_BASE_URL: configuration.baseUrl,
      });
      expect(code).not.toBe(0);
      expect(output).toContain('SESSION_1: set it to the id of a session first');
    },
  );
});

test('a call without a key stays one without a key', async () => {
  await atServer(
    (response) => reply(response, 200, {}),
    async ({ persona, configuration }) => {
      const exchange = await persona.events({ as: 'bare', key: 'none' });
      expect(curl(redactStory([exchange]), configuration.baseUrl)).not.toContain('Authorization');
    },
  );
});
