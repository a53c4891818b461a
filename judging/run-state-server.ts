/**
 * The state of the run in the main process: Playwright throws a worker away after each failing test, and what a scenario
 * left must outlive it. A loopback server with a token of its own; in memory only, so nothing is left on the disk.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RunStateMap, type RunState, type RunStateKey, type RunStateValues } from '../scenarios/run-state.ts';

const TOKEN_HEADER = 'x-run-state-token';

export interface RunStateServer {
  /** For the workers' environment: address and token. */
  readonly address: string;
  /** What has been written, for the main process. */
  readonly values: RunStateMap;
  close(): Promise<void>;
}

/** Things that a worker may ask of the main process. */
export interface RunStateServices {
  /** Lets time pass at the target, in milliseconds; absent: nobody can. */
  readonly advance?: (milliseconds: number) => void;
  /** Told what secrets a worker has met, so that the main process recognises them too. */
  readonly learn?: (secrets: readonly string[]) => void;
}

/** Starts a run-state server. */
export async function startRunStateServer(services: RunStateServices = {}): Promise<RunStateServer> {
  const values = new RunStateMap();
  const token = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    void (async () => {
      if (request.headers[TOKEN_HEADER] !== token) {
        response.writeHead(403).end();
        return;
      }
      const answer = await serve(request, values, services);
      response.writeHead(answer === undefined ? 204 : 200).end(answer);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}#${token}`,
    values,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  values: RunStateMap,
  services: RunStateServices,
): Promise<string | undefined> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://run-state');
  if (pathname === '/advance') {
    services.advance?.(Number(searchParams.get('ms')));
    return undefined;
  }
  // Only `connectRunState` below writes here, so the key and its value are of one kind.
  const key = (searchParams.get('key') ?? '') as RunStateKey;
  if (request.method === 'PUT') {
    values.set(key, JSON.parse(await read(request)) as never);
    if (key === 'secrets') services.learn?.(values.get('secrets') ?? []);
  } else if (request.method === 'DELETE') values.delete(key);
  else return JSON.stringify(values.get(key));
  return undefined;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export interface RemoteRunState extends RunState {
  /** Lets time pass at the target, in milliseconds. */
  advance(milliseconds: number): Promise<void>;
}

/** The run-state server as a worker sees it. */
export function connectRunState(address: string): RemoteRunState {
  const [base, token] = address.split('#');
  const ask = async (method: string, path: string, body?: string): Promise<string> => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { [TOKEN_HEADER]: token ?? '' },
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new Error(`The run-state server answered ${answer.status} to ${method}.`);
    return answer.text();
  };
  const at = (key: RunStateKey) => `/values?key=${encodeURIComponent(key)}`;
  // One worker at a time writes, so what it wrote or read itself need not be asked for again.
  const known = new RunStateMap();
  const fetched = new Set<RunStateKey>();
  const ensure = async <Key extends RunStateKey>(key: Key): Promise<void> => {
    if (fetched.has(key)) return;
    const text = await ask('GET', at(key));
    if (text !== '') known.set(key, JSON.parse(text) as RunStateValues[Key]);
    fetched.add(key);
  };
  return {
    get: async (key) => {
      await ensure(key);
      return known.get(key);
    },
    set: async (key, value) => {
      known.set(key, value);
      fetched.add(key);
      await ask('PUT', at(key), JSON.stringify(value));
    },
    delete: async (key) => {
      known.delete(key);
      fetched.add(key);
      await ask('DELETE', at(key));
    },
    advance: async (milliseconds) => void (await ask('POST', `/advance?ms=${milliseconds}`)),
  };
}
