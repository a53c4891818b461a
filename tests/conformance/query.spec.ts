/** include and fields. */
import {
  attribute,
  document,
  idOf,
  member,
  rawNames,
  relationship,
  type Resource,
} from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { History } from '../../judging/invariants/history.ts';
import type { Context } from '../../judging/context.ts';
import { combinationsThat, withAllIncluded, expiredIn, combined } from '../../judging/among-others.ts';
import { promised } from '../../judging/controls.ts';
import { includedTypes } from '../../judging/expectations/sessions.ts';
import { answerOf, type Observation } from '../../judging/observation.ts';
import { reduced } from '../../judging/reduction.ts';
import { valueOf } from '../../judging/value.ts';
import type { Fault } from '../../judging/finding.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { dottedFields, oddQueries } from '../../scenarios/queries.ts';
import { inWords, type Combination } from '../../scenarios/combinations.ts';
import { assumeSuccess, stateInList, stateOf, succeeded } from '../../scenarios/reading.ts';
import { acrossTheMove } from '../../scenarios/versions.ts';

/** So many answers later a reading shows what was made. */
const ANSWERS_BEHIND = 10;

test.describe('include and fields', () => {
  test(
    ...requirement('query.include-device', async (context) => {
      const { after } = await context.run(acrossTheMove);
      const id = deviceIdOf(context, assumeSuccess(after, 'Reading with the device included'));
      expect(after).toInclude('device', id);
    }),
  );

  test(
    ...requirement('query.include-network', async (context) => {
      const expire = await withAllIncluded(context);
      const id = networkIdOf(context, assumeSuccess(expire, 'Expiring with the network included'));
      expect(expire).toInclude('network', id);
    }),
  );

  test(
    ...requirement('query.network-attributes', async (context) => {
      const expire = await withAllIncluded(context);
      networkIdOf(context, assumeSuccess(expire, 'Expiring with the network included'));
      expectIncluded(context, expire, 'network');
      expect(expire).toIncludeAttributesMatching('network', 'network-attributes');
    }),
  );

  test(
    ...requirement('query.inquiry-members', async (context) => {
      const { expire } = await expiredIn(context, 'kebab');
      expectIncluded(context, assumeSuccess(expire, 'Expiring with the inquiry included'), 'inquiry');
      expect(expire).toIncludeAttributesMatching('inquiry', 'inquiry-attributes#members');
    }),
  );

  test(
    ...requirement('query.include-several', async (context) => {
      const expire = await withAllIncluded(context);
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
    ...requirement('query.include-with-fields', async (context) => {
      const answers = await combinationsThat(
        context,
        ({ include, fields, casing }) =>
          include === 'inquiry,device,network' && fields !== 'none' && casing === 'kebab',
      );
      for (const answer of answers) expect(answer).toInclude('inquiry');
    }),
  );

  test(
    ...requirement('query.expires-all-the-same', async (context) => {
      const { rows, sessionIds, answers, lists } = await combined(context);
      for (const [index, answer] of answers.entries()) {
        const row = JSON.parse(rows[index] ?? '') as Combination;
        if (row.state === 'expired' || (row.include === 'none' && row.fields === 'none')) continue;
        const state = lists.map((list) => stateInList(list, sessionIds[index] ?? '')).find(Boolean);
        const failure = succeeded(answer) ? failureOf(answer, state) : undefined;
        if (failure) check(answer, false, failure);
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
    ...requirement('query.include-nested', async (context) => {
      const { rows, sessionIds, inquiryIds, answers } = await combined(context);
      const history = await context.history();
      for (const [index, answer] of answers.entries()) {
        const row = JSON.parse(rows[index] ?? '') as Combination;
        if (row.include !== 'inquiry.sessions' || row.state === 'expired') continue;
        await promised(context, answer, 'Expiring with a nested include');
        const own = sessionIds[index];
        const { included } = document(answer);
        const others = madeBefore(answer, inquiryIds[index], history).filter((id) => id !== own);
        // Those that the inquiry links to in this very answer; a thinned-out inquiry may show none.
        const link = member(member(included.find(isInquiry)?.relationships, 'sessions'), 'data');
        const linked = (Array.isArray(link) ? link : []).map((one) => member(one, 'id'));
        const shown = included.filter(({ type, id }) => type === 'inquiry-session' && id !== own);
        const isWhole = linked.every((id) => id === own || included.some((resource) => resource.id === id));
        const isAlone = row.fields !== 'none' || others.length === 0;
        check(answer, isWhole && (shown.length > 0 || isAlone), {
          code: 'include.not-nested',
          included: includedTypes(answer),
          path: ['included'],
        });
      }
    }),
  );

  test(
    ...requirement('query.fields-dotted', async ({ run, notApplicable }) => {
      const { whole, names, dotted } = await run(dottedFields);
      assumeSuccess(whole, 'Reading with the inquiry included');
      if (dotted === null) return notApplicable('Not checked: the template names no fields.');
      const inquiry = document(assumeSuccess(dotted, 'Reading one field')).included.find(
        ({ type }) => type === 'inquiry',
      );
      const kept = rawNames(attribute(inquiry, 'fields'));
      check(dotted, kept.toSorted().join() === names.toSorted().join(), {
        code: 'fields.dotted',
        kept: kept.length,
        path: ['included'],
      });
    }),
  );

  test(
    ...requirement('query.fields-relationships', async (context) => {
      const [expire] = await combinationsThat(context, ({ fields }) => fields !== 'none');
      if (!expire) return;
      const names = rawNames(document(expire).data?.relationships);
      context.observe({ code: 'sparse-relationships', names });
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

function networkIdOf(context: Context, exchange: Exchange): string {
  const id = idOf(relationship(document(exchange).data, 'network'));
  if (id === undefined) context.notApplicable('Not checked: the opened session links to no network.');
  return id;
}

function expectIncluded(context: Context, exchange: Exchange, type: string): void {
  if (!includedTypes(exchange).includes(type)) context.cannotTell(`No ${type} is included.`);
}

const isInquiry = ({ type }: Resource) => type === 'inquiry';

/** The sessions that the run made for an inquiry, long enough before an answer for a target that reads behind. */
function madeBefore({ label }: Exchange, inquiryId: string | undefined, history: History): readonly string[] {
  const at = history.answers.findIndex(({ exchange }) => exchange.label === label);
  return history.answers
    .slice(0, Math.max(0, at - ANSWERS_BEHIND))
    .filter(({ exchange, outcome }) => exchange.endpoint === 'createSession' && outcome === 'success')
    .flatMap(({ exchange }) => idOf(document(exchange).data) ?? [])
    .filter((id) => history.inquiryOf.get(id) === inquiryId);
}
