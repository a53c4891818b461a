/** Two readings of the same calls, call by call. Pure. */
import { scenarioOf } from '../reporting/stories.ts';
import type { Reading, Readings } from './reading.ts';

/** A call that was answered differently. */
export interface DifferingCall {
  readonly call: string;
  /** What differs, by place: the first side, then the second. */
  readonly differs: readonly string[];
}

export interface Comparison {
  /** Answers that were compared, each call as often as it was made. */
  readonly compared: number;
  readonly alike: number;
  readonly differing: readonly DifferingCall[];
}

/** More places than these say little more. */
const MOST_PLACES = 6;

/**
 * Holds what the sandbox was answered against what the mock was; a call that only one side came to differs. What was not seen of
 * the sandbox is left out: scenarios that it has none of, and calls that ran into a rate limit.
 */
export function compareReadings(ours: Readings, theirs: Readings): Comparison {
  const differing: DifferingCall[] = [];
  let compared = 0;
  let alike = 0;
  const played = new Set([...ours.keys()].map(scenarioOf));
  const limited = ({ status }: Reading): boolean => status === '429';
  for (const call of new Set([...ours.keys(), ...theirs.keys()])) {
    if (!played.has(scenarioOf(call)) || ours.get(call)?.some(limited)) continue;
    const [mine, yours] = pairedOff(ours.get(call) ?? [], theirs.get(call) ?? []);
    const pairs = Math.max(mine.length, yours.length);
    const times = Math.max(ours.get(call)?.length ?? 0, theirs.get(call)?.length ?? 0);
    compared += times;
    alike += times - pairs;
    if (pairs > 0) differing.push({ call, differs: differences(mine[0], yours[0]) });
  }
  return { compared, alike, differing };
}

/** What is left of both sides once equal answers are taken off in pairs: simultaneous calls share a label. */
function pairedOff(ours: readonly Reading[], theirs: readonly Reading[]): [Reading[], Reading[]] {
  const left = [...theirs];
  const mine = ours.filter((reading) => {
    const twin = left.findIndex((other) => differences(reading, other).length === 0);
    if (twin >= 0) left.splice(twin, 1);
    return twin < 0;
  });
  return [mine, left];
}

function differences(mine: Reading | undefined, yours: Reading | undefined): string[] {
  if (mine === undefined) return ['the call was made on the second side only'];
  if (yours === undefined) return ['the call was made on the first side only'];
  const places = [...new Set([...Object.keys(mine), ...Object.keys(yours)])];
  const all = places.filter((place) => mine[place] !== yours[place]);
  const shown = all
    .slice(0, MOST_PLACES)
    .map((place) => `${place}: ${mine[place] ?? 'absent'} / ${yours[place] ?? 'absent'}`);
  return all.length > shown.length ? [...shown, `and ${all.length - shown.length} more`] : shown;
}
