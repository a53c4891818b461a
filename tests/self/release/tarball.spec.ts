/** The tarball in an empty folder: a verdict, a report and the book, whatever the folder is called. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
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

  // Far from this repository, so that nothing of it is found by walking up.
  const folder = join(mkdtempSync(join(tmpdir(), 'installed-')), 'mein Ordner für 测试');
  mkdirSync(folder);
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
  await teamUsesTheMock(folder);
  const ours = [
    'node_modules',
    'reports',
    'team',
    ...nodes.slice(1).map((_, index) => `reports ${index + 1}`),
  ];
  expect(readdirSync(folder).sort()).toEqual(ours.sort());
  rmSync(join(folder, '..'), { recursive: true });
});

const TEAM_TEST = `
import { expect, test as base } from '@playwright/test';
import { startMock } from 'persona-session-expiry-conformance/mock';
import { personaMockFixtures, type PersonaMockFixtures } from 'persona-session-expiry-conformance/playwright';

const test = base.extend<object, PersonaMockFixtures>(personaMockFixtures);

test('a session to expire', async ({ personaMock }) => {
  const { sessionId } = await personaMock.openSession();
  expect(sessionId).toMatch(/^iqse_/);
  const mock = await startMock({ seed: 1 });
  // @ts-expect-error the types come along: a seed is a number
  await startMock({ seed: 'x' }).then((other) => other.close());
  await mock.close();
});
`;

/** A team's own Playwright test, with what the package exports. */
async function teamUsesTheMock(folder: string): Promise<void> {
  const team = join(folder, 'team');
  mkdirSync(team);
  writeFileSync(join(team, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(team, 'mock.spec.ts'), TEAM_TEST);
  const checked = [
    ['typescript/bin/tsc', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', 'mock.spec.ts'],
    ['@playwright/test/cli.js', 'test', '--reporter=line'],
  ] as const;
  for (const [program, ...args] of checked) {
    const run = await runNode([join(folder, 'node_modules', program), ...args], { cwd: team });
    expect(run.exitCode, run.output).toBe(0);
  }
}
