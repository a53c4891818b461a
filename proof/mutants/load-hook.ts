/** A loader of modules that reads the mock's files from the instrumented copy. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InitializeHook, LoadHook } from 'node:module';
import { asJavaScript, MOCK_FOLDER } from './mutated-files.ts';

let copy = '';

export const initialize: InitializeHook<string> = (folder) => {
  copy = folder;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  if (!url.startsWith('file:')) return nextLoad(url, context);
  const file = relative(MOCK_FOLDER, fileURLToPath(new URL(url)));
  const instrumented = join(copy, asJavaScript(file));
  if (file.startsWith(`..${sep}`) || !existsSync(instrumented)) return nextLoad(url, context);
  return { format: 'module', source: await readFile(instrumented, 'utf8'), shortCircuit: true };
};
