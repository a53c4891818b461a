/** Response headers. */
import { header, type Exchange } from '../../client/exchange.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireNew } from '../../scenarios/expiring.ts';

const announcesQuota = (exchange: Exchange) => header(exchange, 'quota-limit') !== undefined;

test.describe('Response headers', () => {
  test(
    ...requirement('headers.quota-announced', async (context) => {
      const { created } = await context.run(expireNew);
      context.observe({ code: 'quota', announced: announcesQuota(created) });
    }),
  );
});
