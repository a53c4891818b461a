/** The times of a session. */
import { attribute, document } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../fixtures/context.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { expireActive, expireAgain, expireNew } from '../../scenarios/expiring.ts';
import { given, succeeded } from '../../scenarios/reading.ts';

/** Clocks and rounding: `Date` has whole seconds, and machines behind one address differ a little. */
const TOLERANCE_MS = 120_000;

/** Timestamps may be cut to whole seconds one by one. */
const ROUNDING_MS = 1_000;

requirement('time.expired-at-set', async ({ play }) => {
  const { expire, after } = await play(expireNew);
  given(expire, 'Expiring a session');
  for (const exchange of [expire, after]) {
    expect(exchange).toHold(Number.isFinite(time(exchange, 'expired-at')), {
      what: '`expired-at` is not set after an expire.',
      expected: 'a date-time',
      seen: JSON.stringify(attribute(document(exchange).data, 'expired-at') ?? null),
      pointer: '/data/attributes/expired-at',
    });
  }
});

requirement('time.expired-at-after-creation', async (context) => {
  const { expire } = await context.play(expireNew);
  expectOrder(context, expire, 'created-at', 'expired-at');
});

requirement('time.expired-at-after-start', async (context) => {
  const { expire } = await context.play(expireActive);
  expectOrder(context, expire, 'started-at', 'expired-at');
});

requirement('time.expired-at-is-now', async ({ play, notApplicable, cannotTell }) => {
  const { expire } = await play(expireNew);
  given(expire, 'Expiring a session');
  const now = Date.parse(header(expire, 'date') ?? '');
  if (Number.isNaN(now)) notApplicable('The answer carries no `Date`, and no other clock may be trusted.');
  const expiredAt = time(expire, 'expired-at');
  if (Number.isNaN(expiredAt)) cannotTell('`expired-at` is not set.');
  expect(expire).toHold(Math.abs(expiredAt - now) <= TOLERANCE_MS, {
    what: '`expired-at` is not the moment of the expire.',
    expected: `within ${TOLERANCE_MS / 1_000} s of the server’s own clock`,
    seen: `${Math.round((expiredAt - now) / 1_000)} s away from it`,
    pointer: '/data/attributes/expired-at',
  });
});

requirement('time.second-expire-keeps-time', async ({ play, cannotTell }) => {
  const { firstRead, after } = await play(expireAgain);
  if (Number.isNaN(time(firstRead, 'expired-at')))
    cannotTell('`expired-at` was not set by the first expire.');
  expect(after).toKeepAttributesOf(['expired-at'], firstRead);
  expect(after).toAgreeOn(['expired-at'], firstRead);
});

requirement('time.created-at-kept', async ({ play, cannotTell }) => {
  const { created, expire, after } = await play(expireNew);
  given(expire, 'Expiring a session');
  if (Number.isNaN(time(created, 'created-at'))) cannotTell('The creation showed no `created-at`.');
  for (const exchange of [expire, after].filter(succeeded)) {
    expect(exchange).toHold(time(exchange, 'created-at') === time(created, 'created-at'), {
      what: 'Expiring changed `created-at`.',
      expected: JSON.stringify(attribute(document(created).data, 'created-at')),
      seen: JSON.stringify(attribute(document(exchange).data, 'created-at') ?? null),
      pointer: '/data/attributes/created-at',
    });
  }
});

requirement('time.started-at-kept', async ({ play, notApplicable }) => {
  const { before, expire, after } = await play(expireActive);
  given(expire, 'Expiring an active session');
  if (Number.isNaN(time(before, 'started-at'))) notApplicable('The opened session shows no `started-at`.');
  for (const exchange of [expire, after].filter(succeeded)) {
    expect(exchange).toHold(time(exchange, 'started-at') === time(before, 'started-at'), {
      what: 'Expiring changed `started-at`.',
      expected: JSON.stringify(attribute(document(before).data, 'started-at')),
      seen: JSON.stringify(attribute(document(exchange).data, 'started-at') ?? null),
      pointer: '/data/attributes/started-at',
    });
  }
});

/** The instant of a time attribute, in milliseconds since the epoch; NaN when there is none. */
function time(exchange: Exchange, name: string): number {
  const value = attribute(document(exchange).data, name);
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function expectOrder(context: Context, expire: Exchange, earlier: string, later: string): void {
  given(expire, 'Expiring a session');
  const [first, second] = [time(expire, earlier), time(expire, later)];
  if (Number.isNaN(first) || Number.isNaN(second))
    context.cannotTell(`\`${earlier}\` or \`${later}\` is not set.`);
  expect(expire).toHold(second >= first - ROUNDING_MS, {
    what: `\`${later}\` is before \`${earlier}\`.`,
    expected: `not before \`${earlier}\``,
    seen: `${Math.round((first - second) / 1_000)} s before it`,
    pointer: `/data/attributes/${later}`,
  });
}
