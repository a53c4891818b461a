/** Several expires at the same moment: of one session, and of several. */
import type { VersionDate } from '../contract/versions.ts';
import type { Exchange } from '../client/exchange.ts';
import { isExpired, stateInList } from './reading.ts';
import { scenario } from './scenario.ts';
import type { CreatedSession } from './sessions.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

export const race = scenario(
  'race',
  'Four expires of one session are sent at the same moment, two of them under one idempotency key, one in another casing.',
  async ({ persona, sessions, freshKey }) => {
    const session = await sessions.fresh();
    const idempotencyKey = freshKey('race');
    const answers = await Promise.all(
      [
        { as: 'expire (first)' },
        { as: 'expire (second)', idempotencyKey },
        { as: 'expire (third)', idempotencyKey },
        { as: 'expire (fourth)', inflection: 'camel' },
      ].map((options) => persona.expire(session.id, { ...options, expectedStatuses: [500] })),
    );
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after' });
    return { answers, after };
  },
);

/** The versions of the three: answers that change places would show. */
export const BESIDE = ['2025-12-08', '2025-10-27', '2022-09-01'] as const satisfies readonly VersionDate[];

export const sideBySide = scenario(
  'side-by-side',
  'Two sessions of one inquiry (three in a thorough run) are expired at the same moment, each under a dated version and in a casing of its own.',
  async ({ persona, sessions, configuration }) => {
    const inquiryId = await sessions.roomInSharedInquiry(3);
    const made: CreatedSession[] = [];
    for (const name of configuration.depth === 'thorough'
      ? ['first', 'second', 'third']
      : ['first', 'second']) {
      made.push(await sessions.created({ inquiryId, as: `create ${name}` }));
    }
    const answers = await Promise.all(
      made.map(({ id }, index) =>
        persona.expire(id, {
          as: `expire ${index + 1}`,
          version: BESIDE[index],
          inflection: ['snake', 'camel', 'kebab'][index],
          expectedStatuses: [500],
        }),
      ),
    );
    const isSettled = (page: Exchange) => made.every(({ id }) => stateInList(page, id) === 'expired');
    const list = await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as: 'list' });
    return { sessionIds: made.map(({ id }) => id), answers, list };
  },
);
