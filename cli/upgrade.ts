/** `npm run upgrade`: may we move from one Persona-Version to another? */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../client/configuration.ts';
import { readableWidth } from '../reporting/layout.ts';
import { sealed } from '../reporting/digests.ts';
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

/** Measured against the mock, whose limit and answers are those documented. */
const DURATION_NOTE =
  'About 480 requests where nothing has changed: at 300 a minute this takes about 2 minutes, and longer where something has to be looked at again.';

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
    'Every scenario is run on fresh sessions under the old version and under the new one. Where they differ, the scenarios that show it are run again under both, until chance is ruled out.',
    'Each change that breaks is borne out by a small program, run against both versions: it ends well under the old one and fails under the new one. Without one the change counts as undecided.',
    'upgrade.json, upgrade.md and the programs (upgrade-witnesses/) are written to REPORT_DIR (default reports). Settings may stand in .env; see .env.example.',
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
  const { provenAnswer, runBothVersions } = await import('../upgrade/upgrade.ts');
  const { WITNESS_FOLDER, writeWitnesses } = await import('../upgrade/witness/write.ts');
  const { loadSuite } = await import('../tests/conformance/index.ts');
  const from = readVersionOption('--from', options.from, EXAMPLE);
  const to = readVersionOption('--to', options.to, EXAMPLE);
  const env = environmentFor(options);
  const configuration = readConfiguration(env);
  const profile = profileOf(options.consumer);
  const consumer = profile === undefined ? undefined : readConsumer(profile);
  openReportFolder(configuration.reportDir, ['upgrade.json', 'upgrade.md', WITNESS_FOLDER]);
  sayNotes(configuration);

  if (configuration.target === 'sandbox') process.stderr.write(`${DURATION_NOTE}\n`);
  const progress = runProgress(process.stderr);
  const target = await openTarget(configuration, await loadSuite());
  try {
    const runOptions = {
      ...target.runOptions,
      consumer,
      onRun: progress.run,
      onScenario: progress.scenario,
      onWait: progress.wait,
    };
    const first = await runBothVersions(target.configuration, { from, to }, runOptions);
    const { answer, runs } = await provenAnswer(target.configuration, first, {
      ...runOptions,
      byDocumentation: target.configuration.target === 'mock',
    });
    progress.end();
    const result = resultOf(answer, runs, target.configuration);
    const page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns) };
    const files = { json: sealed(JSON.stringify(result)), markdown: markdown(result) };
    writeFileSync(join(configuration.reportDir, 'upgrade.json'), files.json);
    writeFileSync(join(configuration.reportDir, 'upgrade.md'), files.markdown);
    writeWitnesses(configuration.reportDir, result.changes);
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
