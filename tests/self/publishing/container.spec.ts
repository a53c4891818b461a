/** The container’s files: no finding of the linters; and, as no engine runs everywhere, their steps as a script in an empty root. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { linkModules } from '../release/support/tarball.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of each stage. */
const stages = dockerfile
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split(/^(?=FROM )/m)
  .map((stage) =>
    stage
      .split('\n')
      .filter(Boolean)
      .map((line): Instruction => {
        const [name = '', ...rest] = line.split(' ');
        return { name, rest: rest.join(' ') };
      }),
  );
const last = stages.at(-1) ?? [];
const lastOf = (name: string): string => last.findLast((one) => one.name === name)?.rest ?? '';

test('the linters find nothing in the Dockerfile and in compose.yaml', ({}, testInfo) => {
  expect(validate(dockerfile)).toEqual([]);
  expect(validate(dockerfile.replace('USER node', 'USR node'))).not.toEqual([]);
  const lint = (file: string) =>
    spawnSync(join(ROOT, 'node_modules/.bin/dclint'), ['--max-warnings', '0', file], { encoding: 'utf8' });
  const good = lint(join(ROOT, 'compose.yaml'));
  expect(good.status, good.stdout).toBe(0);
  const wrong = testInfo.outputPath('compose.yaml');
  writeFileSync(wrong, 'services:\n  persona:\n    bild: .\n');
  expect(lint(wrong).status).toBe(1);
});

test('the container runs as nobody in particular, from two stages, and looks after its mock', () => {
  expect(stages).toHaveLength(2);
  expect(lastOf('USER')).toBe('node');
  expect(lastOf('HEALTHCHECK')).toContain('CMD [');
  const { services } = parse(readFileSync(join(ROOT, 'compose.yaml'), 'utf8')) as {
    services: Readonly<Record<string, { depends_on?: { persona?: { condition: string } } }>>;
  };
  expect(Object.keys(services)).toContain('persona');
  expect(services['app']?.depends_on?.persona?.condition).toBe('service_healthy');
  const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  for (const name of ['.env', '.git', 'node_modules', 'reports']) expect(ignored).toContain(name);
});

test('its steps, run in an empty root, give a mock that is healthy', { tag: '@nightly' }, async () => {
  test.setTimeout(120_000);
  const root = mkdtempSync(join(tmpdir(), 'container-'));
  const inRoot = (path: string): string => join(root, path);
  const port = await freePort();
  try {
    for (const stage of stages) runStage(stage);
    const command = jsonIn(lastOf('CMD')).map((word) => word.replace('8080', String(port)));
    const [program = ''] = jsonIn(lastOf('ENTRYPOINT'));
    const child = spawn(inRoot(`usr/local/bin/${program}`), command, { cwd: inRoot(lastOf('WORKDIR')) });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await expect.poll(() => output, { timeout: 30_000 }).toContain('Other keys:');
    const check = jsonIn(/CMD (\[.*\])$/.exec(lastOf('HEALTHCHECK'))?.[1] ?? '[]');
    const healthy = (to: number): number | null =>
      spawnSync(
        process.execPath,
        check.slice(1).map((word) => word.replace('8080', String(to))),
      ).status;
    expect(healthy(port), output).toBe(0);
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(healthy(port)).toBe(1);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }

  /** WORKDIR, COPY and RUN with every absolute path below our root; what would ask a registry takes what is installed here. */
  function runStage(stage: readonly Instruction[]): void {
    let folder = '/';
    for (const { name, rest } of stage) {
      if (name === 'WORKDIR') {
        folder = rest;
        mkdirSync(inRoot(folder), { recursive: true });
      } else if (name === 'COPY') copy(rest.split(' '), folder);
      else if (name === 'RUN') {
        const script = rest
          .replace(/npm (ci|prune)[^&]*/g, 'true ')
          .replace(/chown \S+ \S+/, 'true')
          .replace(/(?<=\s)\/(?=opt|usr|project)/g, `${root}/`);
        mkdirSync(inRoot('usr/local/bin'), { recursive: true });
        const run = spawnSync('bash', ['-euc', script], { cwd: inRoot(folder), encoding: 'utf8' });
        expect(run.status, `${rest}\n${run.stderr}`).toBe(0);
      }
    }
  }

  function copy(words: readonly string[], folder: string): void {
    const from = words[0]?.startsWith('--from=') ? root : ROOT;
    const names = words.filter((word) => !word.startsWith('--'));
    const to = names.at(-1) ?? '';
    for (const name of names.slice(0, -1)) {
      if (name === '.') copyCheckout(inRoot(folder));
      else if (name.endsWith('/node_modules')) linkModules(inRoot(to));
      else {
        const target = to.startsWith('/')
          ? inRoot(to)
          : join(inRoot(folder), to.endsWith('/') ? join(to, name.split('/').at(-1) ?? '') : to);
        cpSync(join(from, name), target, { recursive: true });
      }
    }
  }

  /** What git knows of, as in a fresh clone; with the dependencies that are installed here. */
  function copyCheckout(to: string): void {
    const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
    for (const file of stdout.split('\0').filter(Boolean)) {
      mkdirSync(dirname(join(to, file)), { recursive: true });
      cpSync(join(ROOT, file), join(to, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
  }
});

function jsonIn(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
