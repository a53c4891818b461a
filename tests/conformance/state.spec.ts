/** Status transitions. */
import { sessionAttributes } from '../../contract/attributes.ts';
import { attribute, document } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { allExpired, expiredAmongOthers } from '../../judging/among-others.ts';
import { promised } from '../../judging/controls.ts';
import { answerOf } from '../../judging/observation.ts';
import { valueOf } from '../../judging/value.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireAll } from '../../scenarios/expiring-many.ts';
import { eventOfTheEnd, expireActive, expireAgain, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess, isExpired, stateInList, stateOf, succeeded } from '../../scenarios/reading.ts';
import { keyOfAConflict } from '../../scenarios/repeats.ts';
import { reviving } from '../../scenarios/reviving.ts';
import {
  revivingAfterExpire,
  revivingWithAllOthers,
  revivingWithItsInquiry,
} from '../../scenarios/reviving-thoroughly.ts';

/** What expiring may change. */
const CHANGING = new Set(['status', 'expired-at']);

/** The times have requirements of their own. */
const LASTING = sessionAttributes
  .filter(({ name, group }) => !CHANGING.has(name) && group !== 'times' && name !== 'created-at')
  .map(({ name }) => name);

test.describe('Status transitions', () => {
  test(
    ...requirement('state.active-becomes-expired', async (context) => {
      const { before, expire, after } = await context.run(expireActive);
      expectOpened(before);
      await promised(context, expire, 'Expiring an active session');
      expect(after).toShowState('expired');
    }),
  );

  test(
    ...requirement('state.nothing-revives', async (context) => {
      const { run, configuration, cannotTell } = context;
      const thorough = configuration.depth === 'thorough';
      if (!thorough && (await context.has('active-session'))) {
        const { expireAll: answer, list, whole, firstId, activeId } = await run(expireAll);
        assumeSuccess(answer, 'Expiring all sessions of an inquiry');
        for (const id of [firstId, activeId]) {
          if (stateInList(list, id) !== 'expired')
            cannotTell('The session was not expired in the first place.');
          const seen = stateInList(whole, id);
          check(whole, seen === 'expired', {
            code: 'list.other-state',
            seen: valueOf(seen, 'status'),
            path: ['data'],
          });
        }
        return;
      }
      const { ended, before, reads } = await run(thorough ? revivingAfterExpire : reviving);
      assumeSuccess(ended, 'Expiring a session');
      if (!isExpired(before)) cannotTell('The session was not expired in the first place.');
      for (const read of reads) expect(read).toShowState('expired');
      for (const otherwise of thorough ? [revivingWithItsInquiry, revivingWithAllOthers] : []) {
        const other = await run(otherwise);
        // Whether it ends in this way is judged elsewhere; of one that has not there is nothing to revive.
        if (isExpired(other.before)) for (const read of other.reads) expect(read).toShowState('expired');
      }
    }),
  );

  test(
    ...requirement('state.new-becomes-expired', async ({ run }) => {
      const { expire, after } = await run(expireNew);
      expect(expire).toSucceed();
      expect(after).toShowState('expired');
    }),
  );

  test(
    ...requirement('state.attributes-kept', async ({ run }) => {
      const { before, expire, after } = await run(expireActive);
      assumeSuccess(expire, 'Expiring an active session');
      expect(after).toKeepAttributesOf(LASTING, before);
      expect(after).toAgreeOn(LASTING, before);
    }),
  );

  test(
    ...requirement('state.listed-as-expired', async (context) => {
      const { sessionId, after, list } = await expiredAmongOthers(context);
      if (!isExpired(after)) context.cannotTell('The session was not expired in the first place.');
      assumeSuccess(list, 'Listing the inquiry’s sessions');
      const entries = document(list).list.filter(({ id }) => id === sessionId);
      check(list, entries.length === 1, { code: 'list.not-once', entries: entries.length, path: ['data'] });
      const status = attribute(entries[0], 'status');
      check(list, status === 'expired', {
        code: 'list.other-state',
        seen: valueOf(status, 'status'),
        path: ['data'],
      });
    }),
  );

  test(
    ...requirement('state.second-expire-keeps-expired', async ({ run, cannotTell }) => {
      const { firstRead, after } = await run(expireAgain);
      if (!isExpired(firstRead)) cannotTell('The session was not expired in the first place.');
      expect(after).toShowState('expired');
    }),
  );

  test(
    ...requirement('state.second-expire-documented-shape', async ({ run }) => {
      const { first, second } = await run(expireAgain);
      assumeSuccess(first, 'The first expire');
      expect(second).toHaveADocumentedShape();
    }),
  );

  test(
    ...requirement('state.second-expire-no-server-error', async ({ run }) => {
      const { first, second } = await run(expireAgain);
      assumeSuccess(first, 'The first expire');
      expect(second).toBeHandled();
      const { refused: underAKey } = await run(keyOfAConflict);
      expect(underAKey).toBeHandled();
    }),
  );

  test(
    ...requirement('state.second-expire-status', async ({ run, observe }) => {
      const { second } = await run(expireAgain);
      observe({ code: 'answered', request: 'second-expire', answer: answerOf(second) });
    }),
  );

  test(
    ...requirement('state.expire-all-on-new', async (context) => {
      const { listOfNew, newId } = await allExpired(context);
      context.observe({ code: 'new-after-expire-all', status: stateInList(listOfNew, newId) ?? null });
    }),
  );

  test(
    ...requirement('state.link-after-expiry', async ({ run, observe }) => {
      const { link } = await run(expireAgain);
      observe({ code: 'link-after-expiry', made: succeeded(link), answer: answerOf(link) });
    }),
  );

  test(
    ...requirement('state.event-sent', async ({ run, observe }) => {
      const { sessionId, events } = await run(eventOfTheEnd);
      const { body } = events.response;
      const listed = body.includes('inquiry-session.expired') && body.includes(sessionId);
      observe({ code: 'event-listed', listed, answer: answerOf(events) });
    }),
  );
});

/** The sessions that are expired while active must have been active: else the check would be about something else. */
function expectOpened(before: Exchange): void {
  assumeSuccess(before, 'Reading the opened session');
  check(before, stateOf(before) === 'active', {
    code: 'session.not-opened',
    seen: valueOf(stateOf(before), 'status'),
    path: ['data', 'attributes', 'status'],
  });
}
