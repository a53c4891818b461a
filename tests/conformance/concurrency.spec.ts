/** Concurrency. */
import { attribute, document } from '../../client/document.ts';
import { valueOf } from '../../judging/value.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { race, sideBySide } from '../../scenarios/races.ts';
import { assumeSuccess, stateInList, succeeded } from '../../scenarios/reading.ts';

test.describe('Concurrency', () => {
  test(
    ...requirement('concurrency.one-succeeds', async ({ run, cannotTell }) => {
      const { answers } = await run(race);
      const [first] = answers;
      if (!first) return cannotTell('There was no answer.');
      expect(answers.find(succeeded) ?? first).toSucceed();
    }),
  );

  test(
    ...requirement('concurrency.ends-expired', async ({ run, cannotTell }) => {
      const { answers, after } = await run(race);
      if (!answers.some(succeeded)) cannotTell('None of the simultaneous expires succeeded.');
      expect(after).toShowState('expired');
    }),
  );

  test(
    ...requirement('concurrency.documented-answers', async ({ run }) => {
      const { answers } = await run(race);
      for (const answer of answers) expect(answer).toHaveADocumentedShape();
    }),
  );

  test(
    ...requirement('concurrency.no-server-error', async ({ run }) => {
      const { answers } = await run(race);
      const { answers: beside } = await run(sideBySide);
      for (const answer of [...answers, ...beside]) expect(answer).toBeHandled();
    }),
  );

  test(
    ...requirement('concurrency.one-end', async ({ run, cannotTell, notApplicable }) => {
      const { answers } = await run(race);
      const ends = answers
        .filter(succeeded)
        .map((answer) => ({ answer, end: attribute(document(answer).data, 'expired-at') }))
        .filter(({ end }) => typeof end === 'string');
      const [first, ...others] = ends;
      if (!first) return cannotTell('No successful answer names an `expired-at`.');
      if (others.length === 0) notApplicable('Not checked: only one of the simultaneous expires succeeded.');
      for (const { answer } of others) expect(answer).toAgreeOn(['expired-at'], first.answer);
    }),
  );

  test(
    ...requirement('concurrency.answers-not-mixed-up', async ({ run }) => {
      const { sessionIds, answers } = await run(sideBySide);
      for (const [index, answer] of answers.entries()) {
        expect(assumeSuccess(answer, 'Expiring a session beside others')).toShowId(sessionIds[index] ?? '');
      }
    }),
  );

  test(
    ...requirement('concurrency.each-expired', async ({ run }) => {
      const { sessionIds, answers, list } = await run(sideBySide);
      for (const answer of answers) assumeSuccess(answer, 'Expiring a session beside others');
      assumeSuccess(list, 'Listing the inquiry’s sessions');
      for (const id of sessionIds) {
        const seen = stateInList(list, id);
        check(list, seen === 'expired', {
          code: 'list.other-state',
          seen: valueOf(seen, 'status'),
          path: ['data'],
        });
      }
    }),
  );
});
