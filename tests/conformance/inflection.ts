/** Key-Inflection. */
import { sessionAttributes } from '../../contract/attributes.ts';
import { document, kebab, rawNames } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../fixtures/context.ts';
import { expect } from '../../fixtures/expect.ts';
import { cased, casingOf, type Casing } from '../../fixtures/expectations/casing.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { outcomeOf } from '../../fixtures/sight.ts';
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
import { given } from '../../scenarios/reading.ts';

const STYLES = [
  { style: 'kebab', expire: expireKebab },
  { style: 'camel', expire: expireCamel },
  { style: 'snake', expire: expireSnake },
] as const;

for (const { style, expire: scenario } of STYLES) {
  requirement(`inflection.${style}`, async ({ play }) => {
    const { expire } = await play(scenario);
    expect(given(expire, `Expiring with ${style} casing`)).toCaseAttributes(style);
  });

  requirement(`inflection.included-${style}`, async ({ play, cannotTell }) => {
    const { expire } = await play(scenario);
    given(expire, `Expiring with ${style} casing`);
    if (document(expire).included.length === 0)
      cannotTell('Nothing is included, so no casing can be judged.');
    expect(expire).toCaseIncluded(style);
  });
}

requirement('inflection.default-consistent', async ({ play }) => {
  const { expire } = await play(expireBare);
  expect(given(expire, 'Expiring without the header')).toCaseConsistently();
});

requirement('inflection.default-style', async ({ play, observe }) => {
  const { expire } = await play(expireBare);
  observe(`Without the header this key gets ${styleOf(expire) ?? 'no consistent'} casing.`);
});

requirement('inflection.values-untouched', async ({ play }) => {
  for (const { style, expire: scenario } of STYLES) {
    const { expire, sessionId, inquiryId } = await play(scenario);
    given(expire, `Expiring with ${style} casing`);
    expect(expire).toFit('session-document#type');
    expect(expire).toShowId(sessionId);
    expect(expire).toBelongTo('inquiry', 'inquiry', inquiryId);
    expect(expire).toShowState('expired');
  }
});

/** Names that are documented: others may come and go between two sessions. */
const DOCUMENTED = new Set(sessionAttributes.map(({ name }) => name));

requirement('inflection.same-attributes', async ({ play }) => {
  const { expire: inKebab } = await play(expireKebab);
  const wanted = documentedNames(given(inKebab, 'Expiring with kebab casing'));
  for (const { style, expire: scenario } of STYLES) {
    const { expire } = await play(scenario);
    given(expire, `Expiring with ${style} casing`);
    const names = documentedNames(expire);
    const lost = wanted.find((name) => !names.includes(name));
    const won = names.find((name) => !wanted.includes(name));
    expect(expire).toHold(lost === undefined && won === undefined, {
      what: `In ${style} casing the session has other attributes than in kebab casing.`,
      expected: 'the same attributes, under other names',
      seen: lost === undefined ? `\`${won}\` besides` : `no \`${lost}\``,
      pointer: '/data/attributes',
    });
  }
});

requirement('inflection.meta-names', async ({ play, notApplicable }) => {
  const { link } = await play(linkInCamel);
  given(link, 'Asking for a one-time link');
  if (rawNames(document(link).meta).length === 0) notApplicable('Not checked: the answer has no `meta`.');
  expect(link).toCaseMeta('camel');
});

requirement('inflection.relationship-names', async (context) => {
  for (const { style, expire: scenario } of STYLES) {
    const { expire } = await context.play(scenario);
    given(expire, `Expiring with ${style} casing`);
    expectRelationshipNames(context, expire, style);
  }
});

requirement('inflection.header-name-case', async ({ play }) => {
  const { expire } = await play(headerNameCase);
  expect(given(expire, 'Expiring with the header’s name in capitals')).toCaseAttributes('snake');
});

requirement('inflection.per-request', async ({ play, cannotTell }) => {
  const { expire: bare } = await play(expireBare);
  const { plain } = await play(expireCamel);
  const usual = styleOf(given(bare, 'Expiring without the header'));
  if (usual === undefined) cannotTell('The casing without the header is not consistent.');
  const seen = styleOf(given(plain, 'Reading without the header'));
  expect(plain).toHold(seen === usual, {
    what: 'The casing of one request was used for the next one.',
    expected: `${usual} casing, as ever without the header`,
    seen: `${seen ?? 'mixed'} casing`,
    pointer: '/data/attributes',
  });
});

requirement('inflection.request-camel', async ({ play }) => {
  const { camel } = await play(requestCasings);
  expectCreated(camel);
});

requirement('inflection.request-snake', async ({ play }) => {
  const { snake } = await play(requestCasings);
  expectCreated(snake);
});

requirement('inflection.unknown-value', async ({ play, observe }) => {
  const { read } = await play(unknownInflection);
  const style = styleOf(read);
  observe(`An unknown casing is answered with ${outcomeOf(read)}${style ? `, in ${style} casing` : ''}.`);
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
  expect(exchange).toHold(judgement.pass, {
    what: judgement.finding.what,
    expected: judgement.expected,
    seen: judgement.actual,
    pointer: '/included',
  });
}
