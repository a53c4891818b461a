/** From what Playwright reports about a test to the outcome of its requirement. A test that says nothing is never a pass. */
import { harmlessDeep } from '../client/harmless.ts';
import { stripVTControlCharacters } from 'node:util';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import type { Outcome, Verdict } from '../judging/outcome.ts';
import { CONFORMANCE_PROJECT } from './invocation.ts';

/** Type of the runtime annotation that carries an outcome as JSON. */
export const OUTCOME_ANNOTATION = 'outcome';

const VERDICTS: readonly Verdict[] = ['pass', 'violation', 'inconclusive', 'not applicable', 'excused'];

/** True for a test that checks a requirement, as opposed to our own code. */
export function isConformanceTest(test: TestCase): boolean {
  return test.parent.project()?.name === CONFORMANCE_PROJECT;
}

/** The slug of the requirement that a test checks: the first word of its title. */
export function slugOf(test: Pick<TestCase, 'title'>): string {
  return /^\S+/.exec(test.title)?.[0] ?? test.title;
}

/** The outcome of a finished test. */
export function outcomeOf(test: Pick<TestCase, 'title' | 'timeout'>, result: TestResult): Outcome {
  const id = slugOf(test);
  const reported = reportedOutcome(result);
  if (reported === undefined) return withoutReport(id, test, result);
  if (reported.id !== id) {
    return doubtful(id, result, 'suite', `the test of "${id}" reported an outcome of "${reported.id}"`);
  }
  // The body was content, but the test was not: something around it broke, so the judgement is not to be trusted.
  if (result.status !== 'passed' && (reported.verdict === 'pass' || reported.verdict === 'excused')) {
    return doubtful(
      id,
      result,
      'suite',
      `the check passed, but its test ended ${result.status}: ${firstError(result)}`,
    );
  }
  return reported;
}

/** The outcome of a requirement whose test never started. */
export function outcomeOfUnstarted(test: Pick<TestCase, 'title'>, interrupted: boolean): Outcome {
  return {
    id: slugOf(test),
    verdict: 'inconclusive',
    durationMs: 0,
    doubt: 'precondition',
    reason: interrupted
      ? 'the run was interrupted before this requirement was checked'
      : 'the run ended before this requirement was checked',
    observations: [],
    exchanges: [],
  };
}

/** First line of an error as text for people: no colours, no stack. */
export function plainMessage(error: { readonly message?: string; readonly value?: string }): string {
  const text = stripVTControlCharacters(error.message ?? error.value ?? '').trim();
  return text.split('\n')[0]?.replace(/^(Error|TypeError|AssertionError): /, '') || 'no message';
}

function reportedOutcome(result: TestResult): Outcome | undefined {
  const text = result.annotations.findLast(({ type }) => type === OUTCOME_ANNOTATION)?.description;
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return isOutcome(value) ? harmlessDeep(value) : undefined;
  } catch {
    return undefined;
  }
}

function isOutcome(value: unknown): value is Outcome {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Partial<Record<keyof Outcome, unknown>>;
  return (
    typeof candidate.id === 'string' &&
    VERDICTS.includes(candidate.verdict as Verdict) &&
    typeof candidate.durationMs === 'number' &&
    Array.isArray(candidate.observations) &&
    Array.isArray(candidate.exchanges) &&
    (candidate.verdict !== 'violation' || typeof candidate.finding === 'object')
  );
}

function withoutReport(id: string, test: Pick<TestCase, 'timeout'>, result: TestResult): Outcome {
  switch (result.status) {
    case 'timedOut':
      return doubtful(
        id,
        result,
        'transport',
        `no judgement within ${test.timeout / 1000} s: the target was too slow, or the check hung`,
      );
    case 'interrupted':
      return doubtful(
        id,
        result,
        'precondition',
        'the run was interrupted while this requirement was being checked',
      );
    case 'failed':
      return doubtful(id, result, 'suite', firstError(result));
    case 'skipped':
      return doubtful(
        id,
        result,
        'suite',
        'the test was skipped without saying why the requirement does not apply',
      );
    case 'passed':
      return doubtful(id, result, 'suite', 'the test ended without a verdict');
  }
}

function firstError(result: TestResult): string {
  return result.error ? plainMessage(result.error) : 'no error was recorded';
}

function doubtful(
  id: string,
  result: TestResult,
  doubt: NonNullable<Outcome['doubt']>,
  reason: string,
): Outcome {
  return {
    id,
    verdict: 'inconclusive',
    durationMs: result.duration,
    doubt,
    reason,
    observations: [],
    exchanges: [],
  };
}
