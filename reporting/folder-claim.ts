/**
 * Whose the files in REPORT_DIR are. The user chooses the folder, and it may hold somebody else's `book/` or `junit.xml`: only
 * what an earlier run of ours wrote is replaced. A list in the folder says what that is.
 */
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../client/errors.ts';
import {
  PAGES_OF_A_RUN,
  PLAYWRIGHT_OUTPUT,
  RUN_FOLDER,
  STATEMENT_FILE,
  WRITTEN_BY_EACH_RUN,
} from './report-folder.ts';
import { STATEMENT_SCHEMA } from './statement.ts';

const LIST = join(RUN_FOLDER, 'written.json');

/** Where the last run's results lie while a new one runs. */
const ASIDE = join(RUN_FOLDER, 'last-results');

/** All that could lie in a folder before there was a list. */
const WRITTEN_BEFORE = [
  ...WRITTEN_BY_EACH_RUN,
  ...PAGES_OF_A_RUN,
  ...['kill-matrix.json', 'upgrade.json', 'upgrade.md', 'drift.json', 'drift.md'],
];

/**
 * Notes that these entries of the report folder are about to be written by us. Call it before anything is sent.
 * @throws ConfigurationError when one of them is there already and nothing says that it is ours
 */
export function claimEntries(reportDir: string, names: readonly string[]): void {
  const ours = claimed(reportDir);
  const foreign = names.filter((name) => !ours.has(name) && isThere(join(reportDir, name)));
  if (foreign.length > 0) {
    throw new ConfigurationError({
      cause: `${foreign.map((name) => join(reportDir, name)).join(', ')} would be replaced, and no run of this suite wrote ${foreign.length === 1 ? 'it' : 'them'}`,
      hint: 'nothing has been sent or changed; name another folder, or move away what is there',
      next: 'REPORT_DIR=reports/conformance npm run conformance',
    });
  }
  write(reportDir, [...ours, ...names]);
}

/**
 * Sets the results of the last run aside while a new one runs, so that a run which comes to nothing leaves them as they were.
 * What a killed run set aside is brought back before.
 */
export function setAside(reportDir: string, names: readonly string[]): void {
  claimEntries(reportDir, names);
  bringBack(reportDir, names);
  mkdirSync(join(reportDir, ASIDE), { recursive: true });
  for (const name of names) {
    if (isThere(join(reportDir, name))) renameSync(join(reportDir, name), join(reportDir, ASIDE, name));
  }
}

/** Ends it: with results, what was set aside is removed; without, it comes back in place of what the run had begun. */
export function settle(reportDir: string, names: readonly string[], hasResults: boolean): void {
  if (!hasResults) rmSync(join(reportDir, STATEMENT_FILE), { force: true });
  bringBack(reportDir, names);
}

/** A run that wrote its statement has results, even one that was killed; of others nothing is worth keeping. */
function bringBack(reportDir: string, names: readonly string[]): void {
  const aside = join(reportDir, ASIDE);
  if (isThere(aside) && !isThere(join(reportDir, STATEMENT_FILE))) {
    for (const name of names) {
      rmSync(join(reportDir, name), { recursive: true, force: true });
      if (isThere(join(aside, name))) renameSync(join(aside, name), join(reportDir, name));
    }
  }
  rmSync(aside, { recursive: true, force: true });
}

/** At the end: what was claimed and never written is nobody's, so that it may become somebody else's. */
export function releaseUnwritten(reportDir: string): void {
  if (listed(reportDir) !== undefined) write(reportDir, [...claimed(reportDir)]);
}

/**
 * Where Playwright keeps its files about failures. It empties the folder before any code of ours runs, so a folder of
 * somebody else's must not be named to it.
 */
export function playwrightOutput(reportDir: string): string {
  const usual = join(reportDir, PLAYWRIGHT_OUTPUT);
  return !isThere(usual) || claimed(reportDir).has(PLAYWRIGHT_OUTPUT)
    ? usual
    : join(reportDir, RUN_FOLDER, 'playwright');
}

function write(reportDir: string, names: readonly string[]): void {
  const path = join(reportDir, LIST);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ writtenByThisSuite: [...new Set(names)].sort() })}\n`);
}

/** What is ours; what is not there any more is not. */
function claimed(reportDir: string): Set<string> {
  const names = listed(reportDir) ?? (isSigned(reportDir) ? WRITTEN_BEFORE : []);
  return new Set(names.filter((name) => isThere(join(reportDir, name))));
}

function listed(reportDir: string): string[] | undefined {
  const list = readJson(join(reportDir, LIST)) as { writtenByThisSuite?: unknown } | undefined;
  const names = list?.writtenByThisSuite;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : undefined;
}

/** Runs before there was a list signed what they wrote with a statement. */
function isSigned(reportDir: string): boolean {
  const statement = readJson(join(reportDir, STATEMENT_FILE)) as { $schema?: unknown } | undefined;
  return statement?.$schema === STATEMENT_SCHEMA;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A link that leads nowhere is there as well. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
