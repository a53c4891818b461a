/** Errors and odd requests. */
import { refusedStrangers } from '../../judging/among-others.ts';
import { promised } from '../../judging/controls.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { assumeSuccess, succeeded } from '../../scenarios/reading.ts';
import { nearMissIds } from '../../scenarios/near-misses.ts';
import {
  emptyForms,
  malformedBody,
  oddIds,
  readingTheAction,
  steeringBody,
} from '../../scenarios/refusals.ts';
import { keyOfAFailure, refusedCreation } from '../../scenarios/repeats.ts';

test.describe('Errors and odd requests', () => {
  test(
    ...requirement('errors.unknown-id-refused', async ({ run }) => {
      const { failed } = await run(keyOfAFailure);
      expect(failed).toBeRefused();
    }),
  );

  test(
    ...requirement('errors.unknown-id-404', async ({ run, cannotTell }) => {
      const { failed, including } = await run(keyOfAFailure);
      if (succeeded(failed) || failed.response.status >= 500)
        cannotTell('The unknown session was not refused at all.');
      expect(failed).toHaveStatus(404);
      expect(including).toHaveStatus(404);
    }),
  );

  test(
    ...requirement('errors.odd-ids-refused', async ({ run }) => {
      const { answers } = await run(oddIds);
      for (const answer of answers) expect(answer).toBeNoSuccess();
    }),
  );

  test(
    ...requirement('errors.odd-ids-no-server-error', async ({ run }) => {
      const { answers } = await run(oddIds);
      const { answers: near } = await run(nearMissIds);
      for (const answer of [...answers, ...near]) expect(answer).toBeHandled();
    }),
  );

  test(
    ...requirement('errors.near-miss-ids', async (context) => {
      const { answers, after } = await context.run(nearMissIds);
      const { byDevice } = await refusedStrangers(context);
      for (const answer of [...answers, ...(byDevice ? [byDevice] : [])]) expect(answer).toBeNoSuccess();
      expect(assumeSuccess(after, 'Reading the session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('errors.empty-forms-accepted', async (context) => {
      const { answers } = await context.run(emptyForms);
      for (const answer of answers) {
        await promised(context, answer, 'Expiring with an empty form');
        expect(answer).toShowState('expired');
      }
    }),
  );

  test(
    ...requirement('errors.malformed-body-no-server-error', async ({ run }) => {
      const { answer, list } = await run(malformedBody);
      expect(answer).toBeHandled();
      if (list) expect(list).toBeHandled();
    }),
  );

  test(
    ...requirement('errors.malformed-body-json-answer', async ({ run }) => {
      const { answer } = await run(malformedBody);
      expect(answer).toHaveADocumentedShape();
    }),
  );

  test(
    ...requirement('errors.body-cannot-steer', async ({ run }) => {
      const { answer, after } = await run(steeringBody);
      expect(answer).toBeHandled();
      if (succeeded(answer)) expect(after).toShowState('expired');
    }),
  );

  test(
    ...requirement('errors.reading-expires-nothing', async ({ run }) => {
      const { after } = await run(readingTheAction);
      expect(assumeSuccess(after, 'Reading the session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('errors.missing-parameter', async ({ run }) => {
      const { first, nothing, unknown } = await run(refusedCreation);
      for (const answer of [first, nothing, unknown]) {
        expect(answer).toBeRefused();
        expect(answer).toCarryErrors();
      }
    }),
  );
});
