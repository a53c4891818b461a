/** What the book reads off the recorded stories: the shortest way to an exchange, and how states changed. */
import { expect, test } from '@playwright/test';
import type { RedactedExchange } from '../../../client/redaction.ts';
import { observedTransitions } from '../../../reporting/book/observed-transitions.ts';
import { shortestSequence } from '../../../reporting/sequence.ts';
import { endpointOf } from '../support/endpoint-of.ts';

const BASE = 'https://target.test/api/v1';

function exchange(
  label: string,
  method: string,
  path: string,
  status: number,
  more: { body?: string; shows?: [string, string]; key?: string } = {},
): RedactedExchange {
  const session = more.shows && {
    data: {
      type: 'inquiry-session',
      id: more.shows[0],
      attributes: { status: more.shows[1] },
      relationships: { inquiry: { data: { type: 'inquiry', id: '<inquiry:1>' } } },
    },
  };
  return {
    label: `story/${label}`,
    ...endpointOf(method, BASE + path),
    request: {
      method,
      url: BASE + path,
      headers: more.key === undefined ? [] : [['Idempotency-Key', more.key]],
      body: more.body ?? null,
    },
    response: { status, headers: [], body: JSON.stringify(session ?? {}, null, 2) },
    startedAt: 0,
    durationMs: 1,
    attempts: 1,
    ambiguous: false,
    redacted: true,
  };
}

const inInquiry = '{"data":{"attributes":{"inquiry-id":"<inquiry:1>"}}}';
const create = (n: number) =>
  exchange(`create ${n}`, 'POST', '/inquiry-sessions', 201, {
    body: inInquiry,
    shows: [`<session:${n}>`, 'new'],
  });
const read = (n: number, status: string, label = `read ${n}`) =>
  exchange(label, 'GET', `/inquiry-sessions/<session:${n}>`, 200, { shows: [`<session:${n}>`, status] });
const expire = (n: number, status = 200, label = 'expire') =>
  exchange(
    label,
    'POST',
    `/inquiry-sessions/<session:${n}>/expire`,
    status,
    status < 300 ? { shows: [`<session:${n}>`, 'expired'] } : {},
  );

const labels = (exchanges: readonly RedactedExchange[]) =>
  exchanges.map(({ label }) => label.slice(label.indexOf('/') + 1));

test('the way to a write is what made its object, and nothing else', () => {
  const story = [create(1), create(2), read(1, 'new'), expire(1, 401, 'stranger'), expire(1)];
  expect(labels(shortestSequence('story/expire', story))).toEqual(['create inquiry', 'create 1', 'expire']);
});

test('the way to a read holds what was tried before it, with what that needs', () => {
  const story = [
    create(1),
    create(2),
    read(2, 'new'),
    expire(1, 401, 'refused'),
    read(2, 'new', 'read after'),
  ];
  expect(labels(shortestSequence('story/read after', story, 'on-any-object'))).toEqual([
    'create inquiry',
    'create 1',
    'create 2',
    'read 2',
    'refused',
    'read after',
  ]);
});

test('a repeat keeps the first use of its key', () => {
  const key = '<idempotency-key:1>';
  const first = exchange('first', 'POST', '/inquiry-sessions/<session:1>/expire', 400, { key });
  const again = exchange('again', 'POST', '/inquiry-sessions/<session:2>/expire', 422, { key });
  expect(labels(shortestSequence('story/again', [first, again]))).toEqual(['first', 'again']);
});

test('transitions are counted from state to state', () => {
  const exchanges = [
    create(1),
    create(2),
    expire(1),
    read(2, 'new'),
    expire(1, 409, 'again'),
    read(1, 'expired', 'later'),
  ];
  const seen = observedTransitions([{ exchanges }]).map(({ from, call, to, times }) => [
    from,
    call,
    to,
    times,
  ]);
  expect(seen).toEqual([
    [null, 'create', 'new', 2],
    ['new', 'expire', 'expired', 1],
    ['new', 'expire-sibling', 'new', 1],
    ['expired', 'expire', 'expired', 1],
  ]);
});

test('a session that comes back to life is seen', () => {
  const exchanges = [create(1), expire(1), expire(1, 409, 'again'), read(1, 'active', 'later')];
  const seen = observedTransitions([{ exchanges }]);
  expect(seen.at(-1)).toMatchObject({ from: 'expired', call: 'expire', to: 'active', seenIn: 'story/later' });
});

test('a refused expire and a repeat under one key count as nothing', () => {
  const key = '<idempotency-key:1>';
  const once = exchange('once', 'POST', '/inquiry-sessions/<session:1>/expire', 200, {
    key,
    shows: ['<session:1>', 'expired'],
  });
  const exchanges = [
    create(1),
    expire(1, 401, 'stranger'),
    read(1, 'new'),
    once,
    { ...once, label: 'story/again' },
  ];
  const seen = observedTransitions([{ exchanges }]).map(({ from, call, times }) => [from, call, times]);
  expect(seen).toEqual([
    [null, 'create', 1],
    ['new', 'expire', 1],
  ]);
});
