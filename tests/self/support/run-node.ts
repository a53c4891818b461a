/** Runs Node in a process of its own, as from a plain shell. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

export interface NodeRun {
  readonly exitCode: number | null;
  /** Standard output and error, in the order in which they came. */
  readonly output: string;
}

/** Runs Node with the environment of a plain shell: nothing of ours or of the surrounding Playwright but `env`. */
export function runNode(
  args: readonly string[],
  {
    cwd = ROOT,
    env = {},
    node = process.execPath,
    stdout = 'pipe',
  }: { cwd?: string; env?: NodeJS.ProcessEnv; node?: string; stdout?: number | 'pipe' } = {},
): Promise<NodeRun> {
  const plain = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(PERSONA_|CONFORMANCE_|REPORT_DIR|TEST_|PLAYWRIGHT_|PW|FORCE_COLOR|DEBUG|GITHUB_)/.test(name),
    ),
  );
  return new Promise((done, fail) => {
    const child = spawn(node, [...args], {
      cwd,
      env: { ...plain, ...env },
      stdio: ['ignore', stdout, 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', keep);
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode, output }));
  });
}
