/** A value that may be used but never shown. */
import { inspect } from 'node:util';

const MASK = '***';

/** Holds a secret so that printing, inspecting, serialising or concatenating it shows `***`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself: only for the wire, and for the redaction that must recognise it. */
  reveal(): string {
    return this.#value;
  }

  toJSON(): string {
    return MASK;
  }

  toString(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
