/** Runs the noise servers: the same version on both sides, so whatever is called a break is called so falsely. */
import { readConfiguration } from '../../client/configuration.ts';
import { driftOf, settleDrift } from '../../upgrade/drift.ts';
import { LOCK_RUNS, lockOf } from '../../upgrade/lock.ts';
import { openTarget } from '../../upgrade/target.ts';
import { answer, runBothVersions, settle } from '../../upgrade/upgrade.ts';
import { runVersion, type VersionRun } from '../../upgrade/version-run.ts';
import { loadSuite } from '../../tests/conformance/index.ts';
import { noisyFrom, type NoiseServer } from './noise-parts.ts';
import { OLD } from './versions.ts';

export interface NoiseLine {
  readonly slug: string;
  readonly seed: number;
  readonly upgrade: 0 | 1 | 3;
  readonly drift: 0 | 1 | 3;
  /** Requests of the one answer and of the other. */
  readonly requests: readonly [number, number];
  /** What was falsely said. */
  readonly said: readonly string[];
}

export async function judgeNoise(server: NoiseServer, seed: number): Promise<NoiseLine> {
  const target = await openTarget(readConfiguration({}), await loadSuite(), {
    patch: noisyFrom(seed, server),
    seed,
  });
  try {
    const first = await runBothVersions(target.configuration, { from: OLD, to: OLD }, target.runOptions);
    const upgrade = answer(await settle(target.configuration, first, target.runOptions));
    const runs: VersionRun[] = [...first.before];
    while (runs.length < LOCK_RUNS) runs.push(await runVersion(target.configuration, OLD, target.runOptions));
    const lock = lockOf(runs, 'mock');
    const today = await runVersion(target.configuration, OLD, target.runOptions);
    const drift = driftOf(lock, await settleDrift(target.configuration, lock, today, target.runOptions));
    return {
      slug: server.slug,
      seed,
      upgrade: upgrade.exitCode,
      drift: drift.exitCode,
      requests: [upgrade.requests, drift.requests],
      said: [upgrade, drift].filter(({ exitCode }) => exitCode !== 0).map(({ sentence }) => sentence),
    };
  } finally {
    await target.close();
  }
}
