/** What an invariant is: a clause, the kinds of answers that it holds for, and how one of them is judged. */
import type { RequirementId } from '../../contract/catalogue.ts';
import type { Claim } from '../finding.ts';
import type { Judgement } from '../expectations/violation.ts';
import type { Answer, Kinds } from './answer.ts';
import type { History } from './history.ts';

export interface Invariant {
  /** The requirement that a breach violates. */
  readonly clause: RequirementId;
  /** The answers that it holds for. */
  readonly of: Kinds;
  /** What is wrong with an answer; undefined when nothing is. */
  readonly breach: (answer: Answer, history: History) => Claim | undefined;
}

/** The claim of a judgement that failed. */
export function claimOf({ pass, finding }: Judgement): Claim | undefined {
  return pass ? undefined : finding;
}

/** The first breach among the parts of an answer. */
export function firstOf<Part>(
  parts: readonly Part[],
  breach: (part: Part) => Claim | undefined,
): Claim | undefined {
  for (const part of parts) {
    const found = breach(part);
    if (found) return found;
  }
  return undefined;
}
