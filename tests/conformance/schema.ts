/** Response schema. */
import {
  documentedStatuses,
  sessionAttributes,
  sessionRelationships,
  type AttributeGroup,
} from '../../contract/attributes.ts';
import type { RequirementId } from '../../contract/catalogue.ts';
import { attribute, document, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../fixtures/context.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { topMembers } from '../../fixtures/sight.ts';
import { expireActive, expireNew } from '../../scenarios/expiring.ts';
import { given, stateOf } from '../../scenarios/reading.ts';

requirement('schema.status-200', async ({ play }) => {
  const { expire } = await play(expireNew);
  expect(given(expire, 'Expiring a session')).toHaveStatus(200);
});

requirement('schema.media-type', async ({ play }) => {
  const { expire } = await play(expireNew);
  expect(given(expire, 'Expiring a session')).toBeJson();
});

requirement('schema.single-resource', async ({ play }) => {
  const { expire } = await play(expireNew);
  expect(given(expire, 'Expiring a session')).toFit('session-document#single');
});

requirement('schema.type', async (context) => {
  expect(await answer(context)).toFit('session-document#type');
});

requirement('schema.id', async (context) => {
  expect(await answer(context)).toFit('session-document#id');
});

requirement('schema.attributes', async (context) => {
  expect(await answer(context)).toFit('session-document#attributes');
});

requirement('schema.status', async (context) => {
  expect(await answerWithAttributes(context)).toHaveAttributesThatFit('session-attributes#status');
});

requirement('schema.created-at', async (context) => {
  expect(await answerWithAttributes(context)).toHaveAttributesThatFit('session-attributes#created-at');
});

requirement('schema.times', async (context) => {
  const { expire: ofNew } = await context.play(expireNew);
  expect(given(ofNew, 'Expiring a session')).toHaveAttributesThatFit('session-attributes#times');
});

/** Groups whose members say something only once somebody has opened the session. */
const GROUPS: readonly { readonly id: RequirementId; readonly group: AttributeGroup }[] = [
  { id: 'schema.client-attributes', group: 'client' },
  { id: 'schema.flags', group: 'flags' },
  { id: 'schema.place-attributes', group: 'place' },
  { id: 'schema.gps-attributes', group: 'gps' },
  { id: 'schema.network-attributes', group: 'network' },
  { id: 'schema.threat-level', group: 'risk' },
];

for (const { id, group } of GROUPS) {
  requirement(id, async (context) => {
    const { expire } = await context.play(expireActive);
    given(expire, 'Expiring an active session');
    const names = sessionAttributes.filter((entry) => entry.group === group).map(({ name }) => name);
    const values = names.map((name) => attribute(document(expire).data, name));
    if (values.every((value) => value === undefined || value === null)) {
      context.notApplicable(
        'Not checked: every attribute of the group is null or absent, even on an opened session.',
      );
    }
    expect(expire).toHaveAttributesThatFit(`session-attributes#${group}`);
  });
}

requirement('schema.sampled-attributes-present', async ({ play }) => {
  const { expire } = await play(expireActive);
  given(expire, 'Expiring an active session');
  for (const { name, sampled } of sessionAttributes) {
    if (sampled) expect(expire).toHaveAttribute(name);
  }
});

requirement('schema.inquiry-linkage', async (context) => {
  expect(await answer(context)).toHaveRelationshipsThatFit('session-relationships#inquiry');
});

requirement('schema.inquiry-is-its-own', async ({ play, cannotTell }) => {
  const { expire, inquiryId } = await play(expireNew);
  given(expire, 'Expiring a session');
  if (!relationship(document(expire).data, 'inquiry')) cannotTell('The answer links to no inquiry at all.');
  expect(expire).toBelongTo('inquiry', 'inquiry', inquiryId);
});

requirement('schema.device-linkage', async (context) => {
  expect(await openedAnswer(context)).toHaveRelationshipsThatFit('session-relationships#device');
});

requirement('schema.device-present', async (context) => {
  const expire = await openedAnswer(context);
  const names = rawNames(document(expire).data?.relationships).map(kebab);
  expect(expire).toHold(names.includes('device'), {
    what: 'An opened session does not show the relationship `device`.',
    expected: 'the relationship, null or not',
    seen: `relationships: ${names.join(', ') || 'none'}`,
    pointer: '/data/relationships/device',
  });
});

requirement('schema.network-linkage', async (context) => {
  const expire = await openedAnswer(context);
  if (!rawNames(document(expire).data?.relationships).includes('network')) {
    context.notApplicable('Not checked: the answer shows no relationship `network`.');
  }
  expect(expire).toHaveRelationshipsThatFit('session-relationships#network');
});

requirement('schema.status-value', async ({ play, observe }) => {
  const { created, expire } = await play(expireNew);
  const documented: readonly string[] = documentedStatuses;
  for (const status of new Set([stateOf(created), stateOf(expire)])) {
    const known = status !== undefined && documented.includes(status);
    observe(
      known ? `The status "${status}" is a documented one.` : `Not in the catalogue: the status "${status}".`,
    );
  }
});

/** Top-level members that the documentation names. */
const TOP = ['data', 'included', 'meta', 'links'];

requirement('schema.additions', async ({ play, observe }) => {
  const { expire } = await play(expireNew);
  const { data } = document(expire);
  const attributes = new Set(sessionAttributes.map(({ name }) => name));
  const relationships = new Set<string>(sessionRelationships.map(({ name }) => name));
  const additions = [
    ...topMembers(expire)
      .filter((name) => !TOP.includes(name))
      .map((name) => `member \`${name}\``),
    ...rawNames(data?.attributes)
      .filter((name) => !attributes.has(kebab(name)))
      .map((name) => `attribute \`${name}\``),
    ...rawNames(data?.relationships)
      .filter((name) => !relationships.has(kebab(name)))
      .map((name) => `relationship \`${name}\``),
  ];
  observe(
    additions.length === 0
      ? 'Nothing beyond the catalogue.'
      : `Not in the catalogue: ${additions.join(', ')}.`,
  );
});

/** The answer to expiring a session, as far as it shows a resource: whether it does is a requirement of its own. */
async function answer({ play, cannotTell }: Context): Promise<Exchange> {
  const { expire } = await play(expireNew);
  given(expire, 'Expiring a session');
  if (!document(expire).data) cannotTell('The answer shows no resource under `data`.');
  return expire;
}

async function answerWithAttributes(context: Context): Promise<Exchange> {
  const expire = await answer(context);
  if (rawNames(document(expire).data?.attributes).length === 0)
    context.cannotTell('The answer shows no attributes at all.');
  return expire;
}

async function openedAnswer({ play }: Context): Promise<Exchange> {
  const { expire } = await play(expireActive);
  return given(expire, 'Expiring an active session');
}
