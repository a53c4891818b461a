/** Asking again where the server fails, so that a failure each time can be told from one by chance. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CallOptions } from '../client/call.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';

/** After so many server errors in a row the failure is the target's answer. */
export const TIMES = 3;

const ORDINALS = ['', ' (second time)', ' (third time)'];

/**
 * Expires a session as `persona.expire` does, but where the answer is 500 asks again, three times in all, with the usual waits;
 * `attempts` of the last answer counts them.
 */
export async function insistOnExpire(persona: Persona, id: string, options: CallOptions): Promise<Exchange> {
  for (let time = 1; ; time += 1) {
    const as = `${options.as}${ORDINALS[time - 1] ?? ''}`;
    const exchange = await persona.expire(id, { ...options, as, expectedStatuses: [500] });
    if (exchange.response.status !== 500) return exchange;
    if (time === TIMES) return { ...exchange, attempts: time };
    await delay(persona.configuration.backoffMs * 2 ** (time - 1));
  }
}
