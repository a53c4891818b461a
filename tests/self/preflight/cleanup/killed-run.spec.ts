/** A run that is ended in the middle, hard or softly, leaves nothing open: looked up in the mock, which runs by itself. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Journal, journalPath } from '../../../../preflight/journal.ts';
import { commandProcess, killHard, mockProcess, suiteProcess, type MockProcess } from './support.ts';

let mock: MockProcess;
let env: NodeJS.ProcessEnv;
let reportDir: string;

test.beforeEach(async () => {
  // Slow enough to be met in the middle.
  mock = await mockProcess('--latency', '25');
  reportDir = test.info().outputPath('reports');
  env = { ...mock.env, REPORT_DIR: reportDir };
});

test.afterEach(async () => {
  mock.running.process.kill('SIGINT');
  await mock.running.ended;
});

/** Every session that the journal has ever named, with its status at the mock. */
async function statuses(ids: readonly string[]): Promise<string[]> {
  const answers = ids.map(async (id) => {
    const answer = await fetch(`${mock.baseUrl}/inquiry-sessions/${id}`, {
      headers: { authorization: `Bearer ${mock.env['PERSONA_API_KEY'] ?? ''}` },
    });
    const { data } = (await answer.json()) as { data: { attributes: { status: string } } };
    return data.attributes.status;
  });
  return Promise.all(answers);
}

function sessionsInJournal(): string[] {
  return new Journal(reportDir)
    .left()
    .filter(({ kind }) => kind === 'session')
    .map(({ id }) => id);
}

/** Waits until the run has made a good number of sessions. */
async function untilInTheMiddle(): Promise<void> {
  await expect
    .poll(() => sessionsInJournal().length, { timeout: 30_000, intervals: [50] })
    .toBeGreaterThanOrEqual(8);
}

test('after kill -9 in the middle, `npm run cleanup` leaves nothing open', async () => {
  const suite = suiteProcess(env);
  await untilInTheMiddle();
  killHard(suite);
  await suite.ended;
  const made = sessionsInJournal();
  expect(await statuses(made), 'sessions were open when the run was killed').toContain('new');

  const cleanup = commandProcess('cleanup', env);
  expect(await cleanup.ended, cleanup.output()).toBe(0);
  expect(cleanup.output()).toMatch(/Clean-up: \d+ inquir(y|ies) and \d+ sessions expired at http/);
  expect(new Set(await statuses(made))).toEqual(new Set(['expired']));
  expect(new Journal(reportDir).left()).toEqual([]);

  const again = commandProcess('cleanup', env);
  expect(await again.ended).toBe(0);
  expect(again.output()).toContain('Nothing is left open');
});

test('after Ctrl-C in the middle, the run itself leaves nothing open', async () => {
  const suite = suiteProcess(env);
  await untilInTheMiddle();
  const made = sessionsInJournal();
  suite.process.kill('SIGINT');
  expect(await suite.ended).toBe(3);
  expect(suite.output()).toMatch(/Clean-up: \d+ inquir/);
  expect(new Set(await statuses(made))).toEqual(new Set(['expired']));
  expect(new Journal(reportDir).left()).toEqual([]);
});

test('a run that is kept stays open, and clean-up for another target is refused with the line to type', async () => {
  const suite = suiteProcess({ ...env, CONFORMANCE_KEEP: '1' }, '--grep', 'state.answer-shows-expired');
  await suite.ended;
  expect(suite.output()).toContain('Kept as asked for');
  const made = sessionsInJournal();
  expect(made.length).toBeGreaterThan(0);
  expect(readFileSync(journalPath(reportDir), 'utf8')).not.toContain(mock.env['PERSONA_API_KEY'] ?? '?');

  const elsewhere = commandProcess('cleanup', { ...env, PERSONA_BASE_URL: 'http://127.0.0.1:9/api/v1' });
  expect(await elsewhere.ended).toBe(2);
  expect(elsewhere.output()).toContain(`next: PERSONA_BASE_URL=${mock.baseUrl} npm run cleanup`);

  const dry = commandProcess('cleanup', env, '--dry-run');
  expect(await dry.ended).toBe(3);
  expect(dry.output()).toContain(`open at ${mock.baseUrl}`);

  const cleanup = commandProcess('cleanup', env);
  expect(await cleanup.ended, cleanup.output()).toBe(0);
  expect(new Set(await statuses(made))).toEqual(new Set(['expired']));
});
