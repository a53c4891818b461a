/** A proxy that stands for the conditions between us and the target: it resets connections, answers in the target's place, and takes its time. */
import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What goes wrong, and how often. Shares are between 0 and 1. */
export interface Faults {
  /** Connections cut: before the request got through, after it did, or in the middle of the answer. */
  readonly resets?: number;
  /** `503` in JSON, in place of the answer. */
  readonly unavailable?: number;
  /** `502` as an HTML page, in place of the answer. */
  readonly badGateway?: number;
  /** Added to every answer, in milliseconds. */
  readonly latencyMs?: number;
}

export interface FaultProxy {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Requests that came in, and what was done to them. */
  readonly seen: Readonly<Record<'requests' | 'resets' | 'unavailable' | 'badGateway', number>>;
  close(): Promise<void>;
}

type Fate = 'through' | 'reset' | 'unavailable' | 'badGateway';

const HTML =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';
const JSON_503 = JSON.stringify({ errors: [{ title: 'Service unavailable' }] });

/** Puts a proxy in front of `target` (an origin). The same seed draws the same fates, in the order in which requests come in. */
export async function openFaultProxy(target: string, faults: Faults, seed: number): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  let origin = '';
  const random = generator(seed);
  const seen = { requests: 0, resets: 0, unavailable: 0, badGateway: 0 };
  const server = createServer((incoming, outgoing) => {
    seen.requests += 1;
    const fate = draw(random(), faults);
    // Half of the faults strike after the target has done its work: the caller cannot know.
    const arrives = fate === 'through' || random() < 0.5;
    const torn = random() < 0.5;
    if (fate === 'reset') seen.resets += 1;
    else if (fate !== 'through') seen[fate] += 1;
    handle(incoming, outgoing, {
      target,
      origin,
      agent,
      fate,
      arrives,
      torn,
      latencyMs: faults.latencyMs ?? 0,
    }).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    seen,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passage {
  readonly target: string;
  /** Our own. */
  readonly origin: string;
  readonly agent: Agent;
  readonly fate: Fate;
  readonly arrives: boolean;
  /** A reset in the middle of the answer rather than before it. */
  readonly torn: boolean;
  readonly latencyMs: number;
}

async function handle(incoming: IncomingMessage, outgoing: ServerResponse, passage: Passage): Promise<void> {
  const body = await collect(incoming);
  if (passage.latencyMs > 0) await delay(passage.latencyMs);
  const answer = passage.arrives ? await forward(incoming, body, passage) : undefined;
  switch (passage.fate) {
    case 'reset':
      if (answer && passage.torn) await writeHalf(outgoing, answer);
      incoming.socket.resetAndDestroy();
      return;
    case 'unavailable':
      outgoing.writeHead(503, { 'Content-Type': 'application/json' }).end(JSON_503);
      return;
    case 'badGateway':
      outgoing.writeHead(502, { 'Content-Type': 'text/html' }).end(HTML);
      return;
    case 'through':
      if (!answer) throw new Error('A request that goes through has an answer.');
      outgoing.writeHead(answer.status, answer.rawHeaders);
      outgoing.end(answer.body);
  }
}

interface Answer {
  readonly status: number;
  readonly rawHeaders: string[];
  readonly body: Buffer;
}

function forward(
  incoming: IncomingMessage,
  body: Buffer,
  { target, origin, agent }: Passage,
): Promise<Answer> {
  const { hostname, port } = new URL(target);
  return new Promise((resolve, reject) => {
    const outgoing = ask(
      { hostname, port, agent, method: incoming.method, path: incoming.url, headers: incoming.rawHeaders },
      (answer) => {
        collect(answer).then((received) => resolve(withOurLinks(answer, received, target, origin)), reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** One-time links lead through the conditions as well. */
function withOurLinks(answer: IncomingMessage, received: Buffer, target: string, origin: string): Answer {
  const body = Buffer.from(received.toString('utf8').replaceAll(target, origin));
  const rawHeaders = answer.rawHeaders.map((line, index, lines) =>
    index % 2 === 1 && lines[index - 1]?.toLowerCase() === 'content-length' ? String(body.length) : line,
  );
  return { status: answer.statusCode ?? 0, rawHeaders, body };
}

/** The head and half of the body, and nothing more. */
async function writeHalf(outgoing: ServerResponse, answer: Answer): Promise<void> {
  outgoing.writeHead(answer.status, answer.rawHeaders);
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  await new Promise<void>((written) => outgoing.write(half, () => written()));
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function draw(dice: number, faults: Faults): Fate {
  const shares: [Fate, number][] = [
    ['reset', faults.resets ?? 0],
    ['unavailable', faults.unavailable ?? 0],
    ['badGateway', faults.badGateway ?? 0],
  ];
  let bound = 0;
  for (const [fate, share] of shares) {
    bound += share;
    if (dice < bound) return fate;
  }
  return 'through';
}

/** Mulberry32: small, and good enough to roll dice with. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
