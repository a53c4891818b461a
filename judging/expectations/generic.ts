/** For the few facts that no other expectation speaks of: a claim, and whether it holds. */
import type { Exchange } from '../../client/exchange.ts';
import type { Claim } from '../finding.ts';
import { judge, type Judgement } from './violation.ts';

/** The fact holds; the claim says what is wrong where it does not. It is printed: no values but words of the contract. */
export function toHold(exchange: Exchange, holds: boolean, claim: Claim): Judgement {
  return judge('toHold', holds, exchange, claim);
}
