/** Records of one kind, with their past: a reader may look at the state as it was at an earlier moment. */
import type { Entity } from './entities.ts';

/** Reading records of one kind. */
export interface Reader<T extends Entity> {
  /** The record, or undefined when there is none of that id in that environment. */
  get(id: string, environment: string): T | undefined;
  /** All records of an environment, newest first. */
  list(environment: string): T[];
}

interface Version<T> {
  readonly since: number;
  readonly value: T;
}

export class Collection<T extends Entity> implements Reader<T> {
  #versions = new Map<string, readonly Version<T>[]>();

  /** Saves a record, new or changed, as of now (real time, milliseconds). */
  put(value: T): T {
    const past = this.#versions.get(value.id) ?? [];
    this.#versions.set(value.id, [...past, { since: Date.now(), value }]);
    return value;
  }

  get(id: string, environment: string): T | undefined {
    const latest = this.#versions.get(id)?.at(-1)?.value;
    return latest?.environment === environment ? latest : undefined;
  }

  list(environment: string): T[] {
    return this.everywhere().filter((value) => value.environment === environment);
  }

  /** All records of all environments, newest first. */
  everywhere(): T[] {
    return [...this.#versions.values()]
      .flatMap((versions) => versions.at(-1)?.value ?? [])
      .sort((a, b) => b.order - a.order);
  }

  /** The records as they were at a moment (real time, milliseconds). */
  asOf(moment: number): Reader<T> {
    const then = new Collection<T>();
    for (const [id, versions] of this.#versions) {
      const known = versions.filter((version) => version.since <= moment);
      if (known.length > 0) then.#versions.set(id, known);
    }
    return then;
  }

  /** Remembers the present state; calling the result brings it back. */
  snapshot(): () => void {
    const kept = new Map(this.#versions);
    return () => {
      this.#versions = new Map(kept);
    };
  }
}
