/** The sessions of the run, whichever answer shows them: identity, times, versions, repeats. */
import { personalInquiryAttributes } from '../../contract/attributes.ts';
import { FINGERPRINT_MOVED } from '../../contract/versions.ts';
import { attribute, document } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { TOLERANCE_MS } from '../../judging/invariants/expiring.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { valueOf, type SeenValue } from '../../judging/value.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireActive, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess, saysNothingOfTheUser, succeeded } from '../../scenarios/reading.ts';
import { dottedFields } from '../../scenarios/queries.ts';
import { repeat } from '../../scenarios/repeats.ts';
import { acrossTheMove, askedByName } from '../../scenarios/versions.ts';

/** Timestamps may be cut to whole seconds one by one. */
const ROUNDING_MS = 1_000;

test.describe('Sessions, over the whole run', () => {
  test(
    ...requirement(
      'state.answer-is-the-session',
      everywhere(async ({ run }) => {
        const { expire, sessionId } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toShowId(sessionId);
      }),
    ),
  );

  test(
    ...requirement(
      'state.created-new',
      everywhere(async ({ run }) => {
        const { created } = await run(expireNew);
        expect(created).toShowState('new');
      }),
    ),
  );

  test(
    ...requirement(
      'time.expired-at-set',
      everywhere(async ({ run }) => {
        const { expire, after } = await run(expireNew);
        assumeSuccess(expire, 'Expiring a session');
        for (const exchange of [expire, after]) {
          check(exchange, Number.isFinite(time(exchange, 'expired-at')), {
            code: 'time.not-set',
            name: 'expired-at',
            seen: shown(exchange, 'expired-at'),
            path: ['data', 'attributes', 'expired-at'],
          });
        }
      }),
    ),
  );

  test(
    ...requirement(
      'time.expired-at-after-creation',
      everywhere(async (context) => {
        const { expire } = await context.run(expireNew);
        expectOrder(context, expire, 'created-at', 'expired-at');
      }),
    ),
  );

  test(
    ...requirement(
      'time.expired-at-after-start',
      everywhere(async (context) => {
        const { expire } = await context.run(expireActive);
        expectOrder(context, expire, 'started-at', 'expired-at');
      }),
    ),
  );

  test(
    ...requirement(
      'time.created-at-kept',
      everywhere(async ({ run, cannotTell }) => {
        const { created, expire, after } = await run(expireNew);
        assumeSuccess(expire, 'Expiring a session');
        if (Number.isNaN(time(created, 'created-at'))) cannotTell('The creation showed no `created-at`.');
        for (const exchange of [expire, after].filter(succeeded)) {
          check(exchange, time(exchange, 'created-at') === time(created, 'created-at'), {
            code: 'time.moved',
            name: 'created-at',
            before: shown(created, 'created-at'),
            after: shown(exchange, 'created-at'),
            path: ['data', 'attributes', 'created-at'],
          });
        }
      }),
    ),
  );

  test(
    ...requirement(
      'time.started-at-kept',
      everywhere(async ({ run, notApplicable }) => {
        const { before, expire, after } = await run(expireActive);
        assumeSuccess(expire, 'Expiring an active session');
        if (Number.isNaN(time(before, 'started-at')))
          notApplicable('The opened session shows no `started-at`.');
        for (const exchange of [expire, after].filter(succeeded)) {
          check(exchange, time(exchange, 'started-at') === time(before, 'started-at'), {
            code: 'time.moved',
            name: 'started-at',
            before: shown(before, 'started-at'),
            after: shown(exchange, 'started-at'),
            path: ['data', 'attributes', 'started-at'],
          });
        }
      }),
    ),
  );

  test(
    ...requirement(
      'idempotency.replay-status',
      everywhere(async ({ run }) => {
        const { first, second } = await run(repeat);
        assumeSuccess(first, 'The first expire');
        expect(second).toHaveStatus(first.response.status);
      }),
    ),
  );

  test(
    ...requirement(
      'idempotency.replay-body',
      everywhere(async ({ run, cannotTell }) => {
        const { first, second } = await run(repeat);
        assumeSuccess(first, 'The first expire');
        if (!succeeded(second)) cannotTell('The repeat was not answered like the first request at all.');
        expect(second).toHaveBodyOf(first);
      }),
    ),
  );

  test(
    ...requirement(
      'version.fingerprint-before-move',
      everywhere(async ({ run, notApplicable }) => {
        const { expire } = await run(acrossTheMove);
        assumeSuccess(expire, 'Expiring under a version before the move');
        const shown = attribute(document(expire).data, 'browser-fingerprint') !== undefined;
        if (!shown && saysNothingOfTheUser(expire))
          notApplicable('Not checked: nothing is known about who opened the session.');
        expect(expire).toHaveAttributesMatching('session-attributes-before-2021-08-18');
      }),
    ),
  );

  test(
    ...requirement(
      'version.fingerprint-after-move',
      everywhere(async ({ run, configuration }) => {
        const { after } = await run(acrossTheMove);
        const answers = [assumeSuccess(after, 'Reading under a version after the move')];
        if (configuration.version >= FINGERPRINT_MOVED)
          answers.push(assumeSuccess((await run(expireActive)).expire, 'Expiring'));
        await run(askedByName);
        for (const answer of answers) expect(answer).not.toHaveAttribute('browser-fingerprint');
      }),
    ),
  );

  test(
    ...requirement(
      'state.answer-shows-expired',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toShowState('expired');
      }),
    ),
  );

  test(
    ...requirement(
      'time.expired-at-is-now',
      everywhere(async ({ run, notApplicable, cannotTell }) => {
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
    ),
  );

  test(
    ...requirement(
      'version.no-leak',
      everywhere(async ({ run }) => {
        const { plain, plainAgain } = await run(acrossTheMove);
        assumeSuccess(plain, 'Reading without a version');
        assumeSuccess(plainAgain, 'Reading without a version again');
        check(plainAgain, showsFingerprint(plain) === showsFingerprint(plainAgain), {
          code: 'version.carried-over',
          before: showsFingerprint(plain),
          after: showsFingerprint(plainAgain),
          path: FINGERPRINT,
        });
      }),
    ),
  );

  test(
    ...requirement(
      'version.personal-attributes-moved',
      everywhere(async ({ run, cannotTell }) => {
        const { whole } = await run(dottedFields);
        const inquiry = document(assumeSuccess(whole, 'Reading with the inquiry included')).included.find(
          ({ type }) => type === 'inquiry',
        );
        if (!inquiry) return cannotTell('No inquiry is included.');
        const left = personalInquiryAttributes.filter((name) => attribute(inquiry, name) !== undefined);
        check(whole, left.length === 0, {
          code: 'version.personal-attributes',
          names: left,
          path: ['included'],
        });
      }),
    ),
  );
});

/** The instant of a time attribute, in milliseconds since the epoch; NaN when there is none. */
function time(exchange: Exchange, name: string): number {
  const value = attribute(document(exchange).data, name);
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function shown(exchange: Exchange, name: string): SeenValue {
  return valueOf(attribute(document(exchange).data, name), name);
}

function expectOrder(context: Context, expire: Exchange, earlier: string, later: string): void {
  assumeSuccess(expire, 'Expiring a session');
  const [first, second] = [time(expire, earlier), time(expire, later)];
  if (Number.isNaN(first) || Number.isNaN(second))
    context.cannotTell(`\`${earlier}\` or \`${later}\` is not set.`);
  check(expire, second >= first - ROUNDING_MS, {
    code: 'time.wrong-order',
    earlier,
    later,
    byS: Math.round((first - second) / 1_000),
    path: ['data', 'attributes', later],
  });
}

const FINGERPRINT = ['data', 'attributes', 'browser-fingerprint'] as const;

function showsFingerprint(exchange: Exchange): boolean {
  return attribute(document(exchange).data, 'browser-fingerprint') !== undefined;
}
