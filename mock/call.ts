/** One request on its way through the mock, and the answer that it ends with. */
import type { Inflection } from './casing.ts';
import type { Endpoint } from './endpoints.ts';
import type { Document, Json } from './json.ts';
import type { KeyRecord } from './keys.ts';
import type { Slot } from './stages/idempotency-memory.ts';
import type { View } from './store/store.ts';

export type HeaderLine = readonly [name: string, value: string];

export interface Call {
  readonly endpoint: Endpoint;
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as sent; empty for none. */
  readonly bodyText: string;
  /** The body with its names in kebab case, null for none, undefined for one that is not JSON. */
  readonly body: Json | undefined;
  /** When the request came in, by the mock's clock. */
  readonly at: Date;
  readonly requestId: string;
  /** What this request sees when it only reads: the present, or the past where reads lag behind. */
  readonly view: View;
  /** A request header, its name in any casing; undefined when absent or empty. */
  header(name: string): string | undefined;
  /** The names of the request's headers as they were written. */
  readonly headerNames: readonly string[];

  // Filled in on the way, each by the stage of that name.
  /** Set by authentication. */
  key: KeyRecord | undefined;
  /** Set by parameters. */
  version: string;
  /** Set by parameters. */
  inflection: Inflection;
  /** Set by idempotency: where the answer is to be remembered. */
  slot: Slot | undefined;
  /** Lines that stages have added to the answer's head. */
  readonly headerLines: HeaderLine[];
}

/** The key of a call that has passed authentication. */
export function keyOf(call: Call): KeyRecord {
  if (!call.key) throw new Error('mock: a stage asked for the key before authentication');
  return call.key;
}

/** What happens to the connection instead of, or after, a proper answer. */
export type SocketFate =
  | 'reset' // closed without a byte
  | 'truncated'; // closed in the middle of the body

export interface Answer {
  readonly status: number;
  /** What is to be serialised. */
  readonly document?: Document;
  /** The body as it will be written; set by serialisation, or at once by who wants to bypass it. */
  readonly text?: string;
  /** The head as it will be written, complete and in order; set by the last stage. */
  readonly headers?: readonly HeaderLine[];
  /** Another Request-Id than the call's own, where an old answer is repeated whole. */
  readonly requestId?: string;
  readonly socket?: SocketFate;
  /** Milliseconds to wait before writing. */
  readonly delayMs?: number;
}
