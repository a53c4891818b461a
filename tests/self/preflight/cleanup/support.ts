/** Processes of ours: the mock by itself, a run against it, and the clean-up. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const playwright = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);

export interface Running {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Exit code, or null after a signal. */
  readonly ended: Promise<number | null>;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  // A group of its own, so that a kill takes the workers along as a closed terminal would.
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    detached: true,
    env: { ...withoutOurs(process.env), NO_COLOR: '1', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return {
    process: child,
    output: () => output,
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

/** What the surrounding test run says of itself is not for its children. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(PERSONA_|CONFORMANCE_|REPORT_DIR$|PLAYWRIGHT_|PW_|TEST_(WORKER|PARALLEL)_INDEX$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

export interface MockProcess {
  readonly running: Running;
  readonly baseUrl: string;
  /** Environment of a run against it. */
  readonly env: NodeJS.ProcessEnv;
}

/** `npm run mock` on a free port. */
export async function mockProcess(...options: string[]): Promise<MockProcess> {
  const running = start(['--import', 'tsx', 'cli/mock.ts', '--port', '0', ...options], {});
  while (!running.output().includes('Other keys:')) {
    await Promise.race([
      once(running.process.stdout as NonNullable<ChildProcess['stdout']>, 'data'),
      running.ended,
    ]);
    if (running.process.exitCode !== null) throw new Error(`The mock did not start: ${running.output()}`);
  }
  const settings = [...running.output().matchAll(/(PERSONA_\w+)=(\S+)/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const env = Object.fromEntries(settings) as NodeJS.ProcessEnv;
  return { running, baseUrl: env['PERSONA_BASE_URL'] ?? '', env };
}

/** The suite, as `npx playwright test` runs it. */
export function suiteProcess(env: NodeJS.ProcessEnv, ...options: string[]): Running {
  return start([playwright, 'test', '--project=conformance', ...options], env);
}

/** A command of ours, by the name of its file in `cli/`. */
export function commandProcess(name: string, env: NodeJS.ProcessEnv, ...options: string[]): Running {
  return start(['--import', 'tsx', `cli/${name}.ts`, ...options], env);
}

/** Ends a process and all that it started; nothing of it gets to run any more. */
export function killHard({ process: child }: Running): void {
  process.kill(-(child.pid as number), 'SIGKILL');
}
