/** Playwright on this project, called as a user calls it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { runNode, type NodeRun } from '../support/run-node.ts';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

export const CLI = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);

/** A test as `--list` shows it. */
export interface Listed {
  readonly project: string;
  /** Relative to `tests`. */
  readonly file: string;
  readonly line: number;
  readonly describe: string;
  readonly title: string;
}

export interface Call {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** `npx playwright test …`, writing below the test's own folder. */
export function playwrightTest(
  testInfo: TestInfo,
  args: readonly string[],
  { env = {}, cwd = ROOT }: Call = {},
): Promise<NodeRun & { readonly reportDir: string }> {
  const reportDir = testInfo.outputPath('reports');
  return runNode([CLI, 'test', ...args], {
    cwd,
    env: { REPORT_DIR: reportDir, NO_COLOR: '1', ...env },
  }).then((run) => ({ ...run, reportDir }));
}

/** What these arguments select, by `--list`: nothing is run. */
export async function listed(
  testInfo: TestInfo,
  args: readonly string[],
  call: Call = {},
): Promise<readonly Listed[]> {
  const { output } = await playwrightTest(testInfo, [...args, '--list'], call);
  const rows = output.matchAll(/^ {2}\[(\S+)\] › ([^:\s]+):(\d+):\d+ › (?:([^\n]*?) › )?([^\n]+)$/gm);
  return [...rows].map(([, project = '', file = '', line, describe = '', title = '']) => ({
    project,
    file,
    line: Number(line),
    describe,
    title,
  }));
}

/** The requirement that a listed test checks. */
export function slugOf({ title }: Listed): string {
  return title.split(' ')[0] ?? '';
}
