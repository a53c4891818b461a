/**
 * Controls: a refusal is judged by the same call without the one thing under test. Where that succeeds on the same target in
 * the same run and the call is refused all the same, the refusal is the target's answer, not the weather.
 */
import { preconditionDoubt } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import { expireNew } from '../scenarios/expiring.ts';
import { TIMES } from '../scenarios/insisting.ts';
import { assumeSuccess, succeeded } from '../scenarios/reading.ts';
import type { Context } from './context.ts';
import { ExpectationFailed, judge } from './expectations/violation.ts';

/** Refusals for reasons that lie outside the call. */
const UNRELATED = new Set([408, 429]);

/**
 * A documented, valid call: refused while its control, the plainest expire, succeeds, it is a violation of the requirement.
 * @throws Inconclusive where the control is refused as well, or the server failed by chance
 */
export async function promised({ run }: Context, exchange: Exchange, what: string): Promise<Exchange> {
  if (succeeded(exchange)) return exchange;
  const { expire: control } = await run(expireNew);
  if (!succeeded(control)) {
    throw preconditionDoubt('The plainest expire is refused as well: the target itself fails.');
  }
  if (!isRefusal(exchange) && !failsEachTime(exchange)) return assumeSuccess(exchange, what);
  throw violation(exchange, 'control.refused', control);
}

/**
 * An invalid call that is to be refused: answered by a server error each time, while a valid one succeeds afterwards, it is a
 * violation of the requirement that names the refusal.
 */
export function refusedNotFailed(exchange: Exchange, afterwards: Exchange): Exchange {
  if (!failsEachTime(exchange) || !succeeded(afterwards)) return exchange;
  throw violation(exchange, 'control.failed', afterwards);
}

function isRefusal({ response: { status } }: Exchange): boolean {
  return status >= 400 && status < 500 && !UNRELATED.has(status);
}

function failsEachTime({ response, attempts }: Exchange): boolean {
  return response.status === 500 && attempts >= TIMES;
}

function violation(exchange: Exchange, code: 'control.refused' | 'control.failed', control: Exchange) {
  const { status: seen } = exchange.response;
  const times = seen === 500 ? TIMES : 1;
  return new ExpectationFailed(
    judge('control', false, exchange, { code, seen, times, control: control.label }),
  );
}
