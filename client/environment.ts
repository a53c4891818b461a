/** What touches the machine when a run is configured: the `.env` file and the report folder. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { config, parse } from 'dotenv';
import { ConfigurationError } from './errors.ts';
import { fileTrouble } from './file-trouble.ts';
import { keyVariables } from './keys.ts';
import { learnKey } from './redact-text.ts';

/** Loads `.env` of the working folder into `env`; what is set already wins. A missing file is fine. */
export function loadEnvironment(env: NodeJS.ProcessEnv = process.env, path = '.env'): NodeJS.ProcessEnv {
  refuseUnreadable(path);
  config({ path, quiet: true, processEnv: env });
  // Whatever of it this process prints later, it must recognise.
  for (const name of Object.values(keyVariables)) learnKey(env[name]?.trim() ?? '');
  return env;
}

/**
 * A file that is not empty and sets nothing was meant to set something.
 * @throws ConfigurationError
 */
function refuseUnreadable(path: string): void {
  if (!existsSync(path) || !statSync(path).isFile()) return;
  const bytes = readFileSync(path);
  const encoding = /^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))
    ? 'UTF-16'
    : bytes.includes(0)
      ? 'binary, or UTF-16'
      : undefined;
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const says = text.split(/\r?\n/).some((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  if (encoding === undefined && (!says || Object.keys(parse(text)).length > 0)) return;
  throw new ConfigurationError({
    cause:
      encoding === undefined
        ? `${path} is not empty and sets nothing`
        : `${path} is ${encoding}, so nothing in it can be read`,
    hint: 'one NAME=value per line, saved as UTF-8; see .env.example',
    next: `cp .env.example ${path}`,
  });
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
      cause: `REPORT_DIR ${reportDir} cannot be written to (${fileTrouble(error) ?? 'unknown reason'})`,
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
