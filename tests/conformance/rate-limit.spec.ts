/** Rate limit. */
import { header } from '../../client/exchange.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { overTheLimit } from '../../scenarios/limits.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';

test.describe('Rate limit', () => {
  test(
    ...requirement('rate-limit.refused-with-429', async ({ run }) => {
      const { expire } = await run(overTheLimit);
      expect(expire).toHaveStatus(429);
    }),
  );

  test(
    ...requirement('rate-limit.envelope', async ({ run, cannotTell }) => {
      const { refused } = await run(overTheLimit);
      if (refused.response.status !== 429) cannotTell('Nothing was refused.');
      expect(refused).toBeJson();
      expect(refused).toCarryErrors();
    }),
  );

  test(
    ...requirement('rate-limit.without-effect', async ({ run, cannotTell, notApplicable }) => {
      const { expire, again } = await run(overTheLimit);
      if (!again) return notApplicable('Not checked: the window is too long to be waited for.');
      if (expire.response.status !== 429) cannotTell('The expire over the limit was not answered with 429.');
      expect(assumeSuccess(again, 'Reading the session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('rate-limit.nothing-remains', async ({ run, notApplicable, cannotTell }) => {
      const { refused } = await run(overTheLimit);
      if (refused.response.status !== 429) cannotTell('Nothing was refused.');
      const remaining = header(refused, 'ratelimit-remaining');
      if (remaining === undefined) notApplicable('Not checked: the refusal announces nothing.');
      check(refused, Number(remaining) === 0, {
        code: 'rate-limit.refused-early',
        remaining: remaining ?? '',
      });
    }),
  );

  test(
    ...requirement('rate-limit.recovers', async ({ run, notApplicable }) => {
      const { again } = await run(overTheLimit);
      if (!again) return notApplicable('Not checked: the window is too long to be waited for.');
      check(again, again.response.status !== 429, { code: 'rate-limit.not-lifted' });
    }),
  );
});
