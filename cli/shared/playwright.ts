/** Runs Playwright as a child, with the terminal handed on. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ownFile } from '../../client/own-file.ts';
import { onStop, worksForParent } from '../../client/stop.ts';
import { EXIT_INCONCLUSIVE } from './fail.ts';

const CONFIGURATION = ownFile(join(import.meta.dirname, '..', '..'), 'playwright.config');
/** Started directly: `npx` costs half a second and changes how signals arrive. */
const PLAYWRIGHT_CLI = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);

export interface PlaywrightRun {
  /** Playwright's exit code, or 3 when a signal ended it. */
  readonly exitCode: number;
  /** True when this process was asked to stop meanwhile. */
  readonly interrupted: boolean;
}

/**
 * Runs Playwright in the caller's folder, where the caller's settings are, and waits for its end. Whatever asks this process to stop is passed on: Playwright
 * then cleans up, the reporters finish, and the run ends with its own exit code.
 */
export function runPlaywright(args: readonly string[], env: NodeJS.ProcessEnv): Promise<PlaywrightRun> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [PLAYWRIGHT_CLI, ...args, `--config=${CONFIGURATION}`], {
      env,
      stdio: 'inherit',
    });
    let interrupted = false;
    // On a terminal the child gets its own Ctrl-C as well; it takes two requests within a second for one.
    const release = onStop(
      () => {
        interrupted = true;
        child.kill('SIGINT');
      },
      { watchParent: worksForParent() },
    );
    child.on('error', (error) => {
      release();
      fail(error);
    });
    child.on('close', (code) => {
      done({ exitCode: code ?? EXIT_INCONCLUSIVE, interrupted });
    });
  });
}
