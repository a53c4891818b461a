/** Other people's files in the report folder, and two runs in one: every command that writes there. */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startMock, type RunningMock } from '../../../mock/server.ts';
import { claimEntries, releaseUnwritten, setAside, settle } from '../../../reporting/folder-claim.ts';
import { lockFolder, LOCK_FILE } from '../../../reporting/folder-lock.ts';
import { PAGES_OF_A_RUN, WRITTEN_BY_EACH_RUN } from '../../../reporting/report-folder.ts';
import { runNode, type NodeRun } from '../support/run-node.ts';

const ENTRIES = [...WRITTEN_BY_EACH_RUN, ...PAGES_OF_A_RUN];

let folder: string;

test.beforeEach(async ({}, testInfo) => {
  folder = testInfo.outputPath('reports');
  mkdirSync(folder, { recursive: true });
});

/** Somebody's entry of this name, and how to see that it is as it was. */
function somebodys(name: string): () => string {
  const file =
    name.includes('.') && !name.startsWith('.') ? join(folder, name) : join(folder, name, 'mine.txt');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'somebody else’s');
  return () => (existsSync(file) ? readFileSync(file, 'utf8') : 'gone');
}

for (const name of ENTRIES) {
  test(`${name} of somebody else is refused, and what was written by us is not`, () => {
    const look = somebodys(name);
    expect(() => claimEntries(folder, ENTRIES)).toThrow(join(folder, name));
    expect(look()).toBe('somebody else’s');
    const ours = join(folder, 'other');
    claimEntries(ours, ENTRIES);
    cpSync(join(folder, name), join(ours, name), { recursive: true });
    expect(() => claimEntries(ours, ENTRIES)).not.toThrow();
  });
}

test('what was claimed and never written becomes nobody’s again', () => {
  claimEntries(folder, ['book']);
  releaseUnwritten(folder);
  somebodys('book');
  expect(() => claimEntries(folder, ['book'])).toThrow('no run of this suite wrote it');
});

test('a link is somebody’s as well, even one that leads nowhere', () => {
  symlinkSync(join(folder, 'nowhere'), join(folder, 'junit.xml'));
  expect(() => claimEntries(folder, ['junit.xml'])).toThrow('junit.xml');
});

test('the last results come back where a run comes to nothing, or is killed before it has any', () => {
  const names = ['conformance.json', 'book', 'evidence'];
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const sign = (word: string) =>
    writeFileSync(
      join(folder, 'conformance.json'),
      JSON.stringify({ $schema: 'urn:persona-conformance:statement:1', word }),
    );
  sign('old');
  writeFileSync(join(folder, 'book'), 'old');
  setAside(folder, names);
  expect(existsSync(join(folder, 'book'))).toBe(false);
  writeFileSync(join(folder, 'evidence'), 'begun');
  sign('begun');
  settle(folder, names, false);
  expect([read('book'), existsSync(join(folder, 'evidence'))]).toEqual(['old', false]);
  expect(read('conformance.json')).toContain('old');

  // Killed: nothing settles it but the next run.
  setAside(folder, names);
  writeFileSync(join(folder, 'book'), 'begun');
  setAside(folder, names);
  settle(folder, names, false);
  expect([read('book'), read('conformance.json').includes('old')]).toEqual(['old', true]);

  setAside(folder, names);
  sign('new');
  settle(folder, names, true);
  expect([read('conformance.json').includes('new'), existsSync(join(folder, 'book'))]).toEqual([true, false]);
});

test('a folder that an older run signed with its statement is ours', () => {
  somebodys('evidence');
  writeFileSync(join(folder, 'conformance.json'), '{"$schema":"urn:persona-conformance:statement:1"}');
  expect(() => claimEntries(folder, ENTRIES)).not.toThrow();
});

test('a lock of a living process holds; one of a dead process, or of a number given anew, is taken over with a word', () => {
  const told: string[] = [];
  const release = lockFolder(folder, (sentence) => void told.push(sentence));
  const mine = JSON.parse(readFileSync(join(folder, LOCK_FILE), 'utf8')) as { began: string; host: string };
  release();
  expect(existsSync(join(folder, LOCK_FILE))).toBe(false);
  const held = (holder: object): void => writeFileSync(join(folder, LOCK_FILE), JSON.stringify(holder));

  held({ ...mine, pid: process.ppid, began: beganOf(process.ppid), since: 'then' });
  expect(() => lockFolder(folder)).toThrow(
    `Another run is using ${folder} (process ${process.ppid}, since then)`,
  );
  held({ ...mine, pid: process.ppid, began: '1', since: 'then' });
  lockFolder(folder, (sentence) => void told.push(sentence))();
  expect(told).toEqual([expect.stringContaining(`process ${process.ppid} ended`)]);
});

function beganOf(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
}

test.describe('commands', () => {
  let mock: RunningMock;
  let requests = 0;

  test.beforeEach(async () => {
    requests = 0;
    mock = await startMock({ log: () => void (requests += 1) });
  });

  test.afterEach(() => mock.close());

  const command = (args: readonly string[]): Promise<NodeRun> =>
    runNode(args, {
      env: {
        PERSONA_TARGET: 'sandbox',
        PERSONA_BASE_URL: mock.baseUrl,
        PERSONA_API_KEY: mock.keys.full,
        REPORT_DIR: folder,
        NO_COLOR: '1',
      },
    });
  const ours = (name: string, ...rest: readonly string[]) => ['--import', 'tsx', `cli/${name}.ts`, ...rest];
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--project', 'conformance'];
  const upgrade = ours('upgrade', '--from', '2021-07-05', '--to', '2023-01-05');

  const writers: readonly (readonly [name: string, args: readonly string[], entry: string])[] = [
    ['conformance', ours('conformance'), 'book'],
    ['conformance, its results', ours('conformance', '--no-report'), 'junit.xml'],
    ['book', ours('book'), 'book'],
    ['upgrade', upgrade, 'upgrade.md'],
    ['drift', ours('drift'), 'drift.json'],
    ['npx playwright test', playwright, 'allure-results'],
    ['npx playwright test, Playwright’s own folder', playwright, '.playwright'],
  ];
  for (const [name, args, entry] of writers) {
    test(`${name}: exit code 2 and nothing sent where ${entry} is somebody else’s`, async () => {
      const look = somebodys(entry);
      if (name === 'drift') writeFileSync(join(folder, 'x.lock.json'), lockForSandbox());
      const { exitCode, output } = await command(
        name === 'drift' ? [...args, '--lock', join(folder, 'x.lock.json')] : args,
      );
      expect(output).toContain(join(folder, entry));
      expect(output).not.toMatch(/^\s+at /m);
      expect({ exitCode, requests }).toEqual({ exitCode: 2, requests: 0 });
      expect(look()).toBe('somebody else’s');
    });
  }

  for (const [name, args] of [
    ['conformance', ours('conformance', '--no-report')],
    ['npx playwright test', playwright],
    ['doctor', ours('doctor')],
    ['upgrade', upgrade],
    ['lock', ours('lock', '--lock', 'reports/never-written.json')],
    ['book', ours('book')],
  ] as const) {
    test(`${name}: exit code 2 and nothing sent while another run uses the folder`, async () => {
      const release = lockFolder(folder);
      const { exitCode, output } = await command(args);
      release();
      expect(output).toContain(`Another run is using ${folder} (process ${process.pid}`);
      expect(output).not.toMatch(/^\s+at /m);
      expect({ exitCode, requests }).toEqual({ exitCode: 2, requests: 0 });
    });
  }

  function lockForSandbox(): string {
    return readFileSync('contract.lock.json', 'utf8').replace('"target": "mock"', '"target": "sandbox"');
  }
});
