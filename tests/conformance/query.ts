/** include and fields. */
import { sessionAttributes } from '../../contract/attributes.ts';
import { document, idOf, isObject, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../fixtures/context.ts';
import { expect } from '../../fixtures/expect.ts';
import { includedTypes } from '../../fixtures/expectations/sessions.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { outcomeOf } from '../../fixtures/sight.ts';
import { expireActive, expireNew } from '../../scenarios/expiring.ts';
import { expireKebab } from '../../scenarios/inflections.ts';
import {
  ASKED,
  includeBoth,
  includeNone,
  oddQueries,
  sparse,
  sparseIncluded,
  sparseWithInclude,
} from '../../scenarios/queries.ts';
import { given } from '../../scenarios/reading.ts';
import { acrossTheMove } from '../../scenarios/versions.ts';

requirement('query.include-inquiry', async ({ play }) => {
  const { expire, inquiryId } = await play(expireKebab);
  expect(given(expire, 'Expiring with the inquiry included')).toInclude('inquiry', inquiryId);
});

requirement('query.include-device', async (context) => {
  const { after } = await context.play(acrossTheMove);
  const id = deviceIdOf(context, given(after, 'Reading with the device included'));
  expect(after).toInclude('device', id);
});

requirement('query.include-several', async (context) => {
  const { expire } = await context.play(includeBoth);
  given(expire, 'Expiring with inquiry and device included');
  const device = deviceIdOf(context, expire);
  expect(expire).toInclude('inquiry');
  expect(expire).toInclude('device', device);
});

requirement('query.include-none', async ({ play }) => {
  const { expire } = await play(includeNone);
  expect(given(expire, 'Expiring with an empty include')).toIncludeOnly([]);
});

requirement('query.include-only-asked', async ({ play }) => {
  const { before } = await play(expireActive);
  expect(given(before, 'Reading with the inquiry included')).toIncludeOnly(['inquiry']);
});

requirement('query.include-default', async ({ play, observe }) => {
  const { expire } = await play(expireNew);
  observe(`Without \`include\` the answer includes ${includedTypes(expire).join(', ') || 'nothing'}.`);
});

requirement('query.included-resource-shape', async ({ play, cannotTell }) => {
  const { expire } = await play(expireKebab);
  const { included } = document(given(expire, 'Expiring with the inquiry included'));
  if (included.length === 0) cannotTell('Nothing is included, so no shape can be judged.');
  for (const [index, resource] of included.entries()) {
    const whole =
      typeof resource.type === 'string' && idOf(resource) !== undefined && isObject(resource.attributes);
    expect(expire).toHold(whole, {
      what: 'An included resource lacks its type, its id or its attributes.',
      expected: 'a type, an id and attributes',
      seen: `members ${Object.keys(resource).join(', ')}`,
      pointer: `/included/${index}`,
    });
  }
});

requirement('query.device-attributes', async (context) => {
  const { expire } = await context.play(includeBoth);
  deviceIdOf(context, given(expire, 'Expiring with the device included'));
  expectIncluded(context, expire, 'device');
  expect(expire).toIncludeAttributesThatFit('device', 'device-attributes');
});

requirement('query.inquiry-status', async (context) => {
  const { expire } = await context.play(expireKebab);
  expectIncluded(context, given(expire, 'Expiring with the inquiry included'), 'inquiry');
  expect(expire).toIncludeAttributesThatFit('inquiry', 'inquiry-attributes');
});

requirement('query.links-resolve', async (context) => {
  const { expire } = await context.play(includeBoth);
  given(expire, 'Expiring with inquiry and device included');
  const links = linksOf(expire);
  if (links.length === 0) context.cannotTell('The session links to nothing.');
  for (const { type, id } of links) expect(expire).toInclude(type, id);
});

requirement('query.included-is-linked', async (context) => {
  const { expire } = await context.play(includeBoth);
  const { included } = document(given(expire, 'Expiring with inquiry and device included'));
  const judged = included.filter(({ type }) => type === 'inquiry' || type === 'device');
  if (judged.length === 0) context.cannotTell('Neither an inquiry nor a device is included.');
  const links = linksOf(expire);
  for (const resource of judged) {
    expect(expire).toHold(
      links.some(({ type, id }) => type === resource.type && id === resource.id),
      {
        what: `An included ${String(resource.type)} is none that the session links to.`,
        expected: 'only resources that the session links to',
        seen: `another ${String(resource.type)}`,
        pointer: '/included',
      },
    );
  }
});

requirement('query.fields-keep', async ({ play }) => {
  const { expire } = await play(sparse);
  given(expire, 'Expiring with a sparse fieldset');
  for (const name of ASKED) expect(expire).toHaveAttribute(name);
});

requirement('query.fields-drop', async ({ play, cannotTell }) => {
  const { expire } = await play(sparse);
  const names = rawNames(document(given(expire, 'Expiring with a sparse fieldset')).data?.attributes);
  if (names.length === 0) cannotTell('The sparse answer shows no attributes at all.');
  expectOnly(expire, names, ASKED, '/data/attributes');
});

requirement('query.fields-of-included', async (context) => {
  const { expire } = await context.play(sparseIncluded);
  expectIncluded(context, given(expire, 'Expiring with a sparse inquiry included'), 'inquiry');
  const inquiry = document(expire).included.find(({ type }) => type === 'inquiry');
  expectOnly(expire, rawNames(inquiry?.attributes), ['status'], '/included');
});

/** Of the documented attributes, those that no sparse fieldset of the suite asks for. */
const UNASKED = sessionAttributes.filter(
  ({ name, sampled }) => sampled && !(ASKED as readonly string[]).includes(name),
);

requirement('query.fields-leave-other-types', async ({ play, cannotTell }) => {
  const { expire: whole } = await play(expireKebab);
  const { expire } = await play(sparseIncluded);
  given(whole, 'Expiring without a sparse fieldset');
  given(expire, 'Expiring with a sparse inquiry included');
  const shown = rawNames(document(whole).data?.attributes).map(kebab);
  const names = UNASKED.map(({ name }) => name).filter((name) => shown.includes(name));
  if (names.length === 0) cannotTell('A whole answer shows no attribute that could be lost.');
  expect(expire).toKeepAttributesOf(names, whole);
});

requirement('query.include-with-fields', async ({ play }) => {
  const { expire, inquiryId } = await play(sparseWithInclude);
  given(expire, 'Expiring with include and fields');
  expect(expire).toInclude('inquiry', inquiryId);
  expectOnly(expire, rawNames(document(expire).data?.attributes), ASKED, '/data/attributes');
});

requirement('query.expires-all-the-same', async ({ play }) => {
  const plays = [await play(sparse), await play(includeBoth)];
  for (const { expire, after } of plays) {
    given(expire, 'Expiring with include or fields');
    expect(after).toShowState('expired');
  }
});

requirement('query.fields-relationships', async ({ play, observe }) => {
  const { expire } = await play(sparse);
  const names = rawNames(document(expire).data?.relationships);
  observe(
    `A sparse answer shows ${names.length === 0 ? 'no relationships' : `the relationships ${names.join(', ')}`}.`,
  );
});

requirement('query.fields-casing', async ({ play, observe }) => {
  const { camelFields } = await play(oddQueries);
  observe(`A name in camelCase in \`fields\`: ${attributesShown(camelFields)}.`);
});

requirement('query.fields-unknown', async ({ play, observe }) => {
  const { unknownField } = await play(oddQueries);
  observe(`An unknown attribute in \`fields\`: ${attributesShown(unknownField)}.`);
});

requirement('query.include-unknown', async ({ play, observe }) => {
  const { unknownInclude } = await play(oddQueries);
  observe(`An unknown name in \`include\` is answered with ${outcomeOf(unknownInclude)}.`);
});

requirement('query.include-too-deep', async ({ play, observe }) => {
  const { deepInclude } = await play(oddQueries);
  observe(`Deeper nesting in \`include\` is answered with ${outcomeOf(deepInclude)}.`);
});

function attributesShown(exchange: Exchange): string {
  const names = rawNames(document(exchange).data?.attributes);
  return `${outcomeOf(exchange)}, attributes shown: ${names.length > 3 ? 'all' : names.join(', ') || 'none'}`;
}

function deviceIdOf(context: Context, exchange: Exchange): string {
  const id = idOf(relationship(document(exchange).data, 'device'));
  if (id === undefined) context.notApplicable('Not checked: the opened session links to no device.');
  return id;
}

function linksOf(exchange: Exchange): readonly { readonly type: string; readonly id: string }[] {
  return ['inquiry', 'device'].flatMap((name) => {
    const link = relationship(document(exchange).data, name);
    return typeof link?.type === 'string' && typeof link.id === 'string'
      ? [{ type: link.type, id: link.id }]
      : [];
  });
}

function expectIncluded(context: Context, exchange: Exchange, type: string): void {
  if (!includedTypes(exchange).includes(type)) context.cannotTell(`No ${type} is included.`);
}

function expectOnly(
  exchange: Exchange,
  names: readonly string[],
  wanted: readonly string[],
  pointer: string,
): void {
  const odd = names.map(kebab).find((name) => !wanted.includes(name));
  expect(exchange).toHold(odd === undefined, {
    what: 'A sparse fieldset left attributes in that it does not name.',
    expected: `only ${wanted.join(', ')}`,
    seen: `\`${odd}\` besides`,
    pointer,
  });
}
