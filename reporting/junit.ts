/**
 * The statement as JUnit XML, for CI servers. Playwright’s own reporter knows no difference between a violation and a doubt,
 * and calls both an error. Pure.
 */
import { areas } from '../contract/catalogue.ts';
import { harmless } from '../client/harmless.ts';
import { failureLine, failureText } from './failure-text.ts';
import type { Statement, StatementRequirement } from './statement.ts';

/**
 * A suite per area. A violation is a failure, what could not be judged an error; what does not apply and what is excused are
 * skipped, with the reason. What failed outside of any requirement is an error of its own, so that a run which does not end
 * with 0 is never shown as green.
 */
export function junitXml(statement: Statement): string {
  const suites = areas
    .map(({ area }) => ({
      name: area,
      cases: statement.requirements.filter((requirement) => requirement.area === area).map(testCase),
    }))
    .filter(({ cases }) => cases.length > 0);
  const failed = runErrors(statement).map((error, n): TestCase => ({
    kind: 'error',
    durationMs: 0,
    xml: `<testcase classname="run" name="run ${n + 1}" time="0">${outcome('error', error, error)}</testcase>`,
  }));
  const all = [...suites, ...(failed.length > 0 ? [{ name: 'run', cases: failed }] : [])];
  const began = statement.startedAt.replace(/\.\d+Z$/, '');
  const lines = all.flatMap(({ name, cases }) => [
    `  <testsuite ${attributes({ name, ...figures(cases), timestamp: began, hostname: statement.target.kind })}>`,
    ...cases.map(({ xml }) => `    ${xml}`),
    '  </testsuite>',
  ]);
  const whole = figures(all.flatMap(({ cases }) => cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: statement.suite.name, ...whole })}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n');
}

/** Failures of the run itself; the conclusion where nothing else says why the run does not end with 0. */
export function runErrors({ errors, conclusion, totals }: Statement): readonly string[] {
  const { violation, inconclusive } = totals.verdicts;
  const said = violation + inconclusive + errors.length > 0;
  return conclusion.exitCode === 0 || said ? errors : [conclusion.sentence];
}

interface TestCase {
  readonly kind: 'pass' | 'failure' | 'error' | 'skipped';
  readonly durationMs: number;
  readonly xml: string;
}

const KIND = {
  pass: 'pass',
  violation: 'failure',
  inconclusive: 'error',
  'not applicable': 'skipped',
  excused: 'skipped',
} as const;

function testCase(requirement: StatementRequirement): TestCase {
  const { slug, area, verdict, durationMs, test } = requirement;
  const kind = KIND[verdict];
  const head = attributes({
    classname: area,
    name: slug,
    time: seconds(durationMs),
    ...(test === undefined ? {} : { file: test.file, line: test.line }),
  });
  const message = failureLine(requirement);
  if (kind === 'pass' || message === undefined)
    return { kind: 'pass', durationMs, xml: `<testcase ${head}/>` };
  const body = outcome(kind, message, kind === 'skipped' ? '' : failureText(requirement), verdict);
  return { kind, durationMs, xml: `<testcase ${head}>${body}</testcase>` };
}

function outcome(
  kind: Exclude<TestCase['kind'], 'pass'>,
  message: string,
  text: string,
  type = 'run',
): string {
  // The schema that Jenkins publishes has no type for what is skipped.
  const head = attributes({ message, ...(kind === 'skipped' ? {} : { type }) });
  return text === '' ? `<${kind} ${head}/>` : `<${kind} ${head}>${escaped(text)}</${kind}>`;
}

function figures(cases: readonly TestCase[]): Readonly<Record<string, string | number>> {
  const n = (kind: TestCase['kind']): number => cases.filter((one) => one.kind === kind).length;
  return {
    tests: cases.length,
    failures: n('failure'),
    errors: n('error'),
    skipped: n('skipped'),
    time: seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `${name}="${escaped(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    )
    .join(' ');
}

/** `harmless` writes out every character that XML forbids, and some that it would allow. */
function escaped(text: string): string {
  return harmless(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
