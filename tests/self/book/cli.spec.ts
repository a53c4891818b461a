/** `npm run book` as a user meets it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = join(import.meta.dirname, '..', '..', '..');

function book(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'cli/book.ts', ...args],
    {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

test('it writes a book without a run, and says what to do for verdicts', ({}, testInfo) => {
  const reportDir = testInfo.outputPath('report');
  const { status, stdout } = book([], { REPORT_DIR: reportDir });
  expect(status).toBe(0);
  expect(stdout).toContain('npm run conformance');
  expect(existsSync(join(reportDir, 'book', 'index.html'))).toBe(true);
});

test('it explains itself, and refuses an unknown option in plain words', () => {
  const help = book(['--help']);
  expect(help.status).toBe(0);
  expect(help.stdout).toContain('Usage: npm run book');
  const { status, stdout, stderr } = book(['--nonsense']);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('Unknown option --nonsense');
  expect(stderr).not.toMatch(/\n\s+at /);
});
