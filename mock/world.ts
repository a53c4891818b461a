/** Sets up what one running mock knows. */
import { offsetClock } from './clock.ts';
import { handlers } from './handlers/table.ts';
import { defaultKeys, type KeyName, type KeyRecord } from './keys.ts';
import { settle } from './options.ts';
import { documentedOrder, steps, stages } from './pipeline.ts';
import { seededRandom } from './random.ts';
import { IdempotencyMemory } from './stages/idempotency-memory.ts';
import { WindowCounter } from './stages/window-counter.ts';
import { Store } from './store/store.ts';
import type { MockOptions, World, Wrap } from './types.ts';

function wrapped<Name extends string, F>(
  originals: Readonly<Record<Name, F>>,
  wraps: { readonly [N in Name]?: Wrap<F> } = {},
): Record<Name, F> {
  const result: Record<Name, F> = { ...originals };
  for (const name of Object.keys(originals) as Name[]) {
    const wrap = wraps[name];
    if (wrap) result[name] = wrap(originals[name]);
  }
  return result;
}

function keysOf(options: MockOptions): Record<KeyName, KeyRecord> {
  const names = Object.keys(defaultKeys) as KeyName[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      { ...defaultKeys[name], ...options.patch?.keys?.[name], ...options.keys?.[name] },
    ]),
  ) as Record<KeyName, KeyRecord>;
}

export function createWorld(options: MockOptions): World {
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const settings = settle(options, seed);
  const patch = options.patch ?? {};
  const order = documentedOrder(settings.open);
  return {
    settings,
    clock: options.clock ?? offsetClock(options.clockAheadMs ?? patch.options?.clockAheadMs),
    random: seededRandom(seed),
    store: new Store(),
    keys: keysOf(options),
    requests: new WindowCounter(settings.rateLimit.windowSeconds),
    creations: new WindowCounter(settings.quota.windowSeconds),
    memory: new IdempotencyMemory(),
    origin: '',
    order: patch.order ? patch.order(order) : order,
    stages: wrapped(stages, patch.stages),
    handlers: wrapped(handlers, patch.handlers),
    steps: wrapped(steps, patch.steps),
    patch: patch,
    log: options.log,
    failures: [],
  };
}
