/** How an expectation says that it was not met: a finding that every report can lay out, and a message for the terminal. */
import type { Finding } from '../outcome.ts';

/** What a matcher of ours returns to `expect`. */
export interface Judgement {
  readonly pass: boolean;
  readonly name: string;
  readonly message: () => string;
  readonly expected: string;
  readonly actual: string;
  readonly finding: Finding;
}

/** A judgement; the finding is used when it is not the one that was hoped for. */
export function judge(name: string, pass: boolean, finding: Finding): Judgement {
  return {
    pass,
    name,
    message: () => `${finding.what}\n  expected: ${finding.expected}\n  seen:     ${finding.seen}`,
    expected: finding.expected,
    actual: finding.seen,
    finding,
  };
}

/** A judgement that failed, as Playwright's `expect` would throw it. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';
  readonly matcherResult: Judgement;

  constructor(judgement: Judgement) {
    super(judgement.message());
    this.matcherResult = judgement;
  }
}

/** The finding that a failed expectation of ours carries; undefined for any other error. */
export function findingOf(error: unknown): Finding | undefined {
  if (typeof error !== 'object' || error === null || !('matcherResult' in error)) return undefined;
  const result = error.matcherResult;
  if (typeof result !== 'object' || result === null) return undefined;
  if ('finding' in result) return result.finding as Finding;
  const { message } = result as { message?: unknown };
  return {
    what: typeof message === 'string' ? message : 'An expectation was not met.',
    expected: '',
    seen: '',
  };
}
