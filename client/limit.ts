/** The arithmetic of one limit: how long the next request should wait. Pure. */

/** One limit as last announced, and what has been sent since. */
export interface LimitState {
  /** Requests per window. */
  readonly limit: number;
  /** Left in the window, by the last announcement. */
  readonly remaining: number;
  /** End of the window, milliseconds since the epoch. */
  readonly resetAt: number;
  /** Sent since that announcement, or in flight while it came. */
  readonly sentSince: number;
  /** When the last request went out, milliseconds since the epoch. */
  readonly lastSentAt: number;
}

export interface LimitRules {
  /** Below this share of the limit the rest is spread over the window; the vendor advises 15 %. */
  readonly throttleBelow: number;
  /** Left untouched at the end of a window, so that somebody else's request does not make ours the one too many. */
  readonly reserve: number;
  /** The longest pause between two requests while the rest is spread, in milliseconds. */
  readonly longestSpreadMs: number;
  /** A window that ends later than this is not waited for: the 429 is then the clearer answer. In milliseconds. */
  readonly longestWaitMs: number;
  /** Announced in whole seconds, which may have been rounded down. In milliseconds. */
  readonly roundingMs: number;
}

export const limitRules: LimitRules = {
  throttleBelow: 0.15,
  reserve: 1,
  longestSpreadMs: 5_000,
  longestWaitMs: 120_000,
  roundingMs: 1_000,
};

/** Why a request waits: the rest of the window is being spread, or nothing is left of it. */
export interface Delay {
  readonly ms: number;
  readonly why: 'spread' | 'used-up';
}

/**
 * How long to wait before the next request; undefined: not at all.
 * @param needed how many requests are still to come, this one included; Infinity when nobody knows. A rest that is
 *   enough for all of them needs no spreading.
 */
export function nextDelay(
  state: LimitState,
  now: number,
  needed = Infinity,
  rules: LimitRules = limitRules,
): Delay | undefined {
  const windowEnd = state.resetAt + rules.roundingMs;
  if (now >= windowEnd) return undefined;
  const left = state.remaining - state.sentSince;
  const usable = left - Math.min(rules.reserve, state.limit - 1);
  if (usable <= 0) {
    return windowEnd - now > rules.longestWaitMs ? undefined : { ms: windowEnd - now, why: 'used-up' };
  }
  if (left > state.limit * rules.throttleBelow || usable >= needed) return undefined;
  const pause = Math.min((windowEnd - now) / usable, rules.longestSpreadMs);
  const ms = state.lastSentAt + pause - now;
  return ms > 0 ? { ms, why: 'spread' } : undefined;
}
