/** What time it is for a mock. Tests move it; nothing in the mock asks the machine's clock directly. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward by so many milliseconds. */
  advance(ms: number): void;
}

/** Real time plus an offset that `advance` grows. */
export function offsetClock(aheadMs = 0): Clock {
  let offset = aheadMs;
  return {
    now: () => new Date(Date.now() + offset),
    advance: (ms) => {
      offset += ms;
    },
  };
}

/** The same, but never twice the same millisecond: what happens one after the other shows so, however fast the machine. */
export function tickingClock(): Clock {
  const clock = offsetClock();
  let last = 0;
  return {
    now: () => {
      last = Math.max(clock.now().getTime(), last + 1);
      return new Date(last);
    },
    advance: (ms) => clock.advance(ms),
  };
}

/** A clock that stands still until it is moved. */
export function stoppedClock(start = '2026-03-02T09:30:00.000Z'): Clock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance: (ms) => {
      time += ms;
    },
  };
}
