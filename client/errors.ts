/** The errors that are not verdicts about the target: bad configuration, and "we cannot tell". */

/** The three parts of a message that helps: what is wrong, what to do about it, what to type next. */
export interface Advice {
  /** What is wrong, in one sentence, without the value of a secret. */
  readonly cause: string;
  /** How to put it right. */
  readonly hint?: string;
  /** The command or line to type next. */
  readonly next?: string;
}

/**
 * The run cannot start as configured. Shown to users as one to three lines, without a stack trace; exit 2.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly hint: string | undefined;
  readonly next: string | undefined;

  constructor(advice: Advice) {
    super(advice.cause);
    this.hint = advice.hint;
    this.next = advice.next;
    this.stack = this.toString();
  }

  /** One to three lines: cause, hint, next command. */
  override toString(): string {
    const lines = [this.message];
    if (this.hint !== undefined) lines.push(`  hint: ${this.hint}`);
    if (this.next !== undefined) lines.push(`  next: ${this.next}`);
    return lines.join('\n');
  }
}

/** Why nothing can be told: the way to the target, or what the check builds on. */
export type InconclusiveDoubt = 'transport' | 'precondition';

/** Nothing was learnt about the target: the verdict is `inconclusive`, with this reason. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
  readonly doubt: InconclusiveDoubt;

  constructor(doubt: InconclusiveDoubt, reason: string) {
    super(reason);
    this.doubt = doubt;
  }
}

/** The way to the target failed: resets, timeouts, gateway answers, 429, 5xx. `reason` is one sentence in plain words. */
export function transportDoubt(reason: string): Inconclusive {
  return new Inconclusive('transport', reason);
}

/** What the check builds on did not come about. `reason` is one sentence in plain words. */
export function preconditionDoubt(reason: string): Inconclusive {
  return new Inconclusive('precondition', reason);
}
