/** The body of a requirement that holds for every answer of a kind. */
import type { Exchange } from '../../client/exchange.ts';
import { rowOf } from '../../scenarios/combinations.ts';
import type { Context } from '../context.ts';
import { toHold } from '../expectations/generic.ts';
import { ExpectationFailed, findingOf } from '../expectations/violation.ts';
import type { Body } from '../suite.ts';
import { reduced } from '../reduction.ts';
import { historyOf } from './history.ts';
import { breachOf } from './table.ts';

/**
 * Checks the answer that shows the clause best, as `own` does, and then all answers of the run so far by the invariants of
 * the requirement. Where `own` cannot tell or does not apply, an answer elsewhere may still show a breach.
 */
export function everywhere(own: Body): Body {
  return async (context) => {
    try {
      await own(context);
    } catch (doubt) {
      if (findingOf(doubt) === undefined) await judgeAll(context);
      throw doubt;
    }
    await judgeAll(context);
  };
}

async function judgeAll(context: Context): Promise<void> {
  const breach = breachOf(context.requirement, await context.history());
  if (!breach) return;
  context.cite(breach.exchange);
  const cause = await causeOf(context, breach.exchange);
  const claim = cause === undefined ? breach.claim : { ...breach.claim, cause };
  throw new ExpectationFailed(toHold(breach.exchange, false, claim));
}

/** Which parameters of a combination bring the breach about; undefined for any other answer. */
async function causeOf(context: Context, { label }: Exchange): Promise<string | undefined> {
  const row = rowOf(label);
  return (
    row &&
    (await reduced(
      context,
      row,
      ({ answer }) => breachOf(context.requirement, historyOf([answer], context.configuration)) !== undefined,
    ))
  );
}
