/** Runs the suite through network conditions again and again, and prints what came of it. */
import { findingInWords } from '../../reporting/sentences/finding.ts';
import { networkConditions, type NetworkConditions } from './conditions.ts';
import { runOnce, withVerdict, type RunResult } from './one-run.ts';
import { holds, rowOf, tableLines } from './table.ts';

/** Runs at the same time: they mostly wait, and this many keep two cores busy without slowing each other down much. */
const AT_ONCE = 10;
const PROGRESS_MS = 5_000;

/** Gives the exit code. */
export async function measure(
  chosen: readonly NetworkConditions[],
  runs: number,
  seed: number,
): Promise<number> {
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
        ? `${outcome.id}: ${findingInWords(outcome.finding).what}`
        : `${outcome.doubt ?? ''}: ${outcome.reason ?? ''}`;
      const line = `${result.conditions}: ${why}`;
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return [];
  const lines = [...counts].sort(([, a], [, b]) => b - a).map(([line, count]) => `  ${count} × ${line}`);
  return ['', verdict === 'violation' ? 'Violations (all of them wrong):' : 'Inconclusive:', ...lines];
}
