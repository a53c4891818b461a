/** Has the pinned version moved? A fresh run against the lock. */
import { isDeepStrictEqual } from 'node:util';
import type { Observation } from '../judging/observation.ts';
import { knownChanges } from '../contract/versions.ts';
import type { Outcome } from '../judging/outcome.ts';
import { catalogue } from '../contract/catalogue.ts';
import { classify } from './classify.ts';
import type { Configuration } from '../client/configuration.ts';
import { compare } from './compare.ts';
import type { Consumer } from './consumer.ts';
import { judge, type Change } from './judge.ts';
import { modelOf, observationsOf, type Lock } from './lock.ts';
import { observe } from './observe.ts';
import { MOST_RUNS, openQuestions } from './open-questions.ts';
import { runVersion, type VersionRun, type VersionRunOptions } from './version-run.ts';
import { brokenRequirements } from './requirements.ts';
import { controlSteps, statesShown } from './observed-exchange.ts';
import type { Gap, UpgradeExitCode } from './upgrade.ts';

/** Something that the documentation leaves open and the target now does in another way. */
export interface MovedObservation {
  readonly requirement: string;
  readonly before: readonly Observation[];
  readonly after: readonly Observation[];
}

export interface Drift {
  readonly version: string;
  readonly changes: readonly Change[];
  readonly observations: readonly MovedObservation[];
  readonly gaps: readonly Gap[];
  readonly compared: number;
  readonly requests: number;
  readonly consumer: string | null;
  readonly exitCode: UpgradeExitCode;
  readonly sentence: string;
}

/** Looks again at what is not settled, until it is or more runs would not help. */
export async function settleDrift(
  configuration: Configuration,
  lock: Lock,
  first: VersionRun,
  options: VersionRunOptions & { readonly consumer?: Consumer | undefined },
): Promise<readonly VersionRun[]> {
  let runs: readonly VersionRun[] = [first];
  while (runs.length < MOST_RUNS) {
    const open = openQuestions(driftOf(lock, runs, options.consumer), runs.length);
    if (open === undefined) break;
    // The lock tells of whole runs, and what a scenario finds depends on those before it.
    runs = [...runs, await runVersion(configuration, lock.version, options)];
  }
  return runs;
}

/** What fresh runs show that the lock does not say, and the other way round. Pure. */
export function driftOf(lock: Lock, runs: readonly VersionRun[], consumer?: Consumer): Drift {
  const [first] = runs;
  if (!first) throw new Error('Nothing was run.');
  const controls = controlSteps(runs);
  const comparison = compare(
    [modelOf(lock)],
    runs.map((run) => observe(run, controls)),
  );
  const findings = classify(comparison.differences, statesShown(runs));
  const held: VersionRun = { ...first, outcomes: heldBefore(lock) };
  const before = Array.from({ length: lock.runs }, () => held);
  const changes = judge(
    [...findings, ...brokenRequirements(before, runs, findings, comparison.bound)],
    consumer,
    knownChanges.filter(({ kind }) => kind === 'any-version'),
  );
  const gaps = gapsOf(runs, comparison.unmatched);
  const observations = movedObservations(lock, first);
  const parts = { changes, gaps, compared: comparison.compared };
  const exitCode = exitCodeOf(parts);
  return {
    ...parts,
    version: lock.version,
    observations,
    requests: runs.reduce((sum, { requests }) => sum + requests, 0),
    consumer: consumer?.name ?? null,
    exitCode,
    sentence: sentenceOf({ ...parts, observations, version: lock.version }, exitCode),
  };
}

function heldBefore(lock: Lock): readonly Outcome[] {
  return catalogue
    .filter(({ id }) => !lock.notHeld.includes(id))
    .map(({ id }) => ({ id, verdict: 'pass', durationMs: 0, observations: [], exchanges: [] }));
}

function movedObservations(lock: Lock, run: VersionRun): readonly MovedObservation[] {
  const now = observationsOf(run);
  return Object.entries(lock.observations)
    .map(([requirement, before]) => ({ requirement, before, after: now[requirement] ?? [] }))
    .filter(({ before, after }) => after.length > 0 && !isDeepStrictEqual(before, after));
}

function gapsOf(runs: readonly VersionRun[], unmatched: readonly string[]): readonly Gap[] {
  const scenarios = [...new Set(unmatched.map((step) => step.slice(0, step.indexOf('/'))))];
  return scenarios.map((scenario) => ({
    scenario,
    reason:
      runs.flatMap(({ unplayed }) => unplayed).find((one) => one.scenario === scenario)?.reason ??
      'a step of the lock did not come about',
    matters: true,
  }));
}

type Parts = Pick<Drift, 'changes' | 'gaps' | 'compared'>;

function exitCodeOf({ changes, gaps, compared }: Parts): UpgradeExitCode {
  if (changes.some(({ verdict }) => verdict === 'blocked' || verdict === 'needs code')) return 1;
  return gaps.length > 0 || changes.some(({ verdict }) => verdict === 'undecided') || compared === 0 ? 3 : 0;
}

function sentenceOf(
  { changes, gaps, observations, version }: Parts & Pick<Drift, 'observations' | 'version'>,
  exitCode: UpgradeExitCode,
): string {
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
  const worst = changes[0];
  if (exitCode === 1) {
    const breaking = changes.filter(
      ({ verdict }) => verdict === 'blocked' || verdict === 'needs code',
    ).length;
    return `Drifted: under ${version}, ${count(breaking, 'change')} without a new version ${breaking === 1 ? 'touches' : 'touch'} what is read: ${worst?.sentence ?? ''}${breaking > 1 ? `, and ${breaking - 1} more below` : ''}.`;
  }
  if (exitCode === 3) {
    const first = gaps[0];
    return `Cannot tell: ${first ? `${first.scenario}: ${first.reason.replace(/\.$/, '')}` : (worst?.sentence ?? 'nothing could be compared')}.`;
  }
  if (changes.length === 0 && observations.length === 0)
    return `Still the same: under ${version} nothing differs from the lock.`;
  return `Still safe: under ${version} ${count(changes.length + observations.length, 'difference')} from the lock, and none of them breaks what is read.`;
}
