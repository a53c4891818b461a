/**
 * The clauses that hold for every answer of a kind, whatever scenario asked for it: set-up, controls and the doctor's
 * questions included. They cost no request.
 *
 * When they are judged: each belongs to a requirement of the catalogue whose test stands in a `whole-run-….spec.ts`. Those
 * files sort behind all others and are loaded behind all others, so Playwright (one worker, files in order), the fault
 * campaign and the upgrade gate judge them over everything that the run has asked. With `--grep` or a single file they are
 * judged over what was run until then, the requirement's own scenario at least.
 */
import type { RequirementId } from '../../contract/catalogue.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Claim } from '../finding.ts';
import { isOf } from './answer.ts';
import { authInvariants } from './auth.ts';
import { errorInvariants } from './errors.ts';
import { expiringInvariants } from './expiring.ts';
import { headerInvariants } from './headers.ts';
import type { History } from './history.ts';
import { inflectionInvariants } from './inflection.ts';
import type { Invariant } from './invariant.ts';
import { listInvariants } from './lists.ts';
import { queryInvariants } from './query.ts';
import { schemaInvariants } from './schema.ts';
import { sessionInvariants } from './sessions.ts';
import { sparseInvariants } from './sparse.ts';
import { valueInvariants } from './values.ts';
import { versionInvariants } from './version.ts';

export const invariants: readonly Invariant[] = [
  ...sessionInvariants,
  ...schemaInvariants,
  ...inflectionInvariants,
  ...errorInvariants,
  ...queryInvariants,
  ...headerInvariants,
  ...expiringInvariants,
  ...authInvariants,
  ...valueInvariants,
  ...versionInvariants,
  ...sparseInvariants,
  ...listInvariants,
];

/** An answer that breaks a clause, and how. */
export interface Breach {
  readonly exchange: Exchange;
  readonly claim: Claim;
}

/** The first answer of the run that breaks the clause; undefined when all keep it. */
export function breachOf(clause: RequirementId, history: History): Breach | undefined {
  const rows = invariants.filter((invariant) => invariant.clause === clause);
  if (rows.length === 0) throw new Error(`The clause "${clause}" is no invariant.`);
  for (const answer of history.answers) {
    for (const { of, breach } of rows) {
      const claim = isOf(answer, of) ? breach(answer, history) : undefined;
      if (claim) return { exchange: answer.exchange, claim };
    }
  }
  return undefined;
}
