/** Notes the secrets that come in answers, so that no text shows them later. */
import type { Exchange } from './exchange.ts';
import { learnSecret } from './redact-text.ts';
import { sensitivityOf } from './sensitive-names.ts';

/** Learns session tokens and one-time links from an answer's body. Never throws. */
export function learnSecretsOf(exchange: Exchange): void {
  const { body } = exchange.response;
  // Most answers hold none; only those that may are parsed once more.
  if (!/token|link|secret|password/i.test(body)) return;
  try {
    JSON.parse(body, (name, value: unknown) => {
      if (typeof value === 'string' && sensitivityOf(name) === 'secret') learnSecret(value);
      return value;
    });
  } catch {
    // No JSON: nothing to learn by name.
  }
}
