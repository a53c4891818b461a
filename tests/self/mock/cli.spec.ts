/** The mock run alone: what it prints works when pasted, and what is wrong is said in a line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Running {
  process: ChildProcess;
  output: () => string;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

function run(...options: string[]): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/mock.ts', ...options], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { process: child, output: () => output, ended };
}

test('it prints a line to try that works, the seed, and ends cleanly on Ctrl-C', async () => {
  const mock = run('--port', '0', '--seed', '11', '--fault', 'limit-403');
  await expect.poll(mock.output, { timeout: 20_000 }).toContain('Other keys:');
  expect(mock.output()).toContain('(seed 11;');
  expect(mock.output()).toMatch(/^ {2}fault {5}limit-403: \w/m);
  expect(mock.output()).toContain('PERSONA_TARGET=sandbox PERSONA_BASE_URL=http://127.0.0.1:');

  const [, address = '', header = ''] = /curl -i -X POST (\S+) -H '([^']+)'/.exec(mock.output()) ?? [];
  const [name = '', value = ''] = header.split(': ');
  const answer = await fetch(address, { method: 'POST', headers: { [name]: value } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ data: { attributes: { status: 'expired' } } });

  mock.process.kill('SIGINT');
  expect(await mock.ended).toBe(0);
  expect(mock.output()).toContain('Mock ended.');
});

test('a port in use, an unknown open point, a bad number and an unknown fault each give one clear line and exit 2', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const runs = {
    [`Port ${String(port)} is in use`]: run('--port', String(port)),
    '--open: unknown open point "weather"': run('--open', 'weather=fine'),
    '--seed x: not a whole number': run('--seed', 'x'),
    '--fault nothing: there is no such fault': run('--fault', 'nothing'),
    '--fault active-not-expird: there is no such fault\n  hint: did you mean active-not-expired?': run(
      '--fault',
      'active-not-expird',
    ),
  };
  for (const [line, { output, ended }] of Object.entries(runs)) {
    expect(await ended, line).toBe(2);
    expect(output(), line).toMatch(new RegExp(`^${line.replaceAll('?', '\\?')}`));
    expect(output(), line).not.toContain('    at ');
  }
  taken.close();
});
