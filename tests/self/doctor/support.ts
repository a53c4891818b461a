/** The doctor at a target, without a browser and with short patience. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { Configuration } from '../../../client/configuration.ts';
import { Journal } from '../../../client/journal.ts';
import { Secret } from '../../../client/secret.ts';
import type { Diagnosis } from '../../../doctor/finding.ts';
import { startEmbeddedMock } from '../../../fixtures/embedded-mock.ts';
import { examine, type ExamineOptions } from '../../../fixtures/examine.ts';
import type { MockOptions, RunningMock } from '../../../mock/server.ts';
import { byReadingTheLink, bySimulating } from '../../../scenarios/opening-ways.ts';

export function secret(value: string): Secret {
  return new Secret(value);
}

/** Examines; times are cut short so that a target which says nothing is left soon. */
export function examined(configuration: Configuration, options: ExamineOptions = {}): Promise<Diagnosis> {
  const folder = mkdtempSync(join(test.info().outputPath(), 'journal-'));
  return examine(
    { ...configuration, timeoutMs: 400, backoffMs: 5, rateLimitBackoffMs: 5 },
    new Journal(folder, 'doctor'),
    { openingWays: [byReadingTheLink, bySimulating], env: {}, ...options },
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
