/**
 * Puts our verdicts into the results that allure-playwright wrote. Playwright knows passed, failed and skipped only, so it
 * would show a doubt as a failure; it also records the machine's name and calls a reworded requirement a new test.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRequirementId, requirementById } from '../contract/catalogue.ts';
import type { AllureExchanges } from './allure-exchanges.ts';
import { REQUIREMENT_LABEL } from './allure-metadata.ts';
import { ERROR_CONTEXT } from './keep-worker-reporter.ts';
import { failureMarkdown } from './failure-markdown.ts';
import { failureLine } from './failure-text.ts';
import type { Verdict } from '../judging/outcome.ts';
import { aboutTheMock } from './sentences/mock-profile.ts';
import { describeTarget, type Statement, type StatementRequirement } from './statement.ts';
import { CONTRACT_BOOK, EVIDENCE_FOLDER } from './report-folder.ts';

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
interface AllureResult extends AllureStep {
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
  excused: 'skipped',
};

/** Labels about the machine and the process: of no use to a reader, and nothing to publish. */
const MACHINE_LABELS = new Set(['host', 'thread']);

/** Gives each result file the name of its requirement, so that a statement names the same files each time. */
export function nameAllureResults(resultsDir: string): void {
  for (const [id, name] of allureFiles(resultsDir)) {
    const lasting = join(resultsDir, `${id}-result.json`);
    if (!existsSync(lasting)) renameSync(join(resultsDir, name), lasting);
  }
}

/** The result file of each requirement, by slug, as a name inside `resultsDir`; empty when nothing was written. */
export function allureFiles(resultsDir: string): ReadonlyMap<string, string> {
  if (!existsSync(resultsDir)) return new Map();
  const names = readdirSync(resultsDir).filter((file) => file.endsWith('-result.json'));
  return new Map(
    names.flatMap((name) => {
      const id = read(resultsDir, name).labels.find((label) => label.name === REQUIREMENT_LABEL)?.value;
      return id === undefined ? [] : [[id, name] as const];
    }),
  );
}

/** Rewrites the result of each requirement, and shows its exchanges where the test did not. */
export function arrangeAllureResults(
  resultsDir: string,
  requirements: readonly StatementRequirement[],
  exchanges: AllureExchanges,
): void {
  const files = allureFiles(resultsDir);
  for (const requirement of requirements) {
    const name = files.get(requirement.slug);
    if (name === undefined) continue;
    const result = arranged(read(resultsDir, name), requirement, exchanges);
    writeFileSync(join(resultsDir, name), JSON.stringify(result));
  }
}

function read(resultsDir: string, name: string): AllureResult {
  return JSON.parse(readFileSync(join(resultsDir, name), 'utf8')) as AllureResult;
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
    Target: describeTarget(statement.target.kind, statement.target.baseUrl ?? undefined),
    ...(about === undefined ? {} : { Worth: about }),
    'Persona-Version': statement.personaVersion,
    Suite: statement.suite.version,
    Seed: String(statement.seed ?? 'not set'),
    Requests: String(statement.requests.total),
  };
  // A name with a space in it is cut there.
  const lines = Object.entries(facts).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(join(resultsDir, 'environment.properties'), `${lines.join('\n')}\n`);
}

function arranged(
  result: AllureResult,
  requirement: StatementRequirement,
  exchanges: AllureExchanges,
): AllureResult {
  const { slug, verdict, doubt } = requirement;
  // The slug is stable; title, file and line are not.
  const identity = createHash('md5').update(slug).digest('hex');
  // The description tells a failure in full, below: here one line is enough.
  const message = failureLine(requirement)?.replaceAll('`', '');
  const ours = doubt === 'suite';
  const trace = ours ? result.statusDetails?.trace : undefined;
  const shown = exchanges.isShownIn(result)
    ? { attachments: [], of: 0 }
    : exchanges.attach(requirement.exchanges);
  return {
    ...result,
    status: STATUS[verdict],
    ...(message === undefined
      ? {}
      : { statusDetails: { message, ...(trace === undefined ? {} : { trace }) } }),
    testCaseId: identity,
    historyId: identity,
    fullName: slug,
    // Allure shows a title as it is; only descriptions are Markdown.
    name: result.name.replaceAll('`', ''),
    description: describe(result.description ?? '', requirement) + notShown(shown) + inTheBook(slug),
    labels: [
      ...result.labels.filter(({ name }) => !MACHINE_LABELS.has(name)),
      { name: 'verdict', value: verdict },
    ],
    // allure-playwright names the Playwright project as a parameter: the same for every requirement.
    parameters: (result.parameters ?? []).filter(({ name }) => name !== 'Project'),
    // Playwright's own note on a failure repeats the message beside our source: useful only where we are at fault.
    steps: (result.steps ?? []).filter(({ name }) => ours || name !== ERROR_CONTEXT),
    attachments: [...(result.attachments ?? []), ...shown.attachments],
  };
}

function notShown({ attachments, of }: ReturnType<AllureExchanges['attach']>): string {
  if (attachments.length === of) return '';
  return `\n\nThe first ${attachments.length} of the ${of} exchanges that it rests on are attached; all of them stand in \`${EVIDENCE_FOLDER}/\`.`;
}

/** Where the book speaks of it. As a path, not a link: Allure drops links that are not absolute. */
function inTheBook(id: string): string {
  if (!isRequirementId(id)) return '';
  const { area } = requirementById(id);
  return `\n\n**In the contract book.** \`${CONTRACT_BOOK}/area-${area}.html#${id}\`, beside this report; its test: \`${CONTRACT_BOOK}/test-${area}.html\``;
}

/** A reader of a failure wants to know what broke first; the clause in full stands below it. */
function describe(clause: string, requirement: StatementRequirement): string {
  const { verdict, reason, observations } = requirement;
  const red = verdict === 'violation' || verdict === 'excused';
  const excuse = verdict === 'excused' ? reason : undefined;
  return [
    ...(red ? [...failureMarkdown({ ...requirement, excuse }), '---'] : []),
    clause,
    ...(observations.length === 0
      ? []
      : [['**Observed in this run.**', ...observations.map((seen) => `- ${seen}`)].join('\n')]),
  ].join('\n\n');
}
