/** Numbers and lists in sentences. */

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** `1 change`, `3 changes`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** `Two elements`, `12 elements`: to begin a sentence with. */
export function leading(n: number, noun: string): string {
  return `${NUMBERS[n] ?? String(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** After a statement about them: `: a, b` where they are few, `, first a` where they are many. */
export function listed(items: readonly string[], most = 3): string {
  return items.length <= most ? `: ${items.join(', ')}` : `, first ${items[0] ?? ''}`;
}

/** `2020-05-18`, or `2020-05-18 to 2022-09-01`, or `2020-05-18, 2025-12-08`; `all versions` where it is all of them. */
export function versionsInWords(versions: readonly string[], all: readonly string[]): string {
  if (all.length > 1 && versions.length === all.length) return 'all versions';
  const indexes = versions.map((version) => all.indexOf(version));
  const isRun = indexes.every((index, n) => n === 0 || index === (indexes[n - 1] ?? 0) + 1);
  return isRun && versions.length > 2
    ? `${versions[0] ?? ''} to ${versions.at(-1) ?? ''}`
    : versions.join(', ');
}
