/**
 * The mock for other teams' own integration tests: what the package exports as `/mock`. It says its types in itself, so that
 * nobody needs ours to compile against it.
 */
import { combine } from './patch.ts';
import { parseChoice } from './open-choices.ts';
import { startMock as start } from './server.ts';
import { patchOf } from './named-patches.ts';
import { openSession } from './open-session.ts';
import type { LogEntry, Patch } from './types.ts';

export interface PersonaMockOptions {
  /** Default: any free port of this machine. */
  readonly port?: number;
  /** Address to listen on; default 127.0.0.1. Another one is reachable from other machines, and every Host is then accepted. */
  readonly host?: string;
  /** Same seed, same ids, devices and places; default: a new one for each mock. */
  readonly seed?: number;
  /** Requests per environment; default 300 in 60 seconds. */
  readonly rateLimit?: { readonly limit: number; readonly windowSeconds: number };
  /** Milliseconds that each answer waits. */
  readonly latencyMs?: number;
  /** Reads show the state of so many milliseconds ago. */
  readonly readLagMs?: number;
  /** Other choices where Persona's documentation is silent, as `name=value`; the command `mock --help` lists them. */
  readonly open?: readonly string[];
  /** A fault in it, to see what your code does then; the command `faults --list` has the names. */
  readonly fault?: string;
  /** A legal variation of it; the same list. */
  readonly variation?: string;
}

/** A request that the mock has answered. */
export interface AnsweredRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface PersonaMock {
  /** What takes the place of `https://api.withpersona.com/api/v1`. */
  readonly baseUrl: string;
  /** May create, read and expire. */
  readonly apiKey: string;
  /** May only read. */
  readonly readOnlyApiKey: string;
  /** Belongs to another environment. */
  readonly otherApiKey: string;
  /** Id of an inquiry template. */
  readonly templateId: string;
  readonly seed: number;
  /** All requests so far, oldest first. */
  readonly requests: readonly AnsweredRequest[];
  /** Opens a new inquiry's session as a person would, so that there is something to expire. */
  openSession(): Promise<{ readonly inquiryId: string; readonly sessionId: string }>;
  /** Lets so many milliseconds pass for the mock. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/**
 * Starts a mock of Persona's sessions API in this process.
 * @throws {RangeError} for a fault, a variation or a choice that there is not
 * @throws {Error} Node's own (e.g. code `EADDRINUSE`) when the port cannot be had
 */
export async function startMock(options: PersonaMockOptions = {}): Promise<PersonaMock> {
  const { fault, variation, open = [], ...plain } = options;
  const requests: AnsweredRequest[] = [];
  const mock = await start({
    ...plain,
    open: Object.assign({}, ...open.map(parseChoice)) as ReturnType<typeof parseChoice>,
    patch: await patchesOf(fault, variation),
    log: ({ method, path, status }: LogEntry) => void requests.push({ method, path, status }),
  });
  return {
    baseUrl: mock.baseUrl,
    apiKey: mock.keys.full,
    readOnlyApiKey: mock.keys.readOnly,
    otherApiKey: mock.keys.otherEnvironment,
    templateId: mock.templateId,
    seed: mock.seed,
    requests,
    openSession: () => openSession(mock),
    advance: (ms) => mock.clock.advance(ms),
    close: () => mock.close(),
  };
}

async function patchesOf(fault: string | undefined, variation: string | undefined): Promise<Patch> {
  return combine(await patchOf('variation', variation), await patchOf('fault', fault));
}
