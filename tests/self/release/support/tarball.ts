/** The tarball that other teams install, and an installation of it that asks no registry. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
export const PACKAGE = 'persona-session-expiry-conformance';

export interface Tarball {
  readonly file: string;
  readonly unpackedBytes: number;
  readonly names: readonly string[];
}

/** Makes the tarball in this folder, as `npm pack` does for anybody: it builds first. */
export function pack(folder: string): Tarball {
  mkdirSync(folder, { recursive: true });
  const said = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed] = JSON.parse(said.slice(said.indexOf('['))) as {
    filename: string;
    unpackedSize: number;
    files: { path: string }[];
  }[];
  if (!packed) throw new Error(`npm pack said ${said}`);
  return {
    file: join(folder, packed.filename),
    unpackedBytes: packed.unpackedSize,
    names: packed.files.map(({ path }) => path),
  };
}

/** Links what is installed here into a folder of modules. */
export function linkModules(folder: string): void {
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((entry) => !entry.startsWith('.')))
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, name));
}

/** Unpacks it below `node_modules` of this folder, its dependencies linked beside it; gives the path of its program. */
export function installLinked(tarball: string, folder: string): string {
  const home = join(folder, 'node_modules', PACKAGE);
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  linkModules(join(folder, 'node_modules'));
  return join(home, 'dist', 'cli', 'main.js');
}
