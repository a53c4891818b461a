/**
 * The statement in the Common Test Report Format, for tools that read the results of any test runner. Types and
 * validator are the format’s own package; what it would build for us is one sum, at a quarter of a second a run. Pure.
 */
import type { CTRFReport, Test, TestStatus } from 'ctrf';
import type { Verdict } from '../judging/outcome.ts';
import { failureLine, failureText } from './failure-text.ts';
import { runErrors } from './junit.ts';
import { describeTarget, type Statement, type StatementRequirement } from './statement.ts';

/** `other` is neither passed nor failed, as a doubt is; the verdict itself is the raw status. */
const STATUS: Readonly<Record<Verdict, TestStatus>> = {
  pass: 'passed',
  violation: 'failed',
  inconclusive: 'other',
  'not applicable': 'skipped',
  excused: 'skipped',
};

/** The report as text. */
export function ctrfReport(statement: Statement): string {
  const { suite, target, personaVersion, startedAt, endedAt, conclusion } = statement;
  const tests: readonly Test[] = [
    ...statement.requirements.map(asTest),
    ...runErrors(statement).map((message, n): Test => ({
      name: `run ${n + 1}`,
      status: 'other',
      duration: 0,
      suite: ['run'],
      message,
    })),
  ];
  const n = (status: TestStatus): number => tests.filter((test) => test.status === status).length;
  const report: CTRFReport = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: endedAt,
    generatedBy: suite.name,
    results: {
      tool: { name: suite.name, version: suite.version },
      summary: {
        tests: tests.length,
        passed: n('passed'),
        failed: n('failed'),
        skipped: n('skipped'),
        pending: n('pending'),
        other: n('other'),
        start: Date.parse(startedAt),
        stop: Date.parse(endedAt),
      },
      tests: [...tests],
      environment: {
        appName: describeTarget(target.kind, target.baseUrl ?? undefined),
        appVersion: personaVersion,
        testEnvironment: target.kind,
      },
    },
    extra: { exitCode: conclusion.exitCode, conclusion: conclusion.sentence },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function asTest(requirement: StatementRequirement): Test {
  const { slug, area, level, verdict, durationMs, test, evidence } = requirement;
  const message = failureLine(requirement);
  return {
    name: slug,
    testId: slug,
    status: STATUS[verdict],
    rawStatus: verdict,
    duration: durationMs,
    suite: [area],
    tags: [level],
    ...(message === undefined ? {} : { message }),
    ...(verdict === 'violation' || verdict === 'excused' ? { trace: failureText(requirement) } : {}),
    ...(test === undefined ? {} : { filePath: test.file, line: test.line }),
    ...(evidence.length === 0 ? {} : { extra: { evidence } }),
  };
}
