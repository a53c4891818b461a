/** Everything that the book is made from, read once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type CatalogueEntry, type RequirementId } from '../../contract/catalogue.ts';
import type { Verdict } from '../../judging/outcome.ts';
import { fingerprint, recordOf, type RunRecord } from '../history/run-record.ts';
import { rememberRun } from '../history/runs-file.ts';
import { ALLURE_REPORT } from '../report-folder.ts';
import { readStatement } from '../statement-file.ts';
import type { Statement, StatementRequirement } from '../statement.ts';
import { readStories, type Story } from '../stories.ts';
import { exampleOf, type Example } from './example.ts';
import { faultsAgainst, readFaults, type FaultLine, type FaultList } from './faults.ts';
import type { MockChoice } from './mock-choices.ts';
import { rememberObservations, type Observed } from './observations.ts';
import { readScenarios } from './scenario-source.ts';
import { readTests, type RequirementTest, type TestFile } from './test-source.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What the last run said, `not run` where it did not look. */
export type ShownVerdict = Verdict | 'not run';

/** A requirement with everything that is known of it. */
export interface BookEntry {
  readonly requirement: CatalogueEntry;
  readonly verdict: ShownVerdict;
  readonly outcome: StatementRequirement | undefined;
  readonly test: RequirementTest | undefined;
  readonly faults: readonly FaultLine[];
  readonly example: Example | undefined;
}

export interface Book {
  readonly entries: readonly BookEntry[];
  readonly statement: Statement | undefined;
  readonly stories: ReadonlyMap<string, Story>;
  readonly testFiles: readonly TestFile[];
  readonly faults: FaultList;
  /** What the embedded mock does where the documentation is silent; empty where nobody said. */
  readonly choices: readonly MockChoice[];
  /** Address of the Allure report of the same run; undefined where there is none. */
  readonly allure: string | undefined;
  /** Every run that is remembered, the oldest first; the last one is the statement's where there is one. */
  readonly runs: readonly RunRecord[];
  /** What each target showed where the documentation is silent, newest first. */
  readonly observed: readonly Observed[];
  entry(id: RequirementId): BookEntry;
}

/**
 * Reads the contract, the tests and what the last run left in the report folder; the latter may be missing.
 * Adds the run's observations to those of earlier runs.
 */
export async function readBook(reportDir: string, choices: readonly MockChoice[] = []): Promise<Book> {
  const statement = readStatement(reportDir);
  const stories = readStories(reportDir);
  const faults = await readFaults(reportDir, ROOT);
  const scenarios = readScenarios(join(ROOT, 'scenarios'));
  const ids = catalogue.map(({ id }) => id);
  const { files, tests } = readTests(ROOT, 'tests/conformance', ids);
  const outcomes = new Map(statement?.requirements.map((line) => [line.slug, line]));
  const entries = catalogue.map((requirement): BookEntry => {
    const { id } = requirement;
    const outcome = outcomes.get(id);
    const test = tests.get(id);
    return {
      requirement,
      outcome,
      verdict: outcome?.verdict ?? 'not run',
      test,
      faults: faultsAgainst(faults, id),
      example: exampleOf({ looks: test?.looks ?? [], outcome, stories, scenarios }),
    };
  });
  const byId = new Map<string, BookEntry>(entries.map((entry) => [entry.requirement.id, entry]));
  return {
    entries,
    statement,
    stories,
    testFiles: files,
    faults,
    choices,
    allure: existsSync(join(reportDir, ALLURE_REPORT, 'index.html'))
      ? `../${ALLURE_REPORT}/index.html`
      : undefined,
    runs: rememberRun(reportDir, statement && recordOf(statement, checksOf(entries))),
    observed: rememberObservations(reportDir, statement),
    entry: (id) => {
      const entry = byId.get(id);
      if (!entry) throw new Error(`No requirement "${id}" in the catalogue.`);
      return entry;
    },
  };
}

/** What each requirement promises and how it is checked, as a fingerprint. */
function checksOf(entries: readonly BookEntry[]): RunRecord['checks'] {
  return Object.fromEntries(
    entries.map(({ requirement, test }) => {
      const { statement, level, versions, needs } = requirement;
      const pieces = test ? [test.body, ...test.helpers].map(({ lines }) => lines.join('\n')) : [];
      return [requirement.id, fingerprint(JSON.stringify([statement, level, versions, needs, pieces]))];
    }),
  );
}
