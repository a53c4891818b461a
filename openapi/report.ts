/** The answer for a reader: one sentence, then tables. Pure: text out. */
import { labelled, wrap } from '../reporting/layout.ts';
import type { Style } from '../reporting/style.ts';
import type { ReportedChange, ReportedElement, Result } from './result.ts';
import { versionsInWords } from './words.ts';

export interface Page {
  readonly style: Style;
  readonly width: number;
  /** Every element, not only those without a requirement. */
  readonly all: boolean;
}

const HEAD = ['Version', 'Calls', 'Elements', 'Covered', 'Excluded', 'New', 'Gone'];
const WORDING = {
  spelling: 'Written down in another way, and means the same.',
  wording: 'Texts for people differ.',
} as const;

export function terminalLines(result: Result, page: Page): string[] {
  const { style, width } = page;
  const { since } = result;
  return [
    ...headline(result, page),
    ...(since ? ['', ...wrap(result.completeness, width)] : []),
    ...(since ? changeLines('What changed', since.changes, result, page) : []),
    ...(since?.arrivals ?? []).flatMap(({ version, against, changes }) =>
      changeLines(`Version ${version}, against ${against ?? 'nothing older'}`, changes, result, page),
    ),
    ...(since?.rewordings ?? []).map((one) => style.dim(WORDING[one])),
    '',
    style.bold(HEAD.map((head, n) => (n === 0 ? head.padEnd(12) : head.padStart(10))).join('')),
    ...rowsOf(result).map((row) =>
      row.map((cell, n) => (n === 0 ? cell.padEnd(12) : cell.padStart(10))).join(''),
    ),
    ...section(
      'No requirement',
      wanted(result, false).flatMap((one) => elementLines(one, result, page)),
      style,
    ),
    ...section(
      'No longer described',
      result.gone.flatMap(({ label, by, versions }) =>
        labelled(label, `${by.join(', ')} (${versionsIn(versions, result)})`, {
          indent: 2,
          column: 48,
          width,
        }),
      ),
      style,
    ),
    ...(page.all
      ? section(
          'Covered or excluded',
          wanted(result, true).flatMap((one) => elementLines(one, result, page)),
          style,
        )
      : []),
  ];
}

export function markdown(result: Result): string {
  const { since } = result;
  return `${[
    '## What the vendor publishes, and our contract',
    `**${result.sentence}**`,
    ...(since ? [result.completeness, ...changeTable(since.changes, result)] : []),
    ...(since?.arrivals ?? []).flatMap(({ version, against, changes }) => [
      `### Version ${version}, against ${against ?? 'nothing older'}`,
      ...changeTable(changes, result),
    ]),
    ...(since?.rewordings ?? []).map((one) => WORDING[one]),
    table(HEAD, rowsOf(result)),
    ...(wanted(result, false).length > 0
      ? [
          '### No requirement',
          table(
            ['Element', 'Says', 'Versions', 'Note'],
            wanted(result, false).map(({ label, says, versions, because }) => [
              `\`${label}\``,
              says,
              versionsIn(versions, result),
              because ?? '',
            ]),
          ),
        ]
      : []),
    ...(result.gone.length > 0
      ? [
          '### No longer described',
          table(
            ['Clause', 'Requirement', 'Versions'],
            result.gone.map(({ label, by, versions }) => [
              `\`${label}\``,
              by.join(', '),
              versionsIn(versions, result),
            ]),
          ),
        ]
      : []),
    '<sub>What several calls say in the same words counts once. An element is covered where a requirement would fail if a target deviated from it; every element is in `spec.json`.</sub>',
  ].join('\n\n')}\n`;
}

function headline({ sentence, exitCode }: Result, { style, width }: Page): string[] {
  const paint = exitCode === 0 ? style.green : exitCode === 1 ? style.red : style.yellow;
  const [first = '', ...rest] = wrap(sentence, width);
  return [style.bold(paint(first)), ...rest];
}

function changeLines(
  title: string,
  changes: readonly ReportedChange[],
  result: Result,
  { style, width }: Page,
): string[] {
  if (changes.length === 0) return [];
  const paint = { blocked: style.red, 'needs code': style.red, undecided: style.yellow, safe: style.green };
  return [
    '',
    style.bold(title),
    ...changes.flatMap((change) => {
      const [first = '', ...rest] = wrap(change.sentence, Math.max(30, width - 46));
      return [
        `${paint[change.verdict](change.verdict.padEnd(12))}${(change.policy?.id ?? 'no class').padEnd(34)}${first}`,
        ...[
          ...rest,
          ...detailsOf(change, result).flatMap((text) => wrap(text, width - 46).map(style.dim)),
        ].map((line) => ' '.repeat(46) + line),
      ];
    }),
  ];
}

function detailsOf({ remedy, stands, versions, known }: ReportedChange, result: Result): string[] {
  return [
    ...(remedy === null ? [] : [`Remedy: ${remedy}`]),
    ...(known === null ? [] : [`Changelog: ${known}`]),
    ...(stands === null ? [] : [`Ours: ${standsInWords(stands)}`]),
    ...(result.descriptions.length > 1 ? [`In ${versionsIn(versions, result)}`] : []),
  ];
}

function standsInWords({ state, by, because }: NonNullable<ReportedChange['stands']>): string {
  return state === 'covered'
    ? by.join(', ')
    : state === 'excluded'
      ? `excluded. ${because ?? ''}`
      : 'no requirement stands for it';
}

function changeTable(changes: readonly ReportedChange[], result: Result): string[] {
  if (changes.length === 0) return [];
  return [
    table(
      ['Verdict', 'Change', 'Class', 'Remedy', 'Ours', 'Versions'],
      changes.map(({ verdict, sentence, policy, remedy, stands, versions }) => [
        verdict === 'safe' ? 'safe' : `**${verdict}**`,
        sentence,
        policy ? `[${policy.id}](${policy.url})` : 'none',
        remedy ?? '',
        stands ? standsInWords(stands) : '',
        versionsIn(versions, result),
      ]),
    ),
  ];
}

function elementLines(
  { label, says, by, because, state, versions }: ReportedElement,
  result: Result,
  { width }: Page,
): string[] {
  const why = state === 'covered' ? by.join(', ') : (because ?? '');
  return labelled(label, [says, why, versionsIn(versions, result)].filter(Boolean).join(' · '), {
    indent: 2,
    column: Math.max(48, label.length + 2),
    width: Math.max(width, label.length + 60),
  });
}

function wanted({ elements }: Result, standing: boolean): readonly ReportedElement[] {
  return elements.filter(({ state }) => (state === 'new') !== standing);
}

function rowsOf({ descriptions }: Result): readonly (readonly string[])[] {
  return descriptions.map((one) =>
    [one.version, one.calls, one.elements, one.covered, one.excluded, one.new, one.gone].map(String),
  );
}

function versionsIn(versions: readonly string[], { descriptions }: Result): string {
  return versionsInWords(
    versions,
    descriptions.map(({ version }) => version),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines];
}
