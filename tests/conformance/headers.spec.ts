/** Response headers. */
import { header, type Exchange } from '../../client/exchange.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { refusedStrangers } from '../../judging/among-others.ts';
import { expireNew } from '../../scenarios/expiring.ts';

/** What is promised on authenticated answers. */
const IDS = ['Request-Id', 'Persona-Environment-Id', 'Persona-Organization-Id'] as const;
const LIMITS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

const announcesQuota = (exchange: Exchange) => header(exchange, 'quota-limit') !== undefined;

test.describe('Response headers', () => {
  test(
    ...requirement('headers.unauthenticated', async (context) => {
      const { noKey } = await refusedStrangers(context);
      const carried = [...IDS, ...LIMITS].filter((name) => header(noKey, name) !== undefined);
      context.observe({ code: 'unauthenticated-headers', headers: carried });
    }),
  );

  test(
    ...requirement('headers.prefixes', async ({ run, observe }) => {
      const { expire } = await run(expireNew);
      for (const name of IDS) {
        const prefix = /^[a-z]+_/.exec(header(expire, name) ?? '')?.[0] ?? null;
        observe({ code: 'header-prefix', header: name, prefix });
      }
    }),
  );

  test(
    ...requirement('headers.quota-announced', async (context) => {
      const { created } = await context.run(expireNew);
      context.observe({ code: 'quota', announced: announcesQuota(created) });
    }),
  );
});
