/** Why a requirement is not green, as plain text: what JUnit, CTRF and Allure show of it. Pure. */
import { isRequirementId, requirementById } from '../contract/catalogue.ts';
import type { StatementRequirement } from './statement.ts';
import { documented, looksLikeText } from './terminal.ts';

/** One line: what broke, or why it could not be judged or does not apply; undefined where it held. */
export function failureLine({ verdict, finding, reason, doubt }: StatementRequirement): string | undefined {
  const why = reason ?? 'no reason recorded';
  switch (verdict) {
    case 'pass':
      return undefined;
    case 'violation':
      return finding?.what ?? 'Not recorded';
    case 'excused':
      return `Excused: ${why}`;
    case 'inconclusive':
      return doubt === 'suite' ? `Internal error: ${why}` : `Could not be judged: ${why}`;
    case 'not applicable':
      return why;
  }
}

/** What broke with all that helps to read it; the line above where nothing broke. */
export function failureText(requirement: StatementRequirement): string {
  const { slug, verdict, finding, reason, curl } = requirement;
  if (verdict !== 'violation' && verdict !== 'excused') return failureLine(requirement) ?? '';
  const clause = isRequirementId(slug) ? requirementById(slug) : undefined;
  const alike = looksLikeText(requirement);
  return [
    finding?.what ?? 'Not recorded',
    `Expected: ${finding?.expected ?? 'not recorded'}`,
    `Seen: ${finding?.seen ?? 'not recorded'}`,
    finding?.pointer ? `Where: ${finding.pointer}` : '',
    finding?.exchange ? `Exchange: ${finding.exchange}` : '',
    clause ? `Documented: ${documented(clause.source)}` : '',
    clause ? `Why it matters: ${clause.rationale}` : '',
    alike === undefined ? '' : `Looks like: ${alike}`,
    verdict === 'excused' && reason ? `Excused: ${reason}` : '',
    curl === undefined ? '' : `With curl:\n${curl.trimEnd()}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
