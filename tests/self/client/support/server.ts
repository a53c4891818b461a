/** Small HTTP servers, patched on purpose. */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  /** Name, value, name, value …, in wire order and casing. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** Answers the request number `nth`, from 1. */
export type Answer = (response: ServerResponse, request: Arrived, nth: number) => void;

export interface BentServer {
  readonly origin: string;
  readonly baseUrl: string;
  readonly arrived: Arrived[];
  close(): Promise<void>;
}

export async function bentServer(answer: Answer): Promise<BentServer> {
  const arrived: Arrived[] = [];
  const server = createServer(
    collected((response, request) => {
      arrived.push(request);
      answer(response, request, arrived.length);
    }),
  );
  const origin = await listen(server);
  return { origin, baseUrl: `${origin}/api/v1`, arrived, close: () => closed(server) };
}

/** Listens on a free loopback port; returns the origin. */
export async function listen(server: SocketServer): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A JSON answer. */
export function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** The value of a header as it arrived, its name in any casing. */
export function arrivedHeader(request: Arrived | undefined, name: string): string | undefined {
  const lines = request?.rawHeaders ?? [];
  const index = lines.findIndex((line, at) => at % 2 === 0 && line.toLowerCase() === name.toLowerCase());
  return index === -1 ? undefined : lines[index + 1];
}

function collected(then: (response: ServerResponse, request: Arrived) => void): RequestListener {
  return (incoming: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', rawHeaders } = incoming;
      then(response, { method, url, rawHeaders, body: Buffer.concat(chunks).toString('utf8') });
    });
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
