/** A sandbox run begins with the doctor, and ends there where it cannot come to a judgement. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Journal } from '../../../../preflight/journal.ts';
import { startMock } from '../../../../mock/server.ts';
import { bentServer, reply } from '../../client/support/server.ts';
import { commandProcess, suiteProcess } from '../cleanup/support.ts';

const key = 'persona_sandbox_somebody';

function environment(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    PERSONA_TARGET: 'sandbox',
    PERSONA_API_KEY: key,
    PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_1',
    REPORT_DIR: test.info().outputPath('reports'),
    ...settings,
  };
}

test('a set-up that must be put right ends the run with 2, before any test, and leaves nothing open', async () => {
  const mock = await startMock();
  const env = environment({
    PERSONA_BASE_URL: mock.baseUrl,
    PERSONA_API_KEY: mock.keys.full,
    PERSONA_OTHER_API_KEY: 'persona_sandbox_nobody',
    PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
  });
  const suite = suiteProcess(env);
  expect(await suite.ended, suite.output()).toBe(2);
  expect(suite.output()).toContain('PERSONA_OTHER_API_KEY is not accepted');
  expect(suite.output()).toContain('no run until this is put right');
  expect(suite.output()).not.toContain('    at ');
  expect(suite.output()).not.toContain('Running');
  expect(existsSync(join(env['REPORT_DIR'] ?? '', 'conformance.json'))).toBe(false);
  expect(mock.store.sessions.list('main').map(({ status }) => status)).toEqual(['expired']);
  expect(new Journal(env['REPORT_DIR'] ?? '').left()).toEqual([]);
  await mock.close();
});

test('a host that cannot be reached ends the run with 2', async () => {
  const suite = suiteProcess(environment({ PERSONA_BASE_URL: 'http://127.0.0.1:1/api/v1' }));
  expect(await suite.ended, suite.output()).toBe(2);
  expect(suite.output()).toContain('refuses the connection');
});

test('a target that is away ends the run with 3', async () => {
  const server = await bentServer((response) => reply(response, 503, {}));
  const suite = suiteProcess(environment({ PERSONA_BASE_URL: server.baseUrl }));
  expect(await suite.ended, suite.output()).toBe(3);
  expect(suite.output()).toContain('cannot be told just now');
  expect(server.arrived.length).toBeLessThanOrEqual(6);
  await server.close();
});

test('the command looks at the mock without credentials, and at what is configured with them', async () => {
  const alone = commandProcess('doctor', { REPORT_DIR: test.info().outputPath('reports') });
  expect(await alone.ended, alone.output()).toBe(0);
  expect(alone.output()).toMatch(/Doctor: \d+ ok \(\d+ requests\) – a run can begin\./);

  const rest = environment({
    PERSONA_TARGET: '',
    PERSONA_BASE_URL: 'http://127.0.0.1:1/api/v1',
  });
  const pointed = commandProcess('doctor', rest, '--json');
  expect(await pointed.ended, pointed.output()).toBe(2);
  const findings = JSON.parse(pointed.output()) as { health: string; findings: { check: string }[] };
  expect(findings).toMatchObject({ health: 'problem', requests: 0, findings: [{ check: 'base-url' }] });
});
