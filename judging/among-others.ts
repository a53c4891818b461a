/** Scenarios of which there are two: with an opened session where sessions can be opened at this target, else with new ones alone. */
import { expireAll } from '../scenarios/expiring-many.ts';
import { expireActive } from '../scenarios/expiring.ts';
import { expireAllNew, expireNewAmongOthers } from '../scenarios/unopened.ts';
import type { Context } from './context.ts';

/** A session is expired while others are watched. */
export async function expiredAmongOthers({ run, has }: Context) {
  return (await has('active-session')) ? run(expireActive) : run(expireNewAmongOthers);
}

/** All sessions of an inquiry are expired at once. */
export async function allExpired({ run, has }: Context) {
  return (await has('active-session')) ? run(expireAll) : run(expireAllNew);
}
