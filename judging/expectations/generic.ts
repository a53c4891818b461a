/** For the few facts that no other expectation speaks of: a sentence, and whether it holds. */
import type { Exchange } from '../../client/exchange.ts';
import { judge, type Judgement } from './violation.ts';

export interface Claim {
  /** What broke, in one sentence. */
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly pointer?: string;
}

/** The fact holds; the claim says what is wrong where it does not. It is printed: no values but words of the contract. */
export function toHold(exchange: Exchange, holds: boolean, claim: Claim): Judgement {
  return judge('toHold', holds, { ...claim, exchange: exchange.label });
}
