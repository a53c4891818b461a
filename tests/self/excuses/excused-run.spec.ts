/** Excuses in a whole run, against a mock that is patched in this process. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startMock } from '../../../mock/server.ts';
import type { Statement } from '../../../reporting/statement.ts';
import { suiteProcess } from '../preflight/cleanup/support.ts';

const slug = 'state.answer-shows-expired';

/** A run of two requirements of which the target breaks one, with this list of deviations. */
async function run(deviations: readonly { slug: string }[], patched: boolean) {
  const mock = await startMock(
    patched
      ? {
          patch: {
            document: (document, call) =>
              call.endpoint.name === 'expireSession'
                ? (JSON.parse(JSON.stringify(document).replace('"expired"', '"new"')) as unknown)
                : document,
          },
        }
      : {},
  );
  const file = test.info().outputPath('known-deviations.json');
  const rest = {
    reason: 'Known',
    owner: 'Us',
    link: 'https://issues.example.com/1',
    expires: '2999-12-31',
  };
  writeFileSync(
    file,
    JSON.stringify({ deviations: deviations.map((entry) => ({ ...rest, ...entry })) }, null, 1),
  );
  const reportDir = test.info().outputPath('reports');
  const suite = suiteProcess(
    {
      PERSONA_TARGET: 'sandbox',
      PERSONA_BASE_URL: mock.baseUrl,
      PERSONA_API_KEY: mock.keys.full,
      PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
      CONFORMANCE_DEVIATIONS: file,
      REPORT_DIR: reportDir,
    },
    '--grep',
    'state.answer-shows-expired|state.answer-is-the-session',
  );
  const exitCode = await suite.ended;
  await mock.close();
  const statement = () => JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as Statement;
  return { exitCode, output: suite.output(), statement };
}

test('a violation that is excused does not fail the run, and is shown as excused everywhere', async () => {
  const { exitCode, output, statement } = await run([{ slug }], true);
  expect(exitCode, output).toBe(0);
  expect(output).toMatch(/Excused {2}state\.answer-shows-expired/);
  expect(output).toContain('1 known deviation excused');
  expect(statement().requirements.find((requirement) => requirement.slug === slug)).toMatchObject({
    verdict: 'excused',
    reason: 'Known. Owner: Us; until 2999-12-31; https://issues.example.com/1',
  });
});

test('without the excuse the same run fails', async () => {
  const { exitCode } = await run([], true);
  expect(exitCode).toBe(1);
});

test('an excuse whose requirement holds ends the run with 2 and the line to change', async () => {
  const { exitCode, output, statement } = await run([{ slug }], false);
  expect(exitCode, output).toBe(2);
  expect(output.replaceAll(/\s+/g, ' ')).toMatch(
    /known-deviations\.json:8: "state\.answer-shows-expired" is excused but holds; remove this entry/,
  );
  expect(statement().conclusion).toMatchObject({ conformant: false, exitCode: 2 });
});

test('an unknown slug ends the run with 2 before anything is sent', async () => {
  const { exitCode, output } = await run([{ slug: 'state.nonsense' }], true);
  expect(exitCode, output).toBe(2);
  expect(output).toMatch(/known-deviations\.json:8: "state\.nonsense" is no requirement/);
  expect(output).not.toContain('    at ');
});
