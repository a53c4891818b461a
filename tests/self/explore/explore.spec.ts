/** Random sequences: a right target is called right, a wrong one is shown by few calls, and a bad network proves nothing. */
import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../../client/exchange.ts';
import { isTelling } from '../../../explore/report.ts';
import { scriptOf } from '../../../explore/script.ts';
import { startMock } from '../../../mock/server.ts';
import type { Patch } from '../../../mock/types.ts';
import { variations } from '../../../mock/variations/variations.ts';
import { AT_NIGHT } from '../support/at-night.ts';
import { exploreMock } from './support.ts';

/** Under a key that comes for the third time the request runs again. */
function thirdUseRuns(): Patch {
  const uses = new Map<string, number>();
  return {
    stages: {
      idempotency: (original) => async (call, world) => {
        const key = call.header('idempotency-key') ?? '';
        uses.set(key, (uses.get(key) ?? 0) + 1);
        return uses.get(key) === 3 ? undefined : original(call, world);
      },
    },
  };
}

/** What a sequence asks for, without what differs from run to run. */
const asked = ({ request, response, label }: Exchange) => [label, request.method, response.status];

test('a right target is called right; the same seed asks the same', async () => {
  const askedWith = async (seed: number) => {
    const exchanges: Exchange[] = [];
    const explored = await exploreMock({
      seed,
      requests: 100,
      onExchange: (exchange) => exchanges.push(exchange),
    });
    expect(explored.found).toEqual([]);
    expect(isTelling(explored)).toBe(true);
    expect(explored.requests).toBeLessThanOrEqual(100);
    expect(exchanges.length).toBeGreaterThan(50);
    return exchanges.map(asked);
  };
  const first = await askedWith(1);
  expect(new Set(first.map(([label]) => label)).size).toBeGreaterThan(10);
  expect(await askedWith(1)).toEqual(first);
});

test('the third use of a key that runs again is shown by three uses of one key, and by curl', async () => {
  const { found, configuration } = await exploreMock(
    { requests: 600, seed: 3, findings: 1 },
    { patch: thirdUseRuns() },
  );
  expect(found).toHaveLength(1);
  const [shown] = found;
  if (!shown) return;
  expect(shown.breach.requirement).toMatch(/^idempotency\./);
  expect(shown.steps.length).toBeLessThanOrEqual(3);
  expect(shown.stepsAtFirst).toBeGreaterThan(shown.steps.length);
  const script = scriptOf(shown, configuration);
  expect(script).not.toContain(configuration.keys.main.reveal());
  const [faulty, right] = [await runAt(thirdUseRuns(), script), await runAt({}, script)];
  expect(faulty.code, `${script}\n${faulty.output}`).toBe(0);
  expect(statuses(faulty.output).length).toBeGreaterThan(0);
  expect(faulty.output.replaceAll(DIFFERS, ''), script).not.toBe(right.output.replaceAll(DIFFERS, ''));
});

test('a clause that is a known deviation is not looked for', async () => {
  const nameless: Patch = {
    response: (answer) => ({
      ...answer,
      headers: answer.headers.filter(([name]) => name.toLowerCase() !== 'persona-organization-id'),
    }),
  };
  const clause = 'headers.organization-id';
  const looking = await exploreMock({ requests: 60, findings: 1 }, { patch: nameless });
  expect(looking.found.map(({ breach }) => breach.requirement)).toEqual([clause]);
  const leaveOut = new Set([clause, `${clause}-on-errors`] as const);
  const knowing = await exploreMock({ requests: 60, leaveOut }, { patch: nameless });
  expect(knowing.found).toEqual([]);
});

test('resets, 503s, HTML pages and late reads are never a violation', async () => {
  const explored = await exploreMock(
    { requests: 120, seed: 3 },
    { readLagMs: 10 },
    { resets: 0.04, unavailable: 0.04, badGateway: 0.02 },
  );
  expect(explored.found).toEqual([]);
  expect(explored.doubtful).toBeGreaterThan(0);
});

test('a target that never answers is asked a few times, and nothing is said of it', async () => {
  const explored = await exploreMock({ requests: 60 }, {}, { unavailable: 1 });
  expect(explored).toMatchObject({ found: [], sequences: 5, doubtful: 5 });
  expect(isTelling(explored)).toBe(false);
});

test('an internal error is neither a finding nor silence', async () => {
  const pause = () => Promise.reject(new Error('A mistake of ours.'));
  await expect(exploreMock({ requests: 60, pause })).rejects.toThrow('A mistake of ours.');
});

for (const { slug, patch } of variations) {
  test(`it is legal: ${slug}`, AT_NIGHT, async () => {
    for (const seed of [1, 2, 3]) {
      const { found } = await exploreMock({ requests: 300, seed }, { patch });
      expect(found).toEqual([]);
    }
  });
}

/** What no two runs of a script have in common. */
const DIFFERS =
  /^(Date|Request-Id|RateLimit-\w+|Content-Length|Keep-Alive|Connection): .*$|\b[a-z]{2,8}_[A-Za-z0-9]{8,}\b|\d{4}-\d\d-\d\dT[\d:.]+Z/gim;

const statuses = (output: string) => output.match(/^HTTP\/1.1 \d+/gm) ?? [];

async function runAt(patch: Patch, script: string): Promise<{ code: number | null; output: string }> {
  const mock = await startMock({ patch, seed: 2 });
  const env = {
    PATH: process.env['PATH'],
    PERSONA_BASE_URL: mock.baseUrl,
    PERSONA_API_KEY: mock.keys.full,
    PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
  };
  try {
    return await new Promise((done, failed) => {
      const child = spawn('bash', ['--norc', '-eu', '-c', script], { env });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.on('error', failed);
      child.on('close', (code) => done({ code, output }));
    });
  } finally {
    await mock.close();
  }
}
