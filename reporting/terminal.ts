/** What a person reads on the terminal after a run: areas, violations, doubts, notes, conclusion. Pure: lines out. */
import { areas, isRequirementId, requirementById } from '../contract/catalogue.ts';
import { sources } from '../contract/sources.ts';
import type { Area, Source } from '../contract/types.ts';
import { byCause, type SharedDoubt } from './doubts.ts';
import type { LooksLike } from './failure-reading.ts';
import { labelled, wrap } from './layout.ts';
import type { Outcome } from '../judging/outcome.ts';
import { STATEMENT_FILE } from './report-folder.ts';
import { scenarioOf } from './stories.ts';
import type { Statement, StatementRequirement } from './statement.ts';
import type { Paint, Style } from './style.ts';
import { plural } from './words.ts';

export interface Page {
  readonly style: Style;
  /** Columns. */
  readonly width: number;
}

/** More scripts than this bury what they are to show; the statement has them all. */
const SCRIPTS_AT_MOST = 5;

/** Slugs of one shared doubt; the statement has them all. */
const NAMED_AT_MOST = 12;

const ROW = { indent: 2, column: 16 } as const;

/** The verdicts of an area that are worth a word, e.g. `26 of 28 hold · 1 violation · 1 not applicable`. */
export function areaLine(area: Area, outcomes: readonly Pick<Outcome, 'verdict'>[], { style }: Page): string {
  const n = (verdict: Outcome['verdict']): number =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const judged = outcomes.length - n('not applicable');
  const holds = n('pass');
  const counts =
    judged === 0
      ? 'nothing to check'
      : holds === judged
        ? `all ${judged} hold`
        : `${holds} of ${judged} hold`;
  const violations = n('violation');
  const doubtful = n('inconclusive');
  const parts = [
    violations === 0 && doubtful === 0 && judged > 0 ? style.green(counts) : counts,
    violations > 0 ? style.red(plural(violations, 'violation')) : '',
    doubtful > 0 ? style.yellow(`${doubtful} inconclusive`) : '',
    n('excused') > 0 ? `${n('excused')} excused` : '',
    n('not applicable') > 0 ? style.dim(`${n('not applicable')} not applicable`) : '',
  ];
  return `${areaTitle(area).padEnd(26)}${parts.filter((part) => part !== '').join(' · ')}`;
}

/** One line per area that the run touched, in reading order. */
export function areaLines(statement: Statement, page: Page): string[] {
  return areas
    .map(({ area }) => ({
      area,
      found: statement.requirements.filter((requirement) => requirement.area === area),
    }))
    .filter(({ found }) => found.length > 0)
    .map(({ area, found }) => areaLine(area, found, page));
}

/** Everything that needs a reader: each violation, each doubt, errors of the run, notes. Empty when all is well. */
export function findingLines(statement: Statement, page: Page): string[] {
  const violations = statement.requirements.filter(({ verdict }) => verdict === 'violation');
  const doubtful = statement.requirements.filter(({ verdict }) => verdict === 'inconclusive');
  const excused = statement.requirements.filter(({ verdict }) => verdict === 'excused');
  const observed = statement.requirements.reduce((sum, { observations }) => sum + observations.length, 0);
  return [
    ...violations.flatMap((requirement, n) => [
      '',
      ...violationLines(requirement, scriptLines(requirement, violations.slice(0, n), page), page),
    ]),
    ...scriptNote(violations, page),
    ...byCause(doubtful).flatMap((doubt) => ['', ...doubtLines(doubt, page)]),
    ...excused.flatMap((requirement) => ['', ...excuseLines(requirement, page)]),
    ...statement.errors.flatMap((error) => [
      '',
      page.style.yellow('The run itself failed'),
      ...wrap(error, page.width - 2).map((line) => `  ${line}`),
    ]),
    ...absenceLines(statement, page),
    ...(statement.notes.length > 0
      ? [
          '',
          ...statement.notes.flatMap((note) =>
            labelled('Note', note, { indent: 0, column: 6, width: page.width }),
          ),
        ]
      : []),
    ...(observed > 0
      ? [
          '',
          ...wrap(
            `${plural(observed, 'observation')} recorded where the documentation is silent (${STATEMENT_FILE}).`,
            page.width,
          ).map(page.style.dim),
        ]
      : []),
  ];
}

/** The paragraph that ends the run. */
export function conclusionLines(statement: Pick<Statement, 'conclusion'>, { style, width }: Page): string[] {
  const { exitCode, sentence } = statement.conclusion;
  const paint = exitCode === 0 ? style.green : exitCode === 1 ? style.red : style.yellow;
  const [first = '', ...rest] = wrap(sentence, width);
  const word = /^[^:]+/.exec(first)?.[0] ?? '';
  return [style.bold(paint(word)) + first.slice(word.length), ...rest];
}

function violationLines(
  requirement: StatementRequirement,
  script: readonly string[],
  { style, width }: Page,
): string[] {
  const { finding } = requirement;
  return [
    `${style.red(style.bold('Violation'))}  ${style.bold(requirement.slug)}  ${requirement.level}`,
    ...row('What broke', finding?.what ?? 'not recorded', width),
    ...row('Expected', finding?.expected ?? 'not recorded', width, style.green),
    ...row('Seen', finding?.seen ?? 'not recorded', width, style.red),
    ...(finding?.pointer === undefined
      ? []
      : row('Where', finding.pointer === '' ? 'the whole body' : finding.pointer, width)),
    ...row('Exchange', finding?.exchange ?? requirement.exchanges.at(-1) ?? 'none', width),
    ...clauseLines(requirement, width),
    ...script,
    ...looksLikeLines(requirement, width),
    ...(requirement.seenBefore === undefined ? [] : row('Seen before', requirement.seenBefore, width)),
    ...evidenceLines(requirement, width),
  ];
}

/** The file that holds the exchange which shows it; the statement names them all. */
function evidenceLines({ evidence, finding }: StatementRequirement, width: number): string[] {
  const scenario = finding?.exchange === undefined ? undefined : scenarioOf(finding.exchange);
  const file = evidence.find((name) => name.endsWith(`/${scenario}.json`)) ?? evidence[0];
  return file === undefined ? [] : row('Evidence', file, width);
}

/** The script as it can be copied: never wrapped, and once only. */
function scriptLines(
  { slug, curl }: StatementRequirement,
  before: readonly StatementRequirement[],
  { style, width }: Page,
): string[] {
  if (curl === undefined) return [];
  const commands = commandsOf(curl);
  const same = before.find((other) => other.curl !== undefined && commandsOf(other.curl) === commands);
  if (same) return row('With curl', `as for ${same.slug}`, width);
  const shown = new Set(before.flatMap((other) => (other.curl === undefined ? [] : commandsOf(other.curl))));
  if (shown.size >= SCRIPTS_AT_MOST) return row('With curl', `"curl" of ${slug} in ${STATEMENT_FILE}`, width);
  return [
    '  With curl',
    ...curl
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line.startsWith('#') ? style.dim(line) : line}`),
  ];
}

/** A script without its last line, which says what to look for in the answer. */
export function commandsOf(script: string): string {
  return script.trimEnd().split('\n').slice(0, -1).join('\n');
}

function scriptNote(violations: readonly StatementRequirement[], { style, width }: Page): string[] {
  if (!violations.some(({ curl }) => curl !== undefined)) return [];
  const note =
    'The scripts take PERSONA_BASE_URL, PERSONA_API_KEY and PERSONA_INQUIRY_TEMPLATE_ID from the environment, and make ids of their own.';
  return ['', ...wrap(note, width).map(style.dim)];
}

/** Faults that are named when several are equally like. */
const TIES_AT_MOST = 3;

/**
 * The known fault that this run looks most like, as a report words it: `the key is ignored (key-ignored); all 9 signs are the
 * same`. Where others are just as like, they are named: then nobody can tell which it is.
 */
export function looksLikeText({ looksLike }: Pick<StatementRequirement, 'looksLike'>): string | undefined {
  if (looksLike === undefined) return undefined;
  const { ties = [] } = looksLike;
  const named = [looksLike, ...ties]
    .slice(0, TIES_AT_MOST)
    .map(({ fault, sentence }) => `${sentence.replace(/\.$/, '')} (${fault})`);
  const rest = ties.length + 1 - named.length;
  return `${named.join(', or ')}${rest > 0 ? `, or one of ${rest} more` : ''}; ${likenessInWords(looksLike)}`;
}

/** How much of what was seen the fault shows as well: `all 9 signs are the same`. */
export function likenessInWords({ shared, of }: LooksLike): string {
  if (of === 1) return shared === 1 ? 'the one sign is the same' : 'no sign is quite the same';
  if (shared === of) return of === 2 ? 'both signs are the same' : `all ${of} signs are the same`;
  return `${shared} of ${of} signs are the same`;
}

function looksLikeLines(requirement: StatementRequirement, width: number): string[] {
  const text = looksLikeText(requirement);
  return text === undefined ? [] : row('Looks like', text, width);
}

function doubtLines(doubt: SharedDoubt<StatementRequirement>, { style, width }: Page): string[] {
  const causes = {
    transport: 'the way to the target',
    precondition: 'what the check builds on',
    suite: 'an internal error of this suite',
  } as const;
  const [first, ...others] = doubt.those;
  if (!first) return [];
  const alone = others.length === 0;
  return [
    `${style.yellow(style.bold('Inconclusive'))}  ${alone ? `${style.bold(first.slug)}  ${first.level}` : `${doubt.those.length} requirements, for one reason`}`,
    ...row('Cause', causes[first.doubt ?? 'suite'], width),
    ...row('Reason', (alone ? first.reason : undefined) ?? doubt.reason, width),
    ...(alone ? [] : row('Requirements', someOf(doubt.those), width)),
  ];
}

function someOf(requirements: readonly StatementRequirement[]): string {
  const shown = requirements.slice(0, NAMED_AT_MOST).map(({ slug }) => slug);
  const rest = requirements.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more (${STATEMENT_FILE})` : '');
}

function excuseLines(requirement: StatementRequirement, { style, width }: Page): string[] {
  return [
    `${style.bold('Excused')}  ${style.bold(requirement.slug)}  ${requirement.level}`,
    ...row('What broke', requirement.finding?.what ?? 'not recorded', width),
    ...row('Expected', requirement.finding?.expected ?? 'not recorded', width),
    ...row('Seen', requirement.finding?.seen ?? 'not recorded', width),
    ...looksLikeLines(requirement, width),
    ...(requirement.seenBefore === undefined ? [] : row('Seen before', requirement.seenBefore, width)),
    ...(requirement.reason === undefined ? [] : row('Excuse', requirement.reason, width)),
  ];
}

/** Few are named; of many the statement tells. */
const ABSENT_NAMED_AT_MOST = 3;

/** Why requirements did not apply: once per reason, since dozens share one. */
function absenceLines(statement: Statement, page: Page): string[] {
  const reasons = new Map<string, string[]>();
  for (const { slug, verdict, reason = 'no reason given' } of statement.requirements) {
    if (verdict === 'not applicable') reasons.set(reason, [...(reasons.get(reason) ?? []), slug]);
  }
  if (reasons.size === 0) return [];
  return [
    '',
    ...[...reasons].flatMap(([reason, slugs]) => {
      const named = slugs.length > ABSENT_NAMED_AT_MOST ? '' : ` (${slugs.join(', ')})`;
      return labelled(`Not applicable (${slugs.length})`, reason + named, {
        indent: 0,
        column: 22,
        width: page.width,
      });
    }),
  ];
}

/** What a requirement says, where it stands, and why it matters. */
export function clauseLines(requirement: { readonly slug: string }, width: number): string[] {
  if (!isRequirementId(requirement.slug)) return [];
  const clause = requirementById(requirement.slug);
  return [
    ...row('Clause', clause.statement, width),
    ...row('Documented', documented(clause.source), width),
    ...row('Why it matters', clause.rationale, width),
  ];
}

/** A source in one line: title, section, address. */
export function documented(source: Source): string {
  const { title, url } = sources[source.page];
  return `${title}${source.section === undefined ? '' : `, ${source.section}`}: ${url}`;
}

/** The heading of an area, as the contract has it. */
export function areaTitle(area: Area): string {
  return areas.find((entry) => entry.area === area)?.title ?? area;
}

/** A label and its text, as under a violation. */
export function row(label: string, text: string, width: number, paint: Paint = (plain) => plain): string[] {
  const start = ROW.indent + ROW.column;
  return labelled(label, text, { ...ROW, width }).map(
    (line) => line.slice(0, start) + paint(line.slice(start)),
  );
}
