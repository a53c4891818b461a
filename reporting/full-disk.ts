/** A disk that fills up during a run: reporters of others throw then, wherever they stand; it is nobody's internal error. */
import { fileTrouble } from '../client/file-trouble.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

let seen: string | undefined;

/** Keeps the process alive so that the run cleans up after itself, and remembers. Any other error ends it as ever. */
export function surviveFullDisk(): void {
  if (process.listeners('uncaughtException').includes(onError)) return;
  process.on('uncaughtException', onError);
}

function onError(error: Error): void {
  if (noteFullDisk(error)) return;
  process.off('uncaughtException', onError);
  setImmediate(() => {
    throw error;
  });
}

/** True, and remembered, where the error says that the disk is full. */
export function noteFullDisk(error: unknown): boolean {
  if (!(error instanceof Error) || !FULL.has((error as NodeJS.ErrnoException).code ?? '')) return false;
  seen ??= fileTrouble(error);
  return true;
}

/** Why the results of this run could not be written; undefined where they were. */
export function fullDisk(): string | undefined {
  return seen;
}
