/** The door to redaction: nothing is stored or printed that did not go through one of these. */
import type { Exchange } from './exchange.ts';
import { redactExchange, type RedactedExchange, type RedactionOptions } from './redact-exchange.ts';
import { References } from './references.ts';

export { type RedactedExchange, type RedactionOptions } from './redact-exchange.ts';
export { learnSecret, PERSONAL_MASK, redact, SECRET_MASK } from './redact-text.ts';
export { References } from './references.ts';

/** A story of exchanges, redacted, its ids named in the order in which they occur. */
export function redactStory(
  exchanges: readonly Exchange[],
  options: Omit<RedactionOptions, 'references'> = {},
): readonly RedactedExchange[] {
  const references = new References();
  for (const exchange of exchanges) references.see(exchange);
  return exchanges.map((exchange) => redactExchange(exchange, { ...options, references }));
}
