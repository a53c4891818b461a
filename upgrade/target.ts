/** The target of a comparison: the embedded mock, or a sandbox whose created objects are cleaned up at the end. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Configuration } from '../client/configuration.ts';
import { Journal } from '../preflight/journal.ts';
import { redact } from '../client/redaction.ts';
import type { Suite } from '../judging/suite.ts';
import { tickingClock } from '../mock/clock.ts';
import type { MockOptions } from '../mock/server.ts';
import { startEmbeddedMock } from '../preflight/embedded-mock.ts';
import { cleanUpOnStop, closeSandboxRun, runName } from '../preflight/sandbox-run.ts';
import type { RunOptions } from '../judging/run.ts';
import type { VersionRunOptions } from './version-run.ts';

export interface OpenTarget<Options = VersionRunOptions> {
  readonly configuration: Configuration;
  /** How runs are to be run against it. */
  readonly runOptions: Options;
  close(): Promise<void>;
}

/** Runs in a row are more than the documented limits let through in a minute or an hour, and the mock is ours. */
const UNHURRIED = {
  rateLimit: { limit: 100_000, windowSeconds: 60 },
  quota: { limit: 100_000, windowSeconds: 3_600 },
};

/** Opens the target that the configuration names. Close it at the end, whatever happened. */
export async function openTarget(
  configuration: Configuration,
  suite: Suite,
  mockOptions: MockOptions = {},
): Promise<OpenTarget> {
  const target = await openPlainTarget(configuration, mockOptions);
  return { ...target, runOptions: { suite, ...target.runOptions } };
}

/** The same for runs that judge nothing. */
export async function openPlainTarget(
  configuration: Configuration,
  mockOptions: MockOptions = {},
): Promise<OpenTarget<RunOptions>> {
  if (configuration.target === 'mock') {
    const embedded = await startEmbeddedMock(configuration, {
      ...UNHURRIED,
      clock: tickingClock(),
      ...mockOptions,
    });
    return {
      configuration: embedded.configuration,
      runOptions: { pause: async (milliseconds) => embedded.mock.clock.advance(milliseconds) },
      close: () => embedded.mock.close(),
    };
  }
  const startedAt = Date.now();
  const journal = new Journal(configuration.reportDir, runName(startedAt));
  const released = cleanUpOnStop(configuration, startedAt);
  return {
    configuration,
    runOptions: {
      startedAt,
      onCreated: (created) => journal.created(created),
      pause: async (milliseconds) => void (await delay(milliseconds)),
    },
    close: async () => {
      const lines = await closeSandboxRun(configuration, startedAt);
      released();
      for (const line of lines) process.stderr.write(`${redact(line)}\n`);
    },
  };
}
