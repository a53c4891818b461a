/**
 * Whether the objects that a scenario created are really new ones. A server that answers
 * everything with one and the same session meets many a clause by accident; what rests on such objects proves nothing.
 */
import { endpoints } from '../contract/endpoints.ts';
import { document } from '../client/document.ts';
import { header, type Exchange, type HeaderLines } from '../client/exchange.ts';
import { shownId, stateOf, succeeded } from './reading.ts';

interface Creation {
  /** Type of what was to be created. */
  readonly kind: string;
  readonly id: string | undefined;
  readonly exchange: Exchange;
}

/** The successful creations among these exchanges. */
export function creationsIn(exchanges: readonly Exchange[]): readonly Creation[] {
  return exchanges.flatMap((exchange) => {
    const { creates, type } = endpoints[exchange.endpoint];
    return creates && succeeded(exchange) ? [{ kind: type, id: shownId(exchange), exchange }] : [];
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
  // Sessions that an earlier scenario made and released are not created here.
  const isRepeated = ({ request }: Exchange) =>
    repeatedIds.some((id) => request.url.includes(`/${encodeURIComponent(id)}`));
  return exchanges.some(isRepeated) ? 'The target gave one id to several objects.' : undefined;
}

function line(headers: HeaderLines, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}
