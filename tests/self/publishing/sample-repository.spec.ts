/** Another team's repository, which uses the action: its files are found in its checkout, and honoured. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startMock } from '../../../mock/embed.ts';
import { build } from '../../../release/build.ts';
import { runAction, type ActionRun, type Runner } from './support/action.ts';
import { AT_NIGHT } from '../support/at-night.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const home = mkdtempSync(join(tmpdir(), 'sample-'));
const action = join(home, 'the action');
const workspace = join(home, 'a team’s checkout');
const runner: Runner = { action, workspace, home };
const run = (inputs: Readonly<Record<string, string>>): Promise<ActionRun> => runAction(runner, inputs);

test.describe.configure({ mode: 'serial' });

test.beforeAll(() => {
  mkdirSync(workspace, { recursive: true });
  for (const file of ['action.yml', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, file), join(action, file));
  // As the step that installs leaves it.
  symlinkSync(join(ROOT, 'node_modules'), join(action, 'node_modules'));
  build(join(action, 'dist'));
});

test.afterAll(() => rmSync(home, { recursive: true, force: true }));

test('known deviations of the checkout excuse what they name, and the outputs say so', AT_NIGHT, async () => {
  const mock = await startMock({ fault: 'end-without-time' });
  const inputs = {
    target: 'sandbox',
    'base-url': mock.baseUrl,
    'api-key': mock.apiKey,
    template: mock.templateId,
    grep: 'time.expired-at-set',
    comment: 'true',
  };
  const red = await run(inputs);
  expect(red.exitCode, red.output).toBe(1);
  expect(red.outputs).toMatchObject({ verdict: 'not conformant', 'exit-code': '1' });
  expect(red.output).toContain('::error');
  expect(red.summary).toContain('time.expired-at-set');
  const comment = readFileSync(join(red.temp, 'persona-comment.md'), 'utf8');
  expect(comment.split('\n')[0]).toBe('<!-- persona-session-expiry-conformance:conformance -->');
  expect(comment).toContain('Not conformant');

  const entry = {
    slug: 'time.expired-at-set',
    reason: 'known',
    owner: 'us',
    link: 'https://issues.example.com/1',
    expires: '2099-01-01',
  };
  writeFileSync(join(workspace, 'known-deviations.json'), JSON.stringify({ deviations: [entry] }));
  const excused = await run(inputs);
  expect(excused.exitCode, excused.output).toBe(0);
  expect(excused.outputs['headline']).toContain('1 known deviation excused: time.expired-at-set');
  expect(excused.outputs['report-dir']).toBe(join(workspace, 'conformance-reports'));
  expect(existsSync(join(workspace, 'conformance-reports', 'book', 'index.html'))).toBe(true);
  await mock.close();
});

test('what is wrong with the inputs is configuration, whatever an earlier run left', async () => {
  const none = await run({ command: 'rm -rf /' });
  expect(none.exitCode).toBe(2);
  const upgrade = await run({
    command: 'upgrade',
    from: 'yesterday',
    to: '$(touch made-by-input)',
    fail: 'false',
  });
  expect(upgrade.exitCode).toBe(0);
  expect(upgrade.outputs).toMatchObject({ verdict: 'configuration', 'exit-code': '2' });
  expect(existsSync(join(workspace, 'made-by-input'))).toBe(false);
});

test(
  'upgrade judges by the checkout’s consumer.json; drift and spec take its files',
  { tag: '@nightly' },
  async () => {
    test.setTimeout(180_000);
    const versions = { command: 'upgrade', from: '2023-01-05', to: '2025-12-08' };
    const everything = await run(versions);
    expect(everything.outputs, everything.output).toMatchObject({ verdict: 'no', 'exit-code': '1' });
    expect(everything.summary).toContain('Can we upgrade from 2023-01-05 to 2025-12-08?');
    const little = {
      name: 'sign-out',
      calls: ['GET /inquiry-sessions/{id}'],
      members: ['data.id'],
      idempotency: false,
    };
    writeFileSync(join(workspace, 'consumer.json'), JSON.stringify(little));
    const ours = await run(versions);
    expect(ours.outputs, ours.output).toMatchObject({ verdict: 'yes', 'exit-code': '0' });

    cpSync(join(ROOT, 'contract.lock.json'), join(workspace, 'contract.lock.json'));
    const drift = await run({ command: 'drift' });
    expect(drift.outputs, drift.output).toMatchObject({ verdict: 'yes', 'exit-code': '0' });

    cpSync(join(ROOT, 'tests/self/openapi/support/description.yaml'), join(workspace, 'api.yaml'));
    const spec = await run({ command: 'spec', openapi: 'api.yaml', since: 'api.yaml' });
    expect(spec.outputs, spec.output).toMatchObject({ verdict: 'yes', 'exit-code': '0' });
    expect(spec.outputs['headline']).toBeTruthy();
  },
);

test('one comment of a pull request is posted first, and updated from then on', async () => {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  // A `gh` that notes how it was called, and knows of a comment when the test says so.
  writeFileSync(
    join(bin, 'gh'),
    '#!/usr/bin/env bash\necho "$*" >> "$CALLS"\ncase "$*" in *--jq*) echo "$KNOWN" ;; esac\n',
    { mode: 0o755 },
  );
  const calls = join(home, 'calls');
  const post = async (
    known: string,
    inputs: Readonly<Record<string, string>>,
  ): Promise<readonly string[]> => {
    writeFileSync(calls, '');
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, CALLS: calls, KNOWN: known };
    const ran = await runAction({ action: join(ROOT, 'comment'), workspace, home, env }, inputs);
    expect(ran.exitCode, ran.output).toBe(0);
    return readFileSync(calls, 'utf8').split('\n').filter(Boolean);
  };
  const body = join(home, 'temp', 'persona-comment', 'persona-comment.md');
  const first = await post('', { command: 'upgrade', 'pull-request': '7' });
  expect(first).toHaveLength(2);
  expect(first[0]).toContain('startswith("<!-- persona-session-expiry-conformance:upgrade -->")');
  expect(first[1]).toBe(`api --silent --method POST repos/team/service/issues/7/comments -F body=@${body}`);
  const again = await post('41', { command: 'upgrade', 'pull-request': '7' });
  expect(again[1]).toBe(`api --silent --method PATCH repos/team/service/issues/comments/41 -F body=@${body}`);
  expect(await post('', { command: 'upgrade', 'pull-request': '' })).toEqual([]);
});
