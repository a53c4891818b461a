/** Errors and odd requests. */
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
      const { failed } = await run(keyOfAFailure);
      if (succeeded(failed) || failed.response.status >= 500)
        cannotTell('The unknown session was not refused at all.');
      expect(failed).toHaveStatus(404);
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
      for (const answer of answers) expect(answer).toBeHandled();
    }),
  );

  test(
    ...requirement('errors.near-miss-ids', async ({ run }) => {
      const { answers, after } = await run(nearMissIds);
      for (const answer of answers) expect(answer).toBeNoSuccess();
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
      const { answer } = await run(malformedBody);
      expect(answer).toBeHandled();
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
      const { first } = await run(refusedCreation);
      expect(first).toBeRefused();
      expect(first).toCarryErrors();
    }),
  );
});
