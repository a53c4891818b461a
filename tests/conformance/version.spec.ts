/** Persona-Version. */
import type { VersionDate } from '../../contract/versions.ts';
import { attribute, document } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { combined, withAllIncluded } from '../../judging/among-others.ts';
import { answerOf } from '../../judging/observation.ts';
import { kindOf } from '../../judging/value.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import type { Combination } from '../../scenarios/combinations.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { expireBare } from '../../scenarios/inflections.ts';
import { assumeSuccess, saysNothingOfTheUser, succeeded } from '../../scenarios/reading.ts';
import { acrossTheMove, unpromisedVersions } from '../../scenarios/versions.ts';

const FINGERPRINT = ['data', 'attributes', 'browser-fingerprint'] as const;

test.describe('Persona-Version', () => {
  test(
    ...requirement('version.accepts-2025-12-08', async (context) => {
      await expectAccepted(context, '2025-12-08');
    }),
  );

  test(
    ...requirement('version.accepts-2025-10-27', async (context) => {
      await expectAccepted(context, '2025-10-27');
    }),
  );

  test(
    ...requirement('version.accepts-2023-01-05', async (context) => {
      await expectAccepted(context, '2023-01-05');
    }),
  );

  test(
    ...requirement('version.accepts-2022-09-01', async (context) => {
      await expectAccepted(context, '2022-09-01');
    }),
  );

  test(
    ...requirement('version.accepts-2021-08-18', async (context) => {
      await expectAccepted(context, '2021-08-18');
    }),
  );

  test(
    ...requirement('version.accepts-2021-07-05', async (context) => {
      await expectAccepted(context, '2021-07-05');
    }),
  );

  test(
    ...requirement('version.accepts-2021-02-21', async (context) => {
      await expectAccepted(context, '2021-02-21');
    }),
  );

  test(
    ...requirement('version.accepts-2020-05-18', async (context) => {
      await expectAccepted(context, '2020-05-18');
    }),
  );

  test(
    ...requirement('version.takes-2026-09-29', async (context) => {
      await observeAnswer(context, '2026-09-29');
    }),
  );

  test(
    ...requirement('version.takes-2021-07-15', async (context) => {
      await observeAnswer(context, '2021-07-15');
    }),
  );

  test(
    ...requirement('version.takes-2021-05-14', async (context) => {
      await observeAnswer(context, '2021-05-14');
    }),
  );

  test(
    ...requirement('version.header-optional', async ({ run }) => {
      const { expire } = await run(expireBare);
      expect(expire).toSucceed();
    }),
  );

  test(
    ...requirement('version.fingerprint-on-device', async (context) => {
      const { notApplicable } = context;
      const expire = await withAllIncluded(context);
      const device = document(assumeSuccess(expire, 'Expiring with the device included')).included.find(
        ({ type }) => type === 'device',
      );
      if (!device) notApplicable('Not checked: no device is included.');
      const fingerprint = attribute(device, 'browser-fingerprint');
      check(expire, fingerprint === null || typeof fingerprint === 'string', {
        code: 'version.device-fingerprint',
        seen: kindOf(fingerprint),
        path: ['included'],
      });
    }),
  );

  test(
    ...requirement('version.overrides-key-default', async ({ run, notApplicable }) => {
      const { after, expire } = await run(acrossTheMove);
      assumeSuccess(expire, 'Expiring under a version before the move');
      assumeSuccess(after, 'Reading under a version after the move');
      if (!showsFingerprint(expire) && saysNothingOfTheUser(expire))
        notApplicable('Not checked: nothing is known about who opened the session.');
      check(expire, showsFingerprint(expire) && !showsFingerprint(after), {
        code: 'version.ignored',
        before: showsFingerprint(expire),
        after: showsFingerprint(after),
        path: FINGERPRINT,
      });
    }),
  );

  test(
    ...requirement('version.unknown-value', async ({ run, observe }) => {
      const { unknown } = await run(unpromisedVersions);
      observe({ code: 'answered', request: 'unknown-version', answer: answerOf(unknown) });
    }),
  );
});

function showsFingerprint(exchange: Exchange): boolean {
  return attribute(document(exchange).data, 'browser-fingerprint') !== undefined;
}

/** A whole answer under the version. Whether it goes with every other parameter is another requirement's business. */
async function expireUnder(context: Context, date: VersionDate): Promise<Exchange> {
  const { run, configuration, cannotTell } = context;
  if (date === configuration.version) return (await run(expireNew)).expire;
  const table = await combined(context);
  const answers = table.answers.filter((_answer, index) => {
    const row = JSON.parse(table.rows[index] ?? '') as Combination;
    return row.version === date && row.state !== 'expired' && row.fields === 'none';
  });
  return answers.find(succeeded) ?? answers[0] ?? cannotTell('Nothing was asked under this version.');
}

async function expectAccepted(context: Context, date: VersionDate): Promise<void> {
  const expire = await expireUnder(context, date);
  expect(expire).toSucceed();
  expect(expire).toMatchSchema('session-document');
  expect(expire).toHaveAttributesMatching('session-attributes');
}

async function observeAnswer(
  { run, observe }: Context,
  date: '2026-09-29' | '2021-07-15' | '2021-05-14',
): Promise<void> {
  const reads = await run(unpromisedVersions);
  observe({ code: 'version-answered', version: date, answer: answerOf(reads[date]) });
}
