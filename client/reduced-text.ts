/** A text reduced to what a disguise cannot change: escapes decoded, separators left out, in lower case; and the way back. */

export interface ReducedText {
  readonly text: string;
  /** For each character of `text`: where what it stands for begins and ends in the original. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

const ENTITY = /&#(x[\da-f]{1,6}|\d{1,7});/iy;
const PERCENT = /%(?:25){0,3}([\da-f]{2})/iy;
const ESCAPE = /\\{1,16}(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|([nrtbfv]))/iy;
const HEX_BYTE = /0x(?=[\da-f]{2}(?![\da-f]))/iy;

/** Reduces a text; the time is in proportion to its length. */
export function reduceText(original: string): ReducedText {
  const { length } = original;
  const codes = new Uint16Array(length);
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  let kept = 0;
  for (let at = 0; at < length;) {
    const code = original.charCodeAt(at);
    const [value, width] =
      code === 0x25 || code === 0x26 || code === 0x5c || code === 0x30
        ? decoded(original, at, code)
        : [code, 1];
    const letter = lowerCase(value);
    if (letter !== 0) {
      codes[kept] = letter;
      from[kept] = at;
      to[kept] = at + width;
      kept += 1;
    }
    at += width;
  }
  return { text: textOf(codes.subarray(0, kept)), from, to };
}

/** What stands at a place where an escape may begin: the character's code (0 for none of interest), and how long it is. */
function decoded(text: string, at: number, code: number): [value: number, width: number] {
  if (code === 0x25) return escape(PERCENT, text, at, ([, hex]) => parseInt(hex ?? '', 16)) ?? [code, 1];
  if (code === 0x26) {
    return (
      escape(ENTITY, text, at, ([, number = '']) =>
        /^x/i.test(number) ? parseInt(number.slice(1), 16) : Number(number),
      ) ?? [code, 1]
    );
  }
  if (code === 0x30) return escape(HEX_BYTE, text, at, () => 0) ?? [code, 1];
  return (
    escape(ESCAPE, text, at, ([, short, long, byte, letter]) =>
      letter === undefined ? parseInt(short ?? long ?? byte ?? '', 16) : 0,
    ) ?? [code, 1]
  );
}

function escape(
  pattern: RegExp,
  text: string,
  at: number,
  value: (match: RegExpExecArray) => number,
): [number, number] | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null ? undefined : [value(match), match[0].length];
}

/** The code of the letter in lower case, of the digit as it is; 0 for anything else. Full-width letters count as plain ones. */
function lowerCase(code: number): number {
  const plain = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
  if ((plain >= 0x30 && plain <= 0x39) || (plain >= 0x61 && plain <= 0x7a)) return plain;
  return plain >= 0x41 && plain <= 0x5a ? plain + 0x20 : 0;
}

const PIECE = 8_192;

function textOf(codes: Uint16Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < codes.length; at += PIECE) {
    pieces.push(String.fromCharCode(...codes.subarray(at, at + PIECE)));
  }
  return pieces.join('');
}
