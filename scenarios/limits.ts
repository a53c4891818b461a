/** Running into the rate limit on purpose, with leave. */
import { header, type Exchange } from '../client/exchange.ts';
import { preconditionDoubt } from '../client/errors.ts';
import { scenario } from './scenario.ts';

/** More requests than any documented limit asks for would be an attack, not a test. */
const MOST_REQUESTS = 320;

/** A key with a low limit is asked one by one; a higher limit has to be filled before its window ends. */
const ONE_BY_ONE = 12;
const BURST = 6;

/** A window lasts a minute by default; nobody waits for longer than this. */
const USUAL_WINDOW_S = 60;
const LONGEST_WAIT_S = 120;

/** A little more than announced: reset times are whole seconds. */
const GRACE_MS = 500;

/** The last request that is allowed announces that nothing is left; others may share the limit, so a few more are let pass. */
const MOST_BEYOND = 3;

const hasNothingLeft = (exchange: Exchange) =>
  exchange.response.status !== 429 && header(exchange, 'ratelimit-remaining') === '0';

/** Nothing was left, and still every request was answered. */
const unlimited = (answered: Exchange) => ({
  refused: answered,
  expire: answered,
  again: null,
  allowed: null,
});

export const overTheLimit = scenario(
  'over-the-limit',
  'Reads are sent until one is refused; then an expire is tried, the window is waited out, and it is tried again.',
  async ({ persona, sessions, keyFor, freshKey, pause }) => {
    const key = keyFor('rate-limit');
    const session = await sessions.fresh();
    const idempotencyKey = freshKey('limited');
    const expectedStatuses = [429];
    const read = () => persona.retrieve(session.id, { as: 'read until refused', key, expectedStatuses });

    let refused = await read();
    let spent = 0;
    for (let sent = 1, burstSize = 1; refused.response.status !== 429; sent += burstSize) {
      if (sent > MOST_REQUESTS) {
        throw preconditionDoubt(
          `No limit was met within ${MOST_REQUESTS} requests; more would be an attack, not a test.`,
        );
      }
      burstSize = sent < ONE_BY_ONE ? 1 : BURST;
      const burst = await Promise.all(Array.from({ length: burstSize }, read));
      spent += burst.filter(hasNothingLeft).length;
      refused = burst.find((exchange) => exchange.response.status === 429) ?? refused;
      if (refused.response.status !== 429 && spent > MOST_BEYOND) return unlimited(refused);
    }
    const expire = await persona.expire(session.id, {
      as: 'expire over the limit',
      key,
      idempotencyKey,
      expectedStatuses,
    });
    const seconds = Number(
      header(expire, 'ratelimit-reset') ?? header(refused, 'ratelimit-reset') ?? USUAL_WINDOW_S,
    );
    if (!(seconds <= LONGEST_WAIT_S)) return { refused, expire, again: null, allowed: null };
    await pause(seconds * 1_000 + GRACE_MS, 'for the rate limit to reset');
    const again = await persona.retrieve(session.id, { as: 'read after the window', key, expectedStatuses });
    const allowed = await persona.expire(session.id, {
      as: 'expire after the window',
      key,
      idempotencyKey,
      expectedStatuses,
    });
    return { refused, expire, again, allowed };
  },
);
