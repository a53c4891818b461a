/** The commands as a user meets them: exit codes, one plain line for bad input, the planted loosening. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Patch } from '../../../mock/types.ts';
import { startMock, type RunningMock } from '../../../mock/server.ts';
import { onlyUnder } from '../../../proof/corpus/only-under.ts';
import { AT_NIGHT } from '../support/at-night.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** What the npm scripts run, without npm in between. */
function run(
  command: 'upgrade' | 'lock' | 'drift',
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  return new Promise((done, fail) => {
    const clean = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(PERSONA_|CONFORMANCE_|FORCE_COLOR)/.test(name)),
    );
    const child = spawn(process.execPath, ['--import', 'tsx', `cli/${command}.ts`, ...args], {
      cwd: ROOT,
      env: { ...clean, NO_COLOR: '1', CONFORMANCE_SEED: '7', REPORT_DIR: folder(), ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
  });
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'upgrade-'));
}

const running: RunningMock[] = [];

test.afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** A mock that the command meets as a sandbox. */
async function sandbox(patch: Patch = {}): Promise<Record<string, string>> {
  const mock = await startMock({ patch: patch, rateLimit: { limit: 100_000, windowSeconds: 60 } });
  running.push(mock);
  return {
    PERSONA_TARGET: 'sandbox',
    PERSONA_BASE_URL: mock.baseUrl,
    PERSONA_API_KEY: mock.keys.full,
    PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
    PERSONA_READ_LAG_MS: '0',
    PERSONA_BACKOFF_MS: '0',
  };
}

test('0: nothing that is read breaks', async () => {
  const profile = join(folder(), 'profile.json');
  writeFileSync(
    profile,
    JSON.stringify({ name: 'status reader', members: ['data.attributes.status'], states: ['expired'] }),
  );
  const reports = folder();
  const ended = await run('upgrade', ['--from', '2021-07-05', '--to', '2023-01-05', '--consumer', profile], {
    REPORT_DIR: reports,
  });
  expect(ended.code, ended.err).toBe(0);
  expect(ended.out).toMatch(
    /yes: \d changes? between 2021-07-05 and 2023-01-05, and none of them breaks what you\s+read\./,
  );
  expect(JSON.parse(readFileSync(join(reports, 'upgrade.json'), 'utf8'))).toMatchObject({
    exitCode: 0,
    consumer: 'status reader',
  });
  expect(readFileSync(join(reports, 'upgrade.md'), 'utf8')).toContain(
    '## Can we upgrade from 2021-07-05 to 2023-01-05?',
  );
});

test('1: something that is read breaks, at any target', async () => {
  const ended = await run(
    'upgrade',
    ['--from', '2021-07-05', '--to', '2023-01-05', '--format', 'markdown'],
    await sandbox(),
  );
  expect(ended.code, ended.err).toBe(1);
  expect(ended.out).toContain('**No: 1 breaking change touches what is documented:');
  expect(ended.out).toContain('Persona-Version: 2023-01-05');
});

test('2025-10-27 at a sandbox: no without a profile, yes for who reads no included inquiry @nightly', async () => {
  test.setTimeout(300_000);
  const profile = join(folder(), 'profile.json');
  writeFileSync(profile, JSON.stringify({ name: 'status reader', members: ['data.attributes.status'] }));
  const versions = ['--from', '2023-01-05', '--to', '2025-10-27'];
  const target = await sandbox({ open: { includeDefault: 'all-until-2025-10-27' } });
  const without = await run('upgrade', versions, target);
  expect(without.code, without.err).toBe(1);
  expect(without.out).toMatch(/^No: 3 breaking changes touch what is documented:/);
  expect(without.out).not.toContain('no changelog entry explains it');
  const withProfile = await run('upgrade', [...versions, '--consumer', profile], target);
  expect(withProfile.code, withProfile.err).toBe(0);
});

test('2: bad input is said in one plain line, with the next command', async () => {
  const bad = [
    { args: ['--from', '2021-07-05'], says: '--to is missing' },
    { args: ['--from', '2021-07-05', '--to', 'soon'], says: '--to is not a date of the form YYYY-MM-DD' },
    {
      args: ['--from', '2021-07-06', '--to', '2023-01-05'],
      says: '--from 2021-07-06 is no version that the documentation names',
    },
    {
      args: ['--from', '2021-07-05', '--to', '2023-01-05', '--consumer', 'nowhere.json'],
      says: 'The consumer profile nowhere.json cannot be read',
    },
  ];
  for (const { args, says } of bad) {
    const ended = await run('upgrade', args);
    expect(ended.code, says).toBe(2);
    expect(ended.err.split('\n')[0]).toBe(says);
    expect(ended.err).not.toContain('    at ');
    expect(ended.err).toContain('next: ');
  }
  const lock = await run('drift', ['--lock', 'nowhere.lock.json']);
  expect(lock.code).toBe(2);
  expect(lock.err).toContain('next: npm run lock');
});

test('3: it cannot be told when the new version does not answer', AT_NIGHT, async () => {
  const away = onlyUnder('2025-12-08', { response: (answer) => ({ ...answer, status: 503 }) });
  const ended = await run('upgrade', ['--from', '2023-01-05', '--to', '2025-12-08'], await sandbox(away));
  expect(ended.code, ended.out).toBe(3);
  expect(ended.out).toMatch(/^Cannot tell: /);
});

test(
  'a planted loosening without a new version is found by one run of the drift watch',
  AT_NIGHT,
  async () => {
    // Three commands of about three seconds each, on a machine that may be busy.
    test.setTimeout(180_000);
    const path = join(folder(), 'sandbox.lock.json');
    const before = await run('lock', ['--lock', path], await sandbox());
    expect(before.code, before.err).toBe(0);
    const same = await run('drift', ['--lock', path], await sandbox());
    expect(same.code, same.out).toBe(0);
    expect(same.out).toMatch(/^Still the same: /);
    // Expiring what is expired already suddenly succeeds.
    const looser = await run('drift', ['--lock', path], await sandbox({ open: { reExpire: 200 } }));
    expect(looser.code, looser.out).toBe(1);
    expect(looser.out).toContain('is answered 200');
    expect(looser.out).toContain('state.second-expire-status');
  },
);

test('every command explains itself', async () => {
  for (const command of ['upgrade', 'lock', 'drift'] as const) {
    const ended = await run(command, ['--help']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(`Usage: npm run ${command} --`);
    expect(ended.out).toContain('Exit codes:');
  }
});
