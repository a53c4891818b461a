/** One run at a time in a report folder: a file names the process that uses it. What a dead process left is taken over. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../client/errors.ts';
import { RUN_FOLDER } from './report-folder.ts';

interface Holder {
  readonly pid: number;
  /** When that process began, as the system counts it: a number may have been given to another process since. */
  readonly began: string;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

/** Tells where a folder is locked, within it. */
export const LOCK_FILE = join(RUN_FOLDER, 'lock.json');

/**
 * Takes the folder until the returned function is called, or the process ends.
 * @param tell told in a sentence when a dead process's lock is taken over
 * @throws ConfigurationError when another process uses it
 */
export function lockFolder(
  reportDir: string,
  tell: (sentence: string) => void = (sentence) => void process.stderr.write(`${sentence}\n`),
): () => void {
  const path = join(reportDir, LOCK_FILE);
  mkdirSync(dirname(path), { recursive: true });
  if (!create(path)) {
    const holder = read(path);
    // An editor runs again and again in one process.
    if (holder?.pid === process.pid && isAlive(holder)) return () => undefined;
    if (holder === undefined || isAlive(holder)) throw taken(reportDir, path, holder);
    tell(`Note: process ${holder.pid} ended without giving ${reportDir} back; this run takes it over.`);
    rmSync(path, { force: true });
    if (!create(path)) throw taken(reportDir, path, read(path));
  }
  const release = (): void => {
    process.off('exit', release);
    if (read(path)?.pid === process.pid) rmSync(path, { force: true });
  };
  process.on('exit', release);
  return release;
}

function create(path: string): boolean {
  const holder: Holder = {
    pid: process.pid,
    began: beganAt(process.pid),
    host: hostname(),
    since: new Date().toISOString(),
  };
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${JSON.stringify(holder)}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.began === 'string'
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A process of another machine (a shared disk) cannot be looked at, so it counts as alive. */
function isAlive({ pid, began, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return beganAt(pid) === began;
}

/** The start of a process in clock ticks since boot; empty where the system keeps no such file. */
function beganAt(pid: number): string {
  try {
    // The name stands in parentheses and may hold anything; the start is the 20th field behind it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function taken(reportDir: string, path: string, holder: Holder | undefined): ConfigurationError {
  return new ConfigurationError({
    cause: `Another run is using ${reportDir}${holder ? ` (process ${holder.pid}, since ${holder.since})` : ''}; nothing has been sent`,
    hint: `wait for it, or give this run a folder of its own; where no such run exists, remove ${path}`,
    next: 'REPORT_DIR=reports/second npm run conformance',
  });
}
