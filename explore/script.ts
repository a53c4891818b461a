/** A counterexample as a shell script: the calls that show it, with what lies between them, and what to look for. */
import type { Configuration } from '../client/configuration.ts';
import { curl } from '../client/curl.ts';
import type { Exchange } from '../client/exchange.ts';
import { redactStory, type RedactedExchange } from '../client/redaction.ts';
import { shownFinding } from '../reporting/sentences/finding.ts';
import { wholeSequence } from '../reporting/sequence.ts';
import type { Counterexample } from './explore.ts';

/** The script of a counterexample. Needs the same variables as every script of this suite. */
export function scriptOf(
  found: Counterexample,
  { baseUrl, keys, evidence }: Pick<Configuration, 'baseUrl' | 'keys' | 'evidence'>,
): string {
  const shown = found.exchanges.findLastIndex(({ label }) => label === found.breach.exchange.label);
  const needed = found.exchanges.map(
    (exchange, index) => index <= shown && isNeeded(exchange, index, found, shown),
  );
  // Redacted as one, so that a name stands for the same object throughout.
  const story = redactStory(found.exchanges, { keys, evidence });
  const kept = wholeSequence(story.filter((_, index) => needed[index]));
  const places = [...needed.keys()].filter((index) => needed[index]);
  const before = (exchange: RedactedExchange): readonly string[] => {
    const place = kept.indexOf(exchange);
    const [from, to] = [places[place - 1] ?? -1, places[place] ?? 0];
    return found.asides.filter(({ after }) => after > from && after <= to).map(({ line }) => line);
  };
  const { pointer, expected, seen } = shownFinding(found.breach.finding);
  const where = pointer === undefined || pointer === '' ? '' : `${pointer}: `;
  return `${curl(kept, baseUrl, { brief: true, before })}# ${where}expected ${expected}; seen ${seen}\n`;
}

/** What a sequence sends besides its steps is needed only where something comes of it. */
function isNeeded(
  exchange: Exchange,
  index: number,
  { steps, exchanges }: Counterexample,
  shown: number,
): boolean {
  if (index === shown) return true;
  // Asked again until a late read had come in.
  if (/~\d+$/.test(exchange.label)) return false;
  const step = /^explored\/(\d+) (.*)$/.exec(exchange.label);
  if (exchange.request.method === 'GET')
    return step !== null && step[2]?.startsWith(steps[Number(step[1]) - 1] ?? ' ') === true;
  // The session that every sequence begins with.
  if (step !== null || exchange.endpoint !== 'createSession') return true;
  const id = /"id":"([^"]+)"/.exec(exchange.response.body)?.[1] ?? '';
  const later = exchanges.slice(index + 1, shown + 1);
  return (
    id === '' ||
    exchanges[shown]?.endpoint === 'listSessions' ||
    later.some(({ request }) => `${request.url} ${request.body}`.includes(id))
  );
}
