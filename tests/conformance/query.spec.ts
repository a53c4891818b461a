/** include and fields. */
import { sessionAttributes } from '../../contract/attributes.ts';
import { document, idOf, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { combined } from '../../judging/among-others.ts';
import { promised } from '../../judging/controls.ts';
import { includedTypes } from '../../judging/expectations/sessions.ts';
import { answerOf, type Observation } from '../../judging/observation.ts';
import { reduced } from '../../judging/reduction.ts';
import { valueOf } from '../../judging/value.ts';
import type { Fault, Path } from '../../judging/finding.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { expireKebab } from '../../scenarios/inflections.ts';
import {
  ASKED,
  includeAll,
  oddQueries,
  sparse,
  sparseIncluded,
  sparseWithInclude,
} from '../../scenarios/queries.ts';
import { inWords, type Combination } from '../../scenarios/combinations.ts';
import { assumeSuccess, stateInList, stateOf, succeeded } from '../../scenarios/reading.ts';
import { includeBothOnNew } from '../../scenarios/unopened.ts';
import { acrossTheMove } from '../../scenarios/versions.ts';

/** Of the documented attributes, those that no sparse fieldset of the suite asks for. */
const UNASKED = sessionAttributes.filter(
  ({ name, sampled }) => sampled && !(ASKED as readonly string[]).includes(name),
);

test.describe('include and fields', () => {
  test(
    ...requirement('query.include-device', async (context) => {
      const { after } = await context.run(acrossTheMove);
      const id = deviceIdOf(context, assumeSuccess(after, 'Reading with the device included'));
      expect(after).toInclude('device', id);
    }),
  );

  test(
    ...requirement('query.nothing-by-default', async ({ run }) => {
      const { expire, after } = await run(expireNew);
      expect(assumeSuccess(expire, 'Expiring a session')).toIncludeOnly([]);
      expect(assumeSuccess(after, 'Reading a session')).toIncludeOnly([]);
    }),
  );

  test(
    ...requirement('query.include-network', async (context) => {
      const { expire } = await context.run(includeAll);
      const id = networkIdOf(context, assumeSuccess(expire, 'Expiring with the network included'));
      expect(expire).toInclude('network', id);
    }),
  );

  test(
    ...requirement('query.network-attributes', async (context) => {
      const { expire } = await context.run(includeAll);
      networkIdOf(context, assumeSuccess(expire, 'Expiring with the network included'));
      expectIncluded(context, expire, 'network');
      expect(expire).toIncludeAttributesMatching('network', 'network-attributes');
    }),
  );

  test(
    ...requirement('query.inquiry-members', async (context) => {
      const { expire } = await context.run(expireKebab);
      expectIncluded(context, assumeSuccess(expire, 'Expiring with the inquiry included'), 'inquiry');
      expect(expire).toIncludeAttributesMatching('inquiry', 'inquiry-attributes#members');
    }),
  );

  test(
    ...requirement('query.include-several', async (context) => {
      const { expire } = await context.run(includeAll);
      await promised(context, expire, 'Expiring with inquiry and device included');
      const device = deviceIdOf(context, expire);
      expect(expire).toInclude('inquiry');
      expect(expire).toInclude('device', device);
    }),
  );

  test(
    ...requirement('query.include-default', async ({ run, observe }) => {
      const { expire } = await run(expireNew);
      observe({ code: 'included-by-default', types: includedTypes(expire) });
    }),
  );

  test(
    ...requirement('query.fields-leave-other-types', async ({ run, cannotTell }) => {
      const { expire: whole } = await run(expireKebab);
      const { expire } = await run(sparseIncluded);
      assumeSuccess(whole, 'Expiring without a sparse fieldset');
      assumeSuccess(expire, 'Expiring with a sparse inquiry included');
      const shown = rawNames(document(whole).data?.attributes).map(kebab);
      const names = UNASKED.map(({ name }) => name).filter((name) => shown.includes(name));
      if (names.length === 0) cannotTell('A whole answer shows no attribute that could be lost.');
      expect(expire).toKeepAttributesOf(names, whole);
    }),
  );

  test(
    ...requirement('query.include-with-fields', async (context) => {
      const { expire, inquiryId } = await context.run(sparseWithInclude);
      await promised(context, expire, 'Expiring with include and fields');
      expect(expire).toInclude('inquiry', inquiryId);
      expectOnly(expire, rawNames(document(expire).data?.attributes), ASKED, ['data', 'attributes']);
    }),
  );

  test(
    ...requirement('query.expires-all-the-same', async ({ run, has }) => {
      const including = (await has('active-session')) ? includeAll : includeBothOnNew;
      const plays = [await run(sparse), await run(including)];
      for (const { expire, after } of plays) {
        assumeSuccess(expire, 'Expiring with include or fields');
        expect(after).toShowState('expired');
      }
    }),
  );

  test(
    ...requirement('query.every-combination', async (context) => {
      const { rows, sessionIds, answers, lists } = await combined(context);
      for (const [index, answer] of answers.entries()) {
        const row = JSON.parse(rows[index] ?? '') as Combination;
        if (row.state === 'expired') continue;
        const states = lists.map((list) => stateInList(list, sessionIds[index] ?? ''));
        const state = states.find((seen) => seen !== undefined);
        const failure = failureOf(answer, state);
        if (!failure) continue;
        const cause = await reduced(
          context,
          row,
          (trial) => failureOf(trial.answer, stateOf(trial.after))?.code === failure.code,
        );
        check(answer, false, { ...failure, cause: cause ?? inWords(row) });
      }
    }),
  );

  test(
    ...requirement('query.fields-relationships', async ({ run, observe }) => {
      const { expire } = await run(sparse);
      const names = rawNames(document(expire).data?.relationships);
      observe({ code: 'sparse-relationships', names });
    }),
  );

  test(
    ...requirement('query.fields-casing', async ({ run, observe }) => {
      const { camelFields } = await run(oddQueries);
      observe(fieldsAnswered('camel-case', camelFields));
    }),
  );

  test(
    ...requirement('query.fields-unknown', async ({ run, observe }) => {
      const { unknownField } = await run(oddQueries);
      observe(fieldsAnswered('unknown', unknownField));
    }),
  );

  test(
    ...requirement('query.include-unknown', async ({ run, observe }) => {
      const { unknownInclude } = await run(oddQueries);
      observe({ code: 'answered', request: 'unknown-include', answer: answerOf(unknownInclude) });
    }),
  );

  test(
    ...requirement('query.include-too-deep', async ({ run, observe }) => {
      const { deepInclude } = await run(oddQueries);
      observe({ code: 'answered', request: 'deep-include', answer: answerOf(deepInclude) });
    }),
  );
});

/** What is wrong with the answer to a combination; undefined where it is as documented. */
function failureOf(answer: Exchange, after: string | undefined): Fault | undefined {
  const { status } = answer.response;
  if (!succeeded(answer)) return { code: 'combination.refused', seen: status };
  return after === 'expired' || after === undefined
    ? undefined
    : { code: 'combination.not-expired', status, seen: valueOf(after, 'status') };
}

function fieldsAnswered(asked: 'camel-case' | 'unknown', exchange: Exchange): Observation {
  const names = rawNames(document(exchange).data?.attributes);
  return {
    code: 'fields-answered',
    asked,
    answer: answerOf(exchange),
    attributes: names.length > 3 ? 'all' : names,
  };
}

function deviceIdOf(context: Context, exchange: Exchange): string {
  const id = idOf(relationship(document(exchange).data, 'device'));
  if (id === undefined) context.notApplicable('Not checked: the opened session links to no device.');
  return id;
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

function networkIdOf(context: Context, exchange: Exchange): string {
  const id = idOf(relationship(document(exchange).data, 'network'));
  if (id === undefined) context.notApplicable('Not checked: the opened session links to no network.');
  return id;
}

function expectIncluded(context: Context, exchange: Exchange, type: string): void {
  if (!includedTypes(exchange).includes(type)) context.cannotTell(`No ${type} is included.`);
}
