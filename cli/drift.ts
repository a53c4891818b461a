/** `npm run drift`: has the pinned version moved since the lock was made? */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../client/configuration.ts';
import { ConfigurationError } from '../client/errors.ts';
import { readableWidth } from '../reporting/layout.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { styleFor } from '../reporting/style.ts';
import { environmentFor, runWithOptions, sayNotes } from './shared/command.ts';
import { consumerOption, formatOption, profileOf, targetOption } from './shared/common-options.ts';

const command = {
  call: 'npm run drift --',
  about: 'Compares what a target does today under the pinned version with what contract.lock.json says.',
  options: {
    lock: { value: 'FILE', about: 'The lock to compare with; default contract.lock.json.' },
    consumer: consumerOption,
    target: targetOption,
    format: formatOption,
  },
  notes: [
    'drift.json and drift.md are written to REPORT_DIR (default reports).',
    'A change that the vendor’s policy calls compatible is reported and does not fail, unless the profile reads it.',
    'Exit codes: 0 nothing that is read has moved, 1 something has, 2 usage or configuration, 3 cannot tell.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const { readConsumer } = await import('../upgrade/consumer.ts');
  const { driftOf, settleDrift } = await import('../upgrade/drift.ts');
  const { readLock } = await import('../upgrade/lock.ts');
  const { runVersion } = await import('../upgrade/version-run.ts');
  const { runProgress } = await import('../upgrade/progress.ts');
  const { driftLines, driftMarkdown, driftResult } = await import('../upgrade/report-drift.ts');
  const { openTarget } = await import('../upgrade/target.ts');
  const { loadSuite } = await import('../tests/conformance/index.ts');
  const env = environmentFor(options);
  const path = options.lock ?? 'contract.lock.json';
  const lock = readLock(path);
  // The lock says which version is pinned.
  env['PERSONA_VERSION'] = lock.version;
  const configuration = readConfiguration(env);
  if (lock.target !== configuration.target) {
    throw new ConfigurationError({
      cause: `The lock ${path} was made against the ${lock.target}, and the target is the ${configuration.target}`,
      hint: 'two targets are two locks; keep one for each',
      next: `npm run lock -- --target ${configuration.target} --lock ${configuration.target}.lock.json`,
    });
  }
  const profile = profileOf(options.consumer);
  const consumer = profile === undefined ? undefined : readConsumer(profile);
  openReportFolder(configuration.reportDir, ['drift.json', 'drift.md']);
  sayNotes(configuration);

  const progress = runProgress(process.stderr);
  const target = await openTarget(configuration, await loadSuite());
  try {
    progress.run('today', lock.version);
    const runOptions = {
      ...target.runOptions,
      onScenario: progress.scenario,
      onWait: progress.wait,
    };
    const first = await runVersion(target.configuration, lock.version, runOptions);
    const runs = await settleDrift(target.configuration, lock, first, { ...runOptions, consumer });
    progress.end();
    const result = driftResult(driftOf(lock, runs, consumer), first, target.configuration);
    const files = { json: `${JSON.stringify(result, null, 2)}\n`, markdown: driftMarkdown(result) };
    writeFileSync(join(configuration.reportDir, 'drift.json'), files.json);
    writeFileSync(join(configuration.reportDir, 'drift.md'), files.markdown);
    const page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns) };
    process.stdout.write(
      options.format === 'json'
        ? files.json
        : options.format === 'markdown'
          ? files.markdown
          : `${driftLines(result, page).join('\n')}\n`,
    );
    return result.exitCode;
  } finally {
    progress.end();
    await target.close();
  }
});
