/** Scenarios of which there are two: with an opened session where sessions can be opened at this target, else with new ones alone. */
import { unauthenticated, unauthenticatedOpened } from '../scenarios/callers.ts';
import {
  combinations,
  combinationsOfThree,
  combinationsUnopened,
  type Combination,
} from '../scenarios/combinations.ts';
import { expireAll } from '../scenarios/expiring-many.ts';
import { expireActive } from '../scenarios/expiring.ts';
import { listing } from '../scenarios/lists.ts';
import { expireAllNew, expireNewAmongOthers } from '../scenarios/unopened.ts';
import { succeeded } from '../scenarios/reading.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Context } from './context.ts';
import { promised } from './controls.ts';

/** A session is expired while others are watched. */
export async function expiredAmongOthers({ run, has }: Context) {
  return (await has('active-session')) ? run(expireActive) : run(expireNewAmongOthers);
}

/** Every two parameters together, or every three where the run is thorough. */
export async function combined({ run, has, configuration }: Context) {
  if (!(await has('active-session'))) return run(combinationsUnopened);
  return run(configuration.depth === 'thorough' ? combinationsOfThree : combinations);
}

/**
 * The answers to combinations of a kind that succeeded, on sessions that were not over. Where all of them are refused while the
 * plainest expire succeeds, that is a violation.
 */
export async function combinationsThat(
  context: Context,
  fits: (row: Combination) => boolean,
): Promise<readonly Exchange[]> {
  const { rows, answers } = await combined(context);
  const asked = answers.filter((_answer, index) => {
    const row = JSON.parse(rows[index] ?? '') as Combination;
    return row.state !== 'expired' && fits(row);
  });
  const good = asked.filter(succeeded);
  if (good.length > 0) return good;
  const [first] = asked;
  if (!first) return context.cannotTell('No such combination was asked for.');
  return [await promised(context, first, 'Such a combination')];
}

/** An opened session that was expired with all that is related to it included. */
export async function withAllIncluded(context: Context) {
  const [expire] = await combinationsThat(
    context,
    ({ state, include, fields }) =>
      state === 'active' && include === 'inquiry,device,network' && fields === 'none',
  );
  return expire ?? context.cannotTell('Nothing was expired with everything included.');
}

/** A session that was expired in a casing, its inquiry included: the same but for the casing. */
export async function expiredIn(context: Context, casing: 'kebab' | 'camel' | 'snake') {
  const { rows, answers, sessionIds, inquiryIds } = await combined(context);
  const index = rows.findIndex((json) => {
    const row = JSON.parse(json) as Combination;
    return (
      row.casing === casing && row.include === 'inquiry' && row.fields === 'none' && row.version !== null
    );
  });
  const expire = answers[index];
  if (!expire) return context.cannotTell('Nothing was expired in this casing.');
  return { expire, sessionId: sessionIds[index] ?? '', inquiryId: inquiryIds[index] ?? '' };
}

/** Those who may not expire a session try to: an opened one, where there is one. */
export async function refusedStrangers({ run, has }: Context) {
  return (await has('active-session')) ? run(unauthenticatedOpened) : run(unauthenticated);
}

/** All sessions of an inquiry are expired at once. */
export async function allExpired({ run, has }: Context) {
  return (await has('active-session')) ? run(expireAll) : run(expireAllNew);
}

/** An inquiry is listed in every way, with sessions in several states where they can be opened. */
export async function listed({ run, has }: Context) {
  return (await has('active-session')) ? run(expireAll) : run(listing);
}
