/** How a mock can be started. */
import type { Patch } from './patch.ts';
import type { Clock } from './clock.ts';
import type { KeyName, KeyRecord } from './keys.ts';
import { type OpenChoices, standardChoices } from './open-choices.ts';

export type { OpenChoices } from './open-choices.ts';
export type { Patch as Patch } from './patch.ts';

export interface WindowLimit {
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface LogEntry {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestId: string;
}

export interface RateLimitOptions extends WindowLimit {
  readonly announce?: boolean;
}

export interface MockOptions {
  /** Same seed, same data; default: a new one for each mock. */
  readonly seed?: number;
  /** Default: any free port. */
  readonly port?: number;
  /** Default: real time. */
  readonly clock?: Clock;
  /** How far the mock's clock is ahead of real time, where no clock is given; negative: behind. */
  readonly clockAheadMs?: number;
  /** Requests per environment; default 300 in 60 seconds. `announce: false` leaves the headers away. */
  readonly rateLimit?: RateLimitOptions;
  /** Creations per environment; default 1000 in an hour. */
  readonly quota?: WindowLimit;
  /** Changes to the ready keys, by name. */
  readonly keys?: { readonly [Name in KeyName]?: Partial<KeyRecord> };
  /** Other choices where the documentation is silent. */
  readonly open?: Partial<OpenChoices>;
  /** A deliberate deviation: a fault or a variation. */
  readonly patch?: Patch;
  /** GETs show the state as it was so many milliseconds (real time) ago. */
  readonly readLagMs?: number;
  /** Milliseconds that each answer waits. */
  readonly latencyMs?: number;
  readonly log?: (entry: LogEntry) => void;
}

/** Options with nothing left out: what the caller said, over what the patch says, over the defaults. */
export interface Settings {
  readonly seed: number;
  readonly rateLimit: WindowLimit;
  readonly quota: WindowLimit;
  readonly open: OpenChoices;
  readonly readLagMs: number;
  readonly latencyMs: number;
}

const RATE_LIMIT: WindowLimit = { limit: 300, windowSeconds: 60 };
const QUOTA: WindowLimit = { limit: 1000, windowSeconds: 3600 };

/** Fills in the defaults. */
export function settle(options: MockOptions, seed: number): Settings {
  const patched = options.patch?.options ?? {};
  const rateLimit: RateLimitOptions = options.rateLimit ?? patched.rateLimit ?? RATE_LIMIT;
  return {
    seed,
    rateLimit,
    quota: options.quota ?? patched.quota ?? QUOTA,
    open: {
      ...standardChoices,
      ...(rateLimit.announce === false && { announceLimits: false }),
      ...options.patch?.open,
      ...options.open,
    },
    readLagMs: options.readLagMs ?? patched.readLagMs ?? 0,
    latencyMs: options.latencyMs ?? patched.latencyMs ?? 0,
  };
}
