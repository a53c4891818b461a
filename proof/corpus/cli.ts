/** `npm run upgrade:corpus`: how well the upgrade gate judges, as a confusion table. Exit 1 when it falls short. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { runCommand } from '../../cli/shared/fail.ts';
import { corpus, judgeCase, OLD, runPatched, verdictLine, type Line } from './run.ts';

/** More processes than this bring nothing: each has to load and to run the old version first. */
const MOST_PROCESSES = 2;

const LEAST_PRECISION = 0.95;

await runCommand(async () => {
  const [shard, of] = (process.argv[2] ?? '').split('/').map(Number);
  if (shard !== undefined && of !== undefined) return playShard(shard, of);

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

/** Judges every `of`th case and prints one JSON line each. */
async function playShard(shard: number, of: number): Promise<number> {
  const before = [await runPatched(OLD), await runPatched(OLD)] as const;
  for (const [index, one] of corpus.entries()) {
    if (index % of !== shard) continue;
    process.stdout.write(`${JSON.stringify(verdictLine(await judgeCase(one, before)))}\n`);
  }
  return 0;
}

function linesOf(shard: string): Promise<Line[]> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, shard], {
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
