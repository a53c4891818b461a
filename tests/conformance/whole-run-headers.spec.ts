/** Response headers: what holds for every answer of the run. */
import { header, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { refusedStrangers } from '../../judging/among-others.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { oddQueries } from '../../scenarios/queries.ts';
import { assumeRefusal, assumeSuccess } from '../../scenarios/reading.ts';
import { keyOfAFailure } from '../../scenarios/repeats.ts';

const ANNOUNCED = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

const ENVIRONMENT = 'Persona-Environment-Id';
const ORGANIZATION = 'Persona-Organization-Id';

/** A window lasts a minute; a day leaves room for other accounts, and no point in time is so small. */
const LONGEST_WINDOW_S = 86_400;

const announces = (exchange: Exchange) => header(exchange, 'ratelimit-limit') !== undefined;

const announcesQuota = (exchange: Exchange) => header(exchange, 'quota-limit') !== undefined;

test.describe('Response headers, over the whole run', () => {
  test(
    ...requirement(
      'headers.request-id',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toHaveHeader('Request-Id');
      }),
    ),
  );

  test(
    ...requirement(
      'headers.request-id-on-errors',
      everywhere(async ({ run }) => {
        const { failed } = await run(keyOfAFailure);
        expect(assumeRefusal(failed)).toHaveHeader('Request-Id');
      }),
    ),
  );

  test(
    ...requirement(
      'headers.request-id-unique',
      everywhere(async (context) => {
        const { created, expire, after } = await context.run(expireNew);
        const { noKey, wrongKey } = await refusedStrangers(context);
        const ids = [created, expire, after, noKey, wrongKey]
          .map((exchange) => header(exchange, 'request-id'))
          .filter(Boolean);
        if (ids.length < 2) context.cannotTell('Too few answers carry a `Request-Id`.');
        check(expire, new Set(ids).size === ids.length, {
          code: 'request-id.repeated',
          answers: ids.length,
          different: new Set(ids).size,
        });
      }),
    ),
  );

  test(
    ...requirement(
      'headers.rate-limit-announced',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        assumeSuccess(expire, 'Expiring a session');
        for (const name of ANNOUNCED) expect(expire).toHaveHeader(name);
      }),
    ),
  );

  test(
    ...requirement(
      'headers.rate-limit-on-errors',
      everywhere(async ({ run }) => {
        const { failed } = await run(keyOfAFailure);
        assumeRefusal(failed);
        for (const name of ANNOUNCED) expect(failed).toHaveHeader(name);
      }),
    ),
  );

  test(
    ...requirement(
      'headers.environment-id',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toHaveHeader(ENVIRONMENT);
      }),
    ),
  );

  test(
    ...requirement(
      'headers.organization-id',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toHaveHeader(ORGANIZATION);
      }),
    ),
  );

  test(
    ...requirement(
      'headers.environment-id-on-errors',
      everywhere(async ({ run }) => {
        const { failed } = await run(keyOfAFailure);
        expect(assumeRefusal(failed)).toHaveHeader(ENVIRONMENT);
      }),
    ),
  );

  test(
    ...requirement(
      'headers.organization-id-on-errors',
      everywhere(async ({ run }) => {
        const { failed } = await run(keyOfAFailure);
        expect(assumeRefusal(failed)).toHaveHeader(ORGANIZATION);
      }),
    ),
  );

  test(
    ...requirement('headers.same-owner', async (context) => {
      const answers = await severalAnswers(context);
      const { expire } = await context.run(expireNew);
      for (const name of [ENVIRONMENT, ORGANIZATION]) {
        const named = answers.map((answer) => header(answer, name)).filter((value) => value !== undefined);
        if (named.length < 2) context.notApplicable(`Not checked: too few answers carry \`${name}\`.`);
        check(expire, new Set(named).size === 1, {
          code: 'owner.changes',
          header: name,
          answers: named.length,
          different: new Set(named).size,
        });
      }
    }),
  );

  test(
    ...requirement(
      'headers.rate-limit-numbers',
      everywhere(async (context) => {
        const { expire } = await context.run(expireNew);
        if (!announces(expire)) context.notApplicable('Not checked: no rate limit is announced.');
        expect(expire).toCountIn('ratelimit');
      }),
    ),
  );

  test(
    ...requirement(
      'headers.rate-limit-reset-seconds',
      everywhere(async (context) => {
        const { expire } = await context.run(expireNew);
        const reset = header(expire, 'ratelimit-reset');
        if (reset === undefined || !/^\d+$/.test(reset))
          return context.notApplicable('Not checked: no reset time is announced.');
        check(expire, Number(reset) <= LONGEST_WINDOW_S, {
          code: 'rate-limit.reset-not-seconds',
          text: reset,
        });
      }),
    ),
  );

  test(
    ...requirement(
      'headers.rate-limit-constant',
      everywhere(async (context) => {
        const { expire } = await context.run(expireNew);
        if (!announces(expire)) context.notApplicable('Not checked: no rate limit is announced.');
      }),
    ),
  );

  test(
    ...requirement(
      'headers.rate-limit-counts',
      everywhere(async (context) => {
        const remaining = (await severalAnswers(context))
          .map((exchange) => header(exchange, 'ratelimit-remaining'))
          .filter((value) => value !== undefined);
        if (remaining.length < 5)
          context.notApplicable('Not checked: too few answers announce what remains.');
        const { expire } = await context.run(expireNew);
        check(expire, new Set(remaining).size > 1, {
          code: 'rate-limit.remaining-stuck',
          answers: remaining.length,
        });
      }),
    ),
  );

  test(
    ...requirement(
      'headers.quota-numbers',
      everywhere(async (context) => {
        const { created } = await context.run(expireNew);
        if (!announcesQuota(created)) context.notApplicable('Not checked: no quota is announced.');
        expect(created).toCountIn('quota');
      }),
    ),
  );
});

/** Answers to one key, one after the other. */
async function severalAnswers({ run }: Context): Promise<readonly Exchange[]> {
  const { created, expire, after } = await run(expireNew);
  return [created, expire, after, ...Object.values(await run(oddQueries))];
}
