/**
 * Whether the objects that a scenario created are really new ones. A server that answers
 * everything with one and the same session meets many a clause by accident; what rests on such objects proves nothing.
 */
import { document } from '../client/document.ts';
import { header, type Exchange, type HeaderLines } from '../client/exchange.ts';
import { shownId, stateOf, succeeded } from './reading.ts';

type Kind = 'inquiry' | 'inquiry-session';

interface Creation {
  readonly kind: Kind;
  readonly id: string | undefined;
  readonly exchange: Exchange;
}

/** The successful creations among these exchanges. */
export function creationsIn(exchanges: readonly Exchange[]): readonly Creation[] {
  return exchanges.flatMap((exchange) => {
    const kind = createdKind(exchange);
    return kind && succeeded(exchange) ? [{ kind, id: shownId(exchange), exchange }] : [];
  });
}

/** The idempotency key that a creation was sent under: repeats under one key may answer with one object. */
export function keyOf(exchange: Exchange): string {
  return (
    line(exchange.request.headers, 'idempotency-key') ?? header(exchange, 'request-id') ?? exchange.label
  );
}

/**
 * Why these exchanges prove nothing, in one sentence; undefined when they do.
 * @param repeatedIds ids that the target gave to more than one object in this run
 */
export function invalidSetup(
  exchanges: readonly Exchange[],
  repeatedIds: readonly string[],
): string | undefined {
  for (const { kind, id, exchange } of creationsIn(exchanges)) {
    if (document(exchange).data?.type !== kind)
      return `Creating an ${kind} was answered with something else.`;
    if (id !== undefined && repeatedIds.includes(id)) return 'The target gave one id to several objects.';
    if (kind === 'inquiry-session' && stateOf(exchange) !== 'new') {
      return `A session was created that is not new ("${stateOf(exchange)}").`;
    }
  }
  return undefined;
}

function createdKind({ request }: Exchange): Kind | undefined {
  if (request.method !== 'POST') return undefined;
  const collection = /\/(inquiries|inquiry-sessions)(\?|$)/.exec(request.url)?.[1];
  if (collection === undefined) return undefined;
  return collection === 'inquiries' ? 'inquiry' : 'inquiry-session';
}

function line(headers: HeaderLines, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}
