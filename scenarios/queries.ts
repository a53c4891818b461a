/** Expiring with `include` and `fields`, alone and together; and reads with odd values of both. */
import { attribute, document, rawNames } from '../client/document.ts';
import { expireNew } from './expiring.ts';
import { scenario } from './scenario.ts';

/** The one-word and many-word names of an inquiry's own fields differ by template, so one is read first. */
export const dottedFields = scenario(
  'dotted-fields',
  'A session is read with its inquiry included whole, then with two of the inquiry’s `fields` alone.',
  async ({ persona, run }) => {
    const { sessionId } = await run(expireNew);
    const version = '2025-12-08';
    const whole = await persona.retrieve(sessionId, { as: 'read whole', version, query: 'include=inquiry' });
    const inquiry = document(whole).included.find(({ type }) => type === 'inquiry');
    const names = rawNames(attribute(inquiry, 'fields')).slice(0, 2);
    if (names.length === 0) return { whole, names, dotted: null };
    const dotted = names.map((name) => `fields.${encodeURIComponent(name)}`).join(',');
    const query = `include=inquiry&fields[inquiry]=${dotted}`;
    return {
      whole,
      names,
      dotted: await persona.retrieve(sessionId, { as: 'read two fields', version, query }),
    };
  },
);

export const oddQueries = scenario(
  'odd-queries',
  'An expired session is read with names in `include` and `fields` of which nothing is promised.',
  async ({ persona, configuration, run }) => {
    const { sessionId } = await run(expireNew);
    const read = (as: string, query: string) =>
      persona.retrieve(sessionId, { as, query, expectedStatuses: [500] });
    return {
      camelFields: await read('fields in camelCase', 'fields[inquiry-session]=createdAt&include='),
      unknownField: await read('unknown field', 'fields[inquiry-session]=no-such-attribute'),
      unknownInclude: await read('unknown include', 'include=no-such-relationship'),
      deepInclude: await read('deep include', 'include=inquiry.account.inquiries'),
      ...(configuration.depth === 'thorough' && {
        emptyFields: await read('empty fields', 'fields[inquiry-session]=&include='),
      }),
      inAnswerCasing: await persona.retrieve(sessionId, {
        as: 'fields in the casing of the answer',
        query: 'fields[inquiry-session]=createdAt,expiredAt',
        inflection: 'camel',
        expectedStatuses: [500],
      }),
    };
  },
);
