/** A clock that passes only when somebody sleeps. */
import type { Clock } from '../../../../client/clock.ts';

export class FakeClock implements Clock {
  readonly slept: number[] = [];
  #now = Date.parse('2026-01-01T00:00:00Z');

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.#now += ms;
  }

  pass(ms: number): void {
    this.#now += ms;
  }
}
