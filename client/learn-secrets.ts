/** Notes the secrets and the personal values that come in answers, so that no text shows them later. */
import type { Exchange } from './exchange.ts';
import { learnPersonal, learnSecret } from './redact-text.ts';
import { sensitivityOf } from './sensitive-names.ts';

/** A member that may hold a secret, or something personal that is not null. Bounded, so that no text takes longer than its length. */
const WORTH_READING =
  /token|link|secret|password|"[\w-]{0,40}(?:ip|agent|latitude|longitude|fingerprint|email|phone|name|birth|address|device)[\w-]{0,40}"\s{0,8}:\s{0,8}(?:"[^"]|-?\d)/i;

/** Learns session tokens, one-time links and personal values from an answer's body. Never throws. */
export function learnSecretsOf(exchange: Exchange): void {
  const { body } = exchange.response;
  if (!WORTH_READING.test(body)) return;
  try {
    learnFrom(JSON.parse(body), 'open');
  } catch {
    // No JSON, or deeper than any reader goes: nothing to learn by name.
  }
}

/** What hides inside a secret or personal member is one as well. */
function learnFrom(value: unknown, inherited: 'secret' | 'personal' | 'open'): void {
  if (typeof value === 'string' || typeof value === 'number') {
    if (inherited === 'secret') learnSecret(String(value));
    // A whole number says nothing by itself: ages, counts and years are everywhere.
    if (inherited === 'personal' && !Number.isInteger(value)) learnPersonal(String(value));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const sensitivity = Array.isArray(value) ? 'unknown' : sensitivityOf(name);
    learnFrom(inner, sensitivity === 'secret' || sensitivity === 'personal' ? sensitivity : inherited);
  }
}
