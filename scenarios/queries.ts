/** Expiring with `include` and `fields`, alone and together; and reads with odd values of both. */
import { expireNew } from './expiring.ts';
import { insistOnExpire } from './insisting.ts';
import { isExpired } from './reading.ts';
import { scenario } from './scenario.ts';

export const includeAll = scenario(
  'include-all',
  'An opened session is expired with all that is related to it included.',
  async ({ persona, sessions }) => {
    const session = await sessions.active();
    const expire = await insistOnExpire(persona, session.id, {
      as: 'expire',
      query: 'include=inquiry,device,network',
    });
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after' });
    return { expire, after };
  },
);

export const includeNone = scenario(
  'include-none',
  'A session is expired with an empty `include=`.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    return { expire: await insistOnExpire(persona, session.id, { as: 'expire', query: 'include=' }) };
  },
);

/** The attributes that the sparse scenarios ask for. */
export const ASKED = ['status', 'created-at'] as const;

const sessionFields = `fields[inquiry-session]=${ASKED.join(',')}`;

export const sparse = scenario(
  'sparse',
  'A session is expired with a sparse fieldset, and read again whole.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const expire = await insistOnExpire(persona, session.id, { as: 'expire', query: sessionFields });
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after' });
    return { expire, after };
  },
);

export const sparseIncluded = scenario(
  'sparse-included',
  'A session is expired with its inquiry included, of which only the status is asked for.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const query = 'include=inquiry&fields[inquiry]=status';
    return { expire: await insistOnExpire(persona, session.id, { as: 'expire', query }) };
  },
);

export const sparseWithInclude = scenario(
  'sparse-with-include',
  'A session is expired with a sparse fieldset for itself and its inquiry included whole.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const query = `include=inquiry&${sessionFields}`;
    return {
      inquiryId: session.inquiryId,
      expire: await insistOnExpire(persona, session.id, { as: 'expire', query }),
    };
  },
);

export const oddQueries = scenario(
  'odd-queries',
  'An expired session is read with names in `include` and `fields` of which nothing is promised.',
  async ({ persona, run }) => {
    const { sessionId } = await run(expireNew);
    const read = (as: string, query: string) =>
      persona.retrieve(sessionId, { as, query, expectedStatuses: [500] });
    return {
      camelFields: await read('fields in camelCase', 'fields[inquiry-session]=createdAt'),
      unknownField: await read('unknown field', 'fields[inquiry-session]=no-such-attribute'),
      unknownInclude: await read('unknown include', 'include=no-such-relationship'),
      deepInclude: await read('deep include', 'include=inquiry.account.inquiries'),
    };
  },
);
