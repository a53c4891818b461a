/** One attempt of one request: raw in both directions, never redirected, never retried. */
import { Pool } from 'undici';
import type { HeaderLines, ReceivedResponse } from './exchange.ts';
import { classify, type TransportFault } from './transport-fault.ts';

/** What goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, sent verbatim; begins with a slash. */
  readonly path: string;
  /** Sent in this order and casing. */
  readonly headers: HeaderLines;
  readonly body: string | null;
}

/** An answer, or the reason why there is none. */
export type Attempt =
  | { readonly kind: 'answer'; readonly response: ReceivedResponse; readonly durationMs: number }
  | { readonly kind: 'fault'; readonly fault: TransportFault; readonly durationMs: number };

export interface WireOptions {
  /** For one attempt as a whole, connecting included, in milliseconds. */
  readonly timeoutMs: number;
  /** A longer body is a `too-large` fault. */
  readonly maxBodyBytes?: number;
}

/** A keep-alive connection to one origin. */
export interface Wire {
  readonly origin: string;
  attempt(request: WireRequest): Promise<Attempt>;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** Opens nothing by itself: the first attempt connects. `origin` is scheme, host and port. */
export function openWire(origin: string, options: WireOptions): Wire {
  const maxBodyBytes = options.maxBodyBytes ?? MAX_BODY_BYTES;
  // One request at a time per connection: an answer must never wait behind another one.
  const pool = new Pool(origin, {
    pipelining: 1,
    connectTimeout: options.timeoutMs,
    // The timer below covers the whole attempt, to the millisecond; undici's own are coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 4_000,
  });
  return {
    origin,
    attempt: (request) => attempt(pool, request, options.timeoutMs, maxBodyBytes),
    close: () => pool.destroy(),
  };
}

async function attempt(
  pool: Pool,
  request: WireRequest,
  timeoutMs: number,
  maxBodyBytes: number,
): Promise<Attempt> {
  const startedAt = performance.now();
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), timeoutMs);
  try {
    const answer = await pool.request({
      method: request.method,
      path: request.path,
      headers: request.headers.flat(),
      body: request.body,
      signal: timer.signal,
      responseHeaders: 'raw',
    });
    const body = await readBody(answer.body, maxBodyBytes);
    const response = { status: answer.statusCode, headers: headerLines(answer.headers), body };
    return { kind: 'answer', response, durationMs: performance.now() - startedAt };
  } catch (error) {
    const fault = classify(error, { timedOut: timer.signal.aborted, timeoutMs });
    return { kind: 'fault', fault, durationMs: performance.now() - startedAt };
  } finally {
    clearTimeout(timeout);
  }
}

/** The answer outgrew the bound. */
class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

async function readBody(stream: AsyncIterable<unknown>, maxBodyBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (size > maxBodyBytes) throw new BodyTooLarge(`more than ${maxBodyBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** With `responseHeaders: 'raw'` undici hands over name, value, name, value … although its types say otherwise. */
function headerLines(raw: unknown): HeaderLines {
  const flat = raw as readonly (string | Buffer)[];
  const lines: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    lines.push([String(flat[index]), String(flat[index + 1])]);
  }
  return lines;
}
