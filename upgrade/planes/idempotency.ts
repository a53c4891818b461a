/** Idempotency: what becomes of a request whose Idempotency-Key was used before. */
import { header, type Exchange } from '../../client/exchange.ts';
import type { Points } from '../model.ts';
import { keySent, type Seen } from '../observed-exchange.ts';

export function lookAtIdempotency(seen: Seen, points: Points): void {
  const first = new Map<string, Exchange>();
  for (const { exchange, step, call, evidence } of seen.observed) {
    const key = keySent(exchange);
    if (key === undefined || !evidence) continue;
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, exchange);
      continue;
    }
    const at = { plane: 'idempotency', where: step, call, mode: 'exact' } as const;
    const sameStatus = earlier.response.status === exchange.response.status;
    const sameBody = earlier.response.body === exchange.response.body;
    points.note(
      { ...at, subject: 'answer under a used key' },
      sameBody && sameStatus
        ? 'the saved answer'
        : sameStatus
          ? 'another answer, same status'
          : 'another status',
      step,
    );
    const ids = [earlier, exchange].map((one) => header(one, 'request-id'));
    points.note(
      { ...at, subject: 'Request-Id under a used key' },
      ids[0] === ids[1] ? 'the first' : 'a new one',
      step,
    );
  }
}
