/** Which way requests go: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in capitals or not, as other tools read them. */
import { isLoopback } from './base-url.ts';
import { ConfigurationError } from './errors.ts';
import { learnSecret } from './redact-text.ts';

/**
 * The proxy for an address; undefined: none. This machine is never reached through one.
 * @throws ConfigurationError for a proxy that is no URL; the message does not repeat it, for it may hold a password
 */
export function proxyFor(address: string, env: NodeJS.ProcessEnv = process.env): URL | undefined {
  if (isLoopback(address)) return undefined;
  const { protocol, hostname, port } = new URL(address);
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = read(env, name);
  if (value === undefined || isExempt(hostname, port, read(env, 'NO_PROXY') ?? '')) return undefined;
  const text = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ConfigurationError({
      cause: `${name} is no address of an HTTP proxy`,
      hint: 'write http://host:port, or unset it',
      next: `unset ${name}`,
    });
  }
  const proxy = new URL(text);
  for (const part of [proxy.password, decodeURIComponent(proxy.password)]) if (part !== '') learnSecret(part);
  return proxy;
}

/** The way for a browser that opens this address, as Playwright wants it told; undefined: the direct one. */
export interface BrowserProxy {
  readonly server: string;
  readonly username?: string;
  /** A secret. */
  readonly password?: string;
  /** Hosts that are reached directly, with commas. */
  readonly bypass?: string;
}

export function browserProxyFor(
  address: string,
  env: NodeJS.ProcessEnv = process.env,
): BrowserProxy | undefined {
  const proxy = proxyFor(address, env);
  if (proxy === undefined) return undefined;
  const direct = (read(env, 'NO_PROXY') ?? '').split(/[\s,]+/).filter((host) => host !== '');
  return {
    server: proxy.origin,
    ...(proxy.username !== '' && { username: decodeURIComponent(proxy.username) }),
    ...(proxy.password !== '' && { password: decodeURIComponent(proxy.password) }),
    ...(direct.length > 0 && { bypass: direct.join(',') }),
  };
}

/** Host and port, without user and password. */
export function proxyName(proxy: URL): string {
  return proxy.host;
}

function read(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = (env[name.toLowerCase()] ?? env[name])?.trim();
  return value === '' ? undefined : value;
}

function isExempt(hostname: string, port: string, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    const [, host = '', only] = /^\*?\.?([^:]*)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (entry === '*') return true;
    if (host === '' || (only !== undefined && only !== port)) return false;
    return hostname === host || hostname.endsWith(`.${host}`);
  });
}
