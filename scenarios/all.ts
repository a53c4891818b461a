/** Every scenario, in the order in which a whole run goes through them. */
import * as callers from './callers.ts';
import * as expiring from './expiring.ts';
import * as expiringMany from './expiring-many.ts';
import * as inflections from './inflections.ts';
import * as lists from './lists.ts';
import * as limits from './limits.ts';
import * as nearMisses from './near-misses.ts';
import * as queries from './queries.ts';
import * as races from './races.ts';
import * as refusals from './refusals.ts';
import * as repeats from './repeats.ts';
import * as reviving from './reviving.ts';
import type { Scenario } from './scenario.ts';
import * as unopened from './unopened.ts';

/**
 * Those that leave the version to the run; the scenarios of `versions.ts` choose their own. The limits come last, because
 * they may use up the rate limit for everything after them.
 */
export const allScenarios: readonly Scenario[] = [
  expiring,
  expiringMany,
  repeats,
  inflections,
  queries,
  callers,
  refusals,
  races,
  nearMisses,
  reviving,
  lists,
  limits,
].flatMap(scenariosIn);

/** Those that stand in where no session can be opened. */
export const scenariosWithoutOpening: readonly Scenario[] = scenariosIn(unopened);

function scenariosIn(module: Readonly<Record<string, unknown>>): Scenario[] {
  return Object.values(module).filter(isScenario);
}

function isScenario(value: unknown): value is Scenario {
  return typeof value === 'object' && value !== null && 'story' in value && 'run' in value;
}
