/** What Playwright reports → outcome. A test that says nothing is never a pass. */
import { expect, test } from '@playwright/test';
import type { TestResult } from '@playwright/test/reporter';
import { outcomeOf, outcomeOfUnstarted, plainMessage, slugOf } from '../../../reporting/collect.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { outcome, violation } from './support/outcomes.ts';

const checked = { title: 'state.fact · A statement.', timeout: 30_000 };

type Ending = { status: TestResult['status']; says?: Outcome | string; error?: string };

function ended({ status, says, error }: Ending): TestResult {
  const description = typeof says === 'object' ? JSON.stringify(says) : says;
  const parts: Partial<TestResult> = {
    status,
    duration: 12,
    annotations: description === undefined ? [] : [{ type: 'outcome', description }],
    ...(error === undefined ? {} : { error: { message: error } }),
  };
  return parts as TestResult;
}

test('the slug is the first word of the title', () => {
  expect(slugOf(checked)).toBe('state.fact');
});

test('an outcome that the test reported is taken as it is', () => {
  const reported = outcome({
    id: 'state.fact',
    observations: [{ code: 'quota', announced: true }],
    exchanges: ['a/b'],
  });
  expect(outcomeOf(checked, ended({ status: 'passed', says: reported }))).toEqual(reported);
  const broken = violation('state.fact');
  expect(outcomeOf(checked, ended({ status: 'failed', says: broken, error: 'x' }))).toEqual(broken);
});

const silent: { name: string; ending: Ending; doubt: Outcome['doubt']; reason: RegExp }[] = [
  {
    name: 'a pass without a verdict',
    ending: { status: 'passed' },
    doubt: 'suite',
    reason: /without a verdict/,
  },
  {
    name: 'a skip without a reason',
    ending: { status: 'skipped' },
    doubt: 'suite',
    reason: /without saying why/,
  },
  {
    name: 'a crash',
    ending: { status: 'failed', error: 'TypeError: \u001b[31mx is not a function\u001b[0m\n    at y' },
    doubt: 'suite',
    reason: /^x is not a function$/,
  },
  {
    name: 'a time-out',
    ending: { status: 'timedOut' },
    doubt: 'transport',
    reason: /no judgement within 30 s/,
  },
  {
    name: 'an interruption',
    ending: { status: 'interrupted' },
    doubt: 'precondition',
    reason: /interrupted/,
  },
  {
    name: 'a broken report',
    ending: { status: 'passed', says: '{not json' },
    doubt: 'suite',
    reason: /without a verdict/,
  },
  {
    name: 'a report of no outcome',
    ending: { status: 'passed', says: '{"id":"state.fact"}' },
    doubt: 'suite',
    reason: /without a verdict/,
  },
  {
    name: 'a violation without a finding',
    ending: { status: 'passed', says: outcome({ id: 'state.fact', verdict: 'violation' }) },
    doubt: 'suite',
    reason: /without a verdict/,
  },
  {
    name: 'an outcome of another requirement',
    ending: { status: 'passed', says: outcome({ id: 'state.other' }) },
    doubt: 'suite',
    reason: /reported an outcome of "state.other"/,
  },
  {
    name: 'a pass whose test failed afterwards',
    ending: { status: 'failed', says: outcome({ id: 'state.fact' }), error: 'clean-up failed' },
    doubt: 'suite',
    reason: /the check passed, but its test ended failed: clean-up failed/,
  },
];

for (const { name, ending, doubt, reason } of silent) {
  test(`${name} is inconclusive (${doubt})`, () => {
    const found = outcomeOf(checked, ended(ending));
    expect(found).toMatchObject({ id: 'state.fact', verdict: 'inconclusive', doubt, durationMs: 12 });
    expect(found.reason).toMatch(reason);
  });
}

test('a requirement whose test never started is inconclusive, and says why', () => {
  expect(outcomeOfUnstarted(checked, true)).toMatchObject({ verdict: 'inconclusive', doubt: 'precondition' });
  expect(outcomeOfUnstarted(checked, true).reason).toContain('interrupted');
  expect(outcomeOfUnstarted(checked, false).reason).toContain('the run ended before');
});

test('an error is told in one line, without colours and stack', () => {
  expect(plainMessage({ message: '\u001b[31mError: first\u001b[0m\nsecond' })).toBe('first');
  expect(plainMessage({ value: 'thrown text' })).toBe('thrown text');
  expect(plainMessage({})).toBe('no message');
});
