/** Words that depend on a number. */

/** `1 requirement`, `2 requirements`; another plural where there is one: `plural(2, 'inquiry', 'inquiries')`. */
export function plural(n: number, noun: string, many = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : many}`;
}
