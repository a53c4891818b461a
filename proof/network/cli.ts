/** `npm run resilience`: the suite against a correct mock in bad conditions. A correct target must never be called wrong. */
import { ConfigurationError } from '../../client/errors.ts';
import { runCommand } from '../../cli/shared/fail.ts';
import { readOptions, helpText, type Command } from '../../cli/shared/options.ts';
import { runOnce, withVerdict, type RunResult } from './one-run.ts';
import { holds, rowOf, tableLines } from './table.ts';
import { networkConditions, type NetworkConditions } from './conditions.ts';

const STANDARD_RUNS = 20;
/** Runs at the same time: they mostly wait, and this many keep two cores busy without slowing each other down much. */
const AT_ONCE = 10;
const PROGRESS_MS = 5_000;

const names = networkConditions.map(({ name }) => name);

const options = {
  runs: { value: 'N', about: `Runs in each conditions. Default ${STANDARD_RUNS}.` },
  only: { value: 'NAME', about: 'Only the networkConditions whose name contains this.' },
  quick: { about: 'Leave out the networkConditions that wait for real rate-limit windows.' },
  seed: { value: 'N', about: 'First seed; each run takes the next one. Default 1.' },
} as const;

const command: Command<typeof options> = {
  call: 'npm run resilience --',
  about:
    'Runs the whole suite against a correct mock through resets, gateway errors, latency, a low limit and lagging reads.\n' +
    'Exit 0: no violation was reported and every run ended within its bound; 1 otherwise.',
  options,
  notes: [`Weathers: ${names.join(', ')}`],
};

void runCommand(main);

async function main(): Promise<number> {
  const values = readOptions(command, process.argv.slice(2));
  if (values.help) {
    process.stdout.write(helpText(command));
    return 0;
  }
  const runs = whole('runs', values.runs ?? String(STANDARD_RUNS), 1, 1_000);
  const seed = whole('seed', values.seed ?? '1', 0, 2 ** 31 - 1);
  const chosen = choose(values.only, values.quick);
  const results = await runAll(chosen, runs, seed);
  const rows = networkConditions
    .filter((conditions) => chosen.includes(conditions))
    .map((conditions) =>
      rowOf(
        conditions,
        results.filter((result) => result.conditions === conditions.name),
      ),
    );
  const failures = [...complaints(results, 'violation'), ...complaints(results, 'inconclusive')];
  process.stdout.write(`${[...tableLines(rows), ...failures].join('\n')}\n`);
  return rows.length > 0 && rows.every(holds) ? 0 : 1;
}

function choose(only: string | undefined, quick: boolean): readonly NetworkConditions[] {
  const chosen = networkConditions.filter(
    ({ name, slow }) =>
      (only === undefined || name.toLowerCase().includes(only.toLowerCase())) && !(quick && slow),
  );
  if (chosen.length > 0) return chosen;
  throw new ConfigurationError({
    cause: `No conditions is called "${only ?? ''}"`,
    hint: `there are: ${names.join(', ')}`,
    next: 'npm run resilience -- --only resets',
  });
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new ConfigurationError({
    cause: `--${name} ${text}: not a whole number from ${least} to ${most}`,
    next: 'npm run resilience -- --help',
  });
}

/** Everything that waits for real minutes starts at once; the rest passes in groups meanwhile. */
async function runAll(
  chosen: readonly NetworkConditions[],
  runs: number,
  seed: number,
): Promise<readonly RunResult[]> {
  const jobs = chosen.flatMap((conditions) =>
    Array.from({ length: runs }, (_, index) => ({ conditions, seed: seed + index })),
  );
  const results: RunResult[] = [];
  const progress = setInterval(
    () => process.stderr.write(`… ${results.length} of ${jobs.length} runs\n`),
    PROGRESS_MS,
  );
  try {
    const waiting = jobs.filter(({ conditions }) => conditions.slow).map(perform);
    const queue = jobs.filter(({ conditions }) => !conditions.slow);
    await Promise.all([...waiting, ...Array.from({ length: AT_ONCE }, () => work(queue))]);
  } finally {
    clearInterval(progress);
  }
  return results;

  async function perform(job: {
    readonly conditions: NetworkConditions;
    readonly seed: number;
  }): Promise<void> {
    results.push(await runOnce(job.conditions, job.seed));
  }

  async function work(
    queue: { readonly conditions: NetworkConditions; readonly seed: number }[],
  ): Promise<void> {
    for (let job = queue.shift(); job; job = queue.shift()) await perform(job);
  }
}

/** What was said wrongly or not at all, each once, with how often. */
function complaints(results: readonly RunResult[], verdict: 'violation' | 'inconclusive'): string[] {
  const counts = new Map<string, number>();
  for (const result of results) {
    for (const outcome of withVerdict(result, verdict)) {
      // One doubt is often shared by all requirements that read the same scenario: it is said once.
      const why = outcome.finding
        ? `${outcome.id}: ${outcome.finding.what}`
        : `${outcome.doubt ?? ''}: ${outcome.reason ?? ''}`;
      const line = `${result.conditions}: ${why}`;
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return [];
  const lines = [...counts].sort(([, a], [, b]) => b - a).map(([line, count]) => `  ${count} × ${line}`);
  return ['', verdict === 'violation' ? 'Violations (all of them wrong):' : 'Inconclusive:', ...lines];
}
