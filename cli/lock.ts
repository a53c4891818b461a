/** `npm run lock`: writes down what a target does under the pinned version. */
import { writeFileSync } from 'node:fs';
import { readConfiguration } from '../client/configuration.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import type { VersionRun } from '../upgrade/version-run.ts';
import { environmentFor, runWithOptions, sayNotes } from './shared/command.ts';
import { targetOption } from './shared/common-options.ts';

const command = {
  call: 'npm run lock --',
  about: 'Runs every scenario several times under the pinned version and writes down what the target did.',
  options: {
    version: { value: 'DATE', about: 'The Persona-Version to pin, YYYY-MM-DD (PERSONA_VERSION).' },
    target: targetOption,
    lock: { value: 'FILE', about: 'Where it is written; default contract.lock.json.' },
  },
  notes: [
    'Commit the lock: `npm run drift` compares with it, and a pull request shows what moved.',
    'Exit codes: 0 written, 2 usage or configuration, 3 the target could not be run.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const { LOCK_RUNS, lockOf } = await import('../upgrade/lock.ts');
  const { checkLockPlace } = await import('../upgrade/lock-place.ts');
  const { lockText } = await import('../upgrade/lock-text.ts');
  const { runVersion } = await import('../upgrade/version-run.ts');
  const { runProgress } = await import('../upgrade/progress.ts');
  const { openTarget } = await import('../upgrade/target.ts');
  const { loadSuite } = await import('../tests/conformance/index.ts');
  const env = environmentFor(options);
  const configuration = readConfiguration(env);
  const path = options.lock ?? 'contract.lock.json';
  checkLockPlace(path);
  openReportFolder(configuration.reportDir);
  sayNotes(configuration);
  const progress = runProgress(process.stderr);
  const target = await openTarget(configuration, await loadSuite());
  try {
    const runOptions = {
      ...target.runOptions,
      onScenario: progress.scenario,
      onWait: progress.wait,
    };
    const runs: VersionRun[] = [];
    for (let n = 1; n <= LOCK_RUNS; n++) {
      progress.run(`${n} of ${LOCK_RUNS}`, configuration.version);
      runs.push(await runVersion(target.configuration, configuration.version, runOptions));
    }
    progress.end();
    const spoilt = runs
      .flatMap(({ unplayed }) => unplayed)
      .find(
        ({ kind, scenario }) => kind === 'inconclusive' && !runs.some(({ played }) => played.has(scenario)),
      );
    if (spoilt !== undefined) {
      process.stderr.write(
        `No lock was written: ${spoilt.scenario} went wrong (${spoilt.reason})\n  next: npm run conformance\n`,
      );
      return 3;
    }
    const lock = lockOf(runs, configuration.target);
    writeFileSync(path, lockText(lock));
    const steps = Object.values(lock.steps).flat().length;
    process.stdout.write(
      `${path} says what the ${configuration.target} does under ${lock.version}: ${steps} steps, ${Object.keys(lock.observations).length} observations.\n`,
    );
    return 0;
  } finally {
    progress.end();
    await target.close();
  }
});
