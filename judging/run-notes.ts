/** What a run tells its readers besides the verdicts: how long it waited and for what, how far reads lagged, how sessions were opened. */
import type { Wait } from '../client/clock.ts';
import { readingTheLink } from '../scenarios/activation-strategies.ts';
import type { ReadLags, RunStateMap, RunStateValues } from '../scenarios/run-state.ts';

/** Shorter waits in all are nobody's business. */
const WORTH_TELLING_MS = 1_000;

type Waits = RunStateValues['waits'];

/** Adds a wait to those of the same cause. */
export function addWait(waits: Waits, { ms, reason, cause = reason }: Wait): Waits {
  return { ...waits, [cause]: (waits[cause] ?? 0) + ms };
}

/** Adds the lags that one worker has seen since the last time. */
export function addLags(lags: ReadLags, seen: readonly number[]): ReadLags {
  return { times: lags.times + seen.length, longestMs: Math.max(lags.longestMs, ...seen) };
}

export const noLags: ReadLags = { times: 0, longestMs: 0 };

/** The notes of a run, one sentence each. `allowedLagMs` the bound on read lag. */
export function notesOf(values: RunStateMap, allowedLagMs: number): readonly string[] {
  const waits = Object.entries(values.get('waits') ?? {});
  const lags = values.get('read-lags') ?? noLags;
  const activation = values.get('activation');
  return [
    // Nothing is said of the plain way.
    ...(typeof activation?.strategy === 'string' && activation.strategy !== readingTheLink.name
      ? [`Sessions were made active by ${activation.strategy}.`]
      : []),
    ...(lags.times === 0
      ? []
      : [
          `Reads lagged behind writes ${lags.times} ${lags.times === 1 ? 'time' : 'times'}, by up to ${Math.round(lags.longestMs)} ms (allowed: ${allowedLagMs} ms).`,
        ]),
    ...waits
      .filter(([, ms]) => ms >= WORTH_TELLING_MS)
      .map(([reason, ms]) => `Waited ${Math.round(ms / 1_000)} s in all: ${reason}.`),
  ];
}
