/** Whatever asks a command to stop, and whenever: it ends by itself, and nothing stays open unmentioned. Judged by the mock. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { AT_NIGHT, atNightUnless } from '../../support/at-night.ts';
import { startMock, type RunningMock } from '../../../../mock/server.ts';
import { Journal } from '../../../../preflight/journal.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const tsx = (name: string, ...rest: string[]): string[] => ['--import', 'tsx', `cli/${name}.ts`, ...rest];
const CONFORMANCE = tsx('conformance', '--no-report');
const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test', '--project', 'conformance'];
const UPGRADE = tsx('upgrade', '--from', '2021-07-05', '--to', '2023-01-05');

let mock: RunningMock;
let reportDir: string;

test.beforeEach(async ({}, testInfo) => {
  mock = await startMock({ latencyMs: 20, rateLimit: { limit: 100_000, windowSeconds: 60 } });
  reportDir = testInfo.outputPath('reports');
  mkdirSync(reportDir, { recursive: true });
});

test.afterEach(() => mock.close());

function start(program: string, args: readonly string[]) {
  const ours = /^(PERSONA_|CONFORMANCE_|REPORT_DIR$|PLAYWRIGHT_|PW_|TEST_|FORCE_COLOR$|npm_)/;
  const child = spawn(program, [...args], {
    cwd: ROOT,
    detached: true,
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
      NO_COLOR: '1',
      PERSONA_TARGET: 'sandbox',
      PERSONA_BASE_URL: mock.baseUrl,
      PERSONA_API_KEY: mock.keys.full,
      PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
      REPORT_DIR: reportDir,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => output, ended };
}

const sessionsMade = (): number => mock.store.sessions.list('main').length;

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 40_000, intervals: [20] }).toBe(true);
}

/** Sessions that are open and stand in no journal; with a journal, the command to type must have been said. */
function unmentioned(output: string): readonly string[] {
  const left = new Journal(reportDir).left().map(({ id }) => id);
  if (left.length > 0) expect(output).toContain('npm run cleanup');
  return mock.store.sessions
    .list('main')
    .filter(({ status, id }) => status !== 'expired' && !left.includes(id))
    .map(({ id }) => id);
}

function toGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  process.kill(-(pid as number), signal);
}

/** Nobody of the group lives any more. */
async function untilGroupIsGone({ pid }: ChildProcess): Promise<void> {
  await until(() => {
    try {
      process.kill(-(pid as number), 0);
      return false;
    } catch {
      return true;
    }
  });
}

const during = [
  ['conformance, doctor', CONFORMANCE, 1, 'SIGINT'],
  ['conformance, doctor', CONFORMANCE, 1, 'SIGTERM'],
  ['conformance, tests', CONFORMANCE, 8, 'SIGTERM'],
  ['conformance, tests', CONFORMANCE, 8, 'SIGHUP'],
  ['npx playwright test, tests', PLAYWRIGHT, 8, 'SIGTERM'],
  ['npx playwright test, tests', PLAYWRIGHT, 8, 'SIGQUIT'],
  ['npx playwright test, doctor', PLAYWRIGHT, 1, 'SIGHUP'],
  ['upgrade', UPGRADE, 4, 'SIGTERM'],
  ['lock', tsx('lock', '--lock', 'never-written.json'), 4, 'SIGINT'],
  ['doctor', tsx('doctor'), 1, 'SIGHUP'],
] as const;

/** One of the suite and one of the other commands; the rest at night, for each takes seconds. */
const EVERY_TIME = ['conformance, tests: SIGTERM', 'npx playwright test, doctor: SIGHUP', 'upgrade: SIGTERM'];

for (const [name, args, sessions, signal] of during) {
  const title = `${name}: ${signal}`;

  test(`${title} to the group`, atNightUnless(EVERY_TIME.includes(title)), async () => {
    const run = start(process.execPath, args);
    await until(() => sessionsMade() >= sessions);
    toGroup(run.child, signal);
    expect(await run.ended, run.output()).toBe(3);
    await untilGroupIsGone(run.child);
    expect(unmentioned(run.output()), run.output()).toEqual([]);
    expect(run.output()).not.toMatch(/^\s+at .*\d:\d/m);
    if (name.endsWith(', tests')) {
      const statement = JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as {
        conclusion: { exitCode: number };
      };
      expect(statement.conclusion.exitCode).toBe(3);
      expect(run.output()).toMatch(/^Inconclusive/m);
    }
  });
}

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(
    `npm alone is told to stop, ${signal}: the run ends with it, in order`,
    atNightUnless(signal === 'SIGTERM'),
    async () => {
      const run = start('npm', ['run', '-s', 'conformance', '--', '--no-report']);
      await until(() => sessionsMade() >= 8);
      run.child.kill(signal);
      await run.ended;
      await untilGroupIsGone(run.child);
      expect(unmentioned(`${run.output()} npm run cleanup`)).toEqual([]);
      expect(new Journal(reportDir).left()).toEqual([]);
      expect(existsSync(join(reportDir, 'conformance.json'))).toBe(true);
    },
  );
}

test('whoever asks twice is told what stays open', AT_NIGHT, async () => {
  const run = start(process.execPath, PLAYWRIGHT);
  await until(() => sessionsMade() >= 20);
  await mock.close();
  toGroup(run.child, 'SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  // A clean-up that finds nobody at the other end may have given up by itself by now.
  if (run.child.exitCode === null) toGroup(run.child, 'SIGTERM');
  expect(await run.ended).toBe(3);
  await untilGroupIsGone(run.child);
  expect(run.output()).toMatch(/left open at http[\s\S]*npm run cleanup/);
});

for (const [name, args] of [
  ['conformance', CONFORMANCE],
  ['npx playwright test', PLAYWRIGHT],
] as const) {
  test(
    `${name} | head: statement and clean-up all the same`,
    atNightUnless(name === 'conformance'),
    async () => {
      const run = start(process.execPath, args);
      await once(run.child.stdout, 'data');
      await until(() => sessionsMade() >= 2);
      run.child.stdout.destroy();
      expect(await run.ended, run.output()).toBeLessThanOrEqual(3);
      await untilGroupIsGone(run.child);
      expect(unmentioned(run.output())).toEqual([]);
      expect(existsSync(join(reportDir, 'conformance.json'))).toBe(true);
      expect(run.output()).not.toMatch(/EPIPE|^\s+at .*\d:\d/m);
    },
  );
}

for (const [name, args] of [
  ['--list', ['node_modules/@playwright/test/cli.js', 'test', '--list']],
  ['upgrade --list-members', tsx('upgrade', '--list-members')],
  ['faults --list', ['--import', 'tsx', 'proof/campaign/cli.ts', '--list']],
] as const) {
  test(`${name} | head is no failure`, async () => {
    const run = start(process.execPath, args);
    run.child.stdout.destroy();
    expect(await run.ended, run.output()).toBe(0);
    expect(run.output()).toBe('');
  });
}

test('a journal that cannot be read is told, and stays', async () => {
  mkdirSync(join(reportDir, '.run'), { recursive: true });
  writeFileSync(join(reportDir, '.run', 'created.jsonl'), 'garbage\n{"event":"created"}\n');
  const run = start(process.execPath, tsx('cleanup'));
  expect(await run.ended).toBe(3);
  expect(run.output()).toContain('2 lines of');
  expect(existsSync(join(reportDir, '.run', 'created.jsonl'))).toBe(true);
});

test('with the key of another environment nothing counts as expired', async () => {
  const doctor = start(process.execPath, tsx('doctor', '--keep'));
  expect(await doctor.ended).toBe(0);
  const before = new Journal(reportDir).left();
  expect(before.length).toBeGreaterThan(1);
  (mock.keys as Record<string, string>)['full'] = mock.keys.otherEnvironment;
  const cleanup = start(process.execPath, tsx('cleanup'));
  expect(await cleanup.ended).toBe(3);
  expect(cleanup.output()).not.toContain(' expired at ');
  expect(cleanup.output()).toContain('status 404');
  expect(new Journal(reportDir).left()).toEqual(before);
});
