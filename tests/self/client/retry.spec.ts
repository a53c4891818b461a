import { expect, test } from '@playwright/test';
import {
  decide,
  retryBounds,
  type Decision,
  type RetryPolicy,
  type Situation,
} from '../../../client/retry.ts';
import type { HeaderLines } from '../../../client/exchange.ts';
import type { TransportFault } from '../../../client/transport-fault.ts';
import type { Attempt } from '../../../client/wire.ts';

const policy: RetryPolicy = { ...retryBounds, backoffMs: 5_000, rateLimitBackoffMs: 5_000 };

const answer = (status: number, headers: HeaderLines = [], body = '{}'): Attempt => ({
  kind: 'answer',
  response: { status, headers, body },
  durationMs: 1,
});

const fault = (mayHaveRun: boolean): Attempt => {
  const what: TransportFault = { cause: 'reset', words: 'the connection was reset', mayHaveRun };
  return { kind: 'fault', fault: what, durationMs: 1 };
};

function after(attempt: Attempt, situation: Partial<Situation> = {}): Decision {
  const first: Situation = {
    attempt: 1,
    isWrite: true,
    keyOrigin: 'auto',
    expectedStatuses: [],
    elapsedMs: 0,
    now: 0,
  };
  return decide(attempt, { ...first, ...situation }, policy);
}

const OWN: HeaderLines = [['Request-Id', 'req_1']];

for (const status of [200, 201, 204, 302, 400, 401, 403, 404, 409, 422]) {
  test(`${status} is an answer, whatever its body, where the head or the body is the target’s`, () => {
    expect(after(answer(status, OWN, ''))).toEqual({ kind: 'accept' });
    expect(after(answer(status, OWN, '<html>blocked</html>'))).toEqual({ kind: 'accept' });
    expect(after(answer(status, [], '{"errors":[]}'))).toEqual({ kind: 'accept' });
  });

  test(`${status} from a stranger is asked for again, and believed when it stays`, () => {
    const stranger = answer(status, [], '<html>blocked</html>');
    expect(after(stranger)).toMatchObject({ kind: 'again', newKey: false, leavesAmbiguous: true });
    expect(after(stranger, { keyOrigin: 'caller' })).toMatchObject({ kind: 'again', newKey: false });
    expect(after(stranger, { attempt: policy.attempts })).toEqual({ kind: 'accept' });
    expect(after(stranger, { attempt: policy.attempts, isWeather: true })).toMatchObject({ kind: 'give-up' });
  });
}

const cases: readonly {
  readonly title: string;
  readonly attempt: Attempt;
  readonly newKey: boolean;
  readonly leavesAmbiguous: boolean;
  readonly says: string;
}[] = [
  {
    title: 'a reset',
    attempt: fault(true),
    newKey: false,
    leavesAmbiguous: true,
    says: 'the connection was reset',
  },
  {
    title: 'a refused connection',
    attempt: fault(false),
    newKey: false,
    leavesAmbiguous: false,
    says: 'the connection',
  },
  { title: '408', attempt: answer(408), newKey: true, leavesAmbiguous: true, says: '408' },
  { title: '429', attempt: answer(429), newKey: false, leavesAmbiguous: false, says: '429' },
  { title: '500', attempt: answer(500), newKey: true, leavesAmbiguous: true, says: 'server error' },
  {
    title: '502 in HTML',
    attempt: answer(502, [], '<html>'),
    newKey: true,
    leavesAmbiguous: true,
    says: 'an HTML page',
  },
  { title: '503', attempt: answer(503), newKey: true, leavesAmbiguous: true, says: 'a gateway answered 503' },
  { title: '504', attempt: answer(504), newKey: true, leavesAmbiguous: true, says: 'a gateway answered 504' },
  {
    title: '520 in HTML',
    attempt: answer(520, [], ' <!DOCTYPE html>'),
    newKey: true,
    leavesAmbiguous: true,
    says: 'a gateway',
  },
];

for (const { title, attempt, newKey, leavesAmbiguous, says } of cases) {
  test(`${title} is tried again`, () => {
    const decision = after(attempt);
    expect(decision).toMatchObject({ kind: 'again', newKey, leavesAmbiguous, waitMs: 5_000 });
    expect(decision).toHaveProperty('reason', expect.stringContaining(says));
    // Nothing is ambiguous about a read, and without a key there is none to renew.
    expect(after(attempt, { isWrite: false, keyOrigin: 'none' })).toMatchObject({
      newKey: false,
      leavesAmbiguous: false,
    });
  });
}

const INTERMEDIARIES: readonly [who: string, status: number, headers: HeaderLines, body: string][] = [
  ['Cloudflare’s challenge', 403, [['cf-mitigated', 'challenge']], '<!DOCTYPE html><title>Just a moment'],
  ['Cloudflare’s error page', 403, [['Server', 'cloudflare']], '<html>error code: 1020</html>'],
  ['the AWS firewall', 405, [['x-amzn-waf-action', 'captcha']], '<html></html>'],
  ['the AWS firewall', 202, [['x-amzn-waf-action', 'challenge']], ''],
  ['CloudFront', 403, [['Server', 'CloudFront']], '<!DOCTYPE HTML>Request blocked.'],
  ['Akamai', 403, [['Server', 'AkamaiGHost']], '<HTML><H1>Access Denied</H1></HTML>'],
  ['Imperva', 403, [['X-Iinfo', '1-2']], '<html>Incapsula incident ID: 1</html>'],
  ['a login page of the network', 511, [], '<html>Log in</html>'],
];

for (const [who, status, headers, body] of INTERMEDIARIES) {
  test(`a ${status} of ${who} is weather: the call never reached the target`, () => {
    const own: Partial<Situation> = { keyOrigin: 'caller', expectedStatuses: [status] };
    expect(after(answer(status, headers, body), own)).toMatchObject({
      kind: 'again',
      newKey: false,
      leavesAmbiguous: false,
      reason: expect.stringContaining(who) as unknown as string,
    });
  });
}

test('a refusal that comes through a network of that name is the target’s', () => {
  const through: HeaderLines = [
    ['Server', 'cloudflare'],
    ['CF-Ray', '1'],
  ];
  expect(after(answer(403, through, '{"errors":[{"title":"Forbidden"}]}'))).toEqual({ kind: 'accept' });
});

test('the waits double, as the vendor advises', () => {
  const waits = [1, 2, 3].map((attempt) => after(fault(true), { attempt }));
  expect(waits).toMatchObject([{ waitMs: 5_000 }, { waitMs: 10_000 }, { waitMs: 20_000 }]);
});

test('a caller’s key is kept over network trouble, and never exchanged', () => {
  expect(after(fault(true), { keyOrigin: 'caller' })).toMatchObject({ kind: 'again', newKey: false });
  expect(after(answer(429), { keyOrigin: 'caller' })).toMatchObject({ kind: 'again', newKey: false });
  for (const status of [408, 500, 503]) {
    expect(after(answer(status), { keyOrigin: 'caller' })).toMatchObject({ kind: 'give-up' });
  }
});

test('a read under a caller’s key is repeated under it: keys have no effect on reads', () => {
  for (const status of [408, 500, 502, 503, 504]) {
    const decision = after(answer(status), { keyOrigin: 'caller', isWrite: false });
    expect(decision).toMatchObject({ kind: 'again', newKey: false, leavesAmbiguous: false });
  }
});

test('what the caller expectedStatuses is an answer', () => {
  for (const status of [408, 429, 500, 503]) {
    expect(after(answer(status), { expectedStatuses: [status] })).toEqual({ kind: 'accept' });
    expect(after(answer(status), { expectedStatuses: [status + 1] })).not.toEqual({ kind: 'accept' });
  }
});

test('attempts are bounded; a 429 gets as many as a window needs', () => {
  expect(after(fault(true), { attempt: 3 }).kind).toBe('again');
  expect(after(fault(true), { attempt: 4 })).toMatchObject({
    kind: 'give-up',
    reason: expect.stringContaining('4 attempts'),
  });
  expect(after(answer(429), { attempt: 5 }).kind).toBe('again');
  expect(after(answer(429), { attempt: 6 }).kind).toBe('give-up');
  const waited = [1, 2, 3, 4, 5].map((attempt) => after(answer(429), { attempt, elapsedMs: 0 }));
  const total = waited.reduce((sum, decision) => sum + (decision.kind === 'again' ? decision.waitMs : 0), 0);
  expect(total).toBeGreaterThan(60_000);
});

test('the time of a call is bounded', () => {
  expect(after(fault(true), { elapsedMs: 175_000 }).kind).toBe('again');
  expect(after(fault(true), { elapsedMs: 175_001 }).kind).toBe('give-up');
});

const rate = (remaining: number, reset: number): HeaderLines => [
  ['RateLimit-Limit', '20'],
  ['RateLimit-Remaining', String(remaining)],
  ['RateLimit-Reset', String(reset)],
];
const comebacks: readonly (readonly [title: string, headers: HeaderLines, waitMs: number])[] = [
  ['Retry-After in seconds', [['Retry-After', '7']], 7_250],
  ['Retry-After before RateLimit-Reset', [['retry-after', '7'], ...rate(0, 30)], 7_250],
  [
    'Retry-After as a date, by the target’s own clock',
    [
      ['Date', 'Mon, 05 Jan 2026 10:00:00 GMT'],
      ['Retry-After', 'Mon, 05 Jan 2026 10:00:09 GMT'],
    ],
    9_250,
  ],
  ['RateLimit-Reset', rate(0, 30), 30_250],
  ['RateLimit-Reset of a limit that is not used up', rate(5, 30), 5_000],
  [
    'a quota that is used up',
    [...rate(5, 30), ['quota-limit', '9'], ['quota-remaining', '0'], ['quota-reset', '45']],
    45_250,
  ],
  ['nonsense', [['Retry-After', 'soon'], ...rate(0, -1)], 5_000],
];

for (const [title, headers, waitMs] of comebacks) {
  test(`after a 429, ${title} decides when to come back`, () => {
    expect(after(answer(429, headers))).toMatchObject({ kind: 'again', waitMs });
  });
}

test('a limit that ends only tomorrow is not waited for', () => {
  const decision = after(answer(429, [['Retry-After', '86400']]));
  expect(decision).toMatchObject({
    kind: 'give-up',
    reason: expect.stringContaining('1440 minutes'),
  });
});
