/**
 * What only a run against a sandbox needs, in the main process: the doctor before it, and the clean-up after it, also
 * after Ctrl-C or the crash of a worker.
 */
import type { Configuration } from '../client/configuration.ts';
import type { Exchange } from '../client/exchange.ts';
import { Journal } from './journal.ts';
import { redact } from '../client/redaction.ts';
import type { PersonaOptions } from '../client/persona.ts';
import { checks } from './doctor/check-result.ts';
import { findingLines, summary } from './doctor/format.ts';
import { recordRunFacts } from '../judging/run-facts.ts';
import { styleFor } from '../reporting/style.ts';
import type { RunState } from '../scenarios/run-state.ts';
import { cleanUp, cleanUpLines } from './clean-up.ts';
import { examine } from './examine.ts';

/** The name of a run in the journal. */
export function runName(startedAt: number): string {
  return new Date(startedAt).toISOString();
}

/** What the doctor found, in the words of exit codes: 0 the run can begin, 2 the set-up must be put right, 3 we cannot tell. */
type Admission = 0 | 2 | 3;

/**
 * Looks at target and set-up before the first test, and hands what was made over to the run. Prints what a reader should
 * know; where no run can begin, expires what was made.
 */
export async function openSandboxRun(
  configuration: Configuration,
  startedAt: number,
  runState: RunState,
  onExchange: (exchange: Exchange) => void,
): Promise<Admission> {
  const journal = new Journal(configuration.reportDir, runName(startedAt));
  const diagnosis = await examine(configuration, journal, {
    runState,
    startedAt,
    onExchange,
    onWait: ({ ms, reason }) => say([`… waiting ${Math.ceil(ms / 1_000)} s: ${reason}`]),
  });
  const worth = diagnosis.results.filter(({ health }) => health !== 'ok');
  say([...worth.flatMap((finding) => findingLines(finding, styleFor(process.stderr))), summary(diagnosis)]);
  recordRunFacts({
    notes: worth
      .filter(({ health }) => health === 'warning')
      .map(({ check, seen }) => `Doctor, ${checks[check].toLowerCase()}: ${seen}`),
  });
  if (diagnosis.health === 'ok' || diagnosis.health === 'warning') return 0;
  await closeSandboxRun(configuration, startedAt);
  return diagnosis.health === 'problem' ? 2 : 3;
}

function say(lines: readonly string[]): void {
  process.stderr.write(`${redact(lines.join('\n'))}\n`);
}

/** Ends a run: what it created is expired, or left open where the user wants to look at it. */
export async function closeSandboxRun(
  configuration: Configuration,
  startedAt: number,
  options: PersonaOptions & { readonly onExchange?: (exchange: Exchange) => void } = {},
): Promise<void> {
  const journal = new Journal(configuration.reportDir);
  const mine = journal.left().filter(({ run }) => run === runName(startedAt));
  if (mine.length === 0) return;
  if (configuration.keep) {
    note(`Kept as asked for: ${mine.length} objects stay open. Expire them with: npm run cleanup`);
    return;
  }
  const result = await cleanUp(configuration, journal, mine, { startedAt, ...options });
  for (const line of cleanUpLines(result, configuration.baseUrl)) note(line);
}

function note(sentence: string): void {
  recordRunFacts({ notes: [sentence] });
}
