/** Scenarios of which there are two: with an opened session where sessions can be opened at this target, else with new ones alone. */
import { combinations, combinationsOfThree, combinationsUnopened } from '../scenarios/combinations.ts';
import { expireAll } from '../scenarios/expiring-many.ts';
import { expireActive } from '../scenarios/expiring.ts';
import { expireAllNew, expireNewAmongOthers } from '../scenarios/unopened.ts';
import type { Context } from './context.ts';

/** A session is expired while others are watched. */
export async function expiredAmongOthers({ run, has }: Context) {
  return (await has('active-session')) ? run(expireActive) : run(expireNewAmongOthers);
}

/** Every two parameters together, or every three where the run is thorough. */
export async function combined({ run, has, configuration }: Context) {
  if (!(await has('active-session'))) return run(combinationsUnopened);
  return run(configuration.depth === 'thorough' ? combinationsOfThree : combinations);
}

/** All sessions of an inquiry are expired at once. */
export async function allExpired({ run, has }: Context) {
  return (await has('active-session')) ? run(expireAll) : run(expireAllNew);
}
