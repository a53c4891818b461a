/** What a run created is expired, whatever the target makes of it. Judged by the mock's own state. */
import { expect, test } from '@playwright/test';
import { readConfiguration } from '../../../../client/configuration.ts';
import { Journal } from '../../../../preflight/journal.ts';
import { openPersona } from '../../../../client/persona.ts';
import { Secret } from '../../../../client/secret.ts';
import { cleanUp, cleanUpLines } from '../../../../preflight/clean-up.ts';
import { startEmbeddedMock } from '../../../../preflight/embedded-mock.ts';
import type { Patch } from '../../../../mock/types.ts';
import { refuse } from '../../../../mock/refusals.ts';

/** Two inquiries with two sessions each, written down as a run does it. */
async function afterARun(patch: Patch = {}) {
  const { mock, configuration } = await startEmbeddedMock(readConfiguration({}), { patch: patch });
  const journal = new Journal(test.info().outputPath('reports'), 'a run');
  const persona = openPersona(configuration, { onCreated: (created) => journal.created(created) });
  const inquiries: string[] = [];
  for (const name of ['first', 'second']) {
    await persona.createInquiry({ as: name });
    const id = journal.left().findLast(({ kind }) => kind === 'inquiry')?.id ?? '';
    inquiries.push(id);
    await persona.createSession(id, { as: 'session' });
    await persona.createSession(id, { as: 'session' });
  }
  await persona.close();
  return { mock, configuration, journal, inquiries };
}

type After = Awaited<ReturnType<typeof afterARun>>;

function openIn({ mock }: After): string[] {
  return mock.store.sessions
    .list('main')
    .filter(({ status }) => status !== 'expired')
    .map(({ id }) => id);
}

test('one request per inquiry expires it and its sessions, and the journal is gone', async () => {
  const run = await afterARun();
  expect(openIn(run)).toHaveLength(4);
  const result = await cleanUp(run.configuration, run.journal);
  expect(result).toMatchObject({ inquiries: 2, sessions: 4, left: [], requests: 2 });
  expect(openIn(run)).toEqual([]);
  expect(run.journal.left()).toEqual([]);
  expect(cleanUpLines(result, 'https://a.test')).toEqual([
    'Clean-up: 2 inquiries and 4 sessions expired at https://a.test.',
  ]);
  await run.mock.close();
});

test('where an inquiry cannot be expired its sessions are, one by one, and the rest is said', async () => {
  const run = await afterARun({
    handlers: { expireInquiry: () => (_call, world) => refuse(world, 403) },
  });
  const result = await cleanUp(run.configuration, run.journal);
  expect(openIn(run)).toEqual([]);
  expect(result).toMatchObject({ inquiries: 0, sessions: 4, requests: 6 });
  expect(result.left.map(({ entry }) => entry.id)).toEqual(run.inquiries);
  expect(cleanUpLines(result, 'https://a.test').at(-1)).toContain(
    '2 inquiries left open at https://a.test: expiring it was answered with status 403',
  );
  expect(run.journal.left()).toHaveLength(2);
  await run.mock.close();
});

test('what a read shows to be over counts as cleaned up; what the target does not know stays', async () => {
  const run = await afterARun();
  const persona = openPersona(run.configuration);
  persona.own(...run.inquiries);
  await persona.expireInquiry(run.inquiries[0] ?? '', { as: 'expire' });
  await persona.close();
  run.journal.created({ kind: 'session', id: 'iqse_gone', baseUrl: run.configuration.baseUrl });
  const result = await cleanUp(run.configuration, run.journal);
  expect(result.left.map(({ reason }) => reason)).toEqual([expect.stringContaining('status 404')]);
  expect(run.journal.left().map(({ id }) => id)).toEqual(['iqse_gone']);
  await run.mock.close();
});

test('where an inquiry was over before, its sessions are not taken for expired unseen', async () => {
  const run = await afterARun({
    handlers: { expireInquiry: () => (_call, world) => refuse(world, 409) },
  });
  for (const inquiry of run.mock.store.inquiries.everywhere()) {
    run.mock.store.inquiries.put({ ...inquiry, status: 'expired' });
  }
  const result = await cleanUp(run.configuration, run.journal);
  expect(openIn(run)).toEqual([]);
  expect(result).toMatchObject({ inquiries: 2, sessions: 4, left: [] });
  await run.mock.close();
});

test('another target’s objects and another run’s are not touched', async () => {
  const run = await afterARun();
  run.journal.created({ kind: 'inquiry', id: 'inq_elsewhere', baseUrl: 'https://elsewhere.test' });
  const only = run.journal.left().filter(({ id }) => id === run.inquiries[0]);
  await cleanUp(run.configuration, run.journal, only);
  expect(openIn(run)).toHaveLength(2);
  await cleanUp(run.configuration, run.journal);
  expect(openIn(run)).toEqual([]);
  expect(run.journal.left().map(({ id }) => id)).toEqual(['inq_elsewhere']);
  await run.mock.close();
});

test('a key that is not accepted and a target that is away are asked twice, not for every object', async () => {
  const run = await afterARun();
  const keys = { main: new Secret('persona_sandbox_nobody') };
  const again = new Journal(test.info().outputPath('other'));
  const { baseUrl } = run.configuration;
  for (const id of ['inq_1', 'inq_2', 'inq_3', 'inq_4']) again.created({ kind: 'inquiry', id, baseUrl });
  const refused = await cleanUp({ ...run.configuration, keys }, again);
  expect(refused).toMatchObject({ inquiries: 0, requests: 2 });
  expect(refused.left).toHaveLength(4);
  await run.mock.close();
  const away = await cleanUp(run.configuration, again);
  expect(away.left).toHaveLength(4);
  expect(away.requests).toBe(6);
});
