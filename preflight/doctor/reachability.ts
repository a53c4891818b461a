/** What a connection that did not come about means, and what to do about it. */
import { isLoopback } from '../../client/base-url.ts';
import { proxyName } from '../../client/proxy.ts';
import type { Connection, ConnectionFault } from './connection.ts';
import type { CheckResult } from './check-result.ts';

interface Advice {
  readonly seen: string;
  readonly remedy: string;
  readonly check: 'base-url' | 'tls';
}

/** `host` is for people: name and port. */
const advice: Readonly<Record<ConnectionFault, (host: string) => Advice>> = {
  name: (host) => ({
    check: 'base-url',
    seen: `The name of ${host} cannot be resolved.`,
    remedy: 'Check the host in PERSONA_BASE_URL, and that this machine has DNS (VPN, container network).',
  }),
  refused: (host) => ({
    check: 'base-url',
    seen: `${host} refuses the connection or cannot be reached.`,
    remedy: 'Check host and port in PERSONA_BASE_URL, and whether a firewall stands in between.',
  }),
  silent: (host) => ({
    check: 'base-url',
    seen: `${host} does not answer to a connection.`,
    remedy:
      'Check PERSONA_BASE_URL, firewall and VPN; where the network is merely slow, raise PERSONA_TIMEOUT_MS.',
  }),
  reset: (host) => ({
    check: 'base-url',
    seen: `${host} cuts the connection off while it is being made.`,
    remedy: 'Look for a proxy or firewall in between, and check scheme and port in PERSONA_BASE_URL.',
  }),
  'no-tls': (host) => ({
    check: 'tls',
    seen: `${host} does not speak TLS on this port.`,
    remedy: 'Check port and scheme in PERSONA_BASE_URL: https:// is usually port 443.',
  }),
  untrusted: (host) => ({
    check: 'tls',
    seen: `The certificate of ${host} is signed by nobody whom this machine trusts.`,
    remedy:
      'Where a proxy of your own inspects TLS, name its CA in NODE_EXTRA_CA_CERTS; never switch the check off.',
  }),
  outdated: (host) => ({
    check: 'tls',
    seen: `The certificate of ${host} is expired or not valid yet.`,
    remedy: 'Check this machine’s date first; if that is right, the host must renew its certificate.',
  }),
  'other-name': (host) => ({
    check: 'tls',
    seen: `The certificate of ${host} is for another host.`,
    remedy: 'Check the host in PERSONA_BASE_URL, and whether DNS or a proxy leads elsewhere.',
  }),
  tls: (host) => ({
    check: 'tls',
    seen: `No TLS connection to ${host} comes about.`,
    remedy: 'The API asks for TLS 1.2 or later; look for a proxy in between that offers less.',
  }),
  unknown: (host) => ({
    check: 'base-url',
    seen: `No connection to ${host} comes about.`,
    remedy: 'Check PERSONA_BASE_URL, and try the same address with curl from this machine.',
  }),
};

const SOON_MS = 14 * 24 * 3600 * 1000;

/** Findings about the base URL and its TLS. */
export function reachability(baseUrl: string, connection: Connection, env: NodeJS.ProcessEnv): CheckResult[] {
  return [...connected(baseUrl, connection), ...uncheckedTls(baseUrl, env)];
}

/** What is known before the first request where everything goes through a proxy. */
export function throughProxy(baseUrl: string, proxy: URL, env: NodeJS.ProcessEnv): CheckResult[] {
  return [
    {
      check: 'base-url',
      health: 'ok',
      seen: `Requests to ${baseUrl} go through the proxy ${proxyName(proxy)}.`,
    },
    ...uncheckedTls(baseUrl, env),
  ];
}

/** Whoever sits in between reads the key then. */
function uncheckedTls(baseUrl: string, env: NodeJS.ProcessEnv): CheckResult[] {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0' || isLoopback(baseUrl)) return [];
  return [
    {
      check: 'tls',
      health: 'problem',
      seen: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of certificates off: anybody in between could read the key.',
      remedy: 'Unset it; where a proxy of your own inspects TLS, name its CA in NODE_EXTRA_CA_CERTS.',
      source: 'protocol',
    },
  ];
}

function connected(baseUrl: string, connection: Connection): CheckResult[] {
  const { host, protocol } = new URL(baseUrl);
  if (!connection.ok) {
    const { check, seen, remedy } = advice[connection.fault](host);
    return [
      {
        check,
        health: 'problem',
        seen: connection.code === '' ? seen : `${seen.slice(0, -1)} (${connection.code}).`,
        remedy,
        source: 'protocol',
      },
    ];
  }
  const reached: CheckResult = { check: 'base-url', health: 'ok', seen: `${baseUrl} can be reached.` };
  if (protocol !== 'https:') {
    return [reached, { check: 'tls', health: 'ok', seen: 'None, which is for this machine only.' }];
  }
  return [reached, security(connection)];
}

function security({ protocol, validTo }: Connection & { ok: true }): CheckResult {
  const until = validTo && !Number.isNaN(validTo.getTime()) ? validTo : undefined;
  const seen = `${protocol ?? 'TLS'}${until ? `, certificate valid until ${until.toISOString().slice(0, 10)}` : ''}.`;
  if (until && until.getTime() - Date.now() < SOON_MS) {
    return {
      check: 'tls',
      health: 'warning',
      seen,
      remedy: 'The certificate ends soon; runs after that day will not connect.',
      source: 'protocol',
    };
  }
  return { check: 'tls', health: 'ok', seen };
}
