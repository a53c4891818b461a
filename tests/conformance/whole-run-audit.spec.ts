/**
 * What the whole run must keep. These tests stand last, because they look at everything that was done before them: each reads
 * its own scenario, and then what the audit found.
 */
import { attribute, document } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { audited } from '../../fixtures/audited.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { allExpired, expiredAmongOthers } from '../../judging/among-others.ts';
import { valueOf } from '../../judging/value.ts';
import { unauthenticated } from '../../scenarios/callers.ts';
import { expireActive, expireAgain, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess, isExpired, stateInList, stateOf, succeeded } from '../../scenarios/reading.ts';
import { refusedCreation } from '../../scenarios/repeats.ts';

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
        expect(strangerAfter).toShowState('new');
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
      audited(async ({ run }) => {
        const { after } = await run(unauthenticated);
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
});

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
