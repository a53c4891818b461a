/** What a run tells of itself: waits, read lags, and how sessions were opened. */
import { expect, test } from '@playwright/test';
import { addLags, addWait, noLags, notesOf } from '../../../judging/run-notes.ts';
import { Waiting } from '../../../fixtures/waiting.ts';
import { RunStateMap, type RunStateKey, type RunStateValues } from '../../../scenarios/run-state.ts';

function holding<Key extends RunStateKey>(key: Key, value: RunStateValues[Key]): RunStateMap {
  const values = new RunStateMap();
  values.set(key, value);
  return values;
}

test('like waits are summed, whatever figures are in their reasons', () => {
  let waits: RunStateValues['waits'] = {};
  waits = addWait(waits, {
    ms: 4_000,
    reason: 'it is used up (0 of 60 left)',
    cause: 'the rate limit is used up, waiting',
  });
  waits = addWait(waits, {
    ms: 3_000,
    reason: 'it is used up (1 of 60 left)',
    cause: 'the rate limit is used up, waiting',
  });
  waits = addWait(waits, { ms: 50, reason: 'the connection was reset' });
  expect(notesOf(holding('waits', waits), 2_000)).toEqual([
    'Waited 7 s in all: the rate limit is used up, waiting.',
  ]);
});

test('read lags are counted, with the longest and what is allowed', () => {
  const lags = addLags(addLags(noLags, [120, 410.4]), [90]);
  expect(notesOf(holding('read-lags', lags), 2_000)).toEqual([
    'Reads lagged behind writes 3 times, by up to 410 ms (allowed: 2000 ms).',
  ]);
  expect(addLags(noLags, [])).toEqual(noLags);
});

test('how sessions were opened is told where it is not the plain way', () => {
  const opened = (strategy: string | null) => notesOf(holding('activation', { strategy, tried: [] }), 0);
  expect(opened('a browser')).toEqual(['Sessions were made active by a browser.']);
  expect(opened('reading the link')).toEqual([]);
  expect(opened(null)).toEqual([]);
  expect(notesOf(new RunStateMap(), 0)).toEqual([]);
});

test('a wait is said when it is noticeable, and not again at once', () => {
  let now = 0;
  const said: string[] = [];
  const waiting = new Waiting({ write: (text) => said.push(text) }, () => now);
  waiting.begin({ ms: 300, reason: 'short' });
  expect(said).toEqual([]);
  waiting.begin({ ms: 4_200, reason: 'spreading' });
  now += 4_200;
  waiting.begin({ ms: 4_100, reason: 'spreading on' });
  expect(said).toEqual(['… waiting 5 s: spreading\n']);
  waiting.begin({ ms: 40_000, reason: 'a window' });
  expect(said.at(-1)).toBe('… waiting 40 s: a window\n');
  now += 60_000;
  waiting.begin({ ms: 2_000, reason: 'spreading again' });
  expect(said.at(-1)).toBe('… waiting 2 s: spreading again\n');
  expect(waiting.take().map(({ reason }) => reason)).toEqual([
    'short',
    'spreading',
    'spreading on',
    'a window',
    'spreading again',
  ]);
  expect(waiting.take()).toEqual([]);
});
