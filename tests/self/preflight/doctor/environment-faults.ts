/** Wrong set-ups, each made on purpose, and what the doctor has to say of it. */
import { createServer as createPlain, type Server as SocketServer } from 'node:net';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createTls } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { readConfiguration, type Configuration } from '../../../../client/configuration.ts';
import type { Check, Diagnosis, Health } from '../../../../preflight/doctor/check-result.ts';
import { refuse } from '../../../../mock/refusals.ts';
import { selfSigned, type Identity } from './certificates.ts';
import { atMock, examined, secret } from './support.ts';

export interface EnvironmentFault {
  readonly name: string;
  readonly diagnosis: () => Promise<Diagnosis>;
  /** The line that must name it. */
  readonly check: Check;
  readonly health: Exclude<Health, 'ok'>;
  /** In what was seen. */
  readonly seen: RegExp;
  readonly remedy: RegExp;
}

function configurationFor(baseUrl: string): Configuration {
  return readConfiguration({
    PERSONA_TARGET: 'sandbox',
    PERSONA_BASE_URL: baseUrl,
    PERSONA_API_KEY: 'persona_sandbox_somebody',
    PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_1',
  });
}

/** Examines what listens on a free port of this machine. */
async function atServer(
  server: SocketServer,
  baseUrl: (port: number) => string = (port) => `http://127.0.0.1:${port}/api/v1`,
  options: { readonly ca?: string } = {},
): Promise<Diagnosis> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const sockets = new Set<{ destroy(): unknown }>();
  server.on('connection', (socket) => sockets.add(socket));
  try {
    return await examined(configurationFor(baseUrl((server.address() as AddressInfo).port)), options);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  }
}

const answering = (listener: RequestListener) => atServer(createHttp(listener));
const https = (port: number): string => `https://localhost:${port}/api/v1`;

function behindTls({ key, cert }: Identity, trusted: boolean): Promise<Diagnosis> {
  return atServer(createTls({ key, cert }), https, trusted ? { ca: cert } : {});
}

const page = '<!DOCTYPE html><html><body>Sign in</body></html>';

export const environmentFaults: readonly EnvironmentFault[] = [
  // ── the way to the target
  {
    name: 'a host name that does not exist',
    diagnosis: () => examined(configurationFor('https://nowhere.invalid/api/v1')),
    check: 'base-url',
    health: 'problem',
    seen: /name of nowhere\.invalid cannot be resolved/,
    remedy: /DNS/,
  },
  {
    name: 'a port on which nobody listens',
    diagnosis: () => examined(configurationFor('http://127.0.0.1:1/api/v1')),
    check: 'base-url',
    health: 'problem',
    seen: /refuses the connection/,
    remedy: /host and port/,
  },
  {
    name: 'a host that takes connections and says nothing',
    diagnosis: () => atServer(createPlain(), https),
    check: 'base-url',
    health: 'problem',
    seen: /does not answer to a connection/,
    remedy: /firewall/,
  },
  {
    name: 'https to a port of plain HTTP',
    diagnosis: () => atServer(createHttp(), https),
    check: 'tls',
    health: 'problem',
    seen: /does not speak TLS/,
    remedy: /scheme/,
  },
  {
    name: 'a certificate that nobody trusts',
    diagnosis: () => behindTls(selfSigned('localhost', -1, 30), false),
    check: 'tls',
    health: 'problem',
    seen: /signed by nobody/,
    remedy: /NODE_EXTRA_CA_CERTS/,
  },
  {
    name: 'a certificate that is expired',
    diagnosis: () => behindTls(selfSigned('localhost', -30, -1), true),
    check: 'tls',
    health: 'problem',
    seen: /expired or not valid yet/,
    remedy: /date/,
  },
  {
    name: 'a certificate of another host',
    diagnosis: () => behindTls(selfSigned('elsewhere.test', -1, 30), true),
    check: 'tls',
    health: 'problem',
    seen: /is for another host/,
    remedy: /host in PERSONA_BASE_URL/,
  },
  {
    name: 'a port that speaks another protocol',
    diagnosis: () =>
      atServer(createPlain((socket) => void socket.on('error', () => {}).end('SSH-2.0-x\r\n'))),
    check: 'base-url',
    health: 'problem',
    seen: /does not speak HTTP/,
    remedy: /scheme and port/,
  },
  {
    name: 'requests that are never answered',
    diagnosis: () => answering(() => undefined),
    check: 'target-answers',
    health: 'doubt',
    seen: /gives no answer/,
    remedy: /PERSONA_TIMEOUT_MS/,
  },
  {
    name: 'a firewall that resets every request',
    diagnosis: () => answering((request) => request.socket.destroy()),
    check: 'target-answers',
    health: 'doubt',
    seen: /connection was reset/,
    remedy: /proxy or firewall/,
  },
  {
    name: 'a proxy that asks for credentials',
    diagnosis: () => answering((_request, response) => void response.writeHead(407).end()),
    check: 'base-url',
    health: 'problem',
    seen: /proxy asks for its own credentials/,
    remedy: /without that proxy/,
  },
  {
    name: 'a base URL that redirects',
    diagnosis: () =>
      answering((_request, response) => void response.writeHead(302, { location: 'https://a.test/' }).end()),
    check: 'base-url',
    health: 'problem',
    seen: /leads elsewhere/,
    remedy: /final address/,
  },
  {
    name: 'a captive portal',
    diagnosis: () =>
      answering(
        (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(page),
      ),
    check: 'base-url',
    health: 'problem',
    seen: /a web page, not the API/,
    remedy: /captive portal/,
  },
  {
    name: 'a base URL without its path',
    diagnosis: () => atMock({}, (_configuration, mock) => ({ baseUrl: mock.origin })),
    check: 'base-url',
    health: 'problem',
    seen: /no such API below the path/,
    remedy: /ends in \/api\/v1/,
  },
  {
    name: 'a gateway without its upstream',
    diagnosis: () => answering((_request, response) => void response.writeHead(502).end(page)),
    check: 'target-answers',
    health: 'doubt',
    seen: /status 502, an HTML page/,
    remedy: /try again later/,
  },
  {
    name: 'a service under maintenance',
    diagnosis: () => answering((_request, response) => void response.writeHead(503).end('{}')),
    check: 'target-answers',
    health: 'doubt',
    seen: /status 503/,
    remedy: /try again later/,
  },
  {
    name: 'a rate limit that others use up',
    diagnosis: () => answering((_request, response) => void response.writeHead(429).end('{}')),
    check: 'rate-limit',
    health: 'doubt',
    seen: /429/,
    remedy: /uses up/,
  },
  // ── the key
  {
    name: 'a key that nobody knows',
    diagnosis: () => atMock({}, () => ({ keys: { main: secret('persona_sandbox_nobody') } })),
    check: 'key',
    health: 'problem',
    seen: /PERSONA_API_KEY is not accepted/,
    remedy: /revoked/,
  },
  {
    name: 'a key whose allow-list lacks this machine',
    diagnosis: () => atMock({}, (_c, mock) => ({ keys: { main: secret(mock.keys.wrongAddress) } })),
    check: 'key',
    health: 'problem',
    seen: /refused in every call/,
    remedy: /IP address to the key’s allow-list/,
  },
  {
    name: 'an environment that is switched off',
    diagnosis: () => atMock({}, (_c, mock) => ({ keys: { main: secret(mock.keys.inactive) } })),
    check: 'key',
    health: 'problem',
    seen: /refused in every call/,
    remedy: /switched off/,
  },
  {
    name: 'a key that may only read',
    diagnosis: () => atMock({}, (_c, mock) => ({ keys: { main: secret(mock.keys.readOnly) } })),
    check: 'create-inquiry',
    health: 'problem',
    seen: /may not create inquiries/,
    remedy: /permission/,
  },
  {
    name: 'a key that may not expire sessions',
    diagnosis: () =>
      atMock({ patch: { handlers: { expireSession: () => (_call, world) => refuse(world, 403) } } }),
    check: 'expire-session',
    health: 'problem',
    seen: /may not expire sessions/,
    remedy: /permission/,
  },
  {
    name: 'a key that may not list sessions',
    diagnosis: () =>
      atMock({ patch: { handlers: { listSessions: () => (_call, world) => refuse(world, 403) } } }),
    check: 'list-sessions',
    health: 'problem',
    seen: /may not list sessions/,
    remedy: /permission/,
  },
  {
    name: 'a key that may not make one-time links',
    diagnosis: () =>
      atMock({ patch: { handlers: { generateOneTimeLink: () => (_call, world) => refuse(world, 403) } } }),
    check: 'one-time-link',
    health: 'warning',
    seen: /status 403/,
    remedy: /permission/,
  },
  {
    name: 'a key that does not tell its environment',
    diagnosis: () =>
      atMock({ keys: { full: { secret: 'some-other-key' } } }, () => ({
        keys: { main: secret('some-other-key') },
      })),
    check: 'environment',
    health: 'warning',
    seen: /does not begin with persona_sandbox_/,
    remedy: /sandbox/,
  },
  // ── the template
  {
    name: 'a template that does not exist',
    diagnosis: () => atMock({}, () => ({ inquiryTemplateId: 'itmpl_nowhere' })),
    check: 'template',
    health: 'problem',
    seen: /No inquiry can be made of the template/,
    remedy: /PERSONA_INQUIRY_TEMPLATE_ID/,
  },
  {
    name: 'a template of another environment',
    diagnosis: () => atMock({}, (_c, mock) => ({ inquiryTemplateId: mock.otherTemplateId })),
    check: 'template',
    health: 'problem',
    seen: /No inquiry can be made of the template/,
    remedy: /of this very sandbox/,
  },
  {
    name: 'the id of a template’s version',
    diagnosis: () => atMock({}, () => ({ inquiryTemplateId: 'itmplv_1' })),
    check: 'template',
    health: 'problem',
    seen: /No inquiry can be made of the template/,
    remedy: /id of a template’s version/,
  },
  // ── the other keys
  ...(
    [
      ['readOnly', 'read-only-key', 'PERSONA_READONLY_API_KEY'],
      ['other', 'other-key', 'PERSONA_OTHER_API_KEY'],
      ['lowLimit', 'low-limit-key', 'PERSONA_LOW_LIMIT_API_KEY'],
    ] as const
  ).map(([role, check, variable]): EnvironmentFault => ({
    name: `${variable} is known to nobody`,
    diagnosis: () =>
      atMock({}, ({ keys }) => ({ keys: { ...keys, [role]: secret('persona_sandbox_nobody') } })),
    check,
    health: 'problem',
    seen: new RegExp(`${variable} is not accepted`),
    remedy: new RegExp(`unset ${variable}`),
  })),
  {
    name: 'a read-only key that may write',
    diagnosis: () =>
      atMock({}, ({ keys }, mock) => ({ keys: { ...keys, readOnly: secret(mock.keys.second) } })),
    check: 'read-only-key',
    health: 'warning',
    seen: /may write/,
    remedy: /Take the write permissions/,
  },
  {
    name: 'an other key of the same environment',
    diagnosis: () => atMock({}, ({ keys }, mock) => ({ keys: { ...keys, other: secret(mock.keys.second) } })),
    check: 'other-key',
    health: 'warning',
    seen: /same environment/,
    remedy: /another environment/,
  },
  {
    name: 'a low-limit key of another environment',
    diagnosis: () =>
      atMock({}, ({ keys }, mock) => ({
        keys: { main: keys.main, lowLimit: secret(mock.keys.otherEnvironment) },
      })),
    check: 'low-limit-key',
    health: 'problem',
    seen: /does not see what the main key made/,
    remedy: /same environment/,
  },
  {
    name: 'a low-limit key without a limit of its own',
    diagnosis: () =>
      atMock({}, ({ keys }, mock) => ({ keys: { ...keys, lowLimit: secret(mock.keys.second) } })),
    check: 'low-limit-key',
    health: 'warning',
    seen: /no lower limit/,
    remedy: /low limit of its own/,
  },
  // ── clocks and limits
  {
    name: 'a clock that is ten minutes behind',
    diagnosis: () => atMock({ clockAheadMs: 600_000 }),
    check: 'clock',
    health: 'warning',
    seen: /10 minutes behind/,
    remedy: /NTP/,
  },
  {
    name: 'a low rate limit',
    diagnosis: () => atMock({ rateLimit: { limit: 60, windowSeconds: 60 } }),
    check: 'rate-limit',
    health: 'warning',
    seen: /60 requests a window/,
    remedy: /further windows/,
  },
  {
    name: 'a quota that is nearly used up',
    diagnosis: () => atMock({ quota: { limit: 20, windowSeconds: 3600 } }),
    check: 'quota',
    health: 'problem',
    seen: /18 of 20 creations left/,
    remedy: /larger quota/,
  },
  {
    name: 'a place from which no session can be opened',
    diagnosis: () => atMock({ open: { linkActivation: 'script', simulateStart: 'none' } }),
    check: 'active-session',
    health: 'warning',
    seen: /No session could be made active/,
    remedy: /PERSONA_BROWSER_PATH/,
  },
];
