/**
 * What the whole run must keep. These tests stand last, because they look at everything that was done before them: each reads
 * its own scenario, and then what the audit found.
 */
import { attribute, document } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { audited } from '../../fixtures/audited.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { allExpired, expiredAmongOthers, refusedStrangers } from '../../judging/among-others.ts';
import { valueOf } from '../../judging/value.ts';
import { expireAll } from '../../scenarios/expiring-many.ts';
import { expireActive, expireAgain, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess, isExpired, stateInList, stateOf, succeeded } from '../../scenarios/reading.ts';
import { refusedCreation, repeat } from '../../scenarios/repeats.ts';
import { revivingWithItsInquiry } from '../../scenarios/reviving-thoroughly.ts';

test.describe('The whole run', () => {
  test(
    ...requirement(
      'state.stays-expired',
      audited(async (context) => {
        const { after, later } = await expiredAmongOthers(context);
        if (!isExpired(after)) context.cannotTell('The session was not expired in the first place.');
        expect(later).toShowState('expired');
      }),
    ),
  );

  test(
    ...requirement(
      'state.active-sibling-untouched',
      audited(async ({ run }) => {
        const { siblingBefore, expire, list, activeSiblingId } = await run(expireActive);
        expect(assumeSuccess(siblingBefore, 'Reading the opened sibling')).toShowState('active');
        assumeSuccess(expire, 'Expiring an active session');
        expectInList(list, activeSiblingId, 'active');
      }),
    ),
  );

  test(
    ...requirement(
      'state.new-sibling-untouched',
      audited(async (context) => {
        const { newSiblingCreated, expire, list, newSiblingId } = await expiredAmongOthers(context);
        assumeSuccess(expire, 'Expiring the session');
        expectInList(list, newSiblingId, stateOf(newSiblingCreated) ?? 'new');
      }),
    ),
  );

  test(
    ...requirement(
      'state.inquiry-untouched',
      audited(async (context) => {
        const { before, expire, after } = await expiredAmongOthers(context);
        assumeSuccess(expire, 'Expiring the session');
        const [earlier, later] = [inquiryStatus(before), inquiryStatus(after)];
        if (earlier === undefined || later === undefined)
          return context.cannotTell('The inquiry was not included in the reads, so its status is not known.');
        check(after, earlier === later, {
          code: 'session.inquiry-changed',
          before: earlier,
          after: later,
          path: ['included'],
        });
      }),
    ),
  );

  test(
    ...requirement(
      'state.other-inquiries-untouched',
      audited(async (context) => {
        const { expire, newStrangerCreated, strangersAfter, newStrangerId } =
          await expiredAmongOthers(context);
        assumeSuccess(expire, 'Expiring the session');
        expectInList(strangersAfter, newStrangerId, stateOf(newStrangerCreated) ?? 'new');
        if (!(await context.has('active-session'))) return;
        const { strangerBefore, strangerId } = await context.run(expireActive);
        expect(assumeSuccess(strangerBefore, 'Reading the opened stranger')).toShowState('active');
        expectInList(strangersAfter, strangerId, 'active');
      }),
    ),
  );

  test(
    ...requirement(
      'state.expire-all-spares-other-inquiries',
      audited(async (context) => {
        const { expireAll: answer, strangerAfter } = await allExpired(context);
        assumeSuccess(answer, 'Expiring all sessions of an inquiry');
        expect(strangerAfter).toShowState((await context.has('active-session')) ? 'active' : 'new');
        if (!(await context.has('active-session'))) return;
        const { untouched, mixed, activeId } = await context.run(expireAll);
        // A list with something in it that is no id may be refused or read as far as it goes; refused, it does nothing.
        if (mixed && untouched && !succeeded(mixed)) expectInList(untouched, activeId, 'active');
      }),
    ),
  );

  test(
    ...requirement(
      'state.relationships-kept',
      audited(async ({ run }) => {
        const { before, expire, after } = await run(expireActive);
        assumeSuccess(expire, 'Expiring an active session');
        expect(after).toKeepLinksOf(['inquiry', 'device'], before);
      }),
    ),
  );

  test(
    ...requirement(
      'state.stays-as-left',
      audited(async ({ run }) => void (await run(expireNew))),
    ),
  );

  test(
    ...requirement(
      'state.as-many-as-made',
      audited(async ({ run }) => void (await run(refusedCreation))),
    ),
  );

  test(
    ...requirement(
      'time.second-expire-keeps-time',
      audited(async ({ run, cannotTell }) => {
        const { firstRead, after } = await run(expireAgain);
        expectSameTime([after], 'expired-at', firstRead, cannotTell);
      }),
    ),
  );

  test(
    ...requirement(
      'auth.refused-without-effect',
      audited(async (context) => {
        const { after } = await refusedStrangers(context);
        expect(assumeSuccess(after, 'Reading the session')).toShowAnotherStateThan('expired');
      }),
    ),
  );

  test(
    ...requirement(
      'errors.refused-without-effect',
      audited(async ({ run, notApplicable }) => {
        const { first } = await run(refusedCreation);
        if (succeeded(first)) notApplicable('Nothing was refused that could have been done all the same.');
      }),
    ),
  );

  test(
    ...requirement(
      'state.expire-all-takes-active',
      audited(async ({ run }) => {
        const {
          expireAll: answer,
          list,
          firstId,
          activeId,
          inCamel,
          nextList,
          strangerId,
        } = await run(expireAll);
        expect(answer).toSucceed();
        assumeSuccess(list, 'Listing the inquiry’s sessions');
        for (const id of [firstId, activeId]) expectTaken(list, id);
        expect(inCamel).toSucceed();
        expectTaken(assumeSuccess(nextList, 'Listing the sessions of an inquiry'), strangerId);
      }),
    ),
  );

  test(
    ...requirement(
      'state.inquiry-expiry-takes-sessions',
      audited(async ({ run, has, configuration }) => {
        const { inquiryExpired, readAfter } = await run(repeat);
        assumeSuccess(inquiryExpired, 'Expiring the inquiry');
        expect(readAfter).toShowState('expired');
        if (configuration.depth === 'thorough') {
          const opened = await run(revivingWithItsInquiry);
          assumeSuccess(opened.ended, 'Expiring the inquiry of an opened session');
          expect(opened.before).toShowState('expired');
        }
        if (!(await has('active-session'))) return;
        const { ended, endedList, laterId } = await run(expireAll);
        assumeSuccess(ended, 'Expiring an inquiry with an opened session');
        expectTaken(assumeSuccess(endedList, 'Listing the sessions of the inquiry'), laterId);
      }),
    ),
  );

  test(
    ...requirement(
      'state.answer-agrees-with-read',
      audited(async ({ run, cannotTell }) => {
        const { expire, after } = await run(expireNew);
        assumeSuccess(expire, 'Expiring a session');
        if (!isExpired(expire) || !isExpired(after))
          cannotTell('The session was not expired in the first place.');
        expect(after).toAgreeOn(['status', 'created-at', 'started-at', 'expired-at'], expire);
      }),
    ),
  );
});

function expectTaken(list: Exchange, id: string): void {
  const seen = stateInList(list, id);
  check(list, seen === 'expired', {
    code: 'expire-all.left-active',
    seen: valueOf(seen, 'status'),
    path: ['data'],
  });
}

function inquiryStatus(exchange: Exchange): string | undefined {
  const inquiry = document(exchange).included.find(({ type }) => type === 'inquiry');
  const status = attribute(inquiry, 'status');
  return typeof status === 'string' ? status : undefined;
}

/** Siblings are looked at in the list: one call shows them all. */
function expectInList(list: Exchange, sessionId: string, state: string): void {
  assumeSuccess(list, 'Listing the inquiry’s sessions');
  const seen = stateInList(list, sessionId);
  check(list, seen === state, {
    code: 'session.sibling-changed',
    expected: state,
    seen: valueOf(seen, 'status'),
    path: ['data'],
  });
}

/** The time is there in each answer that succeeded, and is that of the earlier one. */
function expectSameTime(
  answers: readonly Exchange[],
  name: string,
  earlier: Exchange,
  otherwise: (reason: string) => never,
): void {
  const first = attribute(document(earlier).data, name);
  if (typeof first !== 'string' || Number.isNaN(Date.parse(first)))
    otherwise(`\`${name}\` was not shown in the first place.`);
  for (const answer of answers.filter(succeeded)) {
    expect(answer).toKeepAttributesOf([name], earlier);
    expect(answer).toAgreeOn([name], earlier);
  }
}
