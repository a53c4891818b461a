/** The figures of the campaign on their page: counts are locked, times are only shown. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { KillMatrix } from './matrix.ts';

const FILE = new URL('../../docs/figures.md', import.meta.url);
const BEGIN = '<!-- campaign figures: written by `npm run faults -- --update` -->';
const END = '<!-- end of campaign figures -->';

/** The locked lines: counts only, so that they are true on every machine. */
export function lockedLines({ totals, degenerate }: KillMatrix): readonly string[] {
  return [
    `| faults caught | ${totals.killed} of ${totals.faults} |`,
    `| faults that turn the requirement red that they name | ${totals.namedRed} of ${totals.faults} |`,
    `| MUST and SHOULD requirements that some fault turns red | ${totals.requirementsWithFault} of ${totals.requirements} |`,
    `| unrelated red requirements per fault, median | ${totals.medianUnrelated} |`,
    `| legal variations called a violation | ${totals.falseAlarms} of ${totals.variations + totals.pairs} (${totals.variations} alone, ${totals.pairs} combined) |`,
    `| servers that break everything, passing something undeserved | ${degenerate.filter(({ undeserved }) => undeserved.length > 0).length} of ${degenerate.length} |`,
  ];
}

/** Writes the figures between the marks; `times` is shown beside them. */
export function writeFigures(matrix: KillMatrix, times: string): void {
  const text = readFileSync(FILE, 'utf8');
  const [head, tail] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (head < 0 || tail < 0) throw new Error('docs/figures.md has no place for the figures of the campaign.');
  const table = ['| figure | value |', '| --- | --- |', ...lockedLines(matrix)].join('\n');
  writeFileSync(FILE, `${text.slice(0, head)}${BEGIN}\n\n${table}\n\n${times}\n\n${text.slice(tail)}`);
}

/** The locked lines that the page does not have. */
export function staleLines(matrix: KillMatrix): readonly string[] {
  const text = readFileSync(FILE, 'utf8');
  const squeezed = text.replaceAll(/ +/g, ' ');
  return lockedLines(matrix).filter((line) => !squeezed.includes(line));
}
