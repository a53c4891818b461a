/**
 * An exchange: one request and its response, immutable. What every check reads and every report shows.
 * It holds what went over the wire, secrets included: nothing may store or print one before `redaction.ts` has seen it.
 */

import { endpoints, type EndpointName } from '../contract/endpoints.ts';

/** Header lines in wire order and wire casing. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

export interface SentRequest {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  readonly headers: HeaderLines;
  /** The body as sent, or null for none. */
  readonly body: string | null;
}

export interface ReceivedResponse {
  readonly status: number;
  readonly headers: HeaderLines;
  /** The body as received, decoded as UTF-8; empty for none. */
  readonly body: string;
}

export interface Exchange {
  /** Who asked: `scenario/step`, stable over runs and targets, e.g. `expire-active/expire`. */
  readonly label: string;
  /** The endpoint that was called. */
  readonly endpoint: EndpointName;
  /** The id in the path; absent where the endpoint's path has none. */
  readonly pathId?: string | undefined;
  readonly request: SentRequest;
  readonly response: ReceivedResponse;
  /** Start in milliseconds since the start of the run. */
  readonly startedAt: number;
  /** From the request being sent to the last byte of the answer, in milliseconds. */
  readonly durationMs: number;
  /** How many times the request was sent until this answer came; 1 is the normal case. */
  readonly attempts: number;
  /**
   * True when an earlier attempt may have been carried out by the target without our seeing the answer
   * (connection reset or timeout of a write, 5xx). A violation found on such an exchange proves nothing.
   */
  readonly ambiguous: boolean;
}

/** The first value of a response header, its name in any casing; undefined when absent. */
export function header(exchange: Exchange, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return exchange.response.headers.find(([key]) => key.toLowerCase() === wanted)?.[1];
}

/** All values of a response header, joined as they may be sent in one line; undefined when absent. */
export function headers(exchange: Exchange, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = exchange.response.headers.filter(([key]) => key.toLowerCase() === wanted);
  return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ');
}

const parsed = new WeakMap<Exchange, { readonly value: unknown }>();

/** The body parsed as JSON, or undefined when it is not JSON. Parsed once: every clause reads every answer of a run. */
export function json(exchange: Exchange): unknown {
  let known = parsed.get(exchange);
  if (!known) parsed.set(exchange, (known = { value: parse(exchange.response.body) }));
  return known.value;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** The base URL that the exchange was sent to: what stands before its endpoint's path. */
export function baseUrlOf({ endpoint, request }: Exchange): string {
  const path = endpoints[endpoint].path.replace('{id}', '[^/?#]*');
  return new RegExp(`^(.*)${path}(?=[?#]|$)`).exec(request.url)?.[1] ?? '';
}

/** Path and query below the base URL. */
export function pathOf(exchange: Exchange): string {
  return exchange.request.url.slice(baseUrlOf(exchange).length);
}
