/** What JUnit XML says beyond the verdicts, which agreement.spec.ts reads: reasons, the run itself, and hostile text. */
import { expect, test } from '@playwright/test';
import { parse } from 'junit2json';
import { ctrfReport } from '../../../reporting/ctrf.ts';
import { junitXml } from '../../../reporting/junit.ts';
import type { Statement } from '../../../reporting/statement.ts';
import { doubt, outcome, saying, statement, violation } from './support/outcomes.ts';

async function casesOf(found: Statement) {
  const document = await parse(junitXml(found));
  if (!document || !('testsuite' in document)) throw new Error('No suites.');
  return (document.testsuite ?? []).flatMap((suite) => suite.testcase ?? []);
}

test('a failure, an error and a skip each give their reason', async () => {
  const absent = { verdict: 'not applicable', reason: 'No read-only key.' } as const;
  const [broken, unsure, skipped] = await casesOf(
    statement([
      violation('state.stays-expired'),
      doubt('state.created-new'),
      outcome({ id: 'state.listed-as-expired', ...absent }),
    ]),
  );
  expect(broken?.failure?.[0]).toMatchObject({
    message: 'The session is in another state than it should be.',
    type: 'violation',
    inner: expect.stringContaining('Expected: status "expired"\nSeen: status "active"'),
  });
  expect(unsure?.error?.[0]).toMatchObject({ message: 'Could not be judged: The connection was reset.' });
  expect(skipped?.skipped?.[0]).toMatchObject({ message: 'No read-only key.' });
});

test('where each test stands', async () => {
  const places = new Map([['state.created-new', { file: 'tests/conformance/state.spec.ts', line: 7 }]]);
  const xml = junitXml(statement([outcome({ id: 'state.created-new' })], { places }));
  expect(xml).toContain('file="tests/conformance/state.spec.ts" line="7"');
});

test('a run that does not end with 0 is never green', async () => {
  const failed = statement([outcome({ id: 'state.created-new' })], { runErrors: ['The set-up <threw>.'] });
  expect((await casesOf(failed)).at(-1)).toMatchObject({
    classname: 'run',
    error: [{ message: 'The set-up <threw>.' }],
  });
  const nothing = statement([]);
  expect(nothing.conclusion.exitCode).toBe(3);
  expect((await casesOf(nothing))[0]?.error?.[0]?.message).toBe(nothing.conclusion.sentence);
  expect(ctrfReport(nothing)).toContain(nothing.conclusion.sentence);
});

test('what a target says can end no element, and no character is there that XML forbids', async () => {
  const seen = ']]></failure> "\' & \u0000\u001b[31m\ud800\ufffe\u{1f600}';
  const found = saying(
    { what: `It said ${seen}`, expected: 'nothing', seen },
    statement([violation('state.stays-expired')]),
  );
  const xml = junitXml(found);
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  const [broken] = await casesOf(found);
  expect(broken?.failure?.[0]?.message).toBe(
    'It said ]]></failure> "\' & \\u0000\\u001b[31m\\ud800\\ufffe\u{1f600}',
  );
});
