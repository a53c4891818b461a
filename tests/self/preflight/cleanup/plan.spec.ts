/** The plan of a run is what the run then sends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Suite } from '../../../../judging/suite.ts';
import { loadSuite } from '../../../conformance/index.ts';
import { catalogue } from '../../../../contract/catalogue.ts';
import { readConfiguration } from '../../../../client/configuration.ts';
import { runBudget } from '../../../../preflight/doctor/settings.ts';
import { planRun, timeAt } from '../../../../preflight/plan.ts';
import { selectedBy } from '../../../../reporting/selection.ts';
import type { Statement } from '../../../../reporting/statement.ts';
import { commandProcess, mockProcess, suiteProcess } from './support.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

test('a sandbox run sends what its plan says, and creates no more', async () => {
  const grep = '@time|@auth';
  const mock = await mockProcess('--seed', '5');
  const plan = await planRun(readConfiguration(mock.env), suite, selectedBy(grep));
  const reportDir = test.info().outputPath('reports');
  const child = suiteProcess({ ...mock.env, REPORT_DIR: reportDir }, '--grep', grep);
  expect(await child.ended, child.output()).toBe(0);
  mock.running.process.kill('SIGINT');
  await mock.running.ended;

  const { requests, requirements } = JSON.parse(
    readFileSync(join(reportDir, 'conformance.json'), 'utf8'),
  ) as Statement;
  const byEndpoint = (facts: Statement['requests']['endpoints']) =>
    Object.fromEntries(facts.map(({ endpoint, requests: sent }) => [endpoint, sent]));
  expect(byEndpoint(requests.endpoints)).toEqual(byEndpoint(plan.traffic.endpoints));
  expect(requests.total).toBe(plan.traffic.total);
  expect(requirements).toHaveLength(plan.requirements);
  expect(child.output()).toMatch(/Clean-up: \d+ inquir/);
});

test('a full run without the optional keys stays within the budget, and within what the doctor reckons with', async () => {
  const plan = await planRun(
    readConfiguration({
      PERSONA_TARGET: 'sandbox',
      PERSONA_API_KEY: 'persona_sandbox_x',
      PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_x',
    }),
    suite,
    selectedBy(undefined),
  );
  expect(plan.requirements).toBe(catalogue.length);
  expect(plan.doctor + plan.suite + plan.cleanUp).toBe(plan.traffic.total);
  expect(plan.doctor).toBeLessThanOrEqual(8);
  expect(plan.suite).toBeLessThanOrEqual(250);
  expect(plan.traffic.total).toBeLessThanOrEqual(runBudget.requests);
  expect(plan.inquiries + plan.sessions).toBeLessThanOrEqual(runBudget.creations);
});

test('a pattern selects what Playwright selects', async () => {
  for (const grep of ['@MUST', 'expired-at', '/STATE\\./', 'nothing-like-this', 'conformance.spec']) {
    const list = suiteProcess({}, '--list', '--grep', grep);
    await list.ended;
    const total = /Total: (\d+) tests?/.exec(list.output())?.[1];
    expect(selectedBy(grep), `${grep}: ${list.output().slice(-200)}`).toHaveLength(Number(total));
  }
});

test('a lower limit takes longer, and one that is high enough takes no time at all', () => {
  const at = (limit: number) => timeAt({ requests: 100, limit, latencyMs: 200 });
  expect(at(3_000)).toBe(20_000);
  expect(at(60)).toBeGreaterThan(60_000);
  expect(at(20)).toBeGreaterThan(at(60));
  expect(at(20)).toBeLessThan(6 * 60_000);
});

test('the command prints the plan and needs no target', async () => {
  const plan = commandProcess(
    'conformance',
    {
      PERSONA_BASE_URL: 'http://127.0.0.1:1/api/v1',
      PERSONA_API_KEY: 'persona_sandbox_x',
      PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_x',
      REPORT_DIR: test.info().outputPath('reports'),
    },
    '--target',
    'sandbox',
    '--plan',
    '--grep',
    '@idempotency',
  );
  expect(await plan.ended, plan.output()).toBe(0);
  expect(plan.output()).toMatch(
    /Plan for http:\/\/127\.0\.0\.1:1\/api\/v1, standard depth: \d+ requirements, \d+ requests \(doctor \d+, suite \d+, clean-up \d+\)\. Nothing has been sent\./,
  );
  expect(plan.output()).toContain('POST /inquiry-sessions/{id}/expire');
  expect(plan.output()).toMatch(/Takes about \d+ s at 300 a minute/);
  expect(plan.output()).toContain('Not set, so what needs it is left out: PERSONA_READONLY_API_KEY');
});
