/** The answer as Markdown that fits a pull-request comment. Pure: text out. */
import type { ReportedChange, Result } from './result.ts';
import { escaped, fenced } from '../reporting/failure-markdown.ts';
import { noiseSentence, readWords, timingSentence, unobservedSentences } from './report-terminal.ts';

/** A comment holds 65,536 characters; what is left over is in the JSON. */
const MOST_DETAILS = 12;

export function markdown(result: Result): string {
  const telling = result.changes.filter(({ verdict }) => verdict !== 'safe');
  return `${[
    `## Can we upgrade from ${result.from} to ${result.to}?`,
    `**${prose(result.sentence)}**`,
    ...changeTable(result.changes),
    ...telling.slice(0, MOST_DETAILS).map(detail),
    ...(telling.length > MOST_DETAILS
      ? [`${telling.length - MOST_DETAILS} further changes are in \`upgrade.json\`.`]
      : []),
    ...(result.changelog.length > 0
      ? [
          '### Changelog between the two',
          table(
            ['Day', 'Entry', 'Here'],
            result.changelog.map(({ date, summary, state, because, changes }) => [
              date,
              summary,
              state === 'observed' ? `observed (${changes.join(', ')})` : `${state}, because ${because}`,
            ]),
          ),
        ]
      : []),
    ...(result.gaps.length > 0
      ? [
          '### Not compared',
          result.gaps.map(({ scenario, reason }) => `- \`${scenario}\`: ${prose(reason)}`).join('\n'),
        ]
      : []),
    ...unobservedSentences(result).flatMap((line) => ['### Not observable', prose(line)]),
    `<sub>${prose(`${noiseSentence(result)} ${timingSentence(result)}`)} Consumer: ${result.consumer ?? 'none given, so everything documented counts as read'}.</sub>`,
  ].join('\n\n')}\n`;
}

/** The table of all changes; nothing for none. */
export function changeTable(changes: readonly ReportedChange[]): string[] {
  if (changes.length === 0) return [];
  return [
    table(
      ['Verdict', 'Change', 'Class', 'Rule', 'Fingerprint'],
      changes.map(({ verdict, sentence, policy, rule, fingerprint }) => [
        verdict === 'safe' ? 'safe' : `**${verdict}**`,
        prose(sentence),
        policy ? `[${policy.id}](${policy.url})` : 'none',
        `\`${rule}\``,
        `\`${fingerprint}\``,
      ]),
    ),
  ];
}

export function detail(change: ReportedChange): string {
  const { evidence } = change;
  return [
    `<details><summary>${htmlProse(change.sentence)}</summary>`,
    '',
    `- Verdict: **${change.verdict}**; ${readWords(change)}`,
    `- Policy: ${change.policy ? `${change.policy.kind}: ${change.policy.clause}` : 'it does not speak of this'}`,
    `- Remedy: ${change.remedy ?? 'none is known'}`,
    `- Changelog: ${change.known ?? 'no entry explains it'}`,
    ...(evidence
      ? [
          '',
          table(
            ['Step', 'Before', 'After'],
            [
              ...evidence.story.map(({ step, before, after }) => [step, before, after].map(prose)),
              [`**${calm(escaped(evidence.step))}**`, prose(evidence.before), prose(evidence.after)],
            ],
          ),
          '',
          fenced(
            'sh',
            `# under the old version\n${evidence.curlBefore}\n\n# under the new one\n${evidence.curlAfter}`,
          ),
        ]
      : []),
    ...(change.witness
      ? [
          '',
          'Ends well under the old version and fails under the new one:',
          '',
          fenced('ts', change.witness.program),
        ]
      : []),
    '',
    '</details>',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A sentence of ours: what stands between backticks is code, and nothing that a target wrote is markup. */
export function prose(text: string): string {
  return text
    .split('`')
    .map((part, n) => (n % 2 === 1 ? `<code>${calm(escaped(part))}</code>` : calm(escaped(part))))
    .join('');
}

/** The same within HTML, where Markdown is not read. */
function htmlProse(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('[', '&#91;')
    .split('`')
    .map((part, n) => (n % 2 === 1 ? `<code>${calm(part)}</code>` : calm(part)))
    .join('');
}

/** Mentions nobody, refers to no issue, leads nowhere: GitHub looks for all of them after Markdown is read. */
function calm(text: string): string {
  return text.replace(/\\?([@#])(?=\w)/g, '$1<!-- -->').replace(/\bGH-(?=\d)|:(?=\/\/)/gi, '$&<!-- -->');
}
