/** What a run tells the CI that it runs in: a job summary, and an annotation per violation. Only GitHub Actions is known. */
import { appendFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { redact } from '../client/redaction.ts';
import { printWorkflowCommand } from './safe-output.ts';
import { byCause } from './doubts.ts';
import { summaryMarkdown } from './markdown.ts';
import type { Statement, StatementRequirement } from './statement.ts';
import { looksLikeText } from './terminal.ts';

/** GitHub shows no more than this of each kind for one step. */
const ANNOTATIONS_AT_MOST = 10;
const ROOT = join(import.meta.dirname, '..');

/**
 * Appends the summary to the file named by `GITHUB_STEP_SUMMARY`, and prints the annotations where `GITHUB_ACTIONS` is
 * `true`. Elsewhere it does nothing. A summary that cannot be written is told and changes nothing.
 */
export function tellCi(
  statement: Statement,
  env: NodeJS.ProcessEnv,
  print: (line: string) => void = printWorkflowCommand,
): void {
  const file = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file !== '') {
    try {
      appendFileSync(file, redact(summaryMarkdown(statement)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      print(`The job summary could not be written (${reason}); the verdict stands.`);
    }
  }
  if (env['GITHUB_ACTIONS'] === 'true') for (const line of annotations(statement, env)) print(redact(line));
}

/** Workflow commands: an error per violation, a warning per cause of doubt. */
export function annotations(statement: Statement, env: NodeJS.ProcessEnv = {}): readonly string[] {
  const violations = statement.requirements.filter(({ verdict }) => verdict === 'violation');
  const doubts = byCause(statement.requirements.filter(({ verdict }) => verdict === 'inconclusive'));
  const errors = violations.map((requirement) => {
    const { slug, level, finding } = requirement;
    const alike = looksLikeText(requirement);
    const text = [
      `${finding?.what ?? 'What broke was not recorded.'} (${level})`,
      `Expected: ${finding?.expected ?? 'not recorded'}`,
      `Seen: ${finding?.seen ?? 'not recorded'}`,
      ...(alike === undefined ? [] : [`Looks like: ${alike}`]),
    ];
    return command('error', `Violation: ${slug}`, text.join('\n'), placeIn(requirement, env));
  });
  const warnings = doubts.map(({ reason, those }) =>
    command(
      'warning',
      those.length === 1
        ? `Inconclusive: ${those[0]?.slug ?? ''}`
        : `Inconclusive: ${those.length} requirements`,
      reason,
      placeIn(those[0], env),
    ),
  );
  return [...bounded('error', errors), ...bounded('warning', warnings)];
}

function bounded(kind: 'error' | 'warning', lines: readonly string[]): readonly string[] {
  if (lines.length <= ANNOTATIONS_AT_MOST) return lines;
  const shown = lines.slice(0, ANNOTATIONS_AT_MOST - 1);
  const rest = lines.length - shown.length;
  return [
    ...shown,
    command(kind, `${rest} more`, `${rest} more stand in the job summary and in the statement.`),
  ];
}

function command(
  kind: 'error' | 'warning',
  title: string,
  text: string,
  place: Readonly<Record<string, string>> = {},
): string {
  const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${property(value)}`);
  return `::${kind} ${properties.join(',')}::${data(text)}`;
}

/**
 * The line of the spec, as the checked-out repository names the file. Where the suite runs from elsewhere (as an action), the
 * repository has no such file, and GitHub would link to nothing.
 */
function placeIn(
  requirement: StatementRequirement | undefined,
  { GITHUB_WORKSPACE: workspace = '' }: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const { test } = requirement ?? {};
  if (test === undefined || workspace === '') return {};
  const file = relative(workspace, join(ROOT, test.file)).split(sep).join('/');
  return file.startsWith('../') || isAbsolute(file) ? {} : { file, line: String(test.line) };
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** So that nothing in a text can begin another command. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
