/** A step of a sequence, as fast-check runs and shortens it. */
import type fc from 'fast-check';
import type { Sequence } from './sequence.ts';

export interface StepParts {
  /** What is done, in words; sessions and inquiries are numbered in the order in which the sequence made them. */
  readonly words: (sequence: Sequence) => string;
  /** Default: always. */
  readonly possible?: (sequence: Sequence) => boolean;
  readonly take: (sequence: Sequence, words: string) => Promise<void>;
}

/** What fast-check calls the model: ours is folded from the exchanges of the sequence itself. */
export interface Predicted {
  readonly sequence: Sequence;
}

export type Steps = Iterable<fc.AsyncCommand<Predicted, Sequence>>;

export class Step implements fc.AsyncCommand<Predicted, Sequence> {
  readonly #parts: StepParts;
  readonly #plainer: () => Iterable<Step>;

  constructor(parts: StepParts, plainer: () => Iterable<Step>) {
    this.#parts = parts;
    this.#plainer = plainer;
  }

  /** The same with less that is special, the plainest first. */
  plainer(): Iterable<Step> {
    return this.#plainer();
  }

  check({ sequence }: Predicted): boolean {
    return sequence.mayGoOn && (this.#parts.possible?.(sequence) ?? true);
  }

  async run({ sequence }: Predicted): Promise<void> {
    const words = this.#parts.words(sequence);
    sequence.steps.push(words);
    sequence.taken.push(this);
    await this.#parts.take(sequence, words);
    sequence.checkpoint();
  }
}
