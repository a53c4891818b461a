/** `npm run book`: the contract book, from the contract, the tests and the last run. */
import { pathToFileURL } from 'node:url';
import { readConfiguration } from '../client/configuration.ts';
import { loadEnvironment } from '../client/environment.ts';
import { variable } from '../client/variable.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { CONTRACT_BOOK, OBSERVATIONS_FILE, RUNS_FILE } from '../reporting/report-folder.ts';
import { readStatement } from '../reporting/statement-file.ts';
import { runCommand } from './shared/fail.ts';
import { type Command, helpText, readOptions } from './shared/options.ts';

const options = {} as const;

const command: Command<typeof options> = {
  call: 'npm run book --',
  about:
    'Writes the contract book: what is promised, which test proves it, and what the last run saw. Sends nothing.',
  options,
  notes: [
    'The book goes to REPORT_DIR/book (default reports/book); open index.html from disk or serve the folder.',
    'Verdicts and examples come from the last npm run conformance in the same REPORT_DIR.',
  ],
};

await runCommand(async () => {
  const values = readOptions(command, process.argv.slice(2));
  if (values.help) {
    process.stdout.write(helpText(command));
    return 0;
  }
  const env = loadEnvironment({ ...process.env });
  const { reportDir } = readConfiguration(env);
  openReportFolder(reportDir, [CONTRACT_BOOK, OBSERVATIONS_FILE, RUNS_FILE]);
  const { writeBook } = await import('../reporting/book/build.ts');
  const { mockChoices } = await import('../preflight/mock-choices.ts');
  const { index, pages, requirements } = await writeBook(
    reportDir,
    mockChoices(variable(env, 'PERSONA_MOCK_PROFILE')),
  );
  if (!readStatement(reportDir)) {
    process.stdout.write(
      `No run in this folder yet: the book has no verdicts and no examples.\n  next: npm run conformance\n`,
    );
  }
  process.stdout.write(
    `Book       ${pathToFileURL(index).href}  (${requirements} requirements, ${pages} pages)\n`,
  );
  return 0;
});
