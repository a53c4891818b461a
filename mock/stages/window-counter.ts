/** Counts per window; a window begins with the first count in it. */
export interface Count {
  /** Whether this one was still within the limit. */
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window ends. */
  readonly resetSeconds: number;
}

export class WindowCounter {
  readonly #windowMs: number;
  readonly #windows = new Map<string, { start: number; used: number }>();

  constructor(windowSeconds: number) {
    this.#windowMs = windowSeconds * 1000;
  }

  /** Takes one out of the bucket's window. */
  take(bucket: string, limit: number, now: Date): Count {
    const window = this.#current(bucket, now);
    const allowed = window.used < limit;
    if (allowed) window.used += 1;
    return { ...this.look(bucket, limit, now), allowed };
  }

  /** How the bucket's window stands, with nothing taken. */
  look(bucket: string, limit: number, now: Date): Count {
    const window = this.#current(bucket, now);
    return {
      allowed: window.used < limit,
      limit,
      remaining: Math.max(0, limit - window.used),
      resetSeconds: Math.ceil((window.start + this.#windowMs - now.getTime()) / 1000),
    };
  }

  #current(bucket: string, now: Date): { start: number; used: number } {
    const known = this.#windows.get(bucket);
    if (known && now.getTime() < known.start + this.#windowMs) return known;
    const fresh = { start: now.getTime(), used: 0 };
    this.#windows.set(bucket, fresh);
    return fresh;
  }
}
