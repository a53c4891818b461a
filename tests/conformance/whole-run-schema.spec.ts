/** Response schema: what holds for every answer of the run that shows a session. */
import { sessionAttributes, type AttributeGroup } from '../../contract/attributes.ts';
import { attribute, document, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireActive, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';

test.describe('Response schema, over the whole run', () => {
  test(
    ...requirement(
      'schema.media-type',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toBeJson();
      }),
    ),
  );

  test(
    ...requirement(
      'schema.single-resource',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toMatchSchema('session-document#single');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.type',
      everywhere(async (context) => {
        expect(await answer(context)).toMatchSchema('session-document#type');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.id',
      everywhere(async (context) => {
        expect(await answer(context)).toMatchSchema('session-document#id');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.attributes',
      everywhere(async (context) => {
        expect(await answer(context)).toMatchSchema('session-document#attributes');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.status',
      everywhere(async (context) => {
        expect(await answerWithAttributes(context)).toHaveAttributesMatching('session-attributes#status');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.created-at',
      everywhere(async (context) => {
        expect(await answerWithAttributes(context)).toHaveAttributesMatching('session-attributes#created-at');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.times',
      everywhere(async (context) => {
        const { expire: ofNew } = await context.run(expireNew);
        expect(assumeSuccess(ofNew, 'Expiring a session')).toHaveAttributesMatching(
          'session-attributes#times',
        );
      }),
    ),
  );

  test(
    ...requirement(
      'schema.client-attributes',
      everywhere(async (context) => {
        await expectGroup(context, 'client');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.flags',
      everywhere(async (context) => {
        await expectGroup(context, 'flags');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.place-attributes',
      everywhere(async (context) => {
        await expectGroup(context, 'place');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.gps-attributes',
      everywhere(async (context) => {
        await expectGroup(context, 'gps');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.network-attributes',
      everywhere(async (context) => {
        await expectGroup(context, 'network');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.threat-level',
      everywhere(async (context) => {
        await expectGroup(context, 'risk');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.inquiry-linkage',
      everywhere(async (context) => {
        expect(await answer(context)).toHaveRelationshipsMatching('session-relationships#inquiry');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.inquiry-is-its-own',
      everywhere(async ({ run, cannotTell }) => {
        const { expire, inquiryId } = await run(expireNew);
        assumeSuccess(expire, 'Expiring a session');
        if (!relationship(document(expire).data, 'inquiry'))
          cannotTell('The answer links to no inquiry at all.');
        expect(expire).toBelongTo('inquiry', 'inquiry', inquiryId);
      }),
    ),
  );

  test(
    ...requirement(
      'schema.device-linkage',
      everywhere(async (context) => {
        expect(await openedAnswer(context)).toHaveRelationshipsMatching('session-relationships#device');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.network-linkage',
      everywhere(async (context) => {
        const expire = await openedAnswer(context);
        if (!rawNames(document(expire).data?.relationships).includes('network')) {
          context.notApplicable('Not checked: the answer shows no relationship `network`.');
        }
        expect(expire).toHaveRelationshipsMatching('session-relationships#network');
      }),
    ),
  );

  test(
    ...requirement(
      'schema.sampled-attributes-present',
      everywhere(async ({ run, cannotTell }) => {
        const { before, expire } = await run(expireActive);
        assumeSuccess(before, 'Reading the opened session');
        assumeSuccess(expire, 'Expiring an active session');
        const filled = sessionAttributes
          .filter(({ name, sampled }) => sampled && (attribute(document(before).data, name) ?? null) !== null)
          .map(({ name }) => name);
        if (filled.length === 0) cannotTell('The opened session shows no attribute that could be lost.');
        expect(expire).toKeepAttributesOf(filled, before);
      }),
    ),
  );

  test(
    ...requirement(
      'schema.no-errors',
      everywhere(async (context) => {
        await answer(context);
      }),
    ),
  );

  test(
    ...requirement(
      'schema.status-200',
      everywhere(async ({ run }) => {
        const { expire } = await run(expireNew);
        expect(assumeSuccess(expire, 'Expiring a session')).toHaveStatus(200);
      }),
    ),
  );

  test(
    ...requirement(
      'schema.device-present',
      everywhere(async (context) => {
        const expire = await openedAnswer(context);
        const names = rawNames(document(expire).data?.relationships).map(kebab);
        check(expire, names.includes('device'), {
          code: 'relationship.missing',
          name: 'device',
          names,
          path: ['data', 'relationships', 'device'],
        });
      }),
    ),
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
