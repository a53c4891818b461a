/** A statement as Markdown: what a CI job shows of a run. Pure. */
import { areas } from '../contract/catalogue.ts';
import { byCause } from './doubts.ts';
import { escaped, failureMarkdown } from './failure-markdown.ts';
import type { Statement, StatementRequirement } from './statement.ts';
import { areaTitle } from './terminal.ts';
import { plural } from './words.ts';

/** A summary holds a megabyte at most, and a reader far less; the statement has them all. */
const VIOLATIONS_AT_MOST = 20;
const SLUGS_AT_MOST = 12;

const MARKS = { 0: '✅', 1: '❌', 2: '⚠️', 3: '❔' } as const;

/** The conclusion first, then a table of areas, then what needs a reader. */
export function summaryMarkdown(statement: Statement): string {
  const of = (verdict: StatementRequirement['verdict']): readonly StatementRequirement[] =>
    statement.requirements.filter((requirement) => requirement.verdict === verdict);
  const violations = of('violation');
  const blocks = [
    `## ${MARKS[statement.conclusion.exitCode]} ${verdictWord(statement.conclusion)}: Expire an Inquiry Session`,
    escaped(statement.conclusion.sentence),
    facts(statement),
    areaTable(statement),
    ...violations.slice(0, VIOLATIONS_AT_MOST).map(violationBlock),
    ...(violations.length > VIOLATIONS_AT_MOST
      ? [`${violations.length - VIOLATIONS_AT_MOST} more violations stand in the statement.`]
      : []),
    ...byCause(of('inconclusive')).map(
      ({ reason, those }) => `**Inconclusive** (${those.length}): ${escaped(reason)} ${slugs(those)}`,
    ),
    ...of('excused').map(
      ({ slug, finding, reason }) =>
        `**Excused** \`${slug}\`: ${escaped(finding?.what ?? 'not recorded')} ${escaped(reason ?? '')}`,
    ),
    ...absences(of('not applicable')),
    ...statement.errors.map((error) => `**The run itself failed:** ${escaped(error)}`),
    ...statement.notes.map((note) => `**Note:** ${escaped(note)}`),
  ];
  return `${blocks.filter((block) => block.trim() !== '').join('\n\n')}\n`;
}

/** The first words of the conclusion: `Not conformant`. */
function verdictWord({ sentence, exitCode }: Statement['conclusion']): string {
  return exitCode === 2 ? 'An excuse is not needed any more' : (/^[^:]+/.exec(sentence)?.[0] ?? '');
}

function facts({ target, personaVersion, suite, requests, seed }: Statement): string {
  const parts = [
    `Target ${target.baseUrl === null ? target.kind : `${target.kind}, \`${target.baseUrl}\``}`,
    `Persona-Version \`${personaVersion}\``,
    `suite ${suite.version}`,
    plural(requests.total, 'request'),
    `seed ${seed ?? 'not set'}`,
  ];
  return parts.join(' · ');
}

function areaTable({ requirements }: Statement): string {
  const rows = areas.flatMap(({ area }) => {
    const found = requirements.filter((requirement) => requirement.area === area);
    if (found.length === 0) return [];
    const n = (...verdicts: StatementRequirement['verdict'][]): string => {
      const count = found.filter(({ verdict }) => verdicts.includes(verdict)).length;
      return count === 0 ? '' : String(count);
    };
    return [
      `| ${areaTitle(area)} | ${n('pass')} | ${n('violation')} | ${n('inconclusive')} | ${n('excused')} | ${n('not applicable')} |`,
    ];
  });
  if (rows.length === 0) return '';
  return [
    '| Area | Holds | Violation | Inconclusive | Excused | Not applicable |',
    '| --- | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

/** Folded, since a script is long; the headline says what broke. */
function violationBlock(requirement: StatementRequirement): string {
  const { slug, level, finding } = requirement;
  return [
    `<details><summary>❌ <code>${slug}</code> (${level}): ${asHtml(finding?.what ?? 'not recorded')}</summary>`,
    ...failureMarkdown(requirement),
    '</details>',
  ].join('\n\n');
}

/** By reason, since many requirements share one. */
function absences(requirements: readonly StatementRequirement[]): readonly string[] {
  const reasons = new Set(requirements.map(({ reason }) => reason ?? 'no reason given'));
  return [...reasons].map((reason) => {
    const those = requirements.filter((requirement) => (requirement.reason ?? 'no reason given') === reason);
    return `**Not applicable** (${those.length}): ${escaped(reason)} ${slugs(those)}`;
  });
}

function slugs(requirements: readonly StatementRequirement[]): string {
  const shown = requirements.slice(0, SLUGS_AT_MOST).map(({ slug }) => `\`${slug}\``);
  const rest = requirements.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
