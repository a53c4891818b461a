/** The reporters at work: inline specs run by Playwright, exit code and output read as a user would. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Statement } from '../../../reporting/statement.ts';
import { runInline } from './support/inline-run.ts';

// Short, fake, and unlike anything else in a report.
const PLANTED = 'persona_sandbox_planted';

const statementIn = (reportDir: string): Statement =>
  JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as Statement;

const verdictsIn = (reportDir: string): Record<string, string> =>
  Object.fromEntries(statementIn(reportDir).requirements.map(({ slug, verdict }) => [slug, verdict]));

test('all hold: exit 0, a statement with the facts of the run, no word of doubt', async ({}, testInfo) => {
  const { exitCode, output, reportDir } = await runInline(testInfo, {
    globalSetup: `
      recordRunFacts({ target: { kind: 'sandbox', baseUrl: 'http://127.0.0.1:9/api/v1' }, personaVersion: '2022-09-01', seed: 5 });
      return () => recordRunFacts({ requests: { total: 4, retries: 1, endpoints: [] }, notes: ['Waited 3 s.'] });`,
    conformance: `
      requirement('state.created-new', () => report({ id: 'state.created-new' }));
      requirement('time.created-at-kept', () => {
        report({ id: 'time.created-at-kept', verdict: 'not applicable', reason: 'no such thing here' });
        test.skip(true, 'no such thing here');
      });`,
  });
  expect(output).toContain(
    'Conformant: the target at http://127.0.0.1:9/api/v1, on version 2022-09-01, keeps all 1',
  );
  expect(output).not.toMatch(/inconclusive|violation/i);
  expect(exitCode).toBe(0);
  expect(statementIn(reportDir)).toMatchObject({
    target: { kind: 'sandbox', baseUrl: 'http://127.0.0.1:9/api/v1' },
    seed: 5,
    requests: { total: 4, retries: 1 },
    notes: ['Waited 3 s.'],
    conclusion: { exitCode: 0, conformant: true },
  });
});

test('a violation: exit 1, told with its page; nothing planted is to be found anywhere', async ({}, testInfo) => {
  const { exitCode, output, reportDir } = await runInline(testInfo, {
    conformance: `
      requirement('state.stays-expired', async () => {
        console.log('worker says ${PLANTED}');
        await test.step('read with ${PLANTED}', async () => {
          await test.info().attach('note ${PLANTED}', { body: 'Bearer ${PLANTED}', contentType: 'text/plain' });
        });
        report({
          id: 'state.stays-expired', verdict: 'violation', exchanges: ['repeat/read'],
          finding: { code: 'rate-limit.reset-not-seconds', text: 'in ${PLANTED}', exchange: 'repeat/read' },
        });
        throw new Error('Authorization: Bearer ${PLANTED}');
      });`,
  });
  expect(exitCode).toBe(1);
  expect(output).toMatch(
    /Violation {2}state\.stays-expired {2}SHOULD\n {2}What broke +`RateLimit-Reset` does not count seconds to go\.\n {2}Expected +seconds/,
  );
  expect(output).toContain('https://docs.withpersona.com/');
  expect(output).toMatch(/Not conformant: .* breaks 1 of 1\s+requirements? checked/);
  expect(output).toContain('worker says ***');
  const written = readdirSync(reportDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(written.map(({ name }) => name)).toEqual(expect.arrayContaining(['conformance.json', 'junit.xml']));
  const leaks = written.filter(({ parentPath, name }) =>
    readFileSync(join(parentPath, name), 'utf8').includes(PLANTED),
  );
  expect(leaks.map(({ name }) => name)).toEqual([]);
  expect(output).not.toContain(PLANTED);
});

test('crashes, time-outs and silence are inconclusive: exit 3, and blamed on whom they belong to', async ({}, testInfo) => {
  const { exitCode, output, reportDir } = await runInline(testInfo, {
    conformance: `
      requirement('state.created-new', () => report({ id: 'state.created-new' }));
      requirement('state.stays-expired', () => { undefined.nothing; });
      requirement('time.created-at-kept', () => new Promise(() => {}));
      requirement('auth.no-key', () => {});
      requirement('auth.unknown-key', () => {
        report({ id: 'auth.unknown-key', verdict: 'inconclusive', doubt: 'transport', reason: 'The connection was reset.' });
        throw new Error('The connection was reset.');
      });`,
  });
  expect(exitCode).toBe(3);
  const requirements = statementIn(reportDir).requirements;
  expect(
    Object.fromEntries(requirements.map(({ slug, verdict, doubt }) => [slug, doubt ?? verdict])),
  ).toEqual({
    'state.created-new': 'pass',
    'state.stays-expired': 'suite',
    'time.created-at-kept': 'transport',
    'auth.no-key': 'suite',
    'auth.unknown-key': 'transport',
  });
  expect(output).toMatch(/Inconclusive: we cannot tell whether the embedded mock conforms/);
  expect(output).toContain('2 requirements met an internal error of this suite');
});

test('requirements that were never reached are inconclusive, not forgotten', async ({}, testInfo) => {
  const { exitCode, reportDir } = await runInline(
    testInfo,
    {
      conformance: `
        requirement('state.stays-expired', () => { throw new Error('first'); });
        requirement('auth.no-key', () => report({ id: 'auth.no-key' }));`,
    },
    { args: ['--max-failures=1'] },
  );
  expect(exitCode).toBe(3);
  expect(verdictsIn(reportDir)).toEqual({
    'state.stays-expired': 'inconclusive',
    'auth.no-key': 'inconclusive',
  });
});

test('nothing selected: exit 2, and nothing written', async ({}, testInfo) => {
  const { exitCode, output, reportDir } = await runInline(
    testInfo,
    { conformance: `requirement('auth.no-key', () => report({ id: 'auth.no-key' }));` },
    { args: ['--grep', 'matches nothing'] },
  );
  expect(exitCode).toBe(2);
  expect(output).toContain('No requirement matches the selection');
  expect(existsSync(join(reportDir, 'conformance.json'))).toBe(false);
});

test('a set-up that throws: exit 3, told in one line', async ({}, testInfo) => {
  const { exitCode, output } = await runInline(testInfo, {
    globalSetup: `throw new Error('no port was free, ${PLANTED}');`,
    conformance: `requirement('auth.no-key', () => report({ id: 'auth.no-key' }));`,
  });
  expect(exitCode).toBe(3);
  expect(output).toContain('The run itself failed\n  no port was free, ***');
  expect(output).not.toContain(PLANTED);
});

test('a reporter that fails is never silence: exit 3, and called our mistake', async ({}, testInfo) => {
  // A folder where the statement should be written.
  mkdirSync(testInfo.outputPath('inline', 'reports', 'conformance.json'), { recursive: true });
  const { exitCode, output } = await runInline(testInfo, {
    conformance: `requirement('auth.no-key', () => report({ id: 'auth.no-key' }));`,
  });
  expect(exitCode).toBe(3);
  expect(output).toMatch(
    /Inconclusive: the reporter of this suite failed \(EISDIR[^)]*\); this is an internal error/,
  );
});

test('a test of no requirement is our mistake: exit 3', async ({}, testInfo) => {
  const { exitCode, output } = await runInline(testInfo, {
    conformance: `test('state.no-such-fact · made up', () => report({ id: 'state.no-such-fact' }));`,
  });
  expect(exitCode).toBe(3);
  expect(output).toContain('"state.no-such-fact", which is no requirement of the catalogue');
});

test('self tests alone keep Playwright’s exit code and write no statement', async ({}, testInfo) => {
  const { exitCode, reportDir } = await runInline(
    testInfo,
    { self: `test('ours', () => { throw new Error('x'); });` },
    { args: ['self.spec'] },
  );
  expect(exitCode).toBe(1);
  expect(readdirSync(reportDir)).not.toContain('conformance.json');
});

test('a failed self test beside a conformant run is still a failure: exit 1', async ({}, testInfo) => {
  const { exitCode, output, reportDir } = await runInline(testInfo, {
    conformance: `requirement('auth.no-key', () => report({ id: 'auth.no-key' }));`,
    self: `test('ours', () => { throw new Error('x'); });`,
  });
  expect(exitCode).toBe(1);
  expect(output).toContain('Conformant: ');
  expect(verdictsIn(reportDir)).toEqual({ 'auth.no-key': 'pass' });
  const results = readdirSync(join(reportDir, 'allure-results')).filter((name) =>
    name.endsWith('-result.json'),
  );
  expect(results).toHaveLength(1);
});
