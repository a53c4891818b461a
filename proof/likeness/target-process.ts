/** A process that is the other side: it starts the target that it is told of, and says where. */
import { startMock, type MockOptions, type RunningMock } from '../../mock/server.ts';
import { plantedPatch } from './planted.ts';
import { optionsOf, randomTarget } from './targets.ts';

/** A random target by its number, or a plain one with a planted behaviour. */
export type TargetName = number | string;

export type Order = { readonly open: TargetName } | { readonly close: TargetName };

export interface Opened {
  readonly opened: TargetName;
  readonly baseUrl: string;
  readonly templateId: string;
  readonly keys: {
    readonly main: string;
    readonly readOnly: string;
    readonly other: string;
    readonly lowLimit: string;
  };
}

const running = new Map<TargetName, RunningMock>();

/** A window is never filled: nobody waits for a proof. */
const UNHURRIED = { limit: 5_000, windowSeconds: 60 };

function optionsFor(name: TargetName): MockOptions {
  return typeof name === 'number'
    ? optionsOf(randomTarget(name))
    : { seed: 1, rateLimit: UNHURRIED, patch: plantedPatch(name) };
}

async function open(name: TargetName): Promise<void> {
  const mock = await startMock(optionsFor(name));
  running.set(name, mock);
  const { full, readOnly, otherEnvironment, lowLimit } = mock.keys;
  process.send?.({
    opened: name,
    baseUrl: mock.baseUrl,
    templateId: mock.templateId,
    keys: { main: full, readOnly, other: otherEnvironment, lowLimit },
  } satisfies Opened);
}

process.on('message', (order: Order) => {
  if ('open' in order) void open(order.open);
  else void running.get(order.close)?.close();
});

// The parent may have gone away without a word.
process.on('disconnect', () => process.exit());
