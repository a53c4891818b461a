/** Masks literal secrets in a text, whatever they are disguised as. */
import { coresOf, reducedFormsOf } from './secret-forms.ts';
import { reduceText } from './reduced-text.ts';

/** Masks the secrets that it was made for. */
export type SecretSearch = (text: string, mask: string) => string;

/** What has to stay for the text to stay valid JSON, XML or shell, where it breaks a disguised secret up. */
const STRUCTURE = /((?:\\+[nrtbfv"/]|["'`<>{}[\],:\n\r\\])+)/;

/** An escaped character of the secret itself. */
const ESCAPED = /\\{1,16}(?:u[\da-f]{4}|u\{[\da-f]{1,6}\}|x[\da-f]{2})/gi;

/** A search for these secrets, and for nothing else. */
export function searchFor(secrets: readonly string[]): SecretSearch {
  const literal = pattern(secrets.flatMap(coresOf), 'g');
  const forms = secrets.flatMap(reducedFormsOf);
  const reduced = pattern(forms, 'g');
  const shortest = Math.min(...forms.map(({ length }) => length));
  return (text, mask) => {
    const plain = literal === undefined ? text : text.replace(literal, mask);
    // A disguise only makes a secret longer.
    return reduced === undefined || plain.length < shortest ? plain : maskReduced(plain, reduced, mask);
  };
}

function pattern(forms: readonly string[], flags: string): RegExp | undefined {
  if (forms.length === 0) return undefined;
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return new RegExp(
    longestFirst.map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'),
    flags,
  );
}

function maskReduced(text: string, forms: RegExp, mask: string): string {
  const { text: letters, from, to } = reduceText(text);
  let clean = '';
  let done = 0;
  for (const match of letters.matchAll(forms)) {
    const begin = from[match.index] ?? 0;
    const end = to[match.index + match[0].length - 1] ?? begin;
    const hidden = text
      .slice(begin, end)
      .replace(ESCAPED, '*')
      .split(STRUCTURE)
      .map((part, n) => (n % 2 === 1 || part === '' || /^\s+$/.test(part) ? part : mask));
    clean += text.slice(done, begin) + hidden.join('');
    done = end;
  }
  return done === 0 ? text : clean + text.slice(done);
}
