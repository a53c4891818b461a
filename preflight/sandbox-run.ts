/**
 * What only a run against a sandbox needs, in the main process: the doctor before it, and the clean-up after it, also
 * after Ctrl-C or the crash of a worker.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Configuration } from '../client/configuration.ts';
import type { Exchange } from '../client/exchange.ts';
import { Journal } from './journal.ts';
import { redact } from '../client/redaction.ts';
import type { PersonaOptions } from '../client/persona.ts';
import { checks } from './doctor/check-result.ts';
import { findingLines, summary } from './doctor/format.ts';
import { recordRunFacts } from '../judging/run-facts.ts';
import { onStop, worksForParent } from '../client/stop.ts';
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
  if (lines.length === 0) return;
  process.stderr.write(`${redact(lines.join('\n'))}\n`);
}

/** Ends a run: what it created is expired, or left open where the user wants to look at it. What came of it, in sentences. */
export async function closeSandboxRun(
  configuration: Configuration,
  startedAt: number,
  options: PersonaOptions & { readonly onExchange?: (exchange: Exchange) => void } = {},
): Promise<string[]> {
  const journal = new Journal(configuration.reportDir);
  const mine = journal.left().filter(({ run }) => run === runName(startedAt));
  if (mine.length === 0) return [];
  const lines = configuration.keep
    ? [`Kept as asked for: ${mine.length} objects stay open. Expire them with: npm run cleanup`]
    : cleanUpLines(
        await cleanUp(configuration, journal, mine, { startedAt, ...options }),
        configuration.baseUrl,
      );
  for (const line of lines) note(line);
  return lines;
}

/** Where the process is asked to stop while something else would end it, and nobody is told what stays open. */
const EXIT_INCONCLUSIVE = 3;

/** A request that was on its way when the process was asked to stop may still create something. */
const LAST_ANSWERS_MS = 1_000;

/**
 * From now on: asked to stop, this process expires what the run created, says what stays open, and ends with exit code 3.
 * Asked once more it ends at once, and says what it leaves. The returned function ends that.
 */
export function cleanUpOnStop(configuration: Configuration, startedAt: number): () => void {
  return onStop(
    ({ why, times }) => {
      if (times > 1) {
        sayWhatIsLeft(configuration, startedAt);
        process.exit(EXIT_INCONCLUSIVE);
      }
      say([
        `Asked to stop (${why}): nothing more is checked. What was created is expired; ask again to end at once.`,
      ]);
      void (async () => {
        await delay(LAST_ANSWERS_MS);
        say(await closeSandboxRun(configuration, startedAt));
        process.exit(EXIT_INCONCLUSIVE);
      })();
    },
    { watchParent: worksForParent() },
  );
}

/** For whoever cannot wait for the clean-up. */
export function sayWhatIsLeft(configuration: Configuration, startedAt: number): void {
  const left = new Journal(configuration.reportDir).left().filter(({ run }) => run === runName(startedAt));
  if (left.length > 0) {
    say([
      `${left.length} objects are left open at ${configuration.baseUrl}. Expire them with: npm run cleanup`,
    ]);
  }
}

function note(sentence: string): void {
  recordRunFacts({ notes: [sentence] });
}
