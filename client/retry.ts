/** What to do when an attempt brought no usable answer: the vendor's own guidance as data, and one function that reads it. */
import type { KeyOrigin } from './call.ts';
import { intermediaryOf, isStranger } from './intermediaries.ts';
import { comeBackIn } from './limit-headers.ts';
import type { Attempt } from './wire.ts';

/** The bounds of trying again. */
export interface RetryPolicy {
  /** First wait, in milliseconds; doubles with each further attempt. The vendor advises 5, 10, 20, 40 s. */
  readonly backoffMs: number;
  /** The same after a 429 that does not say when to come back. */
  readonly rateLimitBackoffMs: number;
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** How often at most when what came back was a 429: a window lasts a minute, so waiting it out must fit. */
  readonly rateLimitAttempts: number;
  /** For one call as a whole, waits included, in milliseconds. */
  readonly totalMs: number;
}

/** The bounds that hold unless a test sets others. */
export const retryBounds = { attempts: 4, rateLimitAttempts: 6, totalMs: 180_000 } as const;

/** The kinds of trouble that are no verdict about the target. */
type Trouble =
  'network' | 'intermediary' | 'stranger' | 'rate-limit' | 'request-timeout' | 'gateway' | 'server-error';

interface Rule {
  /** Which idempotency key the next attempt carries. A new one where the bad answer itself may have been saved. */
  readonly key: 'same' | 'new';
  /** Whether a write may have been carried out all the same. */
  readonly ambiguous: 'always' | 'never' | 'if-it-may-have-arrived';
}

/** Per kind: which key the next attempt carries, and what we no longer know. */
const retryRules: Readonly<Record<Trouble, Rule>> = {
  network: { key: 'same', ambiguous: 'if-it-may-have-arrived' },
  // It never reached the target.
  intermediary: { key: 'same', ambiguous: 'never' },
  // Where the target itself answered, it may have done its work.
  stranger: { key: 'same', ambiguous: 'always' },
  // Decided before the idempotency layer, so never saved and never carried out.
  'rate-limit': { key: 'same', ambiguous: 'never' },
  'request-timeout': { key: 'new', ambiguous: 'always' },
  gateway: { key: 'new', ambiguous: 'always' },
  'server-error': { key: 'new', ambiguous: 'always' },
};

/** What is known about the call when an attempt has ended. */
export interface Situation {
  /** The attempt that has ended, from 1. */
  readonly attempt: number;
  readonly isWrite: boolean;
  readonly keyOrigin: KeyOrigin;
  /** Statuses that the caller expectedStatuses on purpose. */
  readonly expectedStatuses: readonly number[];
  /** An answer like this one came before in the target's place, and was gone when the call was repeated. */
  readonly isWeather?: boolean | undefined;
  /** Since the call began, in milliseconds. */
  readonly elapsedMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Decision =
  | { readonly kind: 'accept' }
  | {
      readonly kind: 'again';
      readonly waitMs: number;
      readonly newKey: boolean;
      /** The attempt may have been carried out. */
      readonly leavesAmbiguous: boolean;
      readonly reason: string;
    }
  | { readonly kind: 'give-up'; readonly reason: string };

/** What to do after an attempt. Reasons are plain words without URL, header or body. */
export function decide(attempt: Attempt, situation: Situation, policy: RetryPolicy): Decision {
  const trouble = troubleOf(attempt, situation.expectedStatuses);
  if (trouble === undefined) return { kind: 'accept' };
  const words = describe(attempt, trouble);
  const rule = retryRules[trouble];
  // Keys have no effect on reads, so a read under one may be repeated.
  if (rule.key === 'new' && situation.keyOrigin === 'caller' && situation.isWrite) {
    return {
      kind: 'give-up',
      reason: `${words}; it may be saved under the idempotency key, so this call cannot be repeated`,
    };
  }
  const most = trouble === 'rate-limit' ? policy.rateLimitAttempts : policy.attempts;
  // Nobody on the way answers alike each time and nothing else ever: then it is the target's own word.
  if (trouble === 'stranger' && situation.attempt >= most && situation.isWeather !== true)
    return { kind: 'accept' };
  if (situation.attempt >= most) {
    return { kind: 'give-up', reason: `${words}; ${most} attempts in ${seconds(situation.elapsedMs)}` };
  }
  const waitMs = waitBefore(attempt, trouble, situation, policy);
  if (situation.elapsedMs + waitMs > policy.totalMs) {
    return {
      kind: 'give-up',
      reason: `${words}; the next attempt would come only in ${seconds(waitMs)}, and a call may take ${seconds(policy.totalMs)}`,
    };
  }
  const ambiguous =
    rule.ambiguous === 'always' ||
    (rule.ambiguous === 'if-it-may-have-arrived' && attempt.kind === 'fault' && attempt.fault.mayHaveRun);
  return {
    kind: 'again',
    waitMs,
    newKey: rule.key === 'new' && situation.keyOrigin === 'auto',
    leavesAmbiguous: situation.isWrite && ambiguous,
    reason: words,
  };
}

function troubleOf(attempt: Attempt, expectedStatuses: readonly number[]): Trouble | undefined {
  if (attempt.kind === 'fault') return 'network';
  const { status } = attempt.response;
  if (intermediaryOf(attempt.response) !== undefined) return 'intermediary';
  if (expectedStatuses.includes(status)) return undefined;
  if (status === 429) return 'rate-limit';
  if (status === 408) return 'request-timeout';
  if (status === 502 || status === 503 || status === 504) return 'gateway';
  if (status >= 500) return isHtml(attempt) ? 'gateway' : 'server-error';
  return isStranger(attempt.response) ? 'stranger' : undefined;
}

function isHtml(attempt: Attempt & { kind: 'answer' }): boolean {
  return /^\s*<(!doctype|html)/i.test(attempt.response.body);
}

function describe(attempt: Attempt, trouble: Trouble): string {
  if (attempt.kind === 'fault') return attempt.fault.words;
  const { status } = attempt.response;
  switch (trouble) {
    case 'rate-limit':
      return `the target answered 429 (rate limit or quota)`;
    case 'request-timeout':
      return `the target answered 408 (request timeout)`;
    case 'gateway':
      return `a gateway answered ${status}${isHtml(attempt) ? ' with an HTML page' : ''}`;
    case 'server-error':
      return `the target answered ${status} (server error)`;
    case 'intermediary':
      return `${intermediaryOf(attempt.response) ?? 'something'} answered ${status} in the target’s place`;
    case 'stranger':
      return `what answered ${status} does not speak as the target does`;
    case 'network':
      return 'no answer came';
  }
}

function waitBefore(attempt: Attempt, trouble: Trouble, situation: Situation, policy: RetryPolicy): number {
  const doubled = 2 ** (situation.attempt - 1);
  if (trouble !== 'rate-limit' || attempt.kind === 'fault') return policy.backoffMs * doubled;
  return comeBackIn(attempt.response.headers, situation.now) ?? policy.rateLimitBackoffMs * doubled;
}

function seconds(ms: number): string {
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} minutes` : `${(ms / 1_000).toFixed(1)} s`;
}
