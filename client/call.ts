/** A call as its caller describes it, and how it becomes a request. */
import type { HeaderLines } from './exchange.ts';
import { Secret } from './secret.ts';
import type { WireRequest } from './wire.ts';

/** Options of every call. An option left out or undefined takes the default. */
export interface CallOptions {
  /** Label of the step; with the scope's name in front it becomes the exchange's label. */
  readonly as: string;
  /** Header lines in exactly this casing; each replaces a default of that name; null removes it. */
  readonly headers?: Readonly<Record<string, string | null>> | undefined;
  /** The key to use instead of the main one; `none` sends no Authorization; `authorization` sends that header value verbatim. */
  readonly key?: Secret | 'none' | { readonly authorization: string } | undefined;
  /** Dated version; null sends no `Persona-Version`; default: the configured one. */
  readonly version?: string | null | undefined;
  /** Casing of the answer; null sends no `Key-Inflection`; default: `kebab`. */
  readonly inflection?: string | null | undefined;
  /** Sent verbatim. Given, it is never exchanged for another one by a retry. */
  readonly idempotencyKey?: string | undefined;
  /** A string goes verbatim (without the question mark). */
  readonly query?: URLSearchParams | string | undefined;
  /** Sent as JSON; `{ raw }` goes verbatim. */
  readonly body?: unknown;
  /** Statuses that the caller expectedStatuses on purpose: returned as they are, never retried; 429 also goes unpaced. */
  readonly expectedStatuses?: readonly number[] | undefined;
  /** The call may address ids that this run did not create. For made-up ids only. */
  readonly unowned?: boolean | undefined;
}

/** What the defaults of a request come from. */
export interface CallDefaults {
  /** Path of the base URL, e.g. `/api/v1`. */
  readonly basePath: string;
  readonly key: Secret;
  readonly version: string;
}

/** Who gave the idempotency key: it decides what a retry may do with it. */
export type KeyOrigin = 'none' | 'auto' | 'caller';

export interface PreparedCall {
  readonly request: WireRequest;
  readonly keyOrigin: KeyOrigin;
}

const USER_AGENT = 'persona-session-expiry-conformance';

/** Builds the request. `path` is relative to the base URL and goes verbatim; `autoKey` is an idempotency key of ours. */
export function prepare(
  method: string,
  path: string,
  options: CallOptions,
  defaults: CallDefaults,
  autoKey?: string,
): PreparedCall {
  const body = bodyText(options.body);
  const idempotencyKey = options.idempotencyKey ?? autoKey;
  const lines: [string, string | null | undefined][] = [
    ['Authorization', authorization(options.key ?? defaults.key)],
    ['Accept', 'application/json'],
    ['Content-Type', body === null ? null : 'application/json'],
    ['Persona-Version', options.version === undefined ? defaults.version : options.version],
    ['Key-Inflection', options.inflection === undefined ? 'kebab' : options.inflection],
    ['Idempotency-Key', idempotencyKey],
    ['User-Agent', USER_AGENT],
  ];
  const sent = lines.filter((line): line is [string, string] => typeof line[1] === 'string');
  const headers = override(sent, options.headers ?? {});
  const key = headers.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
  return {
    request: { method, path: `${defaults.basePath}${path}${queryText(options.query)}`, headers, body },
    keyOrigin: key === undefined ? 'none' : key === autoKey ? 'auto' : 'caller',
  };
}

/** The same request under another idempotency key. */
export function withIdempotencyKey(request: WireRequest, key: string): WireRequest {
  return {
    ...request,
    headers: request.headers.map(([name, value]) => [
      name,
      name.toLowerCase() === 'idempotency-key' ? key : value,
    ]),
  };
}

function authorization(key: Secret | 'none' | { readonly authorization: string }): string | null {
  if (key === 'none') return null;
  return key instanceof Secret ? `Bearer ${key.reveal()}` : key.authorization;
}

function override(lines: HeaderLines, overrides: Readonly<Record<string, string | null>>): HeaderLines {
  const replaced = new Set(Object.keys(overrides).map((name) => name.toLowerCase()));
  const kept = lines.filter(([name]) => !replaced.has(name.toLowerCase()));
  const added = Object.entries(overrides).filter((line): line is [string, string] => line[1] !== null);
  return [...kept, ...added];
}

function bodyText(body: unknown): string | null {
  if (body === undefined) return null;
  if (typeof body === 'object' && body !== null && 'raw' in body && typeof body.raw === 'string')
    return body.raw;
  return JSON.stringify(body);
}

function queryText(query: URLSearchParams | string | undefined): string {
  const text = query?.toString() ?? '';
  return text === '' ? '' : `?${text}`;
}
