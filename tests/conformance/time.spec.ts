/** The times of a session. */
import { attribute, document } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import { check } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';

/** Clocks and rounding: `Date` has whole seconds, and machines behind one address differ a little. */
const TOLERANCE_MS = 120_000;

test.describe('Times', () => {
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
        code: 'time.not-now',
        toleranceS: TOLERANCE_MS / 1_000,
        awayS: Math.round((expiredAt - now) / 1_000),
        path: ['data', 'attributes', 'expired-at'],
      });
    }),
  );
});

/** The instant of a time attribute, in milliseconds since the epoch; NaN when there is none. */
function time(exchange: Exchange, name: string): number {
  const value = attribute(document(exchange).data, name);
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
