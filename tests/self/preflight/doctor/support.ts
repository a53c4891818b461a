/** The doctor at a target, without a browser and with short patience. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { Configuration } from '../../../../client/configuration.ts';
import { Journal } from '../../../../preflight/journal.ts';
import { Secret } from '../../../../client/secret.ts';
import type { Diagnosis } from '../../../../preflight/doctor/check-result.ts';
import { startEmbeddedMock } from '../../../../preflight/embedded-mock.ts';
import { examine, type ExamineOptions } from '../../../../preflight/examine.ts';
import type { MockOptions, RunningMock } from '../../../../mock/server.ts';
import { readingTheLink, simulatingTheStart } from '../../../../scenarios/activation-strategies.ts';

export function secret(value: string): Secret {
  return new Secret(value);
}

/** Examines; times are cut short so that a target which says nothing is left soon. */
export function examined(configuration: Configuration, options: ExamineOptions = {}): Promise<Diagnosis> {
  const folder = mkdtempSync(join(test.info().outputPath(), 'journal-'));
  return examine(
    { ...configuration, timeoutMs: 1_200, backoffMs: 5, rateLimitBackoffMs: 5 },
    new Journal(folder, 'doctor'),
    { activationStrategies: [readingTheLink, simulatingTheStart], env: {}, ...options },
  );
}

/** Examines a mock, configured as `change` says. */
export async function atMock(
  options: MockOptions,
  change: (configuration: Configuration, mock: RunningMock) => Partial<Configuration> = () => ({}),
): Promise<Diagnosis> {
  const { mock, configuration } = await startEmbeddedMock(undefined, options);
  try {
    return await examined({ ...configuration, ...change(configuration, mock) });
  } finally {
    await mock.close();
  }
}
