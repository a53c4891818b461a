/** Runs trials in as many processes as there are cores: one process uses one core, whatever it awaits. */
import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ownFile, ownLoader } from '../../client/own-file.ts';
import type { Trial } from './trial.ts';
import type { Done, Order } from './worker.ts';

/** Trials that one process has under way at once: some targets are slow on purpose. */
const AT_ONCE = 3;

/** Runs a trial against each of these servers; `onDone` hears of each. */
export async function runAll(
  slugs: readonly string[],
  onDone: (done: number) => void = () => undefined,
  how: Omit<Order, 'slug'> = {},
): Promise<ReadonlyMap<string, Trial>> {
  const waiting = [...slugs];
  const trials = new Map<string, Trial>();
  const processes = Math.max(1, Math.min(availableParallelism(), Math.ceil(slugs.length / AT_ONCE)));
  const drain = (child: ChildProcess) =>
    new Promise<void>((resolve, reject) => {
      let underWay = 0;
      const next = () => {
        const slug = waiting.shift();
        if (slug !== undefined) {
          underWay += 1;
          child.send({ slug, ...how } satisfies Order);
        } else if (underWay === 0) {
          resolve();
        }
      };
      child.on('message', ({ slug, trial }: Done) => {
        trials.set(slug, trial);
        underWay -= 1;
        onDone(trials.size);
        next();
      });
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`A process of the campaign ended with ${String(code)}.`)),
      );
      for (let sent = 0; sent < AT_ONCE; sent += 1) next();
    });
  const children = Array.from({ length: processes }, startProcess);
  try {
    await Promise.all(children.map(drain));
  } finally {
    for (const child of children) {
      child.removeAllListeners();
      child.kill();
    }
  }
  return trials;
}

function startProcess(): ChildProcess {
  return fork(ownFile(import.meta.dirname, 'worker'), {
    execArgv: ownLoader(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
