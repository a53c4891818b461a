/** `npm run upgrade:corpus`: how well the upgrade gate judges, as a confusion table. Exit 1 when it falls short. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ConfigurationError } from '../../client/errors.ts';
import { runCommand } from '../../cli/shared/fail.ts';
import { helpText, readOptions, type Command } from '../../cli/shared/options.ts';
import type { Line } from './run.ts';

/** More processes than this bring nothing: each has to load and to run the old version first. */
const MOST_PROCESSES = 2;

const LEAST_PRECISION = 0.95;

const options = {
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
  const { corpus } = await import('./run.ts');
  if (values.part !== undefined) return judgePart(values.part);

  const begun = performance.now();
  const processes = Math.max(1, Math.min(MOST_PROCESSES, availableParallelism()));
  process.stderr.write(`Playing ${corpus.length} labelled changes in ${processes} processes …\n`);
  const lines = (
    await Promise.all(Array.from({ length: processes }, (_, index) => linesOf(`${index}/${processes}`)))
  ).flat();
  if (lines.length !== corpus.length)
    throw new Error(`${lines.length} of ${corpus.length} changes were judged.`);
  process.stdout.write(`${report(lines).join('\n')}\n`);
  process.stdout.write(`${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  return isGood(lines) ? 0 : 1;
});

async function judgePart(part: string): Promise<number> {
  const { corpus, judgeCase, OLD, runPatched, verdictLine } = await import('./run.ts');
  const [which = NaN, of = NaN] = part.split('/').map(Number);
  if (!(Number.isInteger(which) && which >= 0 && which < of)) {
    throw new ConfigurationError({
      cause: `--part ${part}: not a part, like 0/2`,
      next: `${command.call} --help`,
    });
  }
  const before = [await runPatched(OLD), await runPatched(OLD)] as const;
  for (const [index, one] of corpus.entries()) {
    if (index % of !== which) continue;
    process.stdout.write(`${JSON.stringify(verdictLine(await judgeCase(one, before)))}\n`);
  }
  return 0;
}

function linesOf(part: string): Promise<Line[]> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, '--part', part], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
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

function count(lines: readonly Line[], label: string, verdict: string): number {
  return lines.filter((line) => line.label === label && line.verdict === verdict).length;
}

function figures(lines: readonly Line[]): { recall: number; precision: number; falselySafe: number } {
  const right = count(lines, 'breaking', 'breaking');
  const breaking = lines.filter(({ label }) => label === 'breaking').length;
  const called = lines.filter(({ verdict }) => verdict === 'breaking').length;
  return {
    recall: breaking === 0 ? 0 : right / breaking,
    precision: called === 0 ? 0 : right / called,
    falselySafe: count(lines, 'breaking', 'safe'),
  };
}

function isGood(lines: readonly Line[]): boolean {
  const { recall, precision, falselySafe } = figures(lines);
  return (
    recall === 1 && falselySafe === 0 && precision >= LEAST_PRECISION && lines.every(({ named }) => named)
  );
}

function report(lines: readonly Line[]): string[] {
  const verdicts = ['breaking', 'undecided', 'safe'];
  const row = (label: string, cells: readonly (string | number)[]): string =>
    label.padEnd(12) + cells.map((cell) => String(cell).padStart(11)).join('');
  const { recall, precision, falselySafe } = figures(lines);
  const wrong = lines.filter(
    ({ label, verdict, named }) => !named || verdict !== (label === 'breaking' ? 'breaking' : 'safe'),
  );
  return [
    row(
      'labelled ↓',
      verdicts.map((verdict) =>
        `said ${verdict}`.replace('said breaking', 'said no').replace('said safe', 'said yes'),
      ),
    ),
    ...['breaking', 'compatible'].map((label) =>
      row(
        label,
        verdicts.map((verdict) => count(lines, label, verdict)),
      ),
    ),
    '',
    ...wrong.flatMap((line) => [
      `${line.slug} (${line.label}) came out ${line.verdict}${line.named ? '' : `, and no change of the rule ${line.rule ?? ''}`}`,
      ...line.changes.slice(0, 5).map((change) => `    ${change}`),
    ]),
    `${lines.length} changes: recall on breaking ${percent(recall)}, precision ${percent(precision)}, ${falselySafe} falsely safe.`,
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
