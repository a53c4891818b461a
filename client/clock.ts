/** Time as the client sees it, so that tests can let it pass. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  // Finer than a millisecond: what came after another answer must not seem to have come before its end.
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms) => {
    await delay(ms);
  },
};

/** A wait that is worth telling the user about. */
export interface Wait {
  readonly ms: number;
  /** Why, in plain words: `the rate limit is nearly used up`. */
  readonly reason: string;
  /** The same without figures, where the reason has some: waits of one cause are summed. */
  readonly cause?: string;
}
