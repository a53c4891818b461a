/** What a schema expects, in words. */
import type { Expected } from './compile.ts';

const WORDS = {
  present: 'the member to be there',
  absent: 'no such member',
  'not-empty': 'a non-empty string',
  items: 'at least one item',
  link: 'null, or a type and an id',
  documented: 'the documented shape',
} as const;

export function expectedInWords(expected: Expected): string {
  switch (expected.rule) {
    case 'type':
      return expected.types.join(' or ');
    case 'const':
      return JSON.stringify(expected.value);
    case 'format':
      return `a ${expected.format}`;
    case 'other':
      return expected.words;
    default:
      return WORDS[expected.rule];
  }
}
