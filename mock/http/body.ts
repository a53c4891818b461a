/** The body of a request, as far as one is taken. */
import type { IncomingMessage } from 'node:http';

/** No documented request comes near it. */
const MOST_BODY_BYTES = 1024 * 1024;

/** Said in advance; in chunks nothing is said. */
export function isTooLong(incoming: IncomingMessage): boolean {
  return Number(incoming.headers['content-length'] ?? 0) > MOST_BODY_BYTES;
}

/** The text; undefined once there is too much of it. */
export async function bodyText(request: Request, incoming: IncomingMessage): Promise<string | undefined> {
  // What said its length has been looked at before anything was read.
  if (incoming.headers['transfer-encoding'] === undefined) return request.text();
  const body: AsyncIterable<Uint8Array> | null = request.body;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
