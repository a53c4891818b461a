/** Which suite this is: name and version of the package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @throws {Error} when package.json cannot be read: a broken installation */
export function suiteVersion(): { readonly name: string; readonly version: string } {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
}
