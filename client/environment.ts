/** What touches the machine when a run is configured: the `.env` file and the report folder. */
import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { config } from 'dotenv';
import { ConfigurationError } from './errors.ts';
import { keyVariables } from './keys.ts';
import { learnKey } from './redact-text.ts';

/** Loads `.env` of the working folder into `env`; what is set already wins. A missing file is fine. */
export function loadEnvironment(env: NodeJS.ProcessEnv = process.env, path = '.env'): NodeJS.ProcessEnv {
  config({ path, quiet: true, processEnv: env });
  // Whatever of it this process prints later, it must recognise.
  for (const name of Object.values(keyVariables)) learnKey(env[name]?.trim() ?? '');
  return env;
}

/**
 * Creates the report folder where it is missing and makes sure that it can be written to.
 * @throws ConfigurationError
 */
export function ensureReportDir(reportDir: string): void {
  try {
    makeFolder(reportDir);
    // Tried out, because permission bits say nothing of read-only or full disks.
    rmdirSync(mkdtempSync(join(reportDir, '.probe-')));
  } catch (error) {
    throw new ConfigurationError({
      cause: `REPORT_DIR ${reportDir} cannot be written to (${reason(error)})`,
      hint: 'name a folder that you may write to, or leave it unset for the default, reports',
      next: 'REPORT_DIR=reports npm run conformance',
    });
  }
}

/** Level by level, because `mkdirSync` with `recursive` never returns below a folder like /proc (Node 20). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Record<string, string> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'read-only file system',
    ENOENT: 'it cannot be created',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'it is a file, not a folder',
    ENOSPC: 'the disk is full',
  };
  return words[code ?? ''] ?? code ?? 'unknown reason';
}
