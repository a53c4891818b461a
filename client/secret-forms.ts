/** The disguises in which a literal secret may turn up in a text. */

/** Shorter ones could not be told from ordinary words. */
export const SHORTEST_SECRET = 8;

/** Shorter ones are not looked for through separators: a sentence may spell them. */
const SHORTEST_SPLIT = 12;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The prefix says what kind of key it is; what stands behind it is the secret. */
const PREFIX = /^[a-z]+_(?:sandbox|production|prod|live|test)_/i;

/** The secret, and the part behind its prefix where that is long enough to be recognised. */
export function coresOf(secret: string): readonly string[] {
  const tail = secret.replace(PREFIX, '');
  return [secret, ...(tail === secret ? [] : [tail])].filter(({ length }) => length >= SHORTEST_SECRET);
}

/**
 * What is left of a secret in each of its encodings when only letters and digits count, in lower case: as it is, reversed,
 * hexadecimal, Base64 and Base32 at each position that it can have within a longer encoded text. Whoever reduces a text in
 * the same way (and decodes what is escaped in it) finds the secret there, whatever separates its characters.
 */
export function reducedFormsOf(secret: string): readonly string[] {
  const forms = coresOf(secret).flatMap((core) => {
    const plain = reduced(core);
    if (plain.length < SHORTEST_SECRET) return [];
    const bytes = Buffer.from(core, 'utf8');
    const whole = core === secret || plain.length >= SHORTEST_SPLIT;
    return [
      ...(whole ? [plain, [...plain].reverse().join('')] : []),
      bytes.toString('hex'),
      ...[0, 1, 2].map((before) => reduced(base64At(bytes, before))),
      ...[0, 1, 2, 3, 4].map((before) => base32At(bytes, before).toLowerCase()),
    ];
  });
  return [...new Set(forms)].filter(({ length }) => length >= SHORTEST_SECRET);
}

/** Letters and digits only, in lower case. */
export function reduced(text: string): string {
  return text.replace(/[^a-z\d]/gi, '').toLowerCase();
}

/** The Base64 characters that depend on nothing but the secret when `before` bytes stand before it. */
function base64At(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

function base32At(bytes: Buffer, before: number): string {
  const bits = [...Buffer.concat([Buffer.alloc(before), bytes])]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const first = Math.ceil((before * 8) / 5);
  const last = Math.floor(bits.length / 5);
  return Array.from(
    { length: last - first },
    (_, n) => BASE32[parseInt(bits.slice((first + n) * 5, (first + n + 1) * 5), 2)] ?? '',
  ).join('');
}
