/** include and fields: what holds for every answer of the run. */
import { document, idOf, isObject, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { promised } from '../../judging/controls.ts';
import { includedTypes } from '../../judging/expectations/sessions.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import type { Path } from '../../judging/finding.ts';
import { kindOf } from '../../judging/value.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireActive } from '../../scenarios/expiring.ts';
import { expireKebab } from '../../scenarios/inflections.ts';
import { ASKED, includeAll, includeNone, sparse, sparseIncluded } from '../../scenarios/queries.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';
import { expireNewAmongOthers } from '../../scenarios/unopened.ts';

test.describe('include and fields, over the whole run', () => {
  test(
    ...requirement(
      'query.include-inquiry',
      everywhere(async (context) => {
        const { expire, inquiryId } = await context.run(expireKebab);
        expect(await promised(context, expire, 'Expiring with the inquiry included')).toInclude(
          'inquiry',
          inquiryId,
        );
      }),
    ),
  );

  test(
    ...requirement(
      'query.include-none',
      everywhere(async (context) => {
        const { expire } = await context.run(includeNone);
        expect(await promised(context, expire, 'Expiring with an empty include')).toIncludeOnly([]);
      }),
    ),
  );

  test(
    ...requirement(
      'query.include-only-asked',
      everywhere(async ({ run, has }) => {
        const { before } = (await has('active-session'))
          ? await run(expireActive)
          : await run(expireNewAmongOthers);
        expect(assumeSuccess(before, 'Reading with the inquiry included')).toIncludeOnly(['inquiry']);
      }),
    ),
  );

  test(
    ...requirement(
      'query.included-resource-shape',
      everywhere(async ({ run, cannotTell }) => {
        const { expire } = await run(expireKebab);
        const { included } = document(assumeSuccess(expire, 'Expiring with the inquiry included'));
        if (included.length === 0) cannotTell('Nothing is included, so no shape can be judged.');
        for (const [index, resource] of included.entries()) {
          const whole =
            typeof resource.type === 'string' &&
            idOf(resource) !== undefined &&
            isObject(resource.attributes);
          check(expire, whole, {
            code: 'include.incomplete',
            seen: kindOf(resource),
            members: Object.keys(resource),
            path: ['included', index],
          });
        }
      }),
    ),
  );

  test(
    ...requirement(
      'query.device-attributes',
      everywhere(async (context) => {
        const { expire } = await context.run(includeAll);
        deviceIdOf(context, assumeSuccess(expire, 'Expiring with the device included'));
        expectIncluded(context, expire, 'device');
        expect(expire).toIncludeAttributesMatching('device', 'device-attributes');
      }),
    ),
  );

  test(
    ...requirement(
      'query.inquiry-status',
      everywhere(async (context) => {
        const { expire } = await context.run(expireKebab);
        expectIncluded(context, assumeSuccess(expire, 'Expiring with the inquiry included'), 'inquiry');
        expect(expire).toIncludeAttributesMatching('inquiry', 'inquiry-attributes');
      }),
    ),
  );

  test(
    ...requirement(
      'query.links-resolve',
      everywhere(async (context) => {
        const { expire } = await context.run(includeAll);
        assumeSuccess(expire, 'Expiring with inquiry and device included');
        const links = linksOf(expire);
        if (links.length === 0) context.cannotTell('The session links to nothing.');
        for (const { type, id } of links) expect(expire).toInclude(type, id);
      }),
    ),
  );

  test(
    ...requirement(
      'query.included-is-linked',
      everywhere(async (context) => {
        const { expire } = await context.run(includeAll);
        const { included } = document(assumeSuccess(expire, 'Expiring with inquiry and device included'));
        const judged = included.filter(({ type }) => type === 'inquiry' || type === 'device');
        if (judged.length === 0) context.cannotTell('Neither an inquiry nor a device is included.');
        const links = linksOf(expire);
        for (const resource of judged) {
          check(
            expire,
            links.some(({ type, id }) => type === resource.type && id === resource.id),
            { code: 'include.unlinked', type: String(resource.type), path: ['included'] },
          );
        }
      }),
    ),
  );

  test(
    ...requirement(
      'query.fields-keep',
      everywhere(async (context) => {
        const { expire } = await context.run(sparse);
        await promised(context, expire, 'Expiring with a sparse fieldset');
        for (const name of ASKED) expect(expire).toHaveAttribute(name);
      }),
    ),
  );

  test(
    ...requirement(
      'query.fields-drop',
      everywhere(async ({ run, cannotTell }) => {
        const { expire } = await run(sparse);
        const names = rawNames(
          document(assumeSuccess(expire, 'Expiring with a sparse fieldset')).data?.attributes,
        );
        if (names.length === 0) cannotTell('The sparse answer shows no attributes at all.');
        expectOnly(expire, names, ASKED, ['data', 'attributes']);
      }),
    ),
  );

  test(
    ...requirement(
      'query.fields-of-included',
      everywhere(async (context) => {
        const { expire } = await context.run(sparseIncluded);
        expectIncluded(context, assumeSuccess(expire, 'Expiring with a sparse inquiry included'), 'inquiry');
        const inquiry = document(expire).included.find(({ type }) => type === 'inquiry');
        expectOnly(expire, rawNames(inquiry?.attributes), ['status'], ['included']);
      }),
    ),
  );
});

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
  path: Path,
): void {
  const odd = names.map(kebab).find((name) => !wanted.includes(name));
  check(exchange, odd === undefined, { code: 'fields.unnamed-left', wanted, odd: odd ?? '', path });
}
