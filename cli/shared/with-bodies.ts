/** Runs a command of ours with the requirements' bodies loaded beforehand: nothing outside tests/ imports from there. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT_INCONCLUSIVE } from './fail.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The exit code of `cli/<name>.ts`, with the terminal handed on. */
export function runWithBodies(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));
  const bodies = join(ROOT, 'tests', 'conformance', 'index.ts');
  return new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      [tsx, '--import', bodies, join(ROOT, 'cli', `${name}.ts`), ...args],
      { cwd: ROOT, env, stdio: 'inherit' },
    );
    child.on('error', fail);
    child.on('close', (code) => done(code ?? EXIT_INCONCLUSIVE));
  });
}
