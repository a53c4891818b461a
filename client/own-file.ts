/**
 * Our own files by name. In a checkout they end in `.ts` and need a loader; in the package that other teams install they are
 * compiled and end in `.js`.
 */
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `.ts` in a checkout, `.js` in the package. */
export const OWN_ENDING = extname(import.meta.filename);

/** The file of a module of ours, named without its ending. */
export function ownFile(folder: string, name: string): string {
  return join(folder, name + OWN_ENDING);
}

/** What Node must be told to run a file of ours in a process of its own, from whatever folder. */
export function ownLoader(): string[] {
  if (OWN_ENDING !== '.ts') return [];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
