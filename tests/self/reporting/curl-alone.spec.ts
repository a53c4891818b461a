/** Every script that is printed runs alone: it makes what it needs, and shows at a faulty mock what it does not at a right one. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { faults, sampledBlindFaults } from '../../../mock/faults/faults.ts';
import { startMock } from '../../../mock/server.ts';
import type { Patch } from '../../../mock/types.ts';
import { runInto } from '../book/support/report.ts';

/** Spread over all faults that show under the version that is run. */
const eligible = [...faults, ...sampledBlindFaults].filter(
  ({ under, equivalent }) => under === undefined && equivalent === undefined,
);
const SAMPLE = eligible.filter((_, n) => n % Math.floor(eligible.length / 60) === 0).slice(0, 60);

/** The way is the same for all: two show it every time, and the rest is tried at night. */
const EVERY_TIME = 2;

/** What was made up for the run is masked, and so is what only a race or the clock brings about. */
const CANNOT = /# made up; in the run it was another one, for "|^# it cannot /m;

test('the sample has sixty faults', () => {
  expect(SAMPLE).toHaveLength(60);
});

for (const [n, { slug, patch, violates }] of SAMPLE.entries()) {
  test(`${slug}: its script runs alone and shows it${n < EVERY_TIME ? '' : ' @nightly'}`, async ({}, testInfo) => {
    const reportDir = testInfo.outputPath('reports');
    mkdirSync(reportDir, { recursive: true });
    const { requirements } = await runInto(reportDir, { patch });
    const red = requirements.filter(({ verdict }) => verdict === 'violation');
    const broken = red.find(({ slug: id }) => violates.some((one) => one === id)) ?? red[0];
    const script = broken?.curl ?? '';
    expect(script, broken?.slug).not.toBe('');
    const [faulty, right] = [await runAt(patch, script), await runAt({}, script)];
    expect(faulty.code, `${script}\n${faulty.output}`).toBe(0);
    if (CANNOT.test(script)) return;
    expect(comparable(faulty.output), script).not.toBe(comparable(right.output));
  });
}

async function runAt(patch: Patch, script: string): Promise<{ code: number | null; output: string }> {
  const mock = await startMock({ patch, seed: 2, rateLimit: { limit: 3_000, windowSeconds: 60 } });
  const env = {
    PATH: process.env['PATH'],
    PERSONA_BASE_URL: mock.baseUrl,
    PERSONA_API_KEY: mock.keys.full,
    PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
    PERSONA_READONLY_API_KEY: mock.keys.readOnly,
    PERSONA_OTHER_API_KEY: mock.keys.otherEnvironment,
    PERSONA_LOW_LIMIT_API_KEY: mock.keys.lowLimit,
  };
  try {
    return await new Promise((done, failed) => {
      const child = spawn('bash', ['--norc', '-eu', '-c', script], { env });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.on('error', failed);
      child.on('close', (code) => done({ code, output }));
    });
  } finally {
    await mock.close();
  }
}

/** Ids and times by the order in which they come, and without what differs from call to call. */
function comparable(output: string): string {
  const names = new Map<string, string>();
  const named = (kind: string) => (value: string) => {
    if (!names.has(value)) names.set(value, `${kind} ${names.size}`);
    return names.get(value) ?? '';
  };
  return output
    .replaceAll('\r', '')
    .replace(/^(Date|Request-Id|RateLimit-Reset|Content-Length|Keep-Alive|Connection): .*$/gim, '$1: …')
    .replace(/\b[a-z]{2,8}_[A-Za-z0-9]{8,}\b/g, named('id'))
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, named('time'));
}
