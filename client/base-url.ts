/** Reads PERSONA_BASE_URL: which addresses may be talked to at all. */
import { ConfigurationError } from './errors.ts';

const NEXT = 'PERSONA_BASE_URL=https://api.withpersona.com/api/v1 npm run conformance -- --target sandbox';

/** True when a URL's host is this machine. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * A base URL without a trailing slash, its path kept.
 * @throws ConfigurationError for anything that is no HTTP URL, for plain HTTP beyond this machine, and for credentials,
 *   query or fragment in the URL; the message never repeats the URL, which may hold a password
 */
export function readBaseUrl(value: string, fallback: string): string {
  const text = value.trim() === '' ? fallback : value.trim();
  const url = parse(text);
  if (url.username !== '' || url.password !== '') {
    throw refused('holds a user name or password', 'give the key in PERSONA_API_KEY, never in the URL');
  }
  if (text.includes('?') || text.includes('#')) {
    throw refused('holds a query or a fragment', 'give scheme, host and path only');
  }
  if (url.protocol === 'http:' && !isLoopback(url.href)) {
    throw refused(
      `is plain HTTP to ${url.host}, which would send the API key unencrypted`,
      'use https; plain HTTP is for this machine only (127.0.0.1, ::1, localhost)',
    );
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw refused('is not a URL', 'write it in full, with https:// and the path');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused('is neither https nor http', 'write it in full, with https:// and the path');
  }
  return url;
}

function refused(what: string, hint: string): ConfigurationError {
  return new ConfigurationError({ cause: `PERSONA_BASE_URL ${what}`, hint, next: NEXT });
}

/** Names of this machine that the rule for the base URL does not speak of: any interface, and IPv4 within IPv6. */
const OTHER_NAMES_OF_THIS_MACHINE = /^(0\.0\.0\.0|\[::\]|\[::ffff:[\da-f:.]+\])$/i;

/** Why a link that a target gave is not opened, as the end of a sentence; undefined: it may be. The rule of the base URL. */
export function whyNotToOpen(link: string, baseUrl: string): string | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined) return 'is no URL';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is neither https nor http';
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (OTHER_NAMES_OF_THIS_MACHINE.test(url.hostname)) return 'leads to this machine by another name';
  if (isLoopback(link) && !isLoopback(baseUrl)) return 'leads to this machine';
  if (url.protocol === 'http:' && !isLoopback(link)) return 'is plain HTTP';
  return undefined;
}
