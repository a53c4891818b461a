/** Reading a list until a write shows in it: the same patience that `retrieveUntil` has for a single session. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CallOptions } from '../client/call.ts';
import type { Exchange } from '../client/exchange.ts';
import type { ListSelection, Persona } from '../client/persona.ts';

/** Lists sessions until `predicate` holds or the read lag allowed for is over; returns the last answer. */
export async function listUntil(
  persona: Persona,
  selection: ListSelection,
  predicate: (exchange: Exchange) => boolean,
  options: CallOptions,
): Promise<Exchange> {
  const pauses = persona.readLag.pauses();
  const begun = Date.now();
  for (let reading = 1; ; reading += 1) {
    const exchange = await persona.list(selection, options);
    const pause = predicate(exchange) ? undefined : pauses.next(Date.now() - begun);
    if (pause === undefined) return exchange;
    await delay(pause);
  }
}
