/** Starting and stopping a mock. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Clock } from './clock.ts';
import { app, API_PATH } from './http/app.ts';
import { isTooLong } from './http/body.ts';
import { newId } from './ids.ts';
import type { KeyName } from './keys.ts';
import type { MockOptions, World } from './types.ts';
import type { Store } from './store/store.ts';
import { createWorld } from './world.ts';

export type { MockOptions } from './types.ts';

export interface RunningMock {
  /** `http://127.0.0.1:PORT/api/v1` */
  readonly baseUrl: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly seed: number;
  /** A ready inquiry template of the main environment. */
  readonly templateId: string;
  /** The same for the other environment. */
  readonly otherTemplateId: string;
  /** The secrets of the ready keys, by name. */
  readonly keys: Readonly<Record<KeyName, string>>;
  readonly clock: Clock;
  /** The state, for a look from inside the process. */
  readonly store: Store;
  /** Errors of the mock's own, each answered 500: there should never be one. */
  readonly failures: readonly Error[];
  close(): Promise<void>;
}

/** Longer than any client keeps an idle connection, so that it is never the mock that hangs up first. */
const KEEP_ALIVE_MS = 120_000;

const LOOPBACK = '127.0.0.1';

/** A page in a browser may have its own name lead to this machine (DNS rebinding); it cannot have another name sent. */
function isForeignHost(host: string | undefined): boolean {
  return host !== undefined && !/^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}

/** Links lead back to the address under which the mock was reached: in a network of containers it does not know its own. */
function asReachedAt(host: string | null, world: World): World {
  return host === null ? world : (Object.create(world, { origin: { value: `http://${host}` } }) as World);
}

/** Always under the same id, so that variables that somebody has copied survive a restart. */
function addTemplate(world: World, environment: string): string {
  const prefixed = world.settings.open.idShape === 'prefixed';
  const template = world.store.templates.put({
    id: prefixed ? `itmpl_mock_${environment}` : newId('itmpl', world),
    environment,
    order: world.store.nextOrder(),
    name: 'Government ID and selfie',
  });
  return template.id;
}

/**
 * Starts a mock, on the loopback interface unless told otherwise.
 * @throws the listening error of Node (e.g. code `EADDRINUSE`) when the port cannot be had.
 */
export async function startMock(options: MockOptions = {}): Promise<RunningMock> {
  const host = options.host ?? LOOPBACK;
  const isLocal = host === LOOPBACK;
  const world = createWorld(options);
  const templateId = addTemplate(world, world.keys.full.environment);
  const otherTemplateId = addTemplate(world, world.keys.otherEnvironment.environment);
  const listener = getRequestListener(
    (request, bindings) =>
      app.fetch(request, {
        ...(bindings as HttpBindings),
        world: isLocal ? world : asReachedAt(request.headers.get('host'), world),
      }),
    { overrideGlobalObjects: false },
  );
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    const refused =
      isLocal && isForeignHost(incoming.headers.host) ? 421 : isTooLong(incoming) ? 413 : undefined;
    if (refused === undefined) void listener(incoming, outgoing);
    else outgoing.writeHead(refused, { connection: 'close' }).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  world.origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    baseUrl: world.origin + API_PATH,
    origin: world.origin,
    seed: world.settings.seed,
    templateId,
    otherTemplateId,
    keys: Object.fromEntries(Object.entries(world.keys).map(([name, key]) => [name, key.secret])) as Record<
      KeyName,
      string
    >,
    clock: world.clock,
    store: world.store,
    failures: world.failures,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
