/** Requests that make no sense: unknown and odd ids, bodies where none is expected, the wrong method. */
import { addressAsWritten, addressWith } from '../client/address.ts';
import { isExpired, isFound } from './reading.ts';
import { scenario } from './scenario.ts';

/** Ids that cannot exist, as they are sent: percent-encoded. */
export const ODD_IDS: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'quoted', path: encodeURIComponent("iqse_' OR '1'='1") },
  { name: 'non-ASCII', path: encodeURIComponent('iqse_Ünïcødé✓') },
  { name: 'very long', path: `iqse_${'A'.repeat(400)}` },
];

export const oddIds = scenario('odd-ids', 'Ids that cannot exist are expired.', async ({ persona }) => {
  const answers = [];
  for (const { name, path } of ODD_IDS) {
    answers.push(
      await persona.call(addressAsWritten('expireSession', path), {
        as: `${name} id`,
        unowned: true,
        expectedStatuses: [500],
      }),
    );
  }
  return { answers };
});

export const malformedBody = scenario(
  'malformed-body',
  'A session is expired with a body that is not JSON.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const answer = await persona.expire(session.id, {
      as: 'expire',
      body: { raw: '{"data": ' },
      expectedStatuses: [500],
    });
    return { answer };
  },
);

export const emptyForms = scenario(
  'empty-forms',
  'Sessions are expired with `{}` as the body, and with a Content-Type but no body.',
  async ({ persona, sessions }) => {
    const emptyObject = await persona.expire((await sessions.fresh()).id, {
      as: 'expire with an empty object',
      body: {},
      expectedStatuses: [500],
    });
    const typeAlone = await persona.expire((await sessions.fresh()).id, {
      as: 'expire with a Content-Type alone',
      headers: { 'Content-Type': 'application/json' },
      expectedStatuses: [500],
    });
    return { answers: [emptyObject, typeAlone] };
  },
);

export const steeringBody = scenario(
  'steering-body',
  'A session is expired with a body that names another status.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const body = { data: { attributes: { status: 'active' } } };
    const answer = await persona.expire(session.id, { as: 'expire', body, expectedStatuses: [500] });
    const accepted = answer.response.status < 300;
    const after = await persona.retrieveUntil(session.id, accepted ? isExpired : isFound, {
      as: 'read after',
    });
    return { answer, after };
  },
);

export const readingTheAction = scenario(
  'reading-the-action',
  'The expire address is asked with GET.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const answer = await persona.call(addressWith('readExpireAddress', session.id), {
      as: 'get',
      expectedStatuses: [500],
    });
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { answer, after };
  },
);
