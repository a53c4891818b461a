/** The two neighbouring calls that expire more than one session: they show what expiring a single one must not do. */
import { isFound, stateInList, stateOf } from './reading.ts';
import { scenario } from './scenario.ts';

export const expireAll = scenario(
  'expire-all',
  'All sessions of one inquiry are expired at once; another inquiry’s session is watched.',
  async ({ persona, sessions }) => {
    const inquiryId = await sessions.inquiry();
    const active = await sessions.active({ inquiryId, as: 'create active' });
    const fresh = await sessions.created({ inquiryId, as: 'create new' });
    const stranger = await sessions.fresh({ as: 'create in another inquiry' });
    const expireAll = await persona.expireAll([inquiryId], { as: 'expire all' });
    const list = await persona.listUntil(
      { inquiryId },
      (page) => stateInList(page, active.id) === 'expired',
      {
        as: 'list',
      },
    );
    const strangerAfter = await persona.retrieveUntil(stranger.id, isFound, {
      as: 'read session of another inquiry after',
    });
    if (stateInList(list, fresh.id) === 'new') await sessions.release(fresh, 'new');
    if (stateOf(strangerAfter) === 'new') await sessions.release(stranger, 'new');
    return { expireAll, activeId: active.id, newId: fresh.id, list, strangerAfter };
  },
);
