/** Plays mutants in as many processes as there are cores. A process that answers too late, or dies, is replaced. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { ownFile, ownLoader } from '../../client/own-file.ts';
import type { Pass, Reached, TrialResult } from './fates.ts';
import type { Order, Reply } from './worker.ts';

/** Nobody waits for a mutant longer than so many times a run of the mock itself: it may never answer. */
const PATIENCE = 10;

/** The first run in a process loads and compiles as well. */
const FIRST_RUN_MS = 120_000;

/** A mutant whose place is run so many times more often than in the mock itself goes round in a circle. */
const HITS_FACTOR = 100;

/** One process more than cores: a mutant that does not answer is waited for. */
const WAITING = 1;

/** A run of the suite against the copy with no mutant switched on. */
export async function reachOf(copy: string, pass: Pass): Promise<Reached> {
  const child = await startProcess(copy);
  try {
    return (await answerOf(child, { what: 'reach', pass }, FIRST_RUN_MS)) as Reached;
  } finally {
    child.kill();
  }
}

/** A trial of each, given what the same pass of the mock itself reaches; `onDone` hears of each. */
export async function playAll(
  copy: string,
  pass: Pass,
  reached: Reached,
  ids: readonly string[],
  onDone: (done: number) => void = () => undefined,
): Promise<ReadonlyMap<string, TrialResult>> {
  const waiting = [...ids];
  const longest = PATIENCE * reached.durationMs;
  const results = new Map<string, TrialResult>();
  const drain = async () => {
    let child = await startProcess(copy);
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const hitLimit = (1 + (reached.hits[id] ?? 0)) * HITS_FACTOR;
      const order: Order = { what: 'trial', id, pass, hitLimit, notApplicable: reached.notApplicable };
      const result = (await answerOf(child, order, longest).catch(brokenBy)) as TrialResult;
      results.set(id, result);
      onDone(results.size);
      if (result.fate !== 'broke') continue;
      // What it left behind may spoil the next trial.
      child.kill('SIGKILL');
      child = await startProcess(copy);
    }
    child.kill();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism() + WAITING, ids.length) }, drain));
  return results;
}

function brokenBy(error: unknown): TrialResult {
  return { fate: 'broke', by: error instanceof Error ? error.message : String(error) };
}

async function startProcess(copy: string): Promise<ChildProcess> {
  const child = fork(ownFile(import.meta.dirname, 'worker'), [copy], {
    execArgv: ownLoader(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('A process for the mutants did not start.'))),
  ]);
  return child;
}

async function answerOf(child: ChildProcess, order: Order, longestMs: number): Promise<Reply> {
  const settled = new AbortController();
  const { signal } = settled;
  const tooLate = setTimeout(() => settled.abort(new Error('no end in sight')), longestMs);
  try {
    child.send(order);
    const [reply] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => Promise.reject(new Error('the process died'))),
    ])) as [Reply];
    return reply;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(tooLate);
    settled.abort();
  }
}
