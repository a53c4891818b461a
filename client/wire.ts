/** One attempt of one request: raw in both directions, never redirected, never retried. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type Dispatcher, Pool, ProxyAgent } from 'undici';
import { proxyFor } from './proxy.ts';
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
  const proxy = proxyFor(origin);
  const bounds = {
    pipelining: 1,
    connectTimeout: options.timeoutMs,
    // The timer below covers the whole attempt, to the millisecond; undici's own are coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 4_000,
  };
  const pool =
    proxy === undefined ? new Pool(origin, bounds) : new ProxyAgent({ ...bounds, uri: proxy.href });
  return {
    origin,
    attempt: (request) => attempt(pool, origin, request, options.timeoutMs, maxBodyBytes),
    close: () => pool.destroy(),
  };
}

async function attempt(
  pool: Dispatcher,
  origin: string,
  request: WireRequest,
  timeoutMs: number,
  maxBodyBytes: number,
): Promise<Attempt> {
  const startedAt = performance.now();
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), timeoutMs);
  try {
    const answer = await pool.request({
      origin,
      method: request.method,
      path: request.path,
      headers: request.headers.flat(),
      body: request.body,
      signal: timer.signal,
      responseHeaders: 'raw',
    });
    const headers = headerLines(answer.headers);
    const body = decoded(await readBody(answer.body, maxBodyBytes), headers, maxBodyBytes);
    if (answer.statusCode < 100 || answer.statusCode > 599) throw new BadAnswer('HPE_INVALID_STATUS');
    const response = { status: answer.statusCode, headers, body };
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

async function readBody(stream: AsyncIterable<unknown>, maxBodyBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (size > maxBodyBytes) throw new BodyTooLarge(`more than ${maxBodyBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** An answer that cannot be read; the code says why, as those of Node's parser do. */
class BadAnswer extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The text of a body. Some intermediaries compress although nobody asked for it. */
function decoded(bytes: Buffer, headers: HeaderLines, maxOutputLength: number): string {
  const codings = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  // Applied in the order in which they are listed, so taken off in the other.
  return codings
    .reverse()
    .reduce((body, coding) => {
      if (body.length === 0) return body;
      const decode = decoders[coding];
      if (decode === undefined) throw new BadAnswer('HPE_UNKNOWN_CODING');
      try {
        return decode(body, { maxOutputLength });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
          throw new BodyTooLarge(`more than ${maxOutputLength} bytes`);
        }
        throw new BadAnswer('HPE_BROKEN_CODING');
      }
    }, bytes)
    .toString('utf8');
}

const decoders: Readonly<
  Record<string, (body: Buffer, options: { readonly maxOutputLength: number }) => Buffer>
> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: (body, options) => {
    try {
      return inflateSync(body, options);
    } catch {
      return inflateRawSync(body, options);
    }
  },
  br: brotliDecompressSync,
};

/** With `responseHeaders: 'raw'` undici hands over name, value, name, value … although its types say otherwise. */
function headerLines(raw: unknown): HeaderLines {
  const flat = raw as readonly (string | Buffer)[];
  const lines: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    lines.push([String(flat[index]), String(flat[index + 1])]);
  }
  return lines;
}
