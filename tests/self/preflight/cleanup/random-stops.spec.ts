/** Stopped at sixty moments that nobody chose, all commands in turn: nothing stays open unmentioned. Judged by the mock. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { seededRandom } from '../../../../mock/random.ts';
import { startMock } from '../../../../mock/server.ts';
import { Journal } from '../../../../preflight/journal.ts';
import { AT_NIGHT } from '../../support/at-night.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const STOPS = 60;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const tsx = (name: string, ...rest: string[]): string[] => ['--import', 'tsx', `cli/${name}.ts`, ...rest];

/** With the requests that a run of it sends about. */
const COMMANDS: readonly (readonly [name: string, args: readonly string[], requests: number])[] = [
  ['conformance', tsx('conformance', '--no-report'), 260],
  ['npx playwright test', ['node_modules/@playwright/test/cli.js', 'test', '--project', 'conformance'], 260],
  ['upgrade', tsx('upgrade', '--from', '2021-07-05', '--to', '2023-01-05'), 600],
  ['lock', tsx('lock', '--lock', 'never-written.json'), 900],
  ['drift', tsx('drift', '--lock', 'LOCK'), 300],
  ['doctor', tsx('doctor'), 12],
  ['calibrate', tsx('calibrate', '--profile', 'never-written.profile.json'), 300],
];

const committedLock = (): object =>
  JSON.parse(readFileSync(join(ROOT, 'contract.lock.json'), 'utf8')) as object;

const random = seededRandom(60);

for (let n = 0; n < STOPS; n += 1) {
  const [name, args, requests] = COMMANDS[n % COMMANDS.length] as (typeof COMMANDS)[number];
  const signal = SIGNALS[Math.floor(n / COMMANDS.length) % SIGNALS.length] as (typeof SIGNALS)[number];
  const after = 1 + random.below(requests);

  test(`${n + 1}: ${name}, ${signal} at request ${after}`, AT_NIGHT, async ({}, testInfo) => {
    const reportDir = testInfo.outputPath('reports');
    mkdirSync(reportDir, { recursive: true });
    const seen = { requests: 0 };
    const reached: (() => void)[] = [];
    const mock = await startMock({
      rateLimit: { limit: 100_000, windowSeconds: 60 },
      log: () => {
        seen.requests += 1;
        if (seen.requests === after) for (const tell of reached) tell();
      },
    });
    const moment = new Promise<void>((resolve) => reached.push(resolve));
    const ours = /^(PERSONA_|CONFORMANCE_|REPORT_DIR$|PLAYWRIGHT_|PW_|TEST_|FORCE_COLOR$|npm_)/;
    const lock = join(reportDir, 'sandbox.lock.json');
    writeFileSync(lock, JSON.stringify({ ...committedLock(), target: 'sandbox' }));
    const own = args.map((one) => (one === 'LOCK' ? lock : one));
    const child = spawn(process.execPath, own, {
      cwd: ROOT,
      detached: true,
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([variable]) => !ours.test(variable))),
        NO_COLOR: '1',
        PERSONA_TARGET: 'sandbox',
        PERSONA_BASE_URL: mock.baseUrl,
        PERSONA_API_KEY: mock.keys.full,
        PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
        REPORT_DIR: reportDir,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    // A run that is over by then was not stopped, and must have left nothing all the same.
    await Promise.race([moment, ended]);
    if (child.exitCode === null) process.kill(-(child.pid as number), signal);
    const code = await ended;
    const left = new Journal(reportDir).left();
    const unmentioned = mock.store.sessions
      .list('main')
      .filter(({ status, id }) => status !== 'expired' && !left.some((entry) => entry.id === id));
    await mock.close();
    expect(code, output).not.toBeNull();
    expect(
      unmentioned.map(({ id }) => id),
      output,
    ).toEqual([]);
    if (left.length > 0) expect(output).toContain('npm run cleanup');
    expect(output).not.toMatch(/^\s+at .*\d:\d/m);
  });
}
