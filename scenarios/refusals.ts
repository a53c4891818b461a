/** Requests that make no sense: unknown and odd ids, bodies where none is expected, the wrong method. */
import { addressAsWritten, addressWith } from '../client/address.ts';
import type { CallOptions } from '../client/call.ts';
import { isExpired, isFound } from './reading.ts';
import { nearMissIds } from './near-misses.ts';
import { scenario } from './scenario.ts';
import { UNKNOWN_VERSION } from './versions.ts';

/** Ids that cannot exist, as they are sent: percent-encoded. */
export const ODD_IDS: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'quoted', path: encodeURIComponent("iqse_' OR '1'='1") },
  { name: 'non-ASCII', path: encodeURIComponent('iqse_Ünïcødé✓😀') },
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
  'A session is expired with a body that is not JSON, and with a list; in a thorough run also under a version and with an `include` that do not exist.',
  async ({ persona, sessions, configuration }) => {
    const session = await sessions.fresh();
    const expire = (as: string, options: Omit<CallOptions, 'as'>) =>
      persona.expire(session.id, { as, expectedStatuses: [500], ...options });
    // Refused or not, that is left open; what is refused must not be done.
    const odd =
      configuration.depth !== 'thorough'
        ? []
        : [
            await expire('expire under an unknown version', { version: UNKNOWN_VERSION, body: {} }),
            await expire('expire with an unknown include', {
              query: 'include=no-such-relationship',
              body: {},
            }),
          ];
    const isUnharmed = odd.length > 0 && odd.every(({ response }) => response.status >= 400);
    const after = isUnharmed ? await persona.retrieve(session.id, { as: 'read in between' }) : null;
    const answer = await expire('expire', { body: { raw: '{"data": ' } });
    const list = configuration.depth === 'thorough' ? await expire('expire with a list', { body: [] }) : null;
    return { answer, list, odd, after };
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
  'A session is expired with a body that names another session, status, time and inquiry.',
  async ({ persona, sessions, run }) => {
    const session = await sessions.fresh();
    const { session: witness } = await run(nearMissIds);
    const body = {
      data: {
        type: 'inquiry-session',
        id: witness,
        attributes: { status: 'active', 'expired-at': '2001-02-03T04:05:06.000Z' },
      },
      meta: { 'inquiry-ids': [session.inquiryId] },
    };
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
  'The expire address is asked with GET, under an idempotency key; in a thorough run without one and with HEAD too.',
  async ({ persona, sessions, configuration, freshKey }) => {
    const session = await sessions.fresh();
    const address = addressWith('readExpireAddress', session.id);
    const idempotencyKey = freshKey('get');
    const answer = await persona.call(address, {
      as: 'get under a key',
      idempotencyKey,
      expectedStatuses: [500],
    });
    if (configuration.depth === 'thorough') {
      await persona.call(address, { as: 'get', expectedStatuses: [500] });
      await persona.call({ ...address, method: 'HEAD' }, { as: 'head', expectedStatuses: [500] });
    }
    const after = await persona.retrieveUntil(session.id, isFound, { as: 'read after' });
    return { answer, after };
  },
);
