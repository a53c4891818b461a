/** Key-Inflection. */
import { sessionAttributes } from '../../contract/attributes.ts';
import { document, kebab, rawNames } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { cased, casingOf, type Casing } from '../../judging/expectations/casing.ts';
import { outcomeOf } from '../../judging/describe-response.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import {
  expireBare,
  expireCamel,
  expireKebab,
  expireSnake,
  headerNameCase,
  linkInCamel,
  requestCasings,
  unknownInflection,
} from '../../scenarios/inflections.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';

const STYLES = [
  { style: 'kebab', expire: expireKebab },
  { style: 'camel', expire: expireCamel },
  { style: 'snake', expire: expireSnake },
] as const;

/** Names that are documented: others may come and go between two sessions. */
const DOCUMENTED = new Set(sessionAttributes.map(({ name }) => name));

test.describe('Key-Inflection', () => {
  test(
    ...requirement('inflection.kebab', async ({ run }) => {
      const { expire } = await run(expireKebab);
      expect(assumeSuccess(expire, 'Expiring with kebab casing')).toCaseAttributes('kebab');
    }),
  );

  test(
    ...requirement('inflection.included-kebab', async ({ run, cannotTell }) => {
      const { expire } = await run(expireKebab);
      assumeSuccess(expire, 'Expiring with kebab casing');
      if (document(expire).included.length === 0)
        cannotTell('Nothing is included, so no casing can be judged.');
      expect(expire).toCaseIncluded('kebab');
    }),
  );

  test(
    ...requirement('inflection.camel', async ({ run }) => {
      const { expire } = await run(expireCamel);
      expect(assumeSuccess(expire, 'Expiring with camel casing')).toCaseAttributes('camel');
    }),
  );

  test(
    ...requirement('inflection.included-camel', async ({ run, cannotTell }) => {
      const { expire } = await run(expireCamel);
      assumeSuccess(expire, 'Expiring with camel casing');
      if (document(expire).included.length === 0)
        cannotTell('Nothing is included, so no casing can be judged.');
      expect(expire).toCaseIncluded('camel');
    }),
  );

  test(
    ...requirement('inflection.snake', async ({ run }) => {
      const { expire } = await run(expireSnake);
      expect(assumeSuccess(expire, 'Expiring with snake casing')).toCaseAttributes('snake');
    }),
  );

  test(
    ...requirement('inflection.included-snake', async ({ run, cannotTell }) => {
      const { expire } = await run(expireSnake);
      assumeSuccess(expire, 'Expiring with snake casing');
      if (document(expire).included.length === 0)
        cannotTell('Nothing is included, so no casing can be judged.');
      expect(expire).toCaseIncluded('snake');
    }),
  );

  test(
    ...requirement('inflection.default-consistent', async ({ run }) => {
      const { expire } = await run(expireBare);
      expect(assumeSuccess(expire, 'Expiring without the header')).toCaseConsistently();
    }),
  );

  test(
    ...requirement('inflection.default-style', async ({ run, observe }) => {
      const { expire } = await run(expireBare);
      observe(`Without the header this key gets ${styleOf(expire) ?? 'no consistent'} casing.`);
    }),
  );

  test(
    ...requirement('inflection.values-untouched', async ({ run }) => {
      for (const { style, expire: scenario } of STYLES) {
        const { expire, sessionId, inquiryId } = await run(scenario);
        assumeSuccess(expire, `Expiring with ${style} casing`);
        expect(expire).toMatchSchema('session-document#type');
        expect(expire).toShowId(sessionId);
        expect(expire).toBelongTo('inquiry', 'inquiry', inquiryId);
        expect(expire).toShowState('expired');
      }
    }),
  );

  test(
    ...requirement('inflection.same-attributes', async ({ run }) => {
      const { expire: inKebab } = await run(expireKebab);
      const wanted = documentedNames(assumeSuccess(inKebab, 'Expiring with kebab casing'));
      for (const { style, expire: scenario } of STYLES) {
        const { expire } = await run(scenario);
        assumeSuccess(expire, `Expiring with ${style} casing`);
        const names = documentedNames(expire);
        const lost = wanted.find((name) => !names.includes(name));
        const won = names.find((name) => !wanted.includes(name));
        check(expire, lost === undefined && won === undefined, {
          what: `In ${style} casing the session has other attributes than in kebab casing.`,
          expected: 'the same attributes, under other names',
          seen: lost === undefined ? `\`${won}\` besides` : `no \`${lost}\``,
          pointer: '/data/attributes',
        });
      }
    }),
  );

  test(
    ...requirement('inflection.meta-names', async ({ run, notApplicable }) => {
      const { link } = await run(linkInCamel);
      assumeSuccess(link, 'Asking for a one-time link');
      if (rawNames(document(link).meta).length === 0) notApplicable('Not checked: the answer has no `meta`.');
      expect(link).toCaseMeta('camel');
    }),
  );

  test(
    ...requirement('inflection.relationship-names', async (context) => {
      for (const { style, expire: scenario } of STYLES) {
        const { expire } = await context.run(scenario);
        assumeSuccess(expire, `Expiring with ${style} casing`);
        expectRelationshipNames(context, expire, style);
      }
    }),
  );

  test(
    ...requirement('inflection.header-name-case', async ({ run }) => {
      const { expire } = await run(headerNameCase);
      expect(assumeSuccess(expire, 'Expiring with the header’s name in capitals')).toCaseAttributes('snake');
    }),
  );

  test(
    ...requirement('inflection.per-request', async ({ run, cannotTell }) => {
      const { expire: bare } = await run(expireBare);
      const { plain } = await run(expireCamel);
      const usual = styleOf(assumeSuccess(bare, 'Expiring without the header'));
      if (usual === undefined) cannotTell('The casing without the header is not consistent.');
      const seen = styleOf(assumeSuccess(plain, 'Reading without the header'));
      check(plain, seen === usual, {
        what: 'The casing of one request was used for the next one.',
        expected: `${usual} casing, as ever without the header`,
        seen: `${seen ?? 'mixed'} casing`,
        pointer: '/data/attributes',
      });
    }),
  );

  test(
    ...requirement('inflection.request-camel', async ({ run }) => {
      const { camel } = await run(requestCasings);
      expectCreated(camel);
    }),
  );

  test(
    ...requirement('inflection.request-snake', async ({ run }) => {
      const { snake } = await run(requestCasings);
      expectCreated(snake);
    }),
  );

  test(
    ...requirement('inflection.unknown-value', async ({ run, observe }) => {
      const { read } = await run(unknownInflection);
      const style = styleOf(read);
      observe(`An unknown casing is answered with ${outcomeOf(read)}${style ? `, in ${style} casing` : ''}.`);
    }),
  );
});

function expectCreated(creation: Exchange): void {
  expect(creation).toSucceed();
  expect(creation).toShowState('new');
}

function styleOf(exchange: Exchange): Casing | undefined {
  return casingOf(rawNames(document(exchange).data?.attributes));
}

function documentedNames(exchange: Exchange): readonly string[] {
  return rawNames(document(exchange).data?.attributes)
    .map(kebab)
    .filter((name) => DOCUMENTED.has(name));
}

function expectRelationshipNames(context: Context, exchange: Exchange, style: Casing): void {
  const names = [document(exchange).data, ...document(exchange).included].flatMap((resource) =>
    rawNames(resource?.relationships),
  );
  const telling = names.filter((name) => /[-_A-Z]/.test(name));
  if (telling.length === 0) context.notApplicable('Not checked: no relationship has a name of two words.');
  const judgement = cased('toCaseRelationships', exchange, telling, style, '/included');
  check(exchange, judgement.pass, {
    what: judgement.finding.what,
    expected: judgement.expected,
    seen: judgement.actual,
    pointer: '/included',
  });
}
