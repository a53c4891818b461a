/** `npm run cleanup`: expires what an earlier run left open, e.g. after it was killed. */
import { existsSync } from 'node:fs';
import { readConfiguration } from '../client/configuration.ts';
import { loadEnvironment } from '../client/environment.ts';
import { plural } from '../reporting/words.ts';
import { ConfigurationError } from '../client/errors.ts';
import { onStop } from '../client/stop.ts';
import { Journal, journalPath, type JournalEntry } from '../preflight/journal.ts';
import { variable } from '../client/variable.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { EXIT_INCONCLUSIVE } from './shared/fail.ts';
import { runWithOptions, sayNotes } from './shared/command.ts';

const command = {
  call: 'npm run cleanup --',
  about:
    'Expires the inquiries and sessions that earlier runs created and did not clean up, at the configured base URL only.',
  options: {
    'dry-run': { about: 'Say what is left open, and send nothing.' },
  },
  notes: [
    'Reads the journal of created ids in REPORT_DIR/.run (default reports). Needs PERSONA_API_KEY, and PERSONA_BASE_URL where it is not Persona’s own.',
    'Exit codes: 0 nothing is left open, 2 usage or configuration, 3 something is still open.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const env = loadEnvironment({ ...process.env });
  const reportDir = variable(env, 'REPORT_DIR') ?? 'reports';
  const journal = new Journal(reportDir);
  const left = journal.left();
  const unreadable = journal.unreadable();
  if (unreadable > 0) {
    say(
      `${unreadable} ${unreadable === 1 ? 'line' : 'lines'} of ${journalPath(reportDir)} cannot be read, so it is not known whether more is open. Look at the dashboard, then remove that file.`,
    );
  }
  if (left.length === 0) {
    if (unreadable > 0) return EXIT_INCONCLUSIVE;
    const why = existsSync(journalPath(reportDir)) ? 'everything in the journal is cleaned up' : 'no journal';
    say(`Nothing is left open (${why} in ${reportDir}).`);
    journal.tidy();
    return 0;
  }
  if (options['dry-run']) {
    for (const [baseUrl, entries] of byTarget(left)) say(`${amount(entries)} open at ${baseUrl}.`);
    return EXIT_INCONCLUSIVE;
  }
  // Only a sandbox has a journal: the embedded mock goes away with its run.
  const { cleanUp, cleanUpLines } = await import('../preflight/clean-up.ts');
  const configuration = readConfiguration({
    PERSONA_INQUIRY_TEMPLATE_ID: 'not-needed-to-clean-up',
    ...definedOnly(env),
    PERSONA_TARGET: 'sandbox',
  });
  sayNotes(configuration);
  const targets = byTarget(left);
  openReportFolder(reportDir);
  const here = targets.get(configuration.baseUrl) ?? [];
  if (here.length === 0) {
    throw new ConfigurationError({
      cause: `Nothing is left open at ${configuration.baseUrl}, but elsewhere there is: ${[...targets].map(([url, entries]) => `${amount(entries)} at ${url}`).join('; ')}`,
      hint: 'clean-up goes to the configured base URL only, with that environment’s key',
      next: `PERSONA_BASE_URL=${[...targets.keys()][0] ?? ''} npm run cleanup`,
    });
  }
  const released = onStop(({ why }) => {
    say(`Asked to stop (${why}): ${amount(journal.left())} still open. Finish it with: npm run cleanup`);
    process.exit(EXIT_INCONCLUSIVE);
  });
  say(`Cleaning up ${amount(here)} at ${configuration.baseUrl} …`);
  const result = await cleanUp(configuration, journal, here, {
    onWait: ({ ms, reason }) => say(`Waiting ${(ms / 1_000).toFixed(1)} s: ${reason}.`),
  });
  for (const line of cleanUpLines(result, configuration.baseUrl)) say(line);
  say(`${plural(result.requests, 'request')} sent.`);
  for (const [baseUrl, entries] of targets) {
    if (baseUrl !== configuration.baseUrl) {
      say(`${amount(entries)} still open at ${baseUrl}: PERSONA_BASE_URL=${baseUrl} npm run cleanup`);
    }
  }
  if (journal.left().length > 0) say(`The ids of what is open stand in ${journalPath(reportDir)}.`);
  released();
  return journal.left().length === 0 && unreadable === 0 ? 0 : EXIT_INCONCLUSIVE;
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function byTarget(entries: readonly JournalEntry[]): Map<string, JournalEntry[]> {
  const targets = new Map<string, JournalEntry[]>();
  for (const entry of entries) targets.set(entry.baseUrl, [...(targets.get(entry.baseUrl) ?? []), entry]);
  return targets;
}

function amount(entries: readonly JournalEntry[]): string {
  const inquiries = entries.filter(({ kind }) => kind === 'inquiry').length;
  const sessions = entries.length - inquiries;
  return `${inquiries} ${inquiries === 1 ? 'inquiry' : 'inquiries'} and ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`;
}

/** An empty variable in `.env` counts as not set. */
function definedOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => (value ?? '').trim() !== ''));
}
