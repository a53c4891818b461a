/** A clone, the tarball and the action say the same of the same target: byte for byte but for times, and digests of files with times. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from '../../../release/build.ts';
import { verify } from '../../../reporting/verification.ts';
import { runAction } from '../publishing/support/action.ts';
import { runNode } from '../support/run-node.ts';
import { installLinked, pack } from './support/tarball.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

test('the same statement, wherever the suite comes from', { tag: '@nightly' }, async () => {
  test.setTimeout(240_000);
  const home = mkdtempSync(join(tmpdir(), 'same-'));
  const reports = (name: string): string => join(home, name, 'reports');
  const options = ['--seed', '7', '--no-report'];
  try {
    const clone = await runNode(['--import', 'tsx', 'cli/conformance.ts', ...options], {
      env: { REPORT_DIR: reports('clone') },
    });
    expect(clone.exitCode, clone.output).toBe(0);

    const team = join(home, 'tarball');
    mkdirSync(team);
    const program = installLinked(pack(join(home, 'packed')).file, team);
    const installed = await runNode([program, 'conformance', ...options], { cwd: team });
    expect(installed.exitCode, installed.output).toBe(0);

    const action = join(home, 'action');
    mkdirSync(action);
    for (const file of ['action.yml', 'package.json', 'package-lock.json'])
      cpSync(join(ROOT, file), join(action, file));
    symlinkSync(join(ROOT, 'node_modules'), join(action, 'node_modules'));
    build(join(action, 'dist'));
    const workspace = join(home, 'workspace');
    mkdirSync(workspace);
    const ran = await runAction(
      { action, workspace, home: join(home, 'runner') },
      { seed: '7', 'report-dir': 'reports' },
    );
    expect(ran.exitCode, ran.output).toBe(0);

    const [first, ...others] = ['clone', 'tarball', 'workspace'].map((name) => {
      const path = join(reports(name), 'conformance.json');
      expect(verify(readFileSync(path), path).exitCode, name).toBe(0);
      return withoutTimes(readFileSync(path, 'utf8'));
    });
    expect(first).toContain('"slug": "state.active-becomes-expired"');
    for (const other of others) expect(other).toBe(first);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

function withoutTimes(text: string): string {
  return text
    .replace(/"(startedAt|endedAt)": "[^"]*"/g, '"$1": ""')
    .replace(/"durationMs": \d+/g, '"durationMs": 0')
    .replace(/"(evidence|document)": "sha256:[0-9a-f]{64}"/g, '"$1": ""');
}
