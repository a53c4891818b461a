import { createServer, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { classify, type TransportCause } from '../../../client/transport-fault.ts';
import { openWire, type Attempt, type WireRequest } from '../../../client/wire.ts';
import { bentServer, listen, type Answer } from './support/server.ts';

const get: WireRequest = { method: 'GET', path: '/', headers: [], body: null };

/** One attempt at an origin. */
async function attemptAt(origin: string, request: WireRequest = get, maxBodyBytes = 1_000): Promise<Attempt> {
  const wire = openWire(origin, { timeoutMs: 250, maxBodyBytes });
  try {
    return await wire.attempt(request);
  } finally {
    await wire.close();
  }
}

/** One attempt at a server that answers as told. */
async function attemptFor(answer: Answer, request: WireRequest = get) {
  const server = await bentServer(answer);
  try {
    return { result: await attemptAt(server.origin, request), arrived: server.arrived };
  } finally {
    await server.close();
  }
}

/** One attempt at a server that speaks to the bare socket. */
async function attemptAtSocket(speak: (socket: Socket) => void): Promise<Attempt> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => speak(socket));
  });
  const origin = await listen(server);
  try {
    return await attemptAt(origin);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function causeOf(result: Attempt): { cause: TransportCause | undefined; mayHaveRun: boolean | undefined } {
  const fault = result.kind === 'fault' ? result.fault : undefined;
  return { cause: fault?.cause, mayHaveRun: fault?.mayHaveRun };
}

test('header lines keep their order and casing in both directions', async () => {
  const { result, arrived } = await attemptFor(
    (response) => {
      response.writeHead(200, ['X-oDD', '1', 'request-ID', 'a', 'x-odd', '2']);
      response.end();
    },
    {
      ...get,
      headers: [
        ['kEY-Inflection', 'kebab'],
        ['Accept', 'x'],
      ],
    },
  );
  const sent = arrived[0]?.rawHeaders.join('|') ?? '';
  expect(sent).toContain('kEY-Inflection|kebab|Accept|x');
  const headers = result.kind === 'answer' ? result.response.headers : [];
  expect(headers.slice(0, 3)).toEqual([
    ['X-oDD', '1'],
    ['request-ID', 'a'],
    ['x-odd', '2'],
  ]);
});

test('path and query go verbatim', async () => {
  const path = '/a/../%2e%2E//b?include=&fields[x]=%zz&a=b,c';
  const { arrived } = await attemptFor((response) => response.end(), { ...get, path });
  expect(arrived[0]?.url).toBe(path);
});

test('a body goes verbatim, and none is sent where there is none', async () => {
  const broken = await attemptFor((response) => response.end(), { ...get, method: 'POST', body: '{"ä":' });
  expect(broken.arrived[0]?.body).toBe('{"ä":');
  const none = await attemptFor((response) => response.end(), { ...get, method: 'POST' });
  expect(none.arrived[0]?.body).toBe('');
  expect(none.arrived[0]?.rawHeaders.join('|').toLowerCase()).toContain('content-length|0');
});

test('a redirect is an answer, and is not followed', async () => {
  const { result, arrived } = await attemptFor((response) => {
    response.writeHead(302, { Location: '/elsewhere' });
    response.end();
  });
  expect(result).toMatchObject({ kind: 'answer', response: { status: 302 } });
  expect(arrived).toHaveLength(1);
});

test('the body is read as UTF-8, over the borders of its pieces', async () => {
  const { result } = await attemptFor((response) => {
    const bytes = Buffer.from('grün');
    response.write(bytes.subarray(0, 3), () => setImmediate(() => response.end(bytes.subarray(3))));
  });
  expect(result).toMatchObject({ response: { body: 'grün' } });
});

test('connections are kept open for further requests', async () => {
  const ports = new Set<number | undefined>();
  const server = await bentServer((response) => {
    ports.add(response.socket?.remotePort);
    response.end();
  });
  const wire = openWire(server.origin, { timeoutMs: 1_000 });
  for (let n = 0; n < 10; n += 1) await wire.attempt(get);
  await wire.close();
  await server.close();
  expect(server.arrived).toHaveLength(10);
  expect(ports.size).toBeLessThanOrEqual(2);
});

test('a connection reset before the answer', async () => {
  const result = await attemptAtSocket((socket) => socket.resetAndDestroy());
  expect(causeOf(result)).toEqual({ cause: 'reset', mayHaveRun: true });
});

test('a connection closed within the answer', async () => {
  const result = await attemptAtSocket((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf'),
  );
  expect(causeOf(result)).toEqual({ cause: 'reset', mayHaveRun: true });
});

test('a port where nobody listens', async () => {
  const server = createServer();
  const origin = await listen(server);
  await new Promise((closed) => server.close(closed));
  expect(causeOf(await attemptAt(origin))).toEqual({ cause: 'refused', mayHaveRun: false });
});

const codes: readonly (readonly [code: string, cause: TransportCause, mayHaveRun: boolean])[] = [
  ['ENOTFOUND', 'dns', false],
  ['EAI_AGAIN', 'dns', false],
  ['EHOSTUNREACH', 'refused', false],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', false],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
  ['ETIMEDOUT', 'timeout', true],
  ['CERT_HAS_EXPIRED', 'tls', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
  ['EPIPE', 'reset', true],
];

for (const [code, cause, mayHaveRun] of codes) {
  test(`${code} is a fault of kind ${cause}, however deep it is buried`, () => {
    const error = Object.assign(new Error('x'), { code });
    const buried = new Error('fetch failed', { cause: new AggregateError([error]) });
    for (const thrown of [error, buried]) {
      expect(classify(thrown, { timedOut: false, timeoutMs: 1 })).toMatchObject({ cause, mayHaveRun });
    }
  });
}

test('no answer at all', async () => {
  const result = await attemptAtSocket(() => undefined);
  expect(causeOf(result)).toEqual({ cause: 'timeout', mayHaveRun: true });
  expect(result.durationMs).toBeLessThan(2_000);
});

test('an answer that begins and never ends', async () => {
  const result = await attemptAtSocket((socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf'),
  );
  expect(causeOf(result)).toEqual({ cause: 'timeout', mayHaveRun: true });
});

test('TLS that the other side does not speak', async () => {
  const server = await bentServer((response) => response.end());
  const result = await attemptAt(server.origin.replace('http:', 'https:'));
  await server.close();
  expect(causeOf(result)).toEqual({ cause: 'tls', mayHaveRun: false });
});

test('an answer that is no HTTP', async () => {
  const result = await attemptAtSocket((socket) => socket.end('220 mail.example.test ESMTP\r\n'));
  expect(causeOf(result)).toEqual({ cause: 'protocol', mayHaveRun: true });
});

test('an answer without end in size', async () => {
  const { result } = await attemptFor((response) => response.end('x'.repeat(1_001)));
  expect(causeOf(result)).toEqual({ cause: 'too-large', mayHaveRun: true });
  const fitting = await attemptFor((response) => response.end('x'.repeat(1_000)));
  expect(fitting.result.kind).toBe('answer');
});

test('a request that cannot be written is our mistake, and shows no header', async () => {
  const headers = [['Authorization', 'Bearer persona_sandbox_\nx']] as const;
  const error = await attemptAt('http://127.0.0.1:9', { ...get, headers }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).not.toContain('persona_sandbox_');
});

test('words of a fault hold neither address nor header', async () => {
  const result = await attemptAtSocket((socket) => socket.resetAndDestroy());
  const words = result.kind === 'fault' ? result.fault.words : '';
  expect(words).toMatch(/^the connection was reset/);
  expect(words).not.toMatch(/127\.0|\d{4}/);
});
