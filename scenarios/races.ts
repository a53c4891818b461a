/** Several expires at the same moment: of one session, and of several. */
import type { VersionDate } from '../contract/versions.ts';
import { isExpired } from './reading.ts';
import { scenario } from './scenario.ts';

export const race = scenario(
  'race',
  'Three expires of one session are sent at the same moment.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const answers = await Promise.all(
      ['first', 'second', 'third'].map((name) =>
        persona.expire(session.id, { as: `expire (${name})`, expectedStatuses: [500] }),
      ),
    );
    const after = await persona.retrieveUntil(session.id, isExpired, { as: 'read after' });
    return { answers, after };
  },
);

/** The versions of the two: answers that change places would show. */
export const BESIDE = ['2025-12-08', '2025-10-27'] as const satisfies readonly VersionDate[];

export const sideBySide = scenario(
  'side-by-side',
  'Two sessions are expired at the same moment, each under a dated version of its own.',
  async ({ persona, sessions }) => {
    const made = [];
    for (const name of ['first', 'second']) made.push(await sessions.fresh({ as: `create ${name}` }));
    const answers = await Promise.all(
      made.map(({ id }, index) =>
        persona.expire(id, { as: `expire ${index + 1}`, version: BESIDE[index], expectedStatuses: [500] }),
      ),
    );
    const after = [];
    for (const [index, { id }] of made.entries()) {
      after.push(await persona.retrieveUntil(id, isExpired, { as: `read ${index + 1}` }));
    }
    return { sessionIds: made.map(({ id }) => id), answers, after };
  },
);
