/** Response headers. */
import { header, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../fixtures/context.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { unauthenticated } from '../../scenarios/callers.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { given } from '../../scenarios/reading.ts';
import { oddQueries } from '../../scenarios/queries.ts';
import { keyOfAFailure } from '../../scenarios/repeats.ts';

const ANNOUNCED = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

/** A window lasts a minute; a day leaves room for other accounts, and no point in time is so small. */
const LONGEST_WINDOW_S = 86_400;

requirement('headers.request-id', async ({ play }) => {
  const { expire } = await play(expireNew);
  expect(given(expire, 'Expiring a session')).toCarry('Request-Id');
});

requirement('headers.request-id-on-errors', async ({ play }) => {
  const { failed } = await play(keyOfAFailure);
  const { noKey } = await play(unauthenticated);
  expect(failed).toCarry('Request-Id');
  expect(noKey).toCarry('Request-Id');
});

requirement('headers.request-id-unique', async ({ play, cannotTell }) => {
  const { created, expire, after } = await play(expireNew);
  const { noKey, wrongKey } = await play(unauthenticated);
  const ids = [created, expire, after, noKey, wrongKey]
    .map((exchange) => header(exchange, 'request-id'))
    .filter(Boolean);
  if (ids.length < 2) cannotTell('Too few answers carry a `Request-Id`.');
  expect(expire).toHold(new Set(ids).size === ids.length, {
    what: 'Different requests carry the same `Request-Id`.',
    expected: `${ids.length} different ids`,
    seen: `${new Set(ids).size} different ids`,
  });
});

requirement('headers.rate-limit-announced', async ({ play }) => {
  const { expire } = await play(expireNew);
  given(expire, 'Expiring a session');
  for (const name of ANNOUNCED) expect(expire).toCarry(name);
});

requirement('headers.rate-limit-numbers', async (context) => {
  const { expire } = await context.play(expireNew);
  if (!announces(expire)) context.notApplicable('Not checked: no rate limit is announced.');
  expect(expire).toCountIn('ratelimit');
});

requirement('headers.rate-limit-reset-seconds', async (context) => {
  const { expire } = await context.play(expireNew);
  const reset = header(expire, 'ratelimit-reset');
  if (reset === undefined || !/^\d+$/.test(reset))
    return context.notApplicable('Not checked: no reset time is announced.');
  expect(expire).toHold(Number(reset) <= LONGEST_WINDOW_S, {
    what: '`RateLimit-Reset` does not count seconds to go.',
    expected: 'seconds until the window ends',
    seen: reset,
  });
});

requirement('headers.rate-limit-counts', async (context) => {
  const remaining = (await severalAnswers(context))
    .map((exchange) => header(exchange, 'ratelimit-remaining'))
    .filter((value) => value !== undefined);
  if (remaining.length < 5) context.notApplicable('Not checked: too few answers announce what remains.');
  const { expire } = await context.play(expireNew);
  expect(expire).toHold(new Set(remaining).size > 1, {
    what: '`RateLimit-Remaining` does not move.',
    expected: 'a number that goes down with the requests',
    seen: `${remaining.length} times the same number`,
  });
});

requirement('headers.quota-numbers', async (context) => {
  const { created } = await context.play(expireNew);
  if (!announcesQuota(created)) context.notApplicable('Not checked: no quota is announced.');
  expect(created).toCountIn('quota');
});

requirement('headers.quota-announced', async (context) => {
  const { created } = await context.play(expireNew);
  context.observe(announcesQuota(created) ? 'Creations announce a quota.' : 'Creations announce no quota.');
});

/** Answers to one key, one after the other. */
async function severalAnswers({ play }: Context): Promise<readonly Exchange[]> {
  const { created, expire, after } = await play(expireNew);
  return [created, expire, after, ...Object.values(await play(oddQueries))];
}

const announces = (exchange: Exchange) => header(exchange, 'ratelimit-limit') !== undefined;
const announcesQuota = (exchange: Exchange) => header(exchange, 'quota-limit') !== undefined;
