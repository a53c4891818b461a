/** The times of a session. */
import { attribute, document } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireActive, expireAgain, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess, succeeded } from '../../scenarios/reading.ts';

/** Clocks and rounding: `Date` has whole seconds, and machines behind one address differ a little. */
const TOLERANCE_MS = 120_000;

/** Timestamps may be cut to whole seconds one by one. */
const ROUNDING_MS = 1_000;

test.describe('Times', () => {
  test(
    ...requirement('time.expired-at-set', async ({ run }) => {
      const { expire, after } = await run(expireNew);
      assumeSuccess(expire, 'Expiring a session');
      for (const exchange of [expire, after]) {
        check(exchange, Number.isFinite(time(exchange, 'expired-at')), {
          what: '`expired-at` is not set after an expire.',
          expected: 'a date-time',
          seen: JSON.stringify(attribute(document(exchange).data, 'expired-at') ?? null),
          pointer: '/data/attributes/expired-at',
        });
      }
    }),
  );

  test(
    ...requirement('time.expired-at-after-creation', async (context) => {
      const { expire } = await context.run(expireNew);
      expectOrder(context, expire, 'created-at', 'expired-at');
    }),
  );

  test(
    ...requirement('time.expired-at-after-start', async (context) => {
      const { expire } = await context.run(expireActive);
      expectOrder(context, expire, 'started-at', 'expired-at');
    }),
  );

  test(
    ...requirement('time.expired-at-is-now', async ({ run, notApplicable, cannotTell }) => {
      const { expire } = await run(expireNew);
      assumeSuccess(expire, 'Expiring a session');
      const now = Date.parse(header(expire, 'date') ?? '');
      if (Number.isNaN(now))
        notApplicable('The answer carries no `Date`, and no other clock may be trusted.');
      const expiredAt = time(expire, 'expired-at');
      if (Number.isNaN(expiredAt)) cannotTell('`expired-at` is not set.');
      check(expire, Math.abs(expiredAt - now) <= TOLERANCE_MS, {
        what: '`expired-at` is not the moment of the expire.',
        expected: `within ${TOLERANCE_MS / 1_000} s of the server’s own clock`,
        seen: `${Math.round((expiredAt - now) / 1_000)} s away from it`,
        pointer: '/data/attributes/expired-at',
      });
    }),
  );

  test(
    ...requirement('time.second-expire-keeps-time', async ({ run, cannotTell }) => {
      const { firstRead, after } = await run(expireAgain);
      if (Number.isNaN(time(firstRead, 'expired-at')))
        cannotTell('`expired-at` was not set by the first expire.');
      expect(after).toKeepAttributesOf(['expired-at'], firstRead);
      expect(after).toAgreeOn(['expired-at'], firstRead);
    }),
  );

  test(
    ...requirement('time.created-at-kept', async ({ run, cannotTell }) => {
      const { created, expire, after } = await run(expireNew);
      assumeSuccess(expire, 'Expiring a session');
      if (Number.isNaN(time(created, 'created-at'))) cannotTell('The creation showed no `created-at`.');
      for (const exchange of [expire, after].filter(succeeded)) {
        check(exchange, time(exchange, 'created-at') === time(created, 'created-at'), {
          what: 'Expiring changed `created-at`.',
          expected: JSON.stringify(attribute(document(created).data, 'created-at')),
          seen: JSON.stringify(attribute(document(exchange).data, 'created-at') ?? null),
          pointer: '/data/attributes/created-at',
        });
      }
    }),
  );

  test(
    ...requirement('time.started-at-kept', async ({ run, notApplicable }) => {
      const { before, expire, after } = await run(expireActive);
      assumeSuccess(expire, 'Expiring an active session');
      if (Number.isNaN(time(before, 'started-at')))
        notApplicable('The opened session shows no `started-at`.');
      for (const exchange of [expire, after].filter(succeeded)) {
        check(exchange, time(exchange, 'started-at') === time(before, 'started-at'), {
          what: 'Expiring changed `started-at`.',
          expected: JSON.stringify(attribute(document(before).data, 'started-at')),
          seen: JSON.stringify(attribute(document(exchange).data, 'started-at') ?? null),
          pointer: '/data/attributes/started-at',
        });
      }
    }),
  );
});

/** The instant of a time attribute, in milliseconds since the epoch; NaN when there is none. */
function time(exchange: Exchange, name: string): number {
  const value = attribute(document(exchange).data, name);
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function expectOrder(context: Context, expire: Exchange, earlier: string, later: string): void {
  assumeSuccess(expire, 'Expiring a session');
  const [first, second] = [time(expire, earlier), time(expire, later)];
  if (Number.isNaN(first) || Number.isNaN(second))
    context.cannotTell(`\`${earlier}\` or \`${later}\` is not set.`);
  check(expire, second >= first - ROUNDING_MS, {
    what: `\`${later}\` is before \`${earlier}\`.`,
    expected: `not before \`${earlier}\``,
    seen: `${Math.round((first - second) / 1_000)} s before it`,
    pointer: `/data/attributes/${later}`,
  });
}
