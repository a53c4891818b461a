/** The campaign's result as a table: one line per conditions. */
import { withVerdict, type RunResult } from './one-run.ts';
import type { NetworkConditions } from './conditions.ts';

export interface Row {
  readonly conditions: string;
  readonly runs: number;
  readonly violations: number;
  /** Requirements that ended inconclusive, over all runs. */
  readonly inconclusive: number;
  /** Requirements judged, over all runs. */
  readonly judged: number;
  readonly requests: { readonly median: number; readonly most: number };
  readonly retries: number;
  readonly slowestSeconds: number;
  readonly boundSeconds: number;
  /** The longest read lag seen, in milliseconds; undefined: none. */
  readonly longestLagMs: number | undefined;
}

/** One line of the table. */
export function rowOf(conditions: NetworkConditions, results: readonly RunResult[]): Row {
  const count = (verdict: 'violation' | 'inconclusive') =>
    results.reduce((sum, result) => sum + withVerdict(result, verdict).length, 0);
  const requests = results.map((result) => result.requests).sort((a, b) => a - b);
  const lags = results.flatMap((result) => result.lags);
  return {
    conditions: conditions.name,
    runs: results.length,
    violations: count('violation'),
    inconclusive: count('inconclusive'),
    judged: results.reduce((sum, result) => sum + result.outcomes.length, 0),
    requests: { median: requests[Math.floor(requests.length / 2)] ?? 0, most: requests.at(-1) ?? 0 },
    retries: results.reduce((sum, result) => sum + result.retries, 0),
    slowestSeconds: Math.max(...results.map(({ ms }) => ms)) / 1_000,
    boundSeconds: conditions.boundSeconds,
    longestLagMs: lags.length === 0 ? undefined : Math.max(...lags),
  };
}

/** True when nothing was cried that is not there, and every run ended in time. */
export function holds(row: Row): boolean {
  return row.runs > 0 && row.violations === 0 && row.slowestSeconds <= row.boundSeconds;
}

const columns: readonly (readonly [title: string, cell: (row: Row) => string])[] = [
  ['conditions', (row) => row.conditions],
  ['runs', (row) => String(row.runs)],
  ['violations', (row) => String(row.violations)],
  ['inconclusive', (row) => `${row.inconclusive} of ${row.judged}`],
  ['requests', (row) => `${row.requests.median} (most ${row.requests.most})`],
  ['sent again', (row) => String(row.retries)],
  [
    'read lag seen',
    (row) => (row.longestLagMs === undefined ? '–' : `up to ${Math.round(row.longestLagMs)} ms`),
  ],
  ['slowest run', (row) => `${row.slowestSeconds.toFixed(1)} s`],
  ['bound', (row) => `${row.boundSeconds} s`],
  ['', (row) => (holds(row) ? 'ok' : 'FAILED')],
];

/** The table as lines of text. */
export function tableLines(rows: readonly Row[]): string[] {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
