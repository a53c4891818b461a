/** Idempotency: what becomes of a request whose Idempotency-Key was used before. */
import { header, type Exchange } from '../../client/exchange.ts';
import type { Points } from '../model.ts';
import { keySent, type Seen } from '../observed-exchange.ts';

export function lookAtIdempotency(seen: Seen, points: Points): void {
  const first = new Map<string, Exchange>();
  for (const { exchange, step, call, evidence } of seen.observed) {
    const key = keySent(exchange);
    // A key has no effect on a reading.
    if (key === undefined || !evidence || exchange.request.method === 'GET') continue;
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, exchange);
      continue;
    }
    const at = { plane: 'idempotency', where: step, call, mode: 'exact' } as const;
    points.note({ ...at, subject: 'answer under a used key' }, answerUnderUsedKey(earlier, exchange), step);
    const ids = [earlier, exchange].map((one) => header(one, 'request-id'));
    points.note(
      { ...at, subject: 'Request-Id under a used key' },
      ids[0] === ids[1] ? 'the first' : 'a new one',
      step,
    );
  }
}

function answerUnderUsedKey(earlier: Exchange, exchange: Exchange): string {
  const sameStatus = earlier.response.status === exchange.response.status;
  // With other parameters it is no repetition: which refusal it gets, and in which words, is told by the other planes.
  if (!hasSameParameters(earlier, exchange) && exchange.response.status >= 400) return 'a refusal';
  if (sameStatus && earlier.response.body === exchange.response.body) return 'the saved answer';
  return sameStatus ? 'another answer, same status' : 'another status';
}

function hasSameParameters({ request: one }: Exchange, { request: other }: Exchange): boolean {
  return one.method === other.method && one.url === other.url && one.body === other.body;
}
