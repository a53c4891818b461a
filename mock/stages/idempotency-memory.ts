/** What was answered under which idempotency key. */

/** An answer as it was saved: status and body, and what else a replay may repeat. */
export interface Saved {
  readonly status: number;
  readonly text: string;
  readonly requestId: string;
}

/** One use of an idempotency key: running until it is settled. */
export interface Slot {
  /** The parameters of the first request, in one comparable text. */
  readonly parameters: string;
  readonly since: number;
  saved: Saved | undefined;
  /** Resolves when the first request has been answered. */
  readonly finished: Promise<void>;
  settle(saved: Saved): void;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export class IdempotencyMemory {
  readonly #slots = new Map<string, Slot>();

  /** The slot of a key, unless it was pruned: keys are forgotten once they are 24 hours old. */
  find(name: string, now: Date): Slot | undefined {
    const slot = this.#slots.get(name);
    if (slot && now.getTime() - slot.since >= DAY_MS) this.#slots.delete(name);
    return this.#slots.get(name);
  }

  /** Opens a slot for a first request. */
  open(name: string, parameters: string, now: Date): Slot {
    let announce: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      announce = resolve;
    });
    const slot: Slot = {
      parameters,
      since: now.getTime(),
      saved: undefined,
      finished,
      settle(saved) {
        slot.saved = saved;
        announce();
      },
    };
    this.#slots.set(name, slot);
    return slot;
  }

  /** Names of all slots, for a look from outside. */
  names(): string[] {
    return [...this.#slots.keys()];
  }
}
