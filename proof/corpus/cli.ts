/** `npm run upgrade:corpus`: how well the upgrade gate judges, as a confusion table. Exit 1 when it falls short. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ConfigurationError } from '../../client/errors.ts';
import { runCommand } from '../../cli/shared/fail.ts';
import { helpText, readOptions, type Command } from '../../cli/shared/options.ts';
import { figuresOf, isRight, reportLines } from './figures.ts';
import type { Case } from './case.ts';
import type { Line } from './run.ts';

/** More processes than this bring nothing: each has to load and to run the old version first. */
const MOST_PROCESSES = 2;

const LEAST_F1 = 0.995;

/**
 * So many profiles have to get their own answer. Where a member is gone, what reads it cannot be judged: who does not read it may be
 * told "cannot tell" where "yes" would be right.
 */
const LEAST_PROFILES = 0.9;

/** So many of the first sentences have to name what changes. */
const LEAST_NAMED = 0.95;

const options = {
  sample: { value: 'N', about: 'Judges only so many changes, spread over the whole; default: all.' },
  pairs: { value: 'N', about: 'Judges so many pairs of a breaking and a compatible change instead.' },
  part: { value: 'N/OF', about: 'Judges only every so many changes, and prints a JSON line for each.' },
} as const;

const command: Command<typeof options> = {
  call: 'npm run upgrade:corpus --',
  about: 'Judges labelled changes with the upgrade gate, and prints how often it was right.',
  options,
  notes: ['Exit codes: 0 the gate judges well enough, 1 it does not, 2 usage.'],
};

await runCommand(async () => {
  const values = readOptions(command, process.argv.slice(2));
  if (values.help) {
    process.stdout.write(helpText(command));
    return 0;
  }
  const cases = await chosen(values.sample, values.pairs);
  if (values.part !== undefined) return judgePart(values.part, cases);

  const begun = performance.now();
  const processes = Math.max(1, Math.min(MOST_PROCESSES, availableParallelism()));
  process.stderr.write(`Judging ${cases.length} labelled changes in ${processes} processes …\n`);
  const lines = (
    await Promise.all(Array.from({ length: processes }, (_, index) => linesOf(`${index}/${processes}`)))
  ).flat();
  if (lines.length !== cases.length)
    throw new Error(`${lines.length} of ${cases.length} changes were judged.`);
  process.stdout.write(`${reportLines(lines, firstSight()).join('\n')}\n`);
  process.stdout.write(`${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  return isGood(lines) ? 0 : 1;
});

async function chosen(sample: string | undefined, pairs: string | undefined): Promise<readonly Case[]> {
  const { corpus, pairsOf } = await import('./run.ts');
  if (pairs !== undefined) return pairsOf(wholeNumber('--pairs', pairs));
  if (sample === undefined) return corpus;
  const size = Math.min(wholeNumber('--sample', sample), corpus.length);
  return Array.from({ length: size }, (_, n) => corpus[Math.floor((n * corpus.length) / size)]).filter(
    (one) => one !== undefined,
  );
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new ConfigurationError({
    cause: `${name} ${text}: no number above 0`,
    next: `${command.call} --help`,
  });
}

async function judgePart(part: string, cases: readonly Case[]): Promise<number> {
  const { judgeCase, runPatched, verdictLine } = await import('./run.ts');
  const { OLD } = await import('./versions.ts');
  const [which = NaN, of = NaN] = part.split('/').map(Number);
  if (!(Number.isInteger(which) && which >= 0 && which < of)) {
    throw new ConfigurationError({
      cause: `--part ${part}: not a part, like 0/2`,
      next: `${command.call} --help`,
    });
  }
  const before = [await runPatched(OLD)];
  for (const [index, one] of cases.entries()) {
    if (index % of !== which) continue;
    process.stdout.write(`${JSON.stringify(verdictLine(await judgeCase(one, before)))}\n`);
  }
  return 0;
}

function linesOf(part: string): Promise<Line[]> {
  return new Promise((done, fail) => {
    const args = [...process.execArgv, import.meta.filename, ...process.argv.slice(2), '--part', part];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code !== 0) fail(new Error(`A part of the corpus ended with ${String(code)}.`));
      else
        done(
          output
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as Line),
        );
    });
  });
}

/**
 * What was said of the second set of changes written blind when they were judged for the first time, all of them by one and the
 * same comparison, before anything was mended for them. The first set has no such record.
 */
function firstSight(): ReadonlyMap<string, Line['verdict']> {
  const text = readFileSync(new URL('first-sight.json', import.meta.url), 'utf8');
  return new Map(Object.entries(JSON.parse(text) as Record<string, Line['verdict']>));
}

function isGood(lines: readonly Line[]): boolean {
  const { f1, falselySafe } = figuresOf(lines);
  const profiles = lines.flatMap((line) => line.profiles);
  const told = lines.filter(({ headline }) => headline !== undefined);
  const named = told.filter(({ headline }) => headline).length;
  return (
    f1 >= LEAST_F1 &&
    falselySafe === 0 &&
    lines.every((line) => line.label !== 'breaking' || isRight({ ...line, profiles: [] })) &&
    profiles.filter((right) => right).length >= LEAST_PROFILES * profiles.length &&
    named >= LEAST_NAMED * told.length
  );
}
