/** What answers show by the way: the key's defaults, the clocks, the limits. */
import { announced, type Announcement } from '../../client/limit-headers.ts';
import { attribute, document, isObject, rawNames } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import { FINGERPRINT_MOVED } from '../../contract/versions.ts';
import type { CheckResult } from './check-result.ts';

/** What a full run costs at most, the doctor and the clean-up included. */
export const runBudget = { requests: 270, creations: 80 } as const;

/** Windows up to this length are waited for by the pacing. */
const LONGEST_WAIT_MS = 120_000;

const WINDOW_S = 60;

/** Clocks differ by a little everywhere. */
const SKEW_S = 30;

/** The version and the casing that apply when a request names none, as far as a session shows them. */
export function defaults(bare: Exchange): CheckResult[] {
  const session = document(bare).data;
  if (!session || !isObject(session.attributes)) return [];
  const hasFingerprint = attribute(session, 'browser-fingerprint') !== undefined;
  return [
    {
      check: 'default-version',
      health: 'ok',
      seen: `The key’s default is a version ${hasFingerprint ? 'before' : 'from'} ${FINGERPRINT_MOVED}${hasFingerprint ? '' : ' on'}, by the shape of a session; the suite names its version itself.`,
      source: 'versioning',
    },
    {
      check: 'default-inflection',
      health: 'ok',
      seen: `${casing(rawNames(session.attributes))}; the suite asks for kebab wherever it matters.`,
      source: 'api-key-inflection',
    },
  ];
}

function casing(names: readonly string[]): string {
  const kinds = [
    names.some((name) => name.includes('-')) ? 'kebab' : '',
    names.some((name) => name.includes('_')) ? 'snake' : '',
    names.some((name) => /[a-z][A-Z]/.test(name)) ? 'camel' : '',
  ].filter((kind) => kind !== '');
  if (kinds.length === 0) return 'No attribute shows a casing';
  return kinds.length === 1 ? `The key’s default is ${kinds[0]}` : `Mixed: ${kinds.join(' and ')}`;
}

/**
 * How far the target’s clock and this machine’s are apart.
 * @param receivedAt when the answer came, milliseconds since the epoch
 */
export function clock(exchange: Exchange, receivedAt: number): CheckResult {
  const theirs = Date.parse(header(exchange, 'date') ?? '');
  if (Number.isNaN(theirs)) {
    return { check: 'clock', health: 'ok', seen: 'The target does not say what time it is.' };
  }
  const seconds = Math.round((theirs - receivedAt) / 1_000);
  if (Math.abs(seconds) <= SKEW_S) {
    return { check: 'clock', health: 'ok', seen: 'The clocks agree within half a minute.' };
  }
  return {
    check: 'clock',
    health: 'warning',
    seen: `This machine’s clock is ${duration(Math.abs(seconds))} ${seconds > 0 ? 'behind' : 'ahead of'} the target’s.`,
    remedy: 'Set this machine’s clock (NTP). Verdicts do not depend on it, but certificates and logs do.',
  };
}

/** The rate limit as announced. */
export function rateLimit(exchange: Exchange): CheckResult {
  const limit = announced(exchange.response.headers, 'ratelimit');
  if (!limit) {
    return {
      check: 'rate-limit',
      health: 'ok',
      seen: 'None is announced; the suite slows down when it meets one.',
      source: 'rate-limiting',
    };
  }
  const seen = `${limit.limit} requests a window, ${limit.remaining} left, next window in ${limit.resetMs / 1_000} s.`;
  if (limit.limit >= runBudget.requests) {
    return { check: 'rate-limit', health: 'ok', seen, source: 'rate-limiting' };
  }
  const windows = Math.ceil(runBudget.requests / Math.max(1, limit.limit));
  return {
    check: 'rate-limit',
    health: 'warning',
    seen,
    remedy: `A full run of up to ${runBudget.requests} requests will wait for ${windows - 1} further windows (about ${duration((windows - 1) * WINDOW_S)}).`,
    source: 'rate-limiting',
  };
}

/** The quota of creations as announced by two creations in a row: where they contradict each other, nothing is concluded. */
export function quota(first: Exchange, second: Exchange | undefined): CheckResult {
  const before = announced(first.response.headers, 'quota');
  const now = second && announced(second.response.headers, 'quota');
  if (!before || !now) {
    return { check: 'quota', health: 'ok', seen: 'None is announced.', source: 'rate-limiting' };
  }
  const seen = `${now.remaining} of ${now.limit} creations left, next window in ${duration(now.resetMs / 1_000)}.`;
  if (now.remaining >= runBudget.creations || !coherent(before, now)) {
    return { check: 'quota', health: 'ok', seen, source: 'rate-limiting' };
  }
  return {
    check: 'quota',
    health: now.resetMs > LONGEST_WAIT_MS ? 'problem' : 'warning',
    seen,
    remedy: `A full run creates up to ${runBudget.creations} objects: wait for the next window, or ask for a larger quota.`,
    source: 'rate-limiting',
  };
}

function coherent(before: Announcement, now: Announcement): boolean {
  return before.limit === now.limit && now.remaining < before.remaining && now.remaining <= now.limit;
}

function duration(seconds: number): string {
  return seconds >= 120 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds)} s`;
}
