/**
 * Puts our verdicts into the results that allure-playwright wrote. Playwright knows passed, failed and skipped only, so it
 * would show a doubt as a failure; it also records the machine's name and calls a reworded requirement a new test.
 */
import { shownFinding } from './sentences/finding.ts';
import { observationSentence } from './sentences/observation.ts';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRequirementId, requirementById } from '../contract/catalogue.ts';
import type { AllureExchanges } from './allure-exchanges.ts';
import { REQUIREMENT_LABEL } from './allure-metadata.ts';
import { ERROR_CONTEXT } from './keep-worker-reporter.ts';
import { failureMarkdown } from './failure-markdown.ts';
import type { FailureReading } from './failure-reading.ts';
import type { Outcome, Verdict } from '../judging/outcome.ts';
import { aboutTheMock } from './sentences/mock-profile.ts';
import type { Statement } from './statement.ts';
import { CONTRACT_BOOK } from './report-folder.ts';
import { documented, looksLikeText } from './terminal.ts';

/** An attachment as a result names it. */
export interface AllureAttachment {
  readonly name: string;
  readonly type: string;
  /** File inside the results folder. */
  readonly source: string;
}

interface AllureStep {
  readonly name: string;
  readonly steps?: readonly AllureStep[];
  readonly attachments?: readonly AllureAttachment[];
}

/** The members of an Allure result file that we read or write. */
interface AllureResult extends Omit<AllureStep, 'name'> {
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly description?: string;
  readonly status?: string;
  readonly statusDetails?: { readonly message?: string; readonly trace?: string };
  readonly testCaseId?: string;
  readonly historyId?: string;
  readonly fullName?: string;
  readonly parameters?: readonly { readonly name: string }[];
}

const STATUS: Record<Verdict, string> = {
  pass: 'passed',
  violation: 'failed',
  inconclusive: 'broken',
  'not applicable': 'skipped',
  excused: 'passed',
};

/** Labels about the machine and the process: of no use to a reader, and nothing to publish. */
const MACHINE_LABELS = new Set(['host', 'thread']);

/**
 * Rewrites each result of `resultsDir` that belongs to a requirement, and shows its exchanges where the test did not.
 * @returns the result file of each requirement, by slug, as a name inside `resultsDir`; empty when nothing was written
 */
export function arrangeAllureResults(
  resultsDir: string,
  outcomes: readonly Outcome[],
  exchanges: AllureExchanges,
  readings: ReadonlyMap<string, FailureReading> = new Map(),
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(resultsDir)) return files;
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  for (const name of readdirSync(resultsDir).filter((file) => file.endsWith('-result.json'))) {
    const path = join(resultsDir, name);
    const result = JSON.parse(readFileSync(path, 'utf8')) as AllureResult;
    const id = result.labels.find((label) => label.name === REQUIREMENT_LABEL)?.value;
    const outcome = id === undefined ? undefined : byId.get(id);
    if (!outcome) continue;
    writeFileSync(path, JSON.stringify(arranged(result, outcome, exchanges, readings.get(outcome.id) ?? {})));
    files.set(outcome.id, name);
  }
  return files;
}

/** Writes what the report shows as its environment: facts of the run, one per line. */
export function writeAllureEnvironment(resultsDir: string, statement: Statement): void {
  if (!existsSync(resultsDir)) return;
  const answers = {
    0: 'conformant',
    1: 'not conformant',
    2: 'excused for nothing',
    3: 'inconclusive',
  } as const;
  const about = aboutTheMock(statement);
  const facts: Record<string, string> = {
    Conclusion: answers[statement.conclusion.exitCode],
    Target: statement.target.baseUrl ?? statement.target.kind,
    ...(about === undefined ? {} : { 'What it is worth': about }),
    'Persona-Version': statement.personaVersion,
    Suite: statement.suite.version,
    Seed: String(statement.seed ?? 'not set'),
    Requests: String(statement.requests.total),
  };
  const lines = Object.entries(facts).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(join(resultsDir, 'environment.properties'), `${lines.join('\n')}\n`);
}

function arranged(
  result: AllureResult,
  outcome: Outcome,
  exchanges: AllureExchanges,
  reading: FailureReading,
): AllureResult {
  // The slug is stable; title, file and line are not.
  const identity = createHash('md5').update(outcome.id).digest('hex');
  const message = messageOf(outcome, reading);
  const ours = outcome.doubt === 'suite';
  const trace = ours ? result.statusDetails?.trace : undefined;
  const shown = exchanges.isShownIn(result) ? [] : exchanges.attach(outcome.exchanges);
  return {
    ...result,
    status: STATUS[outcome.verdict],
    ...(message === undefined
      ? {}
      : { statusDetails: { message, ...(trace === undefined ? {} : { trace }) } }),
    testCaseId: identity,
    historyId: identity,
    fullName: outcome.id,
    description: describe(result.description ?? '', outcome, reading) + inTheBook(outcome.id),
    labels: [
      ...result.labels.filter(({ name }) => !MACHINE_LABELS.has(name)),
      { name: 'verdict', value: ours ? 'internal error' : outcome.verdict },
    ],
    // allure-playwright names the Playwright project as a parameter: the same for every requirement.
    parameters: (result.parameters ?? []).filter(({ name }) => name !== 'Project'),
    // Playwright's own note on a failure repeats the message beside our source: useful only where we are at fault.
    steps: (result.steps ?? []).filter(({ name }) => ours || name !== ERROR_CONTEXT),
    attachments: [...(result.attachments ?? []), ...shown],
  };
}

/** Where the book speaks of it. As a path, not a link: Allure drops links that are not absolute. */
function inTheBook(id: string): string {
  if (!isRequirementId(id)) return '';
  const { area } = requirementById(id);
  return `\n\n**In the contract book.** \`${CONTRACT_BOOK}/area-${area}.html#${id}\`, beside this report; its test: \`${CONTRACT_BOOK}/test-${area}.html\``;
}

/** A reader of a failure wants to know what broke first; the clause in full stands below it. */
function describe(clause: string, outcome: Outcome, reading: FailureReading): string {
  const { id, verdict, reason, observations } = outcome;
  const finding = outcome.finding && shownFinding(outcome.finding);
  const red = verdict === 'violation' || verdict === 'excused';
  const excuse = verdict === 'excused' ? reason : undefined;
  return [
    ...(red ? [...failureMarkdown({ slug: id, finding, excuse, ...reading }), '---'] : []),
    clause,
    ...(observations.length === 0
      ? []
      : [
          ['**Observed in this run.**', ...observations.map((seen) => `- ${observationSentence(seen)}`)].join(
            '\n',
          ),
        ]),
  ].join('\n\n');
}

function messageOf(outcome: Outcome, reading: FailureReading): string | undefined {
  const reason = outcome.reason ?? 'no reason recorded';
  switch (outcome.verdict) {
    case 'pass':
      return undefined;
    case 'violation':
    case 'excused':
      return findingText(outcome, reading);
    case 'inconclusive':
      return outcome.doubt === 'suite' ? `Internal error: ${reason}` : `Could not be judged: ${reason}`;
    case 'not applicable':
      return reason;
  }
}

function findingText(outcome: Outcome, reading: FailureReading): string {
  const finding = outcome.finding && shownFinding(outcome.finding);
  const clause = isRequirementId(outcome.id) ? requirementById(outcome.id) : undefined;
  const alike = looksLikeText(reading);
  return [
    finding?.what ?? 'Not recorded',
    `Expected: ${finding?.expected ?? 'not recorded'}`,
    `Seen: ${finding?.seen ?? 'not recorded'}`,
    finding?.pointer ? `Where: ${finding.pointer}` : '',
    finding?.exchange ? `Exchange: ${finding.exchange}` : '',
    clause ? `Documented: ${documented(clause.source)}` : '',
    clause ? `Why it matters: ${clause.rationale}` : '',
    alike === undefined ? '' : `Looks like: ${alike}`,
    outcome.verdict === 'excused' && outcome.reason ? `Excused: ${outcome.reason}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
