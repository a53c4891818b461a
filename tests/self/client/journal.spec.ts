import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Journal, journalPath } from '../../../preflight/journal.ts';

const baseUrl = 'https://a.test/api/v1';

test('nothing is written before something is created', () => {
  const folder = test.info().outputPath('quiet');
  expect(new Journal(folder).left()).toEqual([]);
  expect(existsSync(journalPath(folder))).toBe(false);
});

test('what was created and not cleaned up is left, in order, also for the next process', () => {
  const folder = test.info().outputPath('run');
  const journal = new Journal(folder);
  journal.created({ kind: 'inquiry', id: 'inq_1', baseUrl });
  journal.created({ kind: 'session', id: 'iqse_1', baseUrl });
  journal.created({ kind: 'inquiry', id: 'inq_1', baseUrl: 'https://b.test' });
  journal.cleaned({ id: 'inq_1', baseUrl });
  journal.cleaned({ id: 'never seen', baseUrl });
  const left = new Journal(folder).left();
  expect(left.map(({ kind, id, baseUrl: at }) => [kind, id, at])).toEqual([
    ['session', 'iqse_1', baseUrl],
    ['inquiry', 'inq_1', 'https://b.test'],
  ]);
  expect(Date.parse(left[0]?.at ?? '')).not.toBeNaN();
  expect(statSync(journalPath(folder)).mode & 0o077).toBe(0);
});

test('only what is listed is written, whatever comes along', () => {
  const folder = test.info().outputPath('run');
  const entry = { kind: 'session' as const, id: 'iqse_1', baseUrl, key: 'persona_sandbox_x' };
  new Journal(folder).created(entry);
  expect(readFileSync(journalPath(folder), 'utf8')).not.toContain('persona_sandbox');
});

test('a line that a crash cut off costs only itself', () => {
  const folder = test.info().outputPath('run');
  const journal = new Journal(folder);
  journal.created({ kind: 'session', id: 'iqse_1', baseUrl });
  appendFileSync(journalPath(folder), '{"event":"created","kind":"session","id":"iqse_half');
  journal.created({ kind: 'session', id: 'iqse_2', baseUrl });
  expect(journal.left().map(({ id }) => id)).toEqual(['iqse_1', 'iqse_2']);
});

test('a session names its inquiry, and what was created names its run; an empty journal is removed', () => {
  const folder = test.info().outputPath('run');
  const journal = new Journal(folder, 'run 1');
  journal.created({ kind: 'session', id: 'iqse_1', baseUrl, inquiryId: 'inq_1' });
  expect(journal.left()).toMatchObject([{ id: 'iqse_1', inquiryId: 'inq_1', run: 'run 1' }]);
  journal.tidy();
  expect(existsSync(journalPath(folder))).toBe(true);
  journal.cleaned({ id: 'iqse_1', baseUrl });
  journal.tidy();
  expect(existsSync(journalPath(folder))).toBe(false);
});
