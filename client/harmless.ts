/** Text of a server is data: nothing in it may move a cursor, turn the reading direction round, or be taken for a command. */

/** Control characters, escape sequences, what turns the reading direction, and what no eye can see. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

/** The lone half of a character, which no encoding can carry. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const shown = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The text with such characters written out (`\u001b`); line breaks and tabs stay. */
export function harmless(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(INVISIBLE, shown).replace(LONE_SURROGATE, shown);
}

/** On one line, and not at the beginning of a workflow command (`::error::`). */
export function harmlessLine(text: string): string {
  return harmless(text.replace(/[\r\n\t]+/g, ' ')).replace(/^(\s*):(?=:)/, '$1\\u003a');
}

/** Every string of a value, made harmless; a value that was read from an answer and is going to be shown. */
export function harmlessDeep<T>(value: T): T {
  const visit = (inner: unknown): unknown => {
    if (typeof inner === 'string') return harmless(inner);
    if (Array.isArray(inner)) return inner.map(visit);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, part]) => [harmless(name), visit(part)]));
  };
  return visit(value) as T;
}

/** Colours and weights, as Playwright and this suite use them; hidden and blinking text are not among them. */
const STYLE = /(\u001b\[(?:0|1|2|3|4|7|22|23|24|27|3[0-79]|4[0-79]|9[0-7])?(?:;\d{1,3}){0,4}m)/;

/** The same for a text that tools have coloured already. */
export function harmlessButColoured(text: string): string {
  if (!text.includes('\u001b')) return harmless(text);
  return text
    .split(STYLE)
    .map((part, n) => (n % 2 === 1 ? part : harmless(part)))
    .join('');
}
