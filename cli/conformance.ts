/** `npm run conformance`: the suite, the statement, the Allure report, and the verdict in one paragraph. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../client/errors.ts';
import { variable } from '../client/variable.ts';
import { readConfiguration } from '../client/configuration.ts';
import { writeBadge } from '../reporting/badge.ts';
import { tellCi } from '../reporting/ci.ts';
import { readableWidth } from '../reporting/layout.ts';
import { RUN_BY_COMMAND } from '../reporting/reporters.ts';
import { releaseUnwritten, setAside, settle } from '../reporting/folder-claim.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import {
  PAGES_OF_A_RUN,
  REPLACED_BY_EACH_RUN,
  STATEMENT_FILE,
  WRITTEN_BY_EACH_RUN,
} from '../reporting/report-folder.ts';
import { sayWhile } from '../reporting/say-while.ts';
import { selectedOrRefused } from '../reporting/selection.ts';
import { describeTarget } from '../reporting/statement.ts';
import { readStatement } from '../reporting/statement-file.ts';
import { plural } from '../reporting/words.ts';
import { styleFor } from '../reporting/style.ts';
import { conclusionLines } from '../reporting/terminal.ts';
import { EXIT_INCONCLUSIVE } from './shared/fail.ts';
import { runPlaywright } from './shared/playwright.ts';
import { environmentFor, runWithOptions, sayNotes } from './shared/command.ts';
import { likeOption, targetOption } from './shared/common-options.ts';

const command = {
  call: 'npm run conformance --',
  about:
    'Checks a target against the contract, writes the statement and the Allure report, and says the verdict.',
  options: {
    target: targetOption,
    like: likeOption,
    version: { value: 'DATE', about: 'The Persona-Version to pin, YYYY-MM-DD (PERSONA_VERSION).' },
    grep: { value: 'PATTERN', about: 'Only requirements whose slug, statement, @level or @area matches.' },
    seed: { value: 'NUMBER', about: 'Seed of all generated data, to repeat a run (CONFORMANCE_SEED).' },
    depth: {
      value: 'NAME',
      about:
        'quick (main promises, at most 60 requests), standard (at most 250, the default) or thorough (at most 900) (CONFORMANCE_DEPTH).',
    },
    'new-as': {
      value: 'violation|warning',
      about:
        'What a violation of a requirement counts that this version of the suite checks anew; default violation (CONFORMANCE_NEW_AS).',
      choices: ['violation', 'warning'],
    },
    plan: { about: 'Say what the run would send, and send nothing.' },
    keep: {
      about:
        'Leave what the run creates open, to be looked at; npm run cleanup expires it (CONFORMANCE_KEEP).',
    },
    'no-report': {
      about:
        'A quick verdict without the Allure page and the book; results and statement are written all the same.',
    },
  },
  notes: [
    'Results go to REPORT_DIR (default reports). Settings may stand in .env; see .env.example.',
    'In GitHub Actions it also writes the job summary, and an annotation per violation.',
    'A sandbox run begins with npm run doctor’s examination and ends by expiring what it created. Known deviations are excused in known-deviations.json (see known-deviations.example.json).',
    'Exit codes: 0 conformant, 1 violations, 2 usage or configuration, 3 inconclusive.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const env = environmentFor(options);
  if (options.depth !== undefined) env['CONFORMANCE_DEPTH'] = options.depth;
  if (options['new-as'] !== undefined) env['CONFORMANCE_NEW_AS'] = options['new-as'];
  if (options.keep) env['CONFORMANCE_KEEP'] = '1';
  const configuration = readConfiguration(env);
  const { reportDir, target, baseUrl, version, depth } = configuration;
  if (options.plan) {
    sayNotes(configuration);
    const { printPlan } = await import('./plan.ts');
    await printPlan(env, options.grep);
    return 0;
  }
  const selected = selectedOrRefused(options.grep, 'npm run conformance --');
  openReportFolder(reportDir, [...WRITTEN_BY_EACH_RUN, ...PAGES_OF_A_RUN]);
  setAside(reportDir, REPLACED_BY_EACH_RUN);
  sayNotes(configuration);
  process.stderr.write(
    `Checking ${plural(selected.length, 'requirement')} against ${describeTarget(target, baseUrl)}, version ${version}, ${depth} depth.\n`,
  );

  const run = await runPlaywright(
    ['test', '--project=conformance', ...(options.grep === undefined ? [] : ['--grep', options.grep])],
    { ...env, REPORT_DIR: resolve(reportDir), [RUN_BY_COMMAND]: '1' },
  );
  const statement = run.exitCode === 2 ? statementIfAny(reportDir) : readStatement(reportDir);
  const hasResults = statement !== undefined && !(run.interrupted && statement.coverage.checked === 0);
  settle(reportDir, REPLACED_BY_EACH_RUN, hasResults);
  if (!hasResults) {
    if (run.interrupted) process.stdout.write('Inconclusive: stopped before anything was checked.\n');
    return run.exitCode === 2 ? 2 : EXIT_INCONCLUSIVE;
  }

  const style = styleFor(process.stdout);
  process.stdout.write('\n');
  if (!options['no-report'] && !run.interrupted && statement.requirements.length > 0) {
    await makePages(reportDir, variable(env, 'PERSONA_MOCK_PROFILE'));
  }
  process.stdout.write(`Statement  ${join(reportDir, STATEMENT_FILE)}\n\n`);
  process.stdout.write(
    `${conclusionLines(statement, { style, width: readableWidth(process.stdout.columns) }).join('\n')}\n`,
  );
  writeBadge(reportDir, statement);
  tellCi(statement, process.env);
  releaseUnwritten(reportDir);
  return run.exitCode;
});

/** Playwright has said already what is wrong; a statement may have been cut short by it. */
function statementIfAny(reportDir: string): ReturnType<typeof readStatement> {
  try {
    return readStatement(reportDir);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** What a reader opens; a verdict without it is still a verdict, so a failure here is told and changes nothing. */
async function makePages(reportDir: string, profile: string | undefined): Promise<void> {
  const pages = [
    {
      name: 'Report',
      make: async () => (await import('../reporting/allure-report.ts')).generateAllureReport(reportDir),
    },
    {
      name: 'Book',
      make: async () => {
        const { mockChoices } = await import('../preflight/mock-choices.ts');
        return (await import('../reporting/book/build.ts')).writeBook(reportDir, mockChoices(profile));
      },
    },
  ] as const;
  for (const { name, make } of pages) {
    try {
      const { index } = await sayWhile(`making the ${name.toLowerCase()}`, make);
      process.stdout.write(`${name.padEnd(11)}${pathToFileURL(index).href}\n`);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${name.padEnd(11)}could not be made (${message}); the verdict stands.\n`);
    }
  }
}
