/** Response schema. */
import {
  documentedStatuses,
  sessionAttributes,
  sessionRelationships,
  type AttributeGroup,
} from '../../contract/attributes.ts';
import { attribute, document, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { topMembers } from '../../judging/describe-response.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireActive, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess, stateOf } from '../../scenarios/reading.ts';

/** Top-level members that the documentation names. */
const TOP = ['data', 'included', 'meta', 'links'];

test.describe('Response schema', () => {
  test(
    ...requirement('schema.status-200', async ({ run }) => {
      const { expire } = await run(expireNew);
      expect(assumeSuccess(expire, 'Expiring a session')).toHaveStatus(200);
    }),
  );

  test(
    ...requirement('schema.media-type', async ({ run }) => {
      const { expire } = await run(expireNew);
      expect(assumeSuccess(expire, 'Expiring a session')).toBeJson();
    }),
  );

  test(
    ...requirement('schema.single-resource', async ({ run }) => {
      const { expire } = await run(expireNew);
      expect(assumeSuccess(expire, 'Expiring a session')).toMatchSchema('session-document#single');
    }),
  );

  test(
    ...requirement('schema.type', async (context) => {
      expect(await answer(context)).toMatchSchema('session-document#type');
    }),
  );

  test(
    ...requirement('schema.id', async (context) => {
      expect(await answer(context)).toMatchSchema('session-document#id');
    }),
  );

  test(
    ...requirement('schema.attributes', async (context) => {
      expect(await answer(context)).toMatchSchema('session-document#attributes');
    }),
  );

  test(
    ...requirement('schema.status', async (context) => {
      expect(await answerWithAttributes(context)).toHaveAttributesMatching('session-attributes#status');
    }),
  );

  test(
    ...requirement('schema.created-at', async (context) => {
      expect(await answerWithAttributes(context)).toHaveAttributesMatching('session-attributes#created-at');
    }),
  );

  test(
    ...requirement('schema.times', async (context) => {
      const { expire: ofNew } = await context.run(expireNew);
      expect(assumeSuccess(ofNew, 'Expiring a session')).toHaveAttributesMatching('session-attributes#times');
    }),
  );

  test(
    ...requirement('schema.client-attributes', async (context) => {
      await expectGroup(context, 'client');
    }),
  );

  test(
    ...requirement('schema.flags', async (context) => {
      await expectGroup(context, 'flags');
    }),
  );

  test(
    ...requirement('schema.place-attributes', async (context) => {
      await expectGroup(context, 'place');
    }),
  );

  test(
    ...requirement('schema.gps-attributes', async (context) => {
      await expectGroup(context, 'gps');
    }),
  );

  test(
    ...requirement('schema.network-attributes', async (context) => {
      await expectGroup(context, 'network');
    }),
  );

  test(
    ...requirement('schema.threat-level', async (context) => {
      await expectGroup(context, 'risk');
    }),
  );

  test(
    ...requirement('schema.sampled-attributes-present', async ({ run }) => {
      const { expire } = await run(expireActive);
      assumeSuccess(expire, 'Expiring an active session');
      for (const { name, sampled } of sessionAttributes) {
        if (sampled) expect(expire).toHaveAttribute(name);
      }
    }),
  );

  test(
    ...requirement('schema.inquiry-linkage', async (context) => {
      expect(await answer(context)).toHaveRelationshipsMatching('session-relationships#inquiry');
    }),
  );

  test(
    ...requirement('schema.inquiry-is-its-own', async ({ run, cannotTell }) => {
      const { expire, inquiryId } = await run(expireNew);
      assumeSuccess(expire, 'Expiring a session');
      if (!relationship(document(expire).data, 'inquiry'))
        cannotTell('The answer links to no inquiry at all.');
      expect(expire).toBelongTo('inquiry', 'inquiry', inquiryId);
    }),
  );

  test(
    ...requirement('schema.device-linkage', async (context) => {
      expect(await openedAnswer(context)).toHaveRelationshipsMatching('session-relationships#device');
    }),
  );

  test(
    ...requirement('schema.device-present', async (context) => {
      const expire = await openedAnswer(context);
      const names = rawNames(document(expire).data?.relationships).map(kebab);
      check(expire, names.includes('device'), {
        what: 'An opened session does not show the relationship `device`.',
        expected: 'the relationship, null or not',
        seen: `relationships: ${names.join(', ') || 'none'}`,
        pointer: '/data/relationships/device',
      });
    }),
  );

  test(
    ...requirement('schema.network-linkage', async (context) => {
      const expire = await openedAnswer(context);
      if (!rawNames(document(expire).data?.relationships).includes('network')) {
        context.notApplicable('Not checked: the answer shows no relationship `network`.');
      }
      expect(expire).toHaveRelationshipsMatching('session-relationships#network');
    }),
  );

  test(
    ...requirement('schema.status-value', async ({ run, observe }) => {
      const { created, expire } = await run(expireNew);
      const documented: readonly string[] = documentedStatuses;
      for (const status of new Set([stateOf(created), stateOf(expire)])) {
        const known = status !== undefined && documented.includes(status);
        observe(
          known
            ? `The status "${status}" is a documented one.`
            : `Not in the catalogue: the status "${status}".`,
        );
      }
    }),
  );

  test(
    ...requirement('schema.additions', async ({ run, observe }) => {
      const { expire } = await run(expireNew);
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
    }),
  );
});

/** The answer to expiring a session, as far as it shows a resource: whether it does is a requirement of its own. */
async function answer({ run, cannotTell }: Context): Promise<Exchange> {
  const { expire } = await run(expireNew);
  assumeSuccess(expire, 'Expiring a session');
  if (!document(expire).data) cannotTell('The answer shows no resource under `data`.');
  return expire;
}

async function answerWithAttributes(context: Context): Promise<Exchange> {
  const expire = await answer(context);
  if (rawNames(document(expire).data?.attributes).length === 0)
    context.cannotTell('The answer shows no attributes at all.');
  return expire;
}

async function openedAnswer({ run }: Context): Promise<Exchange> {
  const { expire } = await run(expireActive);
  return assumeSuccess(expire, 'Expiring an active session');
}

/** A group of attributes says something only once somebody has opened the session. */
async function expectGroup(context: Context, group: AttributeGroup): Promise<void> {
  const { expire } = await context.run(expireActive);
  assumeSuccess(expire, 'Expiring an active session');
  const names = sessionAttributes.filter((entry) => entry.group === group).map(({ name }) => name);
  const values = names.map((name) => attribute(document(expire).data, name));
  if (values.every((value) => value === undefined || value === null)) {
    context.notApplicable(
      'Not checked: every attribute of the group is null or absent, even on an opened session.',
    );
  }
  expect(expire).toHaveAttributesMatching(`session-attributes#${group}`);
}
