/** When the next request may be sent, by what the target has announced about its limits. */
import { createHash } from 'node:crypto';
import type { Wait } from './clock.ts';
import type { HeaderLines, ReceivedResponse } from './exchange.ts';
import { intermediaryOf, isStranger } from './intermediaries.ts';
import { announced, type Announcement } from './limit-headers.ts';
import { limitRules, nextDelay, type Delay, type LimitState } from './limit.ts';
import type { Attempt } from './wire.ts';

/** Asked before, and told after, every request. */
export interface Pacing {
  /** How long to wait before the next request of this credential; undefined: it may go now. */
  delay(credential: string, creates: boolean, now: number): Wait | undefined;
  /** A request is about to be sent. */
  count(credential: string, creates: boolean, now: number): void;
  /** What came of it. */
  learn(result: Attempt, credential: string, now: number): void;
}

/** What is known per credential; plain data, so that it can be handed to the next worker. */
export interface CredentialState {
  readonly rate?: LimitState;
  readonly quota?: LimitState;
  /** For a target that announces nothing: the requests of the current minute. */
  readonly minute?: { readonly startedAt: number; readonly sent: number };
  /** Answers in a row that nothing was left for, and that were none the less no refusals. */
  readonly contradictions?: number;
  /** Requests a minute, guessed from a 429 of a target that announces nothing. */
  readonly guessedLimit?: number;
}

/** All that a pacer knows, by digest of the credential; holds no key. */
export type PacerState = Readonly<Record<string, CredentialState>>;

export interface PacerOptions {
  /** What an earlier worker's pacer knew. */
  readonly initial?: PacerState | undefined;
  /** How many requests the run will send at most; absent: unknown. */
  readonly planned?: number | undefined;
}

const WINDOW_MS = 60_000;

/** Nobody sells less a minute; a lower guess means that somebody else was using the limit too. */
const LOWEST_GUESS = 20;

/** A limit that is used up on so many answers in a row is not what it says. */
const MOST_CONTRADICTIONS = 3;

/** The quota is the run's own, so nothing of it is kept back. */
const quotaRules = { ...limitRules, reserve: 0 };

/** Paces by the announced limits; where none is announced, by what the first 429 taught. */
export class Pacer implements Pacing {
  readonly #states: Map<string, CredentialState>;
  readonly #planned: number;
  #sent = 0;
  #inFlight = 0;

  constructor(options: PacerOptions = {}) {
    this.#states = new Map(Object.entries(options.initial ?? {}));
    this.#planned = options.planned ?? Infinity;
  }

  /** What is known, for the pacer of the next worker. */
  snapshot(): PacerState {
    return Object.fromEntries(this.#states);
  }

  delay(credential: string, creates: boolean, now: number): Wait | undefined {
    const state = this.#states.get(digest(credential)) ?? {};
    // A run that outgrows its plan is paced as if there were none.
    const needed = this.#planned > this.#sent ? this.#planned - this.#sent : Infinity;
    const rate = state.rate ?? guessed(state);
    const waits = [
      worded('rate limit', rate, rate && nextDelay(rate, now, needed)),
      creates
        ? worded('quota', state.quota, state.quota && nextDelay(state.quota, now, needed, quotaRules))
        : undefined,
    ].filter((wait) => wait !== undefined);
    return waits.sort((a, b) => b.ms - a.ms)[0];
  }

  count(credential: string, creates: boolean, now: number): void {
    this.#sent += 1;
    this.#inFlight += 1;
    const own = digest(credential);
    if (!this.#states.has(own)) this.#states.set(own, {});
    for (const [key, state] of this.#states) {
      // Keys of one environment share its limit, and nothing tells which keys do: all are counted down together.
      const next = {
        ...state,
        ...(state.rate && { rate: spent(state.rate, now) }),
        ...(state.quota && creates && { quota: spent(state.quota, now) }),
        ...(key === own && { minute: minuteAfter(state.minute, now) }),
      };
      this.#states.set(key, next);
    }
  }

  learn(result: Attempt, credential: string, now: number): void {
    this.#inFlight -= 1;
    if (result.kind === 'fault' || isForeign(result.response)) return;
    const key = digest(credential);
    const state = this.#states.get(key) ?? {};
    const { headers, status } = result.response;
    const said = announced(headers, 'ratelimit');
    const contradictions = contradictionsAfter(state.contradictions ?? 0, said, status);
    const believed = contradictions < MOST_CONTRADICTIONS;
    const rate = believed ? this.#updated(state.rate, said, now) : undefined;
    const quota = this.#updated(state.quota, announced(headers, 'quota'), now);
    this.#states.set(key, {
      ...without(state, 'rate'),
      contradictions,
      ...(rate && { rate }),
      ...(quota && { quota }),
      ...(status === 429 &&
        saysNothing(headers) && { guessedLimit: Math.max(LOWEST_GUESS, (state.minute?.sent ?? 0) - 1) }),
    });
  }

  #updated(
    known: LimitState | undefined,
    said: Announcement | undefined,
    now: number,
  ): LimitState | undefined {
    if (said === undefined) return known;
    const resetAt = now + said.resetMs;
    // Answers overtake each other; within one window less can be left, never more.
    const sameWindow =
      known !== undefined && now < known.resetAt && Math.abs(resetAt - known.resetAt) < 2_000;
    return {
      limit: said.limit,
      remaining: sameWindow ? Math.min(said.remaining, known.remaining) : said.remaining,
      resetAt,
      sentSince: this.#inFlight,
      lastSentAt: known?.lastSentAt ?? now,
    };
  }
}

function spent(state: LimitState, now: number): LimitState {
  return { ...state, sentSince: state.sentSince + 1, lastSentAt: now };
}

function minuteAfter(minute: CredentialState['minute'], now: number): { startedAt: number; sent: number } {
  const current = minute !== undefined && now < minute.startedAt + WINDOW_MS + limitRules.roundingMs;
  return current ? { ...minute, sent: minute.sent + 1 } : { startedAt: now, sent: 1 };
}

/** A guessed limit in the shape of an announced one. */
function guessed(state: CredentialState): LimitState | undefined {
  if (state.guessedLimit === undefined || state.minute === undefined) return undefined;
  return {
    limit: state.guessedLimit,
    remaining: state.guessedLimit,
    resetAt: state.minute.startedAt + WINDOW_MS,
    sentSince: state.minute.sent,
    lastSentAt: state.minute.startedAt,
  };
}

function without(state: CredentialState, name: keyof CredentialState): CredentialState {
  return Object.fromEntries(Object.entries(state).filter(([own]) => own !== name));
}

/** "Nothing left" is said by the last answer of a window, not by one after the other. */
function contradictionsAfter(before: number, said: Announcement | undefined, status: number): number {
  // Once disbelieved, for good: every further answer would cost a window.
  if (before >= MOST_CONTRADICTIONS || said === undefined) return before;
  return said.remaining === 0 && said.limit > 1 && status !== 429 ? before + 1 : 0;
}

/** What something on the way says of limits says nothing of the target's. */
function isForeign(response: ReceivedResponse): boolean {
  return intermediaryOf(response) !== undefined || (isStranger(response) && saysNothing(response.headers));
}

function saysNothing(headers: HeaderLines): boolean {
  return announced(headers, 'ratelimit') === undefined && announced(headers, 'quota') === undefined;
}

function worded(name: string, state: LimitState | undefined, delay: Delay | undefined): Wait | undefined {
  if (state === undefined || delay === undefined) return undefined;
  const left = Math.max(0, state.remaining - state.sentSince);
  const rest = `${left} of ${state.limit} left`;
  return delay.why === 'used-up'
    ? {
        ms: delay.ms,
        reason: `the ${name} is used up (${rest}), waiting for its next window`,
        cause: `the ${name} is used up, waiting for its next window`,
      }
    : {
        ms: delay.ms,
        reason: `the ${name} is nearly used up (${rest}), spreading the rest`,
        cause: `the ${name} is nearly used up, spreading the rest`,
      };
}

function digest(credential: string): string {
  return createHash('sha256').update(credential).digest('base64url').slice(0, 12);
}
