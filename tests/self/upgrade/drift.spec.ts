/** The drift watch: what it fails, what it only reports, and what the lock keeps. */
import { expect, test } from '@playwright/test';
import type { Patch } from '../../../mock/types.ts';
import { checked, type Consumer } from '../../../upgrade/consumer.ts';
import { driftOf, settleDrift } from '../../../upgrade/drift.ts';
import { LOCK_RUNS, lockOf, modelOf, readLock, type Lock } from '../../../upgrade/lock.ts';
import { lockText } from '../../../upgrade/lock-text.ts';
import { compare } from '../../../upgrade/compare.ts';
import { observe } from '../../../upgrade/observe.ts';
import { runVersion, type VersionRun } from '../../../upgrade/version-run.ts';
import { openTarget } from '../../../upgrade/target.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { loadSuite } from '../../conformance/index.ts';
import { controlSteps } from '../../../upgrade/observed-exchange.ts';
import { refusing } from '../../../proof/corpus/build.ts';
import { runPatched } from '../../../proof/corpus/run.ts';
import { OLD } from '../../../proof/corpus/versions.ts';

let made: Promise<Lock> | undefined;

/** A lock made once for these tests, and today's run of a mock. */
async function today(
  patch: Patch = {},
  consumer?: Consumer,
): Promise<{ lock: Lock; runs: readonly VersionRun[] }> {
  made ??= Promise.all(Array.from({ length: LOCK_RUNS }, () => runPatched(OLD))).then((runs) =>
    lockOf(runs, 'mock'),
  );
  const lock = await made;
  const target = await openTarget(readConfiguration({}), await loadSuite(), { patch });
  try {
    const first = await runVersion(target.configuration, OLD, target.runOptions);
    return {
      lock,
      runs: await settleDrift(target.configuration, lock, first, { ...target.runOptions, consumer }),
    };
  } finally {
    await target.close();
  }
}

test('accepting more is compatible: reported, and failed only for who reads it', async () => {
  const { lock, runs } = await today({ open: { malformedBody: 'ignore' } });
  const drift = driftOf(lock, runs);
  expect(drift.exitCode, drift.sentence).toBe(0);
  expect(drift.changes.map(({ policy, verdict }) => [policy?.id, verdict])).toContainEqual([
    'compatible.wider-input',
    'safe',
  ]);
  const strict = checked(
    { name: 'strict', statuses: { 'POST /inquiry-sessions/{id}/expire': [400] } },
    'here',
  );
  const read = await today({ open: { malformedBody: 'ignore' } }, strict);
  expect(driftOf(lock, read.runs, strict).exitCode).toBe(1);
});

test('a call that is gone blocks', async () => {
  const { lock, runs } = await today(refusing('expireAllSessions', 404));
  const drift = driftOf(lock, runs);
  expect(drift.exitCode).toBe(1);
  expect(drift.sentence).toMatch(/^Drifted: /);
  expect(drift.changes[0]).toMatchObject({ verdict: 'blocked', policy: { id: 'breaking.removed-api' } });
});

test('what the documentation leaves open is told in words', async () => {
  const { lock, runs } = await today({ open: { replayRequestId: 'same' } });
  const drift = driftOf(lock, runs);
  expect(drift.exitCode).toBe(0);
  expect(drift.observations.map(({ requirement }) => requirement)).toEqual(['idempotency.replay-request-id']);
});

test('a lock that was written and read again is the same model', async () => {
  const { lock } = await today();
  const [written, again] = [modelOf(lock), modelOf(JSON.parse(lockText(lock)) as Lock)];
  expect(written.points.size).toBeGreaterThan(500);
  expect(again).toEqual(written);
  expect(compare([written], [again]).differences).toEqual([]);
});

test('the lock of this repository is up to date; if not: npm run lock', async () => {
  const lock = readLock('contract.lock.json');
  const run = await runPatched(lock.version);
  const drift = driftOf(lock, [run]);
  expect([drift.sentence, drift.gaps]).toEqual([
    `Still the same: under ${lock.version} nothing differs from the lock.`,
    [],
  ]);
  const locked = new Set(Object.values(lock.steps).flat());
  const steps = [...observe(run, controlSteps([run])).steps];
  expect(steps.filter((step) => !locked.has(step))).toEqual([]);
});
