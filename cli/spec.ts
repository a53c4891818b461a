/** `npm run spec`: does the contract still say what the vendor publishes? */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../client/errors.ts';
import { variable } from '../client/variable.ts';
import type { Description } from '../openapi/read.ts';
import { readableWidth } from '../reporting/layout.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { styleFor } from '../reporting/style.ts';
import { environmentFor, runWithOptions } from './shared/command.ts';
import { formatOption } from './shared/common-options.ts';

const command = {
  call: 'npm run spec --',
  about:
    'Compares the vendor’s OpenAPI descriptions with the contract: every element is covered by a requirement, excluded with a reason, or new; a clause that is described no more is gone.',
  options: {
    openapi: { value: 'PATH', about: 'A description, or a folder with one for each version; YAML or JSON.' },
    since: { value: 'PATH', about: 'Older descriptions: says what changed since, and answers for that.' },
    all: { about: 'Prints every element, not only those without a requirement.' },
    format: formatOption,
  },
  notes: [
    'Covered means: a requirement would fail if a target deviated from it. Our schemas are tried with values that the description rules out.',
    'What several calls say in the same words counts once. Calls that this suite does not use are not looked at.',
    'spec.json and spec.md are written to REPORT_DIR (default reports).',
    'Exit codes: 0 complete (with --since: nothing breaks), 1 something is new or gone (with --since: something breaks), 2 usage or configuration, 3 only with --since: cannot tell.',
  ],
} as const;

await runWithOptions(command, async ({ openapi, since, all, format }) => {
  if (openapi === undefined) {
    throw new ConfigurationError({
      cause: '--openapi is missing: which descriptions are to be compared?',
      hint: 'the vendor publishes them at github.com/persona-id/persona-openapi',
      next: 'npm run spec -- --openapi FOLDER',
    });
  }
  const { coverageOf } = await import('../openapi/coverage.ts');
  const { markdown, terminalLines } = await import('../openapi/report.ts');
  const { resultOf } = await import('../openapi/result.ts');
  const { sinceOf } = await import('../openapi/since.ts');
  const descriptions = await described(openapi);
  const older = since === undefined ? undefined : await described(since);
  const coverages = descriptions.map((one) => coverageOf(one));
  const stray = coverages.find(({ calls }) => calls === 0);
  if (stray) {
    throw new ConfigurationError({
      cause: `"${stray.file}" describes none of the calls that this suite uses`,
      hint: 'is it the description of another API?',
    });
  }
  const result = resultOf(
    coverages,
    older && since !== undefined
      ? sinceOf(older, descriptions, namesOf(older, descriptions, since, openapi))
      : undefined,
  );
  const files = { json: `${JSON.stringify(result, null, 2)}\n`, markdown: markdown(result) };
  const reportDir = variable(environmentFor({}), 'REPORT_DIR') ?? 'reports';
  openReportFolder(reportDir, ['spec.json', 'spec.md']);
  writeFileSync(join(reportDir, 'spec.json'), files.json);
  writeFileSync(join(reportDir, 'spec.md'), files.markdown);
  const page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns), all };
  process.stdout.write(
    format === 'json'
      ? files.json
      : format === 'markdown'
        ? files.markdown
        : `${terminalLines(result, page).join('\n')}\n`,
  );
  return result.exitCode;
});

/** The descriptions at the path; a terminal is told which file is being read, since a whole one takes seconds. */
async function described(path: string): Promise<readonly Description[]> {
  const { readDescriptions } = await import('../openapi/read.ts');
  const told = process.stderr.isTTY;
  const descriptions = await readDescriptions(path, (file) => {
    if (told) process.stderr.write(`\r\u001b[KReading ${file} …`);
  });
  if (told) process.stderr.write('\r\u001b[K');
  return descriptions;
}

/** Two files are told apart by their versions, folders by their paths. */
function namesOf(
  before: readonly Description[],
  after: readonly Description[],
  ...[from, to]: readonly [string, string]
): { readonly from: string; readonly to: string } {
  const [old, now] = [before[0], after[0]];
  const areSingle = before.length === 1 && after.length === 1 && old?.version !== now?.version;
  return areSingle ? { from: old?.version ?? from, to: now?.version ?? to } : { from, to };
}
