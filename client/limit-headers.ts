/** What a target says about its limits: `RateLimit-*`, `quota-*` and `Retry-After`. */
import type { HeaderLines } from './exchange.ts';

/** One announced limit. */
export interface Announcement {
  /** Requests (or creations) per window. */
  readonly limit: number;
  readonly remaining: number;
  /** Until the window ends, in milliseconds; the header has whole seconds. */
  readonly resetMs: number;
}

/** Longer windows are of no use for pacing a run; such a value is rather another unit. */
const LONGEST_WINDOW_S = 7 * 24 * 3600;

/** The named limit, when all three of its headers are there and make sense. */
export function announced(headers: HeaderLines, name: 'ratelimit' | 'quota'): Announcement | undefined {
  const limit = count(value(headers, `${name}-limit`));
  const remaining = count(value(headers, `${name}-remaining`));
  const reset = count(value(headers, `${name}-reset`));
  if (limit === undefined || remaining === undefined || reset === undefined || reset > LONGEST_WINDOW_S)
    return undefined;
  return { limit, remaining, resetMs: reset * 1_000 };
}

/** Whole seconds may have been rounded down, so a little longer than asked for. */
const ROUNDING_MS = 250;

/** After a 429: how long to stay away, in milliseconds, where the answer says so. */
export function comeBackIn(headers: HeaderLines, now: number): number | undefined {
  const after = retryAfter(headers, now);
  if (after !== undefined) return after + ROUNDING_MS;
  const used = [announced(headers, 'ratelimit'), announced(headers, 'quota')].filter(
    (limit) => limit?.remaining === 0,
  );
  const longest = Math.max(...used.map((limit) => limit?.resetMs ?? 0));
  return used.length === 0 ? undefined : longest + ROUNDING_MS;
}

function retryAfter(headers: HeaderLines, now: number): number | undefined {
  const text = value(headers, 'retry-after');
  if (text === undefined) return undefined;
  const delta = count(text);
  if (delta !== undefined) return delta * 1_000;
  const date = Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  // A date is by the target's clock, so it is measured against the target's own Date header.
  const theirNow = Date.parse(value(headers, 'date') ?? '');
  return Math.max(0, date - (Number.isNaN(theirNow) ? now : theirNow));
}

function value(headers: HeaderLines, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : undefined;
}
