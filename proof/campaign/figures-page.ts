/** The page of figures: counts of the campaign are locked, times are only shown. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { KillMatrix } from './matrix.ts';

const FILE = new URL('../../docs/figures.md', import.meta.url);
const END = '<!-- end of figures -->';

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

/** Writes the figures of the campaign; `times` is shown beside them. */
export function writeFigures(matrix: KillMatrix, times: string): void {
  const table = ['| figure | value |', '| --- | --- |', ...lockedLines(matrix)].join('\n');
  writeSection('npm run faults -- --update', `${table}\n\n${times}`);
}

/** Writes a text between the marks of the command that makes it. */
export function writeSection(command: string, section: string): void {
  const page = readFileSync(FILE, 'utf8');
  const begin = `<!-- figures: written by \`${command}\` -->`;
  const head = page.indexOf(begin);
  const tail = page.indexOf(END, head);
  if (head < 0 || tail < 0) throw new Error(`docs/figures.md has no place for the figures of ${command}.`);
  writeFileSync(FILE, `${page.slice(0, head)}${begin}\n\n${section}\n\n${page.slice(tail)}`);
}

/** The locked lines that the page does not have. */
export function staleLines(matrix: KillMatrix): readonly string[] {
  const text = readFileSync(FILE, 'utf8');
  const squeezed = text.replaceAll(/ +/g, ' ');
  return lockedLines(matrix).filter((line) => !squeezed.includes(line));
}
