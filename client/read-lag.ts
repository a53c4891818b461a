/** How far reads may lag behind writes, and how far they were seen to. */

const FIRST_PAUSE_MS = 200;

/** After so many series that waited in vain, one reading at the bound is enough: the target is not late, it does not do it. */
const MOST_FRUITLESS = 2;

/** The pauses between readings, and the lags seen so far; what was learnt makes the next wait shorter. */
export class ReadLag {
  readonly boundMs: number;
  readonly #seen: number[] = [];
  #fruitless = 0;

  /** @param boundMs how long to wait for a write to show, in milliseconds; 0: one reading, at once */
  constructor(boundMs: number) {
    this.boundMs = boundMs;
  }

  /** The lags seen, in milliseconds, in order. */
  get seen(): readonly number[] {
    return this.#seen;
  }

  /** Notes that a write showed only after this many milliseconds. */
  observe(ms: number): void {
    this.#seen.push(ms);
  }

  /** Notes that a write had not shown when the bound was reached. */
  gaveUp(): void {
    this.#fruitless += 1;
  }

  /** The pauses of one series of readings. */
  pauses(): Pauses {
    const hopeless = this.#fruitless >= MOST_FRUITLESS;
    return new Pauses(this.boundMs, hopeless ? this.boundMs : Math.max(0, ...this.#seen));
  }
}

/** The pauses of one series of readings: doubling, never beyond the bound, the last reading exactly at it. */
export class Pauses {
  readonly #boundMs: number;
  #pauseMs: number;

  constructor(boundMs: number, learntMs: number) {
    this.#boundMs = boundMs;
    // The lag seen before is the likeliest moment to see the write, so nothing is read until then.
    this.#pauseMs = Math.max(FIRST_PAUSE_MS, learntMs);
  }

  /** Milliseconds until the next reading, or undefined when the bound is reached. */
  next(elapsedMs: number): number | undefined {
    if (elapsedMs >= this.#boundMs) return undefined;
    const pause = Math.min(this.#pauseMs, this.#boundMs - elapsedMs);
    this.#pauseMs *= 2;
    return pause;
  }
}
