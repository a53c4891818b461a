/** Key-Inflection: what holds for every answer of the run. */
import { document, rawNames } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { promised } from '../../judging/controls.ts';
import { cased, casingOf, type Casing } from '../../judging/expectations/casing.ts';
import { expiredIn } from '../../judging/among-others.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireBare, expireCamel, linkInCamel } from '../../scenarios/inflections.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';

const STYLES = ['kebab', 'camel', 'snake'] as const;

test.describe('Key-Inflection, over the whole run', () => {
  test(
    ...requirement(
      'inflection.kebab',
      everywhere(async (context) => {
        const { expire } = await expiredIn(context, 'kebab');
        expect(await promised(context, expire, 'Expiring with kebab casing')).toCaseAttributes('kebab');
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.included-kebab',
      everywhere(async (context) => {
        const { cannotTell } = context;
        const { expire } = await expiredIn(context, 'kebab');
        assumeSuccess(expire, 'Expiring with kebab casing');
        if (document(expire).included.length === 0)
          cannotTell('Nothing is included, so no casing can be judged.');
        expect(expire).toCaseIncluded('kebab');
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.camel',
      everywhere(async (context) => {
        const { expire } = await expiredIn(context, 'camel');
        expect(await promised(context, expire, 'Expiring with camel casing')).toCaseAttributes('camel');
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.included-camel',
      everywhere(async (context) => {
        const { cannotTell } = context;
        const { expire } = await expiredIn(context, 'camel');
        assumeSuccess(expire, 'Expiring with camel casing');
        if (document(expire).included.length === 0)
          cannotTell('Nothing is included, so no casing can be judged.');
        expect(expire).toCaseIncluded('camel');
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.snake',
      everywhere(async (context) => {
        const { expire } = await expiredIn(context, 'snake');
        expect(await promised(context, expire, 'Expiring with snake casing')).toCaseAttributes('snake');
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.included-snake',
      everywhere(async (context) => {
        const { cannotTell } = context;
        const { expire } = await expiredIn(context, 'snake');
        assumeSuccess(expire, 'Expiring with snake casing');
        if (document(expire).included.length === 0)
          cannotTell('Nothing is included, so no casing can be judged.');
        expect(expire).toCaseIncluded('snake');
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.default-consistent',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireBare);
        expect(assumeSuccess(expire, 'Expiring without the header')).toCaseConsistently();
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.meta-names',
      everywhere(async ({ run, notApplicable }) => {
        const { link } = await run(linkInCamel);
        assumeSuccess(link, 'Asking for a one-time link');
        if (rawNames(document(link).meta).length === 0)
          notApplicable('Not checked: the answer has no `meta`.');
        expect(link).toCaseMeta('camel');
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.relationship-names',
      everywhere(async (context) => {
        for (const style of STYLES) {
          const { expire } = await expiredIn(context, style);
          assumeSuccess(expire, `Expiring with ${style} casing`);
          expectRelationshipNames(context, expire, style);
        }
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.per-request',
      everywhere(async ({ run, cannotTell }) => {
        const { expire: bare } = await run(expireBare);
        const { plain } = await run(expireCamel);
        const usual = styleOf(assumeSuccess(bare, 'Expiring without the header'));
        if (usual === undefined) return cannotTell('The casing without the header is not consistent.');
        const seen = styleOf(assumeSuccess(plain, 'Reading without the header'));
        check(plain, seen === usual, {
          code: 'casing.carried-over',
          usual,
          seen: seen ?? null,
          path: ['data', 'attributes'],
        });
      }),
    ),
  );

  test(
    ...requirement(
      'inflection.values-untouched',
      everywhere(async (context) => {
        for (const style of STYLES) {
          const { expire, sessionId, inquiryId } = await expiredIn(context, style);
          assumeSuccess(expire, `Expiring with ${style} casing`);
          expect(expire).toMatchSchema('session-document#type');
          expect(expire).toShowId(sessionId);
          expect(expire).toBelongTo('inquiry', 'inquiry', inquiryId);
          expect(expire).toShowState('expired');
        }
      }),
    ),
  );
});

function styleOf(exchange: Exchange): Casing | undefined {
  return casingOf(rawNames(document(exchange).data?.attributes));
}

function expectRelationshipNames(context: Context, exchange: Exchange, style: Casing): void {
  const names = [document(exchange).data, ...document(exchange).included].flatMap((resource) =>
    rawNames(resource?.relationships),
  );
  const telling = names.filter((name) => /[-_A-Z]/.test(name));
  if (telling.length === 0) context.notApplicable('Not checked: no relationship has a name of two words.');
  const { pass, finding } = cased('toCaseRelationships', exchange, telling, style, ['included']);
  check(exchange, pass, finding);
}
