/** `npm run doctor`: looks at target and set-up, and says what to put right before a run. */
import { readConfiguration } from '../client/configuration.ts';
import { loadEnvironment } from '../client/environment.ts';
import { redact } from '../client/redaction.ts';
import type { Diagnosis } from '../preflight/doctor/check-result.ts';
import { findingLines, summary } from '../preflight/doctor/format.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { styleFor } from '../reporting/style.ts';
import { EXIT_INCONCLUSIVE, EXIT_USAGE } from './shared/fail.ts';
import { runWithOptions, sayNotes } from './shared/command.ts';

const command = {
  call: 'npm run doctor --',
  about:
    'Looks at target and set-up before a run: connection, key, permissions, template, defaults, clocks, limits, optional keys, and whether sessions can be opened. Sends about a dozen requests, creates one inquiry with one session, and expires both.',
  options: {
    target: {
      value: 'mock|sandbox',
      about: 'What to look at; default sandbox where PERSONA_API_KEY is set, else the mock (PERSONA_TARGET).',
      choices: ['mock', 'sandbox'],
    },
    json: { about: 'Print the findings as JSON.' },
    keep: { about: 'Leave the inquiry and its session open.' },
  },
  notes: [
    'A sandbox run begins with the same examination.',
    'Exit codes: 0 a run can begin, 2 something must be put right first, 3 it cannot be told just now.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const { Journal } = await import('../preflight/journal.ts');
  const { cleanUpOnStop, closeSandboxRun, runName } = await import('../preflight/sandbox-run.ts');
  const { startEmbeddedMock } = await import('../preflight/embedded-mock.ts');
  const { examine } = await import('../preflight/examine.ts');
  const env = loadEnvironment({ ...process.env });
  if (options.target !== undefined) env['PERSONA_TARGET'] = options.target;
  else if ((env['PERSONA_TARGET'] ?? '') === '' && (env['PERSONA_API_KEY'] ?? '') !== '')
    env['PERSONA_TARGET'] = 'sandbox';
  const configured = readConfiguration(env);
  openReportFolder(configured.reportDir);
  sayNotes(configured);
  const embedded = configured.target === 'mock' ? await startEmbeddedMock(configured) : undefined;
  const configuration = { ...(embedded?.configuration ?? configured), keep: options.keep || configured.keep };
  const startedAt = Date.now();
  const journal = new Journal(configuration.reportDir, runName(startedAt));
  const released = cleanUpOnStop(configuration, startedAt);
  if (process.stderr.isTTY) process.stderr.write(`Looking at ${configuration.baseUrl} …\n`);
  const waits = {
    onWait: ({ ms, reason }: { ms: number; reason: string }) =>
      void process.stderr.write(`Waiting ${(ms / 1_000).toFixed(1)} s: ${reason}.\n`),
  };
  try {
    const diagnosis = await examine(configuration, journal, waits);
    print(diagnosis, options.json);
    return exitCode(diagnosis);
  } finally {
    const screen = options.json ? process.stderr : process.stdout;
    for (const line of await closeSandboxRun(configuration, startedAt, waits)) screen.write(`${line}\n`);
    released();
    await embedded?.mock.close();
  }
});

function print(diagnosis: Diagnosis, json: boolean): void {
  if (json) {
    const { results: findings, health, requests } = diagnosis;
    process.stdout.write(`${redact(JSON.stringify({ health, requests, findings }, null, 2))}\n`);
    return;
  }
  const style = styleFor(process.stdout);
  const lines = diagnosis.results.flatMap((finding) => findingLines(finding, style));
  process.stdout.write(`${redact(lines.join('\n'))}\n\n${summary(diagnosis)}\n`);
}

function exitCode({ health }: Diagnosis): number {
  return health === 'problem' ? EXIT_USAGE : health === 'doubt' ? EXIT_INCONCLUSIVE : 0;
}
