/** What networks, files and people do: proxies, codings nobody asked for, odd statuses, keys, links, `.env` files. */
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { whyNotToOpen } from '../../../client/base-url.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { loadEnvironment } from '../../../client/environment.ts';
import { browserProxyFor, proxyFor } from '../../../client/proxy.ts';
import { redact } from '../../../client/redaction.ts';
import { openWire } from '../../../client/wire.ts';
import { startMock } from '../../../mock/server.ts';
import { reachability } from '../../../preflight/doctor/reachability.ts';

async function serverOf(
  listener: Parameters<typeof createServer>[1],
): Promise<{ server: Server; origin: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const get = { method: 'GET', path: '/', headers: [], body: null } as const;

for (const [coding, body] of [
  ['gzip', gzipSync('{"a":"ü"}')],
  ['deflate', deflateSync('{"a":"ü"}')],
  ['deflate', deflateRawSync('{"a":"ü"}')],
  ['br', brotliCompressSync('{"a":"ü"}')],
  ['gzip, br', brotliCompressSync(gzipSync('{"a":"ü"}'))],
  ['identity', Buffer.from('{"a":"ü"}')],
] as const) {
  test(`an answer in ${coding} (${body.length} bytes) that nobody asked for is read`, async () => {
    const { server, origin } = await serverOf((_, answer) =>
      answer.writeHead(200, { 'content-encoding': coding }).end(body),
    );
    const wire = openWire(origin, { timeoutMs: 5_000 });
    expect(await wire.attempt(get)).toMatchObject({ kind: 'answer', response: { body: '{"a":"ü"}' } });
    await wire.close();
    server.close();
  });
}

for (const [what, cause, coding, body] of [
  ['a small answer that unpacks to an immense one', 'too-large', 'gzip', gzipSync(Buffer.alloc(20_000_000))],
  ['a broken coding', 'protocol', 'gzip', Buffer.from('nonsense')],
  ['an unknown coding', 'protocol', 'zz', Buffer.from('nonsense')],
] as const) {
  test(`${what} is a fault of the way, not an error of ours`, async () => {
    const { server, origin } = await serverOf((_, answer) =>
      answer.writeHead(200, { 'content-encoding': coding }).end(body),
    );
    const wire = openWire(origin, { timeoutMs: 5_000 });
    expect(await wire.attempt(get)).toMatchObject({ kind: 'fault', fault: { cause } });
    await wire.close();
    server.close();
  });
}

test('a status that is none is a fault of the way', async () => {
  const { server, origin } = await serverOf((_, answer) => answer.writeHead(799).end());
  const wire = openWire(origin, { timeoutMs: 5_000 });
  expect(await wire.attempt(get)).toMatchObject({ kind: 'fault', fault: { cause: 'protocol' } });
  await wire.close();
  server.close();
});

test('requests go through the proxy of the environment, and its password is a secret', async () => {
  const asked: string[] = [];
  const { server, origin } = await serverOf((_, answer) => answer.end('never'));
  server.on('connect', (request, socket) => {
    asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
    socket.end('HTTP/1.1 502 no\r\n\r\n');
  });
  const before = process.env['HTTPS_PROXY'];
  process.env['HTTPS_PROXY'] = origin.replace('://', '://user:PasswordOfProxy1@');
  try {
    const wire = openWire('https://api.example.test', { timeoutMs: 5_000 });
    expect(await wire.attempt(get)).toMatchObject({ kind: 'fault' });
    await wire.close();
  } finally {
    if (before === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = before;
    server.close();
  }
  expect(asked).toEqual([
    `api.example.test:443 Basic ${Buffer.from('user:PasswordOfProxy1').toString('base64')}`,
  ]);
  expect(redact(`with ${asked.join()} and PasswordOfProxy1`)).not.toMatch(/PasswordOfProxy1|Basic [a-z]{8}/i);
});

test('the proxy that is meant, or none', () => {
  const env = {
    HTTPS_PROXY: 'http://p.test:3128',
    http_proxy: 'q.test:8',
    NO_PROXY: 'intern.test,.b.test, c.test:8443',
  };
  const way = (address: string) => proxyFor(address, env)?.host;
  expect(way('https://a.test')).toBe('p.test:3128');
  expect(way('http://a.test')).toBe('q.test:8');
  for (const address of [
    'https://127.0.0.1',
    'http://localhost:1',
    'http://[::1]:1',
    'https://intern.test',
    'https://x.b.test',
    'https://c.test:8443',
  ])
    expect(way(address), address).toBeUndefined();
  expect(way('https://c.test')).toBe('p.test:3128');
  expect(proxyFor('https://a.test', { HTTPS_PROXY: 'http://p.test', NO_PROXY: '*' })).toBeUndefined();
  expect(() => proxyFor('https://a.test', { HTTPS_PROXY: 'socks5://p.test' })).toThrow('HTTPS_PROXY');
});

test('a browser goes the same way', () => {
  const env = { HTTPS_PROXY: 'http://user:p%40ss@p.test:3128', NO_PROXY: 'intern.test, .b.test' };
  expect(browserProxyFor('https://a.test/v/1', env)).toEqual({
    server: 'http://p.test:3128',
    username: 'user',
    password: 'p@ss',
    bypass: 'intern.test,.b.test',
  });
  for (const address of ['http://127.0.0.1:1/v/1', 'https://x.b.test/v/1', 'http://a.test/v/1'])
    expect(browserProxyFor(address, env), address).toBeUndefined();
});

test('certificates that nobody checks are a problem to the doctor', () => {
  const found = reachability('https://a.test/api/v1', { ok: true }, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(found.filter(({ health }) => health === 'problem').map(({ seen }) => seen)).toEqual([
    expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED=0'),
  ]);
  expect(reachability('https://a.test/api/v1', { ok: true }, {}).map(({ health }) => health)).toEqual([
    'ok',
    'ok',
  ]);
});

const sandbox = {
  PERSONA_TARGET: 'sandbox',
  PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_x',
  PERSONA_BASE_URL: 'https://a.test/api/v1',
};

for (const [key, env, refused] of [
  ['persona_sandbox_abc1', {}, false],
  ['persona_live_abc1', {}, true],
  ['persona_prod_abc1', { PERSONA_BASE_URL: 'http://127.0.0.1:1' }, true],
  ['something_else', {}, true],
  ['something_else', { PERSONA_ALLOW_UNKNOWN_KEY: '1' }, false],
  ['something_else', { PERSONA_BASE_URL: 'http://127.0.0.1:1' }, false],
  ['persona_sandbox_abc1', { NODE_DEBUG: 'child_process' }, true],
] as const) {
  test(`key ${key} with ${JSON.stringify(env)} is ${refused ? 'refused' : 'taken'}`, () => {
    const read = () => readConfiguration({ ...sandbox, PERSONA_API_KEY: key, ...env });
    if (refused) expect(read).toThrow(/PERSONA_API_KEY does not begin|NODE_DEBUG/);
    else expect(read().keys.main.reveal()).toBe(key);
  });
}

for (const [link, base, why] of [
  ['https://withpersona.com/verify?code=a', 'https://a.test', undefined],
  ['http://127.0.0.1:9/verify', 'http://127.0.0.1:8', undefined],
  ['nonsense', 'https://a.test', 'is no URL'],
  ['file:///etc/hosts', 'https://a.test', 'is neither'],
  ['http://a.test/v/1', 'https://a.test', 'is plain HTTP'],
  ['http://0.0.0.0:1/', 'http://127.0.0.1:8', 'by another name'],
  ['http://[::ffff:127.0.0.1]:1/', 'http://127.0.0.1:8', 'by another name'],
  ['http://127.0.0.1:9/', 'https://a.test', 'leads to this machine'],
] as const) {
  test(`link ${link} of ${base}: ${why ?? 'opened'}`, () => {
    const found = whyNotToOpen(link, base);
    if (why === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(why);
  });
}

for (const [what, bytes, words] of [
  ['UTF-16', Buffer.from('\ufeffPERSONA_TARGET=mock\n', 'utf16le'), 'UTF-16'],
  ['binary', Buffer.from([1, 0, 2, 0]), 'binary'],
  ['another syntax', Buffer.from('PERSONA_TARGET mock\n'), 'sets nothing'],
] as const) {
  test(`a .env in ${what} is told`, async ({}, testInfo) => {
    const path = testInfo.outputPath('x.env');
    writeFileSync(path, bytes);
    expect(() => loadEnvironment({}, path)).toThrow(words);
  });
}

test('a .env of comments only is fine, and so is one with a byte order mark', async ({}, testInfo) => {
  const path = testInfo.outputPath('x.env');
  writeFileSync(path, '# nothing\n\n');
  expect(loadEnvironment({}, path)).toEqual({});
  writeFileSync(path, '\ufeffA=1\nB=2\n');
  expect(loadEnvironment({}, path)).toMatchObject({ B: '2' });
});

test('the mock answers to names of this machine only, and to no immense body', async () => {
  const mock = await startMock();
  const raw = (head: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(mock.origin).port), '127.0.0.1', () => socket.write(head));
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString().split('\r\n')[0] ?? '');
      });
    });
  expect(await raw('GET /api/v1/inquiries HTTP/1.1\r\nHost: evil.test\r\n\r\n')).toContain('421');
  expect(await raw('GET /api/v1/inquiries HTTP/1.1\r\nHost: localhost:1\r\n\r\n')).toContain('401');
  expect(
    await raw('POST /api/v1/inquiries HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n'),
  ).toContain('413');
  const key = mock.keys.full;
  const head = `POST /api/v1/inquiries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  expect(await raw(head + chunk('{}') + chunk(''))).toContain('400');
  expect(await raw(head + chunk('x'.repeat(600_000)).repeat(2))).toContain('413');
  await mock.close();
});
