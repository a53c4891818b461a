/** What the verdicts on the corpus come to. Pure. */
import { planes } from '../../upgrade/model.ts';
import type { Line } from './run.ts';

export interface Figures {
  readonly recall: number;
  readonly precision: number;
  readonly f1: number;
  /** Breaking changes that were called safe. */
  readonly falselySafe: number;
  /** Compatible ones that were called breaking. */
  readonly falselyBreaking: number;
}

export function count(lines: readonly Line[], label: Line['label'], verdict: Line['verdict']): number {
  return lines.filter((line) => line.label === label && line.verdict === verdict).length;
}

export function figuresOf(lines: readonly Line[]): Figures {
  const right = count(lines, 'breaking', 'breaking');
  const breaking = lines.filter(({ label }) => label === 'breaking').length;
  const called = lines.filter(({ verdict }) => verdict === 'breaking').length;
  const recall = breaking === 0 ? 0 : right / breaking;
  const precision = called === 0 ? 0 : right / called;
  return {
    recall,
    precision,
    f1: recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision),
    falselySafe: count(lines, 'breaking', 'safe'),
    falselyBreaking: count(lines, 'compatible', 'breaking'),
  };
}

/** Right about what breaks, with a witness for each "no", and nothing compatible called breaking. */
export function isRight({ label, verdict, named, witnessed, profiles }: Line): boolean {
  const right = label === 'breaking' ? verdict === 'breaking' && witnessed : verdict === 'safe';
  return right && named && profiles.every((one) => one);
}

export function reportLines(
  lines: readonly Line[],
  firstSight: ReadonlyMap<string, Line['verdict']>,
): string[] {
  const row = (label: string, cells: readonly (string | number)[]): string =>
    label.padEnd(12) + cells.map((cell) => String(cell).padStart(11)).join('');
  const verdicts = ['breaking', 'undecided', 'safe'] as const;
  const blind = lines.filter((line) => line.blind);
  const first = blind.flatMap((line): Line[] => {
    const verdict = firstSight.get(line.slug);
    return verdict === undefined ? [] : [{ ...line, verdict }];
  });
  const said = lines.filter(({ verdict, label }) => label === 'breaking' && verdict === 'breaking');
  const told = said.filter(({ headline }) => headline !== undefined);
  const profiles = lines.flatMap((line) => line.profiles);
  const requests = lines.map((line) => line.requests).sort((a, b) => a - b);
  return [
    row('labelled ↓', ['said no', 'undecided', 'said yes']),
    ...(['breaking', 'compatible'] as const).map((label) =>
      row(
        label,
        verdicts.map((verdict) => count(lines, label, verdict)),
      ),
    ),
    '',
    ...lines
      .filter((line) => !isRight(line))
      .flatMap((line) => [
        `${line.slug} (${line.label}) came out ${line.verdict}${line.named ? '' : `, and no change of the rule ${line.rule ?? ''}`}${line.verdict === 'breaking' && !line.witnessed ? ', without a witness' : ''}`,
        ...line.changes.slice(0, 5).map((change) => `    ${change}`),
      ]),
    ...lines
      .filter(({ headline }) => headline === false)
      .map((line) => `${line.slug}: the first sentence does not name it: ${line.sentence}`),
    `${lines.length} changes: ${inWords(figuresOf(lines))}.`,
    ...planes
      .map(({ plane, title }) => ({ title, own: lines.filter((line) => line.plane === plane) }))
      .filter(({ own }) => own.length > 0)
      .map(({ title, own }) => `  ${title} (${own.length}): ${inWords(figuresOf(own))}.`),
    ...(blind.length > 0 ? [`${blind.length} of them written blind: ${inWords(figuresOf(blind))}.`] : []),
    ...(first.length > 0 ? [`  at first sight (${first.length}): ${inWords(figuresOf(first))}.`] : []),
    `${said.filter(({ witnessed }) => witnessed).length} of ${said.length} that were called breaking have a witness that was run against both versions.`,
    `${told.filter(({ headline }) => headline).length} of ${told.length} first sentences name what changes.`,
    ...(profiles.length > 0
      ? [
          `${profiles.filter((right) => right).length} of ${profiles.length} profiles got the answer that is theirs.`,
        ]
      : []),
    `Requests of an answer: ${requests[0] ?? 0} to ${requests.at(-1) ?? 0}, median ${requests[Math.floor(requests.length / 2)] ?? 0}.`,
  ];
}

function inWords({ recall, precision, f1, falselySafe, falselyBreaking }: Figures): string {
  return `recall ${percent(recall)}, precision ${percent(precision)}, F1 ${f1.toFixed(3)}, ${falselySafe} falsely safe, ${falselyBreaking} falsely breaking`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
