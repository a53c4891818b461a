/** When the next request may be sent, by what the target has announced about its limits. */
import type { Wait } from './clock.ts';
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

/** No pacing at all. */
export const unpaced: Pacing = { delay: () => undefined, count: () => undefined, learn: () => undefined };
