/** One violation as Markdown, for the Allure report and for the summary of a CI job. Pure. */
import { isRequirementId, requirementById } from '../contract/catalogue.ts';
import { sources } from '../contract/sources.ts';
import type { FailureReading } from './failure-reading.ts';
import type { ShownFinding } from './sentences/finding.ts';
import { looksLikeText } from './terminal.ts';

export interface Failure extends FailureReading {
  readonly slug: string;
  readonly finding?: ShownFinding | undefined;
  /** Why it is excused. */
  readonly excuse?: string | undefined;
}

/** What broke, expected and seen, the clause, why it matters, how to see it, what it looks like: in this order. */
export function failureMarkdown(failure: Failure): readonly string[] {
  const { finding, curl } = failure;
  const alike = looksLikeText(failure);
  return [
    `**What broke.** ${escaped(finding?.what ?? 'Not recorded.')}`,
    fenced(
      'diff',
      [...marked('-', finding?.expected, 'expected'), ...marked('+', finding?.seen, 'seen')].join('\n'),
    ),
    ...(finding?.exchange === undefined
      ? []
      : [`**Exchange.** ${code(finding.exchange)}${finding.pointer ? `, at ${code(finding.pointer)}` : ''}`]),
    ...clauseMarkdown(failure.slug),
    ...(curl === undefined ? [] : ['**See it with curl.**', fenced('sh', curl.trimEnd())]),
    ...(alike === undefined ? [] : [`**Looks like.** ${escaped(alike)}`]),
    ...(failure.seenBefore === undefined ? [] : [`**Seen before.** ${escaped(failure.seenBefore)}`]),
    ...(failure.excuse === undefined ? [] : [`**Excused.** ${escaped(failure.excuse)}`]),
  ];
}

function clauseMarkdown(slug: string): readonly string[] {
  if (!isRequirementId(slug)) return [];
  const { statement, level, rationale, source } = requirementById(slug);
  const { title, url } = sources[source.page];
  const section = source.section === undefined ? '' : `, ${source.section}`;
  return [
    `**Clause.** ${level}: ${statement} [${title}](${url})${section}`,
    `**Why it matters.** ${rationale}`,
  ];
}

function marked(sign: string, text: string | undefined, what: string): readonly string[] {
  const lines = (text ?? '').split('\n').filter((line) => line !== '');
  return lines.map((line) => `${sign} ${what}: ${line}`);
}

/** A block that its content cannot end. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** Text that may come from the target: nothing in it is markup. */
export function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~!@&]/g, '\\$&');
}
