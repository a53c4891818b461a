/** Has the pinned version moved? A fresh run against the lock. */
import { isDeepStrictEqual } from 'node:util';
import type { Observation } from '../judging/observation.ts';
import { knownChanges } from '../contract/versions.ts';
import type { Outcome } from '../judging/outcome.ts';
import { catalogue } from '../contract/catalogue.ts';
import { classify } from './classify.ts';
import { compare, type Comparison } from './compare.ts';
import type { Consumer } from './consumer.ts';
import { judge, type Change } from './judge.ts';
import { modelOf, observationsOf, type Lock } from './lock.ts';
import { keyOf } from './model.ts';
import { observe } from './observe.ts';
import type { VersionRun } from './version-run.ts';
import { brokenRequirements } from './requirements.ts';
import { controlSteps } from './observed-exchange.ts';
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

/** What a fresh run shows that the lock does not say, and the other way round. Pure. */
export function driftOf(lock: Lock, run: VersionRun, consumer?: Consumer): Drift {
  const locked = modelOf(lock);
  const now = observe(run, controlSteps([run]));
  const noise = new Set(lock.noise);
  const comparison: Comparison = compare(locked, locked, now);
  // Steps of the run stand in for those that a lock does not keep.
  const differences = comparison.differences
    .filter((difference) => !noise.has(keyOf(difference)))
    .map((difference) => ({
      ...difference,
      steps: now.points.get(keyOf(difference))?.steps ?? difference.steps,
    }));
  const findings = classify(differences);
  const before: VersionRun = { ...run, outcomes: heldBefore(lock) };
  const broken = brokenRequirements([before, before, run], findings);
  const changes = judge(
    [...findings, ...broken],
    consumer,
    knownChanges.filter(({ kind }) => kind === 'any-version'),
  );
  const gaps = gapsOf(run, comparison.unmatched);
  const observations = movedObservations(lock, run);
  const parts = { changes, gaps, compared: comparison.compared };
  const exitCode = exitCodeOf(parts);
  return {
    ...parts,
    version: lock.version,
    observations,
    requests: run.requests,
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

function gapsOf(run: VersionRun, unmatched: readonly string[]): readonly Gap[] {
  const scenarios = [...new Set(unmatched.map((step) => step.slice(0, step.indexOf('/'))))];
  return scenarios.map((scenario) => ({
    scenario,
    reason:
      run.unplayed.find((one) => one.scenario === scenario)?.reason ??
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
