/** A report folder as a whole run leaves it, made in this process against the mock; and the book made from it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { catalogue } from '../../../../contract/catalogue.ts';
import { readConfiguration } from '../../../../client/configuration.ts';
import type { Exchange } from '../../../../client/exchange.ts';
import { startEmbeddedMock } from '../../../../preflight/embedded-mock.ts';
import { evaluate } from '../../../../judging/evaluate.ts';
import { storyOf, withCreations, writeStory } from '../../../../fixtures/evidence.ts';
import { openRun } from '../../../../judging/run.ts';
import type { MockOptions } from '../../../../mock/server.ts';
import { writeBook } from '../../../../reporting/book/build.ts';
import type { Outcome } from '../../../../judging/outcome.ts';
import { readFailures, scriptFor } from '../../../../reporting/failure-reading.ts';
import { readKnownFaults } from '../../../../reporting/known-faults.ts';
import { buildStatement, type Statement } from '../../../../reporting/statement.ts';
import { writeStatement } from '../../../../reporting/statement-file.ts';
import { loadSuite } from '../../../conformance/index.ts';

/** The same data each time, as for the campaign's trials. */
const AS_IN_THE_CAMPAIGN = readConfiguration({ PERSONA_BACKOFF_MS: '1', CONFORMANCE_SEED: '1' });

/** Runs every requirement against a mock, and writes the statement and the stories. */
export async function runInto(
  reportDir: string,
  options: MockOptions = {},
  excuse: (outcome: Outcome) => Outcome = (outcome) => outcome,
): Promise<Statement> {
  const startedAt = new Date();
  const { mock, configuration: found } = await startEmbeddedMock(AS_IN_THE_CAMPAIGN, {
    seed: 1,
    ...options,
  });
  const configuration = { ...found, reportDir };
  const run = openRun(configuration, { pause: async (ms) => void mock.clock.advance(ms) });
  const outcomes: Outcome[] = [];
  const stories = new Map<string, readonly Exchange[]>();
  const scripts = new Map<string, string>();
  try {
    const suite = await loadSuite();
    for (const check of suite.checks) {
      const { id } = check;
      const { outcome, evidence } = await evaluate(check, run.runner);
      outcomes.push(excuse(outcome));
      const script =
        outcome.finding &&
        scriptFor(
          outcome,
          storyOf(withCreations(evidence, await run.runner.everything()), configuration),
          configuration.baseUrl,
        );
      if (script !== undefined) scripts.set(id, script);
      const scenarios = new Set(evidence.map(({ label }) => label.slice(0, label.indexOf('/'))));
      for (const scenario of scenarios) {
        stories.set(
          scenario,
          evidence.filter(({ label }) => label.startsWith(`${scenario}/`)),
        );
      }
    }
  } finally {
    await run.close();
    await mock.close();
  }
  for (const [scenario, exchanges] of stories) writeStory(scenario, exchanges, configuration);
  const statement = buildStatement({
    suite: { name: 'suite', version: '0.0.0' },
    startedAt,
    endedAt: new Date(),
    catalogue,
    outcomes,
    facts: {
      target: { kind: 'mock', baseUrl: configuration.baseUrl },
      personaVersion: configuration.version,
    },
    configured: { kind: 'mock', version: configuration.version },
    runErrors: [],
    readings: readFailures(outcomes, { known: readKnownFaults().faults, scripts }),
    evidenceOf: () => [],
  });
  writeStatement(reportDir, statement);
  return statement;
}

/** `book`: folder of the book of a whole run; made once per worker. */
export const test = base.extend<object, { reportDir: string; book: string }>({
  reportDir: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'book-'));
      await runInto(folder);
      await use(folder);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  book: [
    async ({ reportDir }, use) => {
      await writeBook(reportDir);
      await use(join(reportDir, 'book'));
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';
