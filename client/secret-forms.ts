/** The disguises in which a literal secret may turn up in a text. */

/** Shorter ones could not be told from ordinary words. */
export const SHORTEST_SECRET = 8;

/**
 * A secret as it stands, percent-encoded, JSON-escaped, in hexadecimal, and in Base64 (both alphabets) at each of the
 * three positions that it can have within a longer encoded text. None for a secret that is too short.
 */
export function formsOf(secret: string): readonly string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  const percent = hex.replace(/../g, '%$&');
  const escaped = JSON.stringify(secret).slice(1, -1);
  const forms = [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    escaped,
    JSON.stringify(escaped).slice(1, -1),
    hex,
    hex.toUpperCase(),
    percent,
    percent.toUpperCase(),
    ...[0, 1, 2].flatMap((position) => base64At(bytes, position)),
  ];
  return [...new Set(forms)];
}

/** The Base64 characters that depend on nothing but the secret when `position` bytes stand before it. */
function base64At(bytes: Buffer, position: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(position), bytes]).toString('base64');
  const first = Math.ceil((position * 8) / 6);
  const last = Math.floor(((position + bytes.length) * 8) / 6);
  const core = encoded.slice(first, last);
  return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
}
