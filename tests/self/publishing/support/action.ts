/**
 * Runs an action as a runner would: its own steps, in order, by bash, with the runner's variables and files. Steps that use
 * other actions are left out; the suite is installed already where the test says so.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export interface ActionRun {
  /** Exit code of the first step that failed, else 0. */
  readonly exitCode: number;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The folder that the runner gives to the job. */
  readonly temp: string;
}

export interface Runner {
  /** Where the action is. */
  readonly action: string;
  /** The caller's checkout. */
  readonly workspace: string;
  /** An empty folder for what the runner keeps. */
  readonly home: string;
  /** Further variables, and programs before those of the machine. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the action with these inputs. */
export async function runAction(
  { action, workspace, home, env = {} }: Runner,
  given: Readonly<Record<string, string>>,
): Promise<ActionRun> {
  const {
    inputs,
    outputs = {},
    runs,
  } = parse(readFileSync(join(action, 'action.yml'), 'utf8')) as ActionFile;
  const temp = join(home, 'temp');
  mkdirSync(temp, { recursive: true });
  const summary = join(home, 'summary.md');
  writeFileSync(summary, '');
  const known = new Map<string, string>([
    ['github.action_path', action],
    ['github.token', 'token'],
    ['github.event.pull_request.number', ''],
    ['runner.temp', temp],
  ]);
  const read = (text: string): string => evaluated(text, known);
  for (const [name, { default: usual = '' }] of Object.entries(inputs))
    known.set(`inputs.${name}`, given[name] ?? read(usual));
  let output = '';
  for (const [index, step] of runs.steps.entries()) {
    if (step.run === undefined || (step.if !== undefined && read(`\${{ ${step.if} }}`) !== 'true')) continue;
    const outputFile = join(home, `output-${index}`);
    writeFileSync(outputFile, '');
    const run = await bash(step.run, read(step['working-directory'] ?? workspace), {
      ...env,
      GITHUB_ACTION_PATH: action,
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: 'team/service',
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
      RUNNER_OS: 'Linux',
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, read(value)])),
    });
    output += run.output;
    for (const line of readFileSync(outputFile, 'utf8').split('\n').filter(Boolean)) {
      const at = line.indexOf('=');
      known.set(`steps.${step.id ?? ''}.outputs.${line.slice(0, at)}`, line.slice(at + 1));
    }
    if (run.exitCode !== 0) return done(run.exitCode);
  }
  return done(0);

  function done(exitCode: number): ActionRun {
    const values = Object.entries(outputs).map(([name, { value }]) => [name, read(value)] as const);
    return {
      exitCode,
      output,
      summary: readFileSync(summary, 'utf8'),
      outputs: Object.fromEntries(values),
      temp,
    };
  }
}

/** The few forms of expressions that our actions use; another one is a mistake of the test. */
function evaluated(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const choice = /^([\w.-]+) (==|!=) '([^']*)'(?: && '([^']*)' \|\| '([^']*)')?$/.exec(expression);
    if (!choice) return valueOf(expression);
    const [, name = '', operator, wanted, yes = 'true', no = 'false'] = choice;
    return (valueOf(name) === wanted) === (operator === '==') ? yes : no;
  });

  function valueOf(name: string): string {
    if (!/^[\w.-]+$/.test(name)) throw new Error(`The test cannot read the expression ${name}`);
    return known.get(name) ?? '';
  }
}

function bash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd,
      env: { HOME: process.env['HOME'], PATH: process.env['PATH'], GITHUB_ACTIONS: 'true', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
