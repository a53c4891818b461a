/** The tarball in an empty folder: a verdict, a report and the book, whatever the folder is called. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Statement } from '../../../reporting/statement.ts';
import { runNode } from '../support/run-node.ts';
import { installLinked, pack } from './support/tarball.ts';

/** Further Node binaries to try, by their paths, separated as in PATH. */
const nodes = [process.execPath, ...(process.env['OTHER_NODES'] ?? '').split(':').filter(Boolean)];

test('verdict, report and book from an empty folder', { tag: '@nightly' }, async ({}, testInfo) => {
  test.setTimeout(180_000 * nodes.length);
  const tarball = pack(testInfo.outputPath('tarball'));
  expect(tarball.unpackedBytes).toBeLessThan(5 * 1024 * 1024);
  const foreign = tarball.names.filter(
    (name) => !/^(dist\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(name),
  );
  expect(foreign).toEqual([]);
  expect(tarball.names.filter((name) => /reports\/|tests\/self|\.env$/.test(name))).toEqual([]);

  const folder = testInfo.outputPath('mein Ordner für 测试');
  const program = installLinked(tarball.file, folder);
  for (const [index, node] of nodes.entries()) {
    const REPORT_DIR = index === 0 ? 'reports' : `reports ${index}`;
    const env = index === 0 ? {} : { REPORT_DIR };
    const run = await runNode([program, 'conformance', '--seed', '7'], { cwd: folder, env, node });
    expect(run.exitCode, `${node}: ${run.output}`).toBe(0);
    expect(run.output).toContain('Conformant: ');
    const written = (name: string) => join(folder, REPORT_DIR, name);
    const { requirements } = JSON.parse(readFileSync(written('conformance.json'), 'utf8')) as Statement;
    expect(requirements.length).toBeGreaterThan(150);
    for (const page of ['book/index.html', 'allure-report/index.html'])
      expect(existsSync(written(page)), page).toBe(true);
  }
  const ours = ['node_modules', 'reports', ...nodes.slice(1).map((_, index) => `reports ${index + 1}`)];
  expect(readdirSync(folder).sort()).toEqual(ours.sort());
});
