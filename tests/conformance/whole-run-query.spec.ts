/** include and fields: what holds for every answer of the run. */
import { NOTHING_BY_DEFAULT } from '../../contract/versions.ts';
import { askedByName } from '../../scenarios/versions.ts';
import { document, idOf, isObject, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { combinationsThat, withAllIncluded, expiredIn } from '../../judging/among-others.ts';
import type { Context } from '../../judging/context.ts';
import { promised } from '../../judging/controls.ts';
import { includedTypes } from '../../judging/expectations/sessions.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import type { Path } from '../../judging/finding.ts';
import { kindOf } from '../../judging/value.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireActive } from '../../scenarios/expiring.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';
import { expireNewAmongOthers } from '../../scenarios/unopened.ts';

test.describe('include and fields, over the whole run', () => {
  test(
    ...requirement(
      'query.include-inquiry',
      everywhere(async (context) => {
        const { expire, inquiryId } = await expiredIn(context, 'kebab');
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
        const answers = await combinationsThat(context, ({ include }) => include === 'empty');
        for (const answer of answers) expect(answer).toIncludeOnly([]);
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
      everywhere(async (context) => {
        const { cannotTell } = context;
        const { expire } = await expiredIn(context, 'kebab');
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
        const expire = await withAllIncluded(context);
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
        const { expire } = await expiredIn(context, 'kebab');
        expectIncluded(context, assumeSuccess(expire, 'Expiring with the inquiry included'), 'inquiry');
        expect(expire).toIncludeAttributesMatching('inquiry', 'inquiry-attributes');
      }),
    ),
  );

  test(
    ...requirement(
      'query.links-resolve',
      everywhere(async (context) => {
        const expire = await withAllIncluded(context);
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
        const expire = await withAllIncluded(context);
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
        const [answer] = await combinationsThat(
          context,
          ({ fields, casing }) => fields !== 'none' && casing !== 'kebab',
        );
        if (answer) expect(answer).toHaveAttribute('status');
      }),
    ),
  );

  test(
    ...requirement(
      'query.fields-drop',
      everywhere(async (context) => {
        const answers = await combinationsThat(
          context,
          ({ fields, casing }) => fields !== 'none' && casing !== 'kebab',
        );
        for (const answer of answers) {
          const names = rawNames(document(answer).data?.attributes);
          expectOnly(answer, names, ['status', 'latitude'], ['data', 'attributes']);
        }
      }),
    ),
  );

  test(
    ...requirement(
      'query.fields-of-included',
      everywhere(async (context) => {
        const answers = await combinationsThat(
          context,
          ({ include, fields }) => include.startsWith('inquiry,') && fields === 'several types',
        );
        for (const answer of answers) {
          expectIncluded(context, answer, 'inquiry');
          const inquiry = document(answer).included.find(({ type }) => type === 'inquiry');
          expectOnly(answer, rawNames(inquiry?.attributes), ['status'], ['included']);
        }
      }),
    ),
  );

  test(
    ...requirement(
      'query.nothing-by-default',
      everywhere(async (context) => {
        const answers = await combinationsThat(
          context,
          ({ version, include }) => (version ?? '') >= NOTHING_BY_DEFAULT && include === 'none',
        );
        for (const answer of answers) expect(answer).toIncludeOnly([]);
      }),
    ),
  );

  test(
    ...requirement(
      'query.included-once',
      everywhere(async (context) => {
        const { expire } = await expiredIn(context, 'kebab');
        assumeSuccess(expire, 'Expiring with the inquiry included');
      }),
    ),
  );

  test(
    ...requirement(
      'query.fields-leave-other-types',
      everywhere(async ({ run }) => {
        const { thinnedOut } = await run(askedByName);
        assumeSuccess(thinnedOut, 'Reading the session thinned out, its device whole');
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
