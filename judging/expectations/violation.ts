/** How an expectation says that it was not met: a finding, as data. */
import type { Exchange } from '../../client/exchange.ts';
import type { Claim, Finding } from '../finding.ts';

/** What a matcher of ours comes to. */
export interface Judgement {
  readonly pass: boolean;
  readonly name: string;
  readonly finding: Finding;
}

/** A judgement; the finding is used when it is not the one that was hoped for. */
export function judge(name: string, pass: boolean, exchange: Exchange, claim: Claim): Judgement {
  return { pass, name, finding: { ...claim, exchange: exchange.label } };
}

/** A judgement that failed, as Playwright's `expect` would throw it. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';
  readonly matcherResult: Judgement;

  /** @param message in words, where somebody has them */
  constructor(judgement: Judgement, message: string = judgement.finding.code) {
    super(message);
    this.matcherResult = judgement;
  }
}

/** The finding that a failed expectation of ours carries; undefined for any other error. */
export function findingOf(error: unknown): Finding | undefined {
  if (typeof error !== 'object' || error === null || !('matcherResult' in error)) return undefined;
  const result = error.matcherResult;
  return typeof result === 'object' && result !== null && 'finding' in result
    ? (result.finding as Finding)
    : undefined;
}
