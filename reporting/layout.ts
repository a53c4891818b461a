/** Plain text laid out for reading: wrapped paragraphs and labelled rows. */

const WIDEST = 110;
const NARROWEST = 40;

/** Columns to write for: the terminal's, within what reads well. A terminal that does not know its width says 0. */
export function readableWidth(columns: number | undefined): number {
  return Math.max(NARROWEST, Math.min(columns || WIDEST, WIDEST));
}

/** Breaks a text at spaces; a word longer than the width keeps its own line. Line breaks in the text are kept. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

/** A label and its text, the text wrapped and hanging beside the label. */
export function labelled(
  label: string,
  text: string,
  options: { indent: number; column: number; width: number },
): string[] {
  const { indent, column, width } = options;
  const lines = wrap(text, width - indent - column);
  return lines.map((line, n) => ' '.repeat(indent) + (n === 0 ? label : '').padEnd(column) + line);
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines;
}
