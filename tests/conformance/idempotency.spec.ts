/** Idempotency-Key. */
import { document } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import { answerOf } from '../../judging/observation.ts';
import { promised } from '../../judging/controls.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { nearMissKeys } from '../../scenarios/near-misses.ts';
import { overTheLimit } from '../../scenarios/limits.ts';
import { assumeSuccess, isExpired, listsAll, shownId, succeeded } from '../../scenarios/reading.ts';
import {
  creations,
  keyOfAConflict,
  keyOfAFailure,
  keyOfAStranger,
  refusedCreation,
  repeat,
} from '../../scenarios/repeats.ts';

test.describe('Idempotency-Key', () => {
  test(
    ...requirement('idempotency.mismatch-refused', async ({ run }) => {
      const { saved, refused } = await run(nearMissKeys);
      assumeSuccess(saved, 'The first expire');
      expect(refused).toBeRefused();
      const { first: created, elsewhere } = await run(creations);
      assumeSuccess(created, 'The first creation');
      expect(elsewhere).toBeRefused();
    }),
  );

  test(
    ...requirement('idempotency.mismatch-no-effect', async ({ run }) => {
      const { saved, otherAfter } = await run(nearMissKeys);
      assumeSuccess(saved, 'The first expire');
      expect(assumeSuccess(otherAfter, 'Reading the other session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('idempotency.mismatch-envelope', async ({ run, cannotTell }) => {
      const { saved, refused } = await run(nearMissKeys);
      assumeSuccess(saved, 'The first expire');
      if (refused.response.status < 400) cannotTell('The reused key was not refused.');
      expect(refused).toBeJson();
      expect(refused).toCarryErrors();
    }),
  );

  test(
    ...requirement('idempotency.mismatch-status', async ({ run, observe }) => {
      const { refused } = await run(nearMissKeys);
      observe({ code: 'answered', request: 'reused-idempotency-key', answer: answerOf(refused) });
    }),
  );

  test(
    ...requirement('idempotency.keys-are-exact', async (context) => {
      const { created, others } = await context.run(nearMissKeys);
      const id = shownId(assumeSuccess(created, 'The first creation'));
      for (const other of others) {
        await promised(context, other, 'Creating a session under another key');
        check(other, shownId(other) !== id, { code: 'replay.for-another-key', path: ['data', 'id'] });
      }
    }),
  );

  test(
    ...requirement('idempotency.any-key-counts', async ({ run }) => {
      const { saved, savedShort, shortAgain, refused, otherAfter } = await run(nearMissKeys);
      assumeSuccess(saved, 'The expire under a long key');
      assumeSuccess(savedShort, 'The creation under a short key');
      expect(refused).toBeRefused();
      expectOne(shortAgain, [savedShort, shortAgain].filter(succeeded));
      expect(assumeSuccess(otherAfter, 'Reading the other session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('idempotency.include-is-compared', async ({ run }) => {
      const { saved, otherInclude } = await run(nearMissKeys);
      assumeSuccess(saved, 'The first expire');
      expect(otherInclude).toBeRefused();
    }),
  );

  test(
    ...requirement('idempotency.other-endpoint', async ({ run, cannotTell }) => {
      const { across, acrossAfter } = await run(nearMissKeys);
      if (!across || !acrossAfter) return cannotTell('No session was created under a key.');
      if (!succeeded(across)) return expect(across).toBeRefused();
      expect(acrossAfter).toShowState('expired');
    }),
  );

  test(
    ...requirement('idempotency.error-saved', async ({ run, cannotTell }) => {
      const { failed, reused } = await run(keyOfAFailure);
      if (failed.response.status < 400) cannotTell('The first request did not fail.');
      expect(reused).toBeRefused();
      const conflict = await run(keyOfAConflict);
      if (conflict.refused.response.status >= 400) expect(conflict.reused).toBeRefused();
    }),
  );

  test(
    ...requirement('idempotency.error-replayed', async ({ run, cannotTell }) => {
      const { first, second } = await run(refusedCreation);
      if (first.response.status < 400) cannotTell('The first request was not refused.');
      expect(second).toHaveStatus(first.response.status);
      expect(second).toHaveBodyOf(first);
    }),
  );

  test(
    ...requirement('idempotency.error-saved-on-create', async ({ run, cannotTell }) => {
      const { first, mended, unknown, unknownMended } = await run(refusedCreation);
      if (first.response.status < 400) cannotTell('The first request was not refused.');
      expect(mended).toBeRefused();
      if (unknown.response.status >= 400) expect(unknownMended).toBeRefused();
    }),
  );

  test(
    ...requirement('idempotency.unauthenticated-not-saved', async ({ run, cannotTell }) => {
      const { refused, allowed } = await run(keyOfAStranger);
      if (refused.response.status !== 401) cannotTell('The unknown key was not answered with 401.');
      expect(allowed).toSucceed();
      expect(allowed).toShowState('expired');
    }),
  );

  test(
    ...requirement('idempotency.authentication-first', async ({ run }) => {
      const { first, stranger } = await run(repeat);
      assumeSuccess(first, 'The first expire');
      expect(stranger).toHaveStatus(401);
    }),
  );

  test(
    ...requirement('idempotency.rate-limited-not-saved', async ({ run, cannotTell, notApplicable }) => {
      const { expire, again, allowed } = await run(overTheLimit);
      if (!again || !allowed) return notApplicable('Not checked: the window is too long to be waited for.');
      if (expire.response.status !== 429) cannotTell('The expire over the limit was not answered with 429.');
      if (again.response.status === 429) cannotTell('The limit had not been lifted yet.');
      // A low limit may be used up again by a repeated request; only where requests remain is a 429 a saved one.
      const isLimited = allowed.response.status === 429;
      if (isLimited && !(Number(header(allowed, 'ratelimit-remaining')) > 0)) {
        cannotTell('The limit may have been used up once more.');
      }
      check(allowed, !isLimited, { code: 'replay.rate-limit-saved' });
      expect(allowed).toSucceed();
    }),
  );

  test(
    ...requirement('idempotency.no-effect-on-reads', async (context) => {
      const { run, cannotTell } = context;
      const { readBefore, first: expire, inquiryExpired, readAfter } = await run(repeat);
      assumeSuccess(readBefore, 'The first read');
      await promised(context, expire, 'Expiring under a key that a read has brought along');
      assumeSuccess(inquiryExpired, 'Expiring the inquiry between the reads');
      if (isExpired(readBefore)) cannotTell('The session was expired before it was expired.');
      expect(readAfter).toShowState('expired');
      const { first, before, after } = await run(creations);
      assumeSuccess(first, 'Creating a session between two lists');
      for (const list of [before, after]) assumeSuccess(list, 'Listing the sessions');
      check(after, listsAll(after, [first]), { code: 'list.saved', path: ['data'] });
    }),
  );

  test(
    ...requirement('idempotency.create-replayed', async ({ run, cannotTell }) => {
      const { first, repeats } = await run(creations);
      const id = shownId(assumeSuccess(first, 'The first creation'));
      if (id === undefined) return cannotTell('The first creation named no id.');
      for (const repeated of repeats) {
        expect(repeated).toHaveStatus(first.response.status);
        expect(repeated).toShowId(id);
      }
    }),
  );

  test(
    ...requirement('idempotency.create-once', async ({ run, cannotTell }) => {
      const { before, first, second, repeats, after, made } = await run(creations);
      assumeSuccess(first, 'The first creation');
      if (!listsAll(after, [first])) cannotTell('The list does not show the first session.');
      expectOne(second, [first, ...repeats].filter(succeeded));
      expectNoOrphans(after, before, made);
    }),
  );

  test(
    ...requirement('idempotency.new-key-runs-anew', async ({ run }) => {
      const { first, another } = await run(creations);
      assumeSuccess(first, 'The first creation');
      expect(another).toSucceed();
      check(another, shownId(another) !== shownId(first), {
        code: 'replay.for-another-key',
        path: ['data', 'id'],
      });
    }),
  );

  test(
    ...requirement('idempotency.concurrent-once', async ({ run, cannotTell }) => {
      const { before, answers, after, made } = await run(creations);
      const succeeding = answers.filter(succeeded);
      const [first] = succeeding;
      if (!first) return cannotTell('None of the simultaneous creations succeeded.');
      if (!listsAll(after, [first])) cannotTell('The list does not show the session.');
      expectOne(first, succeeding);
      expectNoOrphans(after, before, made);
    }),
  );

  test(
    ...requirement('idempotency.replay-not-rewritten', async ({ run }) => {
      const { first, inOtherCasing } = await run(repeat);
      assumeSuccess(first, 'The first expire');
      // Whether the casing is a parameter is left open: then the repeat is refused.
      if (!succeeded(inOtherCasing)) return expect(inOtherCasing).toBeRefused();
      expect(inOtherCasing).toHaveBodyOf(first);
    }),
  );

  test(
    ...requirement('idempotency.replay-request-id', async ({ run, observe }) => {
      const { first, second } = await run(repeat);
      const [one, other] = [header(first, 'request-id'), header(second, 'request-id')];
      observe({
        code: 'replay-request-id',
        id: other === undefined ? 'none' : one === other ? 'same' : 'new',
      });
    }),
  );
});

/** All these answers show one and the same session. */
function expectOne(shown: Exchange, creations: readonly Exchange[]): void {
  const { size } = new Set(creations.map(shownId));
  check(shown, size === 1, { code: 'create.several', sessions: size, path: ['data', 'id'] });
}

/** The list shows no session that nobody was told of. Those that an inquiry is born with were there before. */
function expectNoOrphans(list: Exchange, before: Exchange, made: readonly string[]): void {
  const known = new Set<unknown>([...made, ...document(before).list.map(({ id }) => id)]);
  const orphans = document(list).list.filter(({ id }) => !known.has(id));
  check(list, orphans.length === 0, { code: 'create.untold', sessions: orphans.length, path: ['data'] });
}
