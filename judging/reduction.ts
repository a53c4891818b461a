/** Which parameters of a combination make the difference: found by trying it again with one of them made plain. */
import {
  combination,
  inWords,
  parameters,
  plainest,
  type Combination,
  type Parameter,
} from '../scenarios/combinations.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Context } from './context.ts';

/** A run tries no more combinations again than this: one cause often breaks many clauses. */
const MOST_TRIALS = 30;

/**
 * The parameters without which the combination no longer fails, in words; undefined when it did not fail again, or when the
 * run has tried enough.
 */
export async function reduced(
  context: Context,
  row: Combination,
  fails: (trial: { readonly answer: Exchange; readonly after: Exchange }) => boolean,
): Promise<string | undefined> {
  if (row.state === 'active' && !(await context.has('active-session'))) return undefined;
  const again = async (tried: Combination) => fails(await context.run(combination(tried)));
  if ((await trialsSoFar(context)) >= MOST_TRIALS || !(await again(row))) return undefined;
  let smallest = row;
  for (const name of parameters) {
    if (smallest[name] === plainest[name]) continue;
    if ((await trialsSoFar(context)) >= MOST_TRIALS) break;
    const plainer = { ...smallest, [name]: plainest[name] };
    if (await again(plainer)) smallest = plainer;
  }
  const matter = parameters.filter((name: Parameter) => smallest[name] !== plainest[name]);
  return matter.length === 0 ? 'any combination' : inWords(smallest, matter) || 'this combination';
}

async function trialsSoFar(context: Context): Promise<number> {
  const { answers } = await context.history();
  return new Set(
    answers
      .map(({ exchange }) => exchange.label.split('/')[0] ?? '')
      .filter((name) => name.startsWith('combination (')),
  ).size;
}
