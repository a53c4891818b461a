/** How users of Playwright run tests, against a target that breaks two requirements: what is red stays red, whoever looks. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { faults } from '../../../mock/faults/faults.ts';
import { startMock, type RunningMock } from '../../../mock/server.ts';
import { CLI, listed, playwrightTest, ROOT, slugOf } from './playwright.ts';
import { AT_NIGHT } from '../support/at-night.ts';

/** Broken by the fault below. */
const BROKEN = ['state.stays-expired', 'state.active-becomes-expired'];
const SOME = ['-g', '(state.active-becomes-expired|state.new-becomes-expired|state.stays-expired) '];

let mock: RunningMock;
let env: NodeJS.ProcessEnv;

test.beforeAll(async () => {
  const fault = faults.find(({ slug }) => slug === 'active-not-expired');
  if (!fault) throw new Error('The fault is gone.');
  mock = await startMock({ patch: fault.patch, seed: 1, rateLimit: { limit: 3_000, windowSeconds: 1 } });
  env = {
    PERSONA_TARGET: 'sandbox',
    PERSONA_BASE_URL: mock.baseUrl,
    PERSONA_API_KEY: mock.keys.full,
    PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
    PERSONA_READ_LAG_MS: '0',
  };
});

test.afterAll(() => mock.close());

interface JsonReport {
  readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>;
}

/** The worker of each result of a JSON report. */
function workersIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/"workerIndex": (\d+)/g)].map(([, index = '']) => index);
}

test('a violation is red to the list, JUnit, Allure and the exit code, costs no worker, and --last-failed finds it', async ({}, testInfo) => {
  const file = testInfo.outputPath('report.json');
  const { exitCode, output, reportDir } = await playwrightTest(testInfo, [...SOME, '--add-reporter=json'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  expect(exitCode, output).toBe(1);
  expect(workersIn(file)).toEqual(['0', '0', '0']);
  const marks = [...output.matchAll(/^ +(✓|✘) +\d+ .*?› (\w+\.[\w-]+) ·/gm)].map(
    ([, mark, slug]) => `${slug} ${mark}`,
  );
  expect(marks.toSorted()).toEqual(
    ['state.active-becomes-expired ✘', 'state.new-becomes-expired ✓', 'state.stays-expired ✘'].toSorted(),
  );
  expect(output).toMatch(/\b2 failed\b/);

  const junit = readFileSync(join(reportDir, 'junit.xml'), 'utf8');
  expect(junit).toMatch(/<testsuites name="[\w-]+" tests="3" failures="2" errors="0" skipped="0"/);
  // Nothing is named there that has been removed.
  expect(junit).not.toContain('is missing');

  const results = readdirSync(join(reportDir, 'allure-results')).filter((file) =>
    file.endsWith('-result.json'),
  );
  const statuses = results.map((file) => {
    const result = JSON.parse(readFileSync(join(reportDir, 'allure-results', file), 'utf8')) as {
      fullName: string;
      status: string;
    };
    return `${result.fullName} ${result.status}`;
  });
  expect(statuses.toSorted()).toEqual([
    'state.active-becomes-expired failed',
    'state.new-becomes-expired passed',
    'state.stays-expired failed',
  ]);

  const again = await listed(testInfo, ['--last-failed']);
  expect(again.map(slugOf).toSorted()).toEqual(BROKEN.toSorted());
});

test('-x: stops at the first violation; what was not reached is not judged', async ({}, testInfo) => {
  const { exitCode, output, reportDir } = await playwrightTest(testInfo, [...SOME, '-x'], { env });
  expect(exitCode, output).toBe(1);
  expect(output).toMatch(/\b1 failed\b/);
  expect(output).toMatch(/\b2 did not run\b/);
  const { requirements } = JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as {
    requirements: readonly { verdict: string }[];
  };
  expect(requirements.map(({ verdict }) => verdict).toSorted()).toEqual([
    'inconclusive',
    'inconclusive',
    'violation',
  ]);
});

test('--reporter in place of ours: red as well, though each failure then costs a worker', async ({}, testInfo) => {
  const file = testInfo.outputPath('report.json');
  const { exitCode } = await playwrightTest(testInfo, [...SOME, '--reporter=json'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  expect(exitCode).toBe(1);
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as JsonReport;
  expect(stats).toMatchObject({ expected: 1, unexpected: 2, flaky: 0, skipped: 0 });
  expect(new Set(workersIn(file)).size).toBeGreaterThan(1);
});

test('--add-reporter beside ours, and --retries: retried, red to both', AT_NIGHT, async ({}, testInfo) => {
  const file = testInfo.outputPath('report.json');
  const { exitCode, output } = await playwrightTest(
    testInfo,
    [...SOME, '--add-reporter=json', '--retries=1'],
    { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
  );
  expect(exitCode, output).toBe(1);
  expect(output).toContain('retry #1');
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as JsonReport;
  expect(stats).toMatchObject({ expected: 1, unexpected: 2, flaky: 0 });
});

test('--repeat-each, and more workers: each test as often as asked, by one worker, with one verdict', async ({}, testInfo) => {
  const { exitCode, output, reportDir } = await playwrightTest(testInfo, [
    '-g',
    'state.new-becomes-expired ',
    '--repeat-each=3',
    '--workers=3',
  ]);
  expect(exitCode, output).toBe(0);
  expect(output).toContain('Running 3 tests using 1 worker');
  expect(output).toMatch(/\b3 passed\b/);
  const { requirements } = JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as {
    requirements: readonly unknown[];
  };
  expect(requirements).toHaveLength(1);
});

test('UI mode’s server: it serves and goes on until it is ended', async ({}, testInfo) => {
  const child = spawn(process.execPath, [CLI, 'test', '--ui-host=127.0.0.1', '--ui-port=0'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], REPORT_DIR: testInfo.outputPath('reports'), PLAYWRIGHT_FORCE_TTY: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    let output = '';
    const address = await new Promise<string>((found, failed) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          const url = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(output)?.[0];
          if (url !== undefined) found(url);
        });
      }
      child.on('close', (code) => failed(new Error(`It ended with ${String(code)}: ${output}`)));
    });
    expect((await fetch(address)).status).toBe(200);
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill('SIGKILL');
  }
});
