/** The runs of a report folder, one a line, kept from run to run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../../client/redaction.ts';
import { RUNS_FILE } from '../report-folder.ts';
import type { RunRecord } from './run-record.ts';

/** Older ones are forgotten. */
const KEPT = 100;

/** Adds a run to those of earlier times; the same run again takes its own place. @returns oldest first */
export function rememberRun(reportDir: string, run: RunRecord | undefined): readonly RunRecord[] {
  const path = join(reportDir, RUNS_FILE);
  const known = existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(parsed) : [];
  if (!run) return known;
  const runs = [...known.filter(({ at }) => at !== run.at), run]
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .slice(-KEPT);
  writeFileSync(path, redact(runs.map((one) => `${JSON.stringify(one)}\n`).join('')));
  return runs;
}

/** A line that is none of ours is left out: nothing that was remembered may keep a book from being written. */
function parsed(line: string): readonly RunRecord[] {
  try {
    const run = JSON.parse(line) as Partial<RunRecord> | null;
    const whole = [run?.at, run?.target, run?.version, run?.suite, run?.conclusion].every(
      (member) => typeof member === 'string',
    );
    const tables = [run?.verdicts, run?.checks, run?.missing].every(
      (member) => typeof member === 'object' && member !== null,
    );
    return whole && tables && !Number.isNaN(Date.parse(run?.at ?? '')) ? [run as RunRecord] : [];
  } catch {
    return [];
  }
}
