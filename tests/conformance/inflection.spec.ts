/** Key-Inflection. */
import { sessionAttributes } from '../../contract/attributes.ts';
import { attribute, document, isObject, kebab, rawNames } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { combinationsThat, expiredIn } from '../../judging/among-others.ts';
import { casingOf, type Casing } from '../../judging/expectations/casing.ts';
import { answerOf } from '../../judging/observation.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import {
  expireBare,
  expireCamel,
  expireKebab,
  expireSnake,
  requestCasings,
  unknownInflection,
} from '../../scenarios/inflections.ts';
import { isShouted } from '../../scenarios/combinations.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';

const STYLES = ['kebab', 'camel', 'snake'] as const;

/** Names that are documented: others may come and go between two sessions. */
const DOCUMENTED = new Set(sessionAttributes.map(({ name }) => name));

test.describe('Key-Inflection', () => {
  test(
    ...requirement('inflection.default-style', async ({ run, observe }) => {
      const { expire } = await run(expireBare);
      observe({ code: 'default-casing', casing: styleOf(expire) ?? null });
    }),
  );

  test(
    ...requirement('inflection.same-attributes', async (context) => {
      const { expire: inKebab } = await expiredIn(context, 'kebab');
      const wanted = documentedNames(assumeSuccess(inKebab, 'Expiring with kebab casing'));
      for (const style of STYLES) {
        const { expire } = await expiredIn(context, style);
        assumeSuccess(expire, `Expiring with ${style} casing`);
        const names = documentedNames(expire);
        const lost = wanted.find((name) => !names.includes(name));
        const won = names.find((name) => !wanted.includes(name));
        check(expire, lost === undefined && won === undefined, {
          code: 'casing.other-attributes',
          casing: style,
          difference: lost === undefined ? 'added' : 'lost',
          name: lost ?? won ?? '',
          path: ['data', 'attributes'],
        });
      }
    }),
  );

  test(
    ...requirement('inflection.header-name-case', async (context) => {
      const answers = await combinationsThat(context, isShouted);
      for (const answer of answers) expect(answer).toCaseAttributes('snake');
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
    // Under the run's own version: among the combinations each casing has another one.
    ...requirement('inflection.fields-names-kept', async ({ run, notApplicable, cannotTell }) => {
      const { expire: kebab } = await run(expireKebab);
      const names = fieldNames(assumeSuccess(kebab, 'Expiring with the inquiry included'));
      if (!names) return cannotTell('No inquiry with `fields` is included.');
      const telling = names.filter((name) => /[-_A-Z]/.test(name));
      if (telling.length === 0) notApplicable('Not checked: the template names no field of two words.');
      for (const scenario of [expireCamel, expireSnake]) {
        const { expire } = await run(scenario);
        const shown = fieldNames(assumeSuccess(expire, 'Expiring with the inquiry included')) ?? [];
        const missing = telling.find((name) => !shown.includes(name));
        check(expire, missing === undefined, {
          code: 'casing.field-renamed',
          name: missing ?? '',
          names: shown,
          path: ['included'],
        });
      }
    }),
  );

  test(
    ...requirement('inflection.unknown-value', async ({ run, observe }) => {
      const { read } = await run(unknownInflection);
      observe({ code: 'unknown-casing-answered', answer: answerOf(read), casing: styleOf(read) ?? null });
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

/** The names inside the included inquiry's `fields`, as they came; undefined when there is no such inquiry. */
function fieldNames(exchange: Exchange): readonly string[] | undefined {
  const inquiry = document(exchange).included.find(({ type }) => type === 'inquiry');
  const fields = attribute(inquiry, 'fields');
  return isObject(fields) ? rawNames(fields) : undefined;
}
