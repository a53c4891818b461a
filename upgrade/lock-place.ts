/** Where a lock may be written: looked at before anything is sent. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigurationError } from '../client/errors.ts';
import { fileTrouble } from '../client/file-trouble.ts';

/** As every version of a lock begins. */
const LOCK = /^\ufeff?\s*\{\s*"\$schema":\s*"urn:persona-session-expiry-conformance:contract-lock:/;

/**
 * Makes sure that the lock can be written, and replaces nothing but an older one.
 * @throws ConfigurationError
 */
export function checkLockPlace(path: string): void {
  try {
    const place = statSync(path, { throwIfNoEntry: false });
    if (place?.isDirectory() === true)
      throw refused(`${path} is a folder`, 'name the file that is to be written');
    accessSync(place === undefined ? dirname(path) : path, constants.W_OK);
    if (place?.isFile() === true && place.size > 0 && !LOCK.test(readFileSync(path, 'utf8').slice(0, 200)))
      throw refused(
        `${path} would be replaced, and it is no lock`,
        'name another file, or move away what is there',
      );
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    throw refused(
      `The lock ${path} cannot be written: ${trouble}`,
      'name a file in a folder that you may write to',
    );
  }
}

function refused(cause: string, hint: string): ConfigurationError {
  return new ConfigurationError({ cause, hint, next: 'npm run lock -- --lock contract.lock.json' });
}
