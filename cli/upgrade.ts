/** `npm run upgrade`: may we move from one Persona-Version to another? */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../client/configuration.ts';
import { readableWidth } from '../reporting/layout.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { styleFor } from '../reporting/style.ts';
import { readVersionOption } from '../upgrade/version-option.ts';
import { environmentFor, runWithOptions, sayNotes } from './shared/command.ts';
import {
  consumerOption,
  formatOption,
  likeOption,
  profileOf,
  targetOption,
} from './shared/common-options.ts';

const EXAMPLE = 'npm run upgrade -- --from 2021-07-05 --to 2023-01-05';

const command = {
  call: 'npm run upgrade --',
  about:
    'Compares what a target does under two versions, and says whether an integration can move from one to the other.',
  options: {
    from: { value: 'DATE', about: 'The Persona-Version in use, YYYY-MM-DD.' },
    to: { value: 'DATE', about: 'The Persona-Version to move to.' },
    consumer: consumerOption,
    target: targetOption,
    like: likeOption,
    format: formatOption,
    'list-members': { about: 'Prints the members and calls that a profile can name.' },
  },
  notes: [
    'Every scenario is run three times on fresh sessions: twice under the old version, to learn what varies by itself, and once under the new one. Where they differ, the scenarios that show it are run again under both, until chance is ruled out.',
    'upgrade.json and upgrade.md are written to REPORT_DIR (default reports). Settings may stand in .env; see .env.example.',
    'Exit codes: 0 yes, 1 something that is read breaks, 2 usage or configuration, 3 cannot tell.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  if (options['list-members']) {
    const { documentedCalls, documentedMembers } = await import('../upgrade/documented.ts');
    process.stdout.write(`${[...documentedMembers, '', ...documentedCalls].join('\n')}\n`);
    return 0;
  }
  const { readConsumer } = await import('../upgrade/consumer.ts');
  const { runProgress } = await import('../upgrade/progress.ts');
  const { markdown } = await import('../upgrade/report-markdown.ts');
  const { terminalLines } = await import('../upgrade/report-terminal.ts');
  const { resultOf } = await import('../upgrade/result.ts');
  const { openTarget } = await import('../upgrade/target.ts');
  const { answer, runBothVersions, settle } = await import('../upgrade/upgrade.ts');
  const { loadSuite } = await import('../tests/conformance/index.ts');
  const from = readVersionOption('--from', options.from, EXAMPLE);
  const to = readVersionOption('--to', options.to, EXAMPLE);
  const env = environmentFor(options);
  const configuration = readConfiguration(env);
  const profile = profileOf(options.consumer);
  const consumer = profile === undefined ? undefined : readConsumer(profile);
  openReportFolder(configuration.reportDir, ['upgrade.json', 'upgrade.md']);
  sayNotes(configuration);

  const progress = runProgress(process.stderr);
  const target = await openTarget(configuration, await loadSuite());
  try {
    const runOptions = {
      ...target.runOptions,
      consumer,
      onRun: progress.run,
      onScenario: progress.scenario,
      onWait: ({ ms, reason }: { ms: number; reason: string }) =>
        process.stderr.write(`\nWaiting ${Math.round(ms / 1000)} s: ${reason}\n`),
    };
    const first = await runBothVersions(target.configuration, { from, to }, runOptions);
    const runs = await settle(target.configuration, first, runOptions);
    progress.end();
    const result = resultOf(
      answer(runs, consumer, { byDocumentation: target.configuration.target === 'mock' }),
      runs,
      target.configuration,
    );
    const page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns) };
    const files = { json: `${JSON.stringify(result, null, 2)}\n`, markdown: markdown(result) };
    writeFileSync(join(configuration.reportDir, 'upgrade.json'), files.json);
    writeFileSync(join(configuration.reportDir, 'upgrade.md'), files.markdown);
    process.stdout.write(
      options.format === 'json'
        ? files.json
        : options.format === 'markdown'
          ? files.markdown
          : `${terminalLines(result, page).join('\n')}\n`,
    );
    return result.exitCode;
  } finally {
    progress.end();
    await target.close();
  }
});
