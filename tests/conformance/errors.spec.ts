/** Errors and odd requests. */
import { document } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { readOnlyCaller, unauthenticated } from '../../scenarios/callers.ts';
import { assumeSuccess, succeeded } from '../../scenarios/reading.ts';
import { malformedBody, oddIds, readingTheAction, steeringBody } from '../../scenarios/refusals.ts';
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
    ...requirement('errors.media-type', async (context) => {
      for (const error of await refusals(context)) expect(error).toBeJson();
    }),
  );

  test(
    ...requirement('errors.list', async (context) => {
      for (const error of await parsed(context)) expect(error).toMatchSchema('error-document#list');
    }),
  );

  test(
    ...requirement('errors.title', async (context) => {
      for (const error of await listed(context)) expect(error).toMatchSchema('error-document#title');
    }),
  );

  test(
    ...requirement('errors.details', async (context) => {
      for (const error of await listed(context)) expect(error).toMatchSchema('error-document#details');
    }),
  );

  test(
    ...requirement('errors.source', async (context) => {
      for (const error of await listed(context)) expect(error).toMatchSchema('error-document#source');
    }),
  );

  test(
    ...requirement('errors.no-data', async (context) => {
      for (const error of await parsed(context)) {
        check(error, document(error).data === undefined, {
          what: 'A refusal carries the session.',
          expected: 'no `data`',
          seen: 'a resource under `data`',
          pointer: '/data',
        });
      }
    }),
  );

  test(
    ...requirement('errors.missing-parameter', async ({ run }) => {
      const { first } = await run(refusedCreation);
      expect(first).toBeRefused();
      expect(first).toMatchSchema('error-document');
    }),
  );
});

/** One refusal of each documented kind that this run has met. */
async function refusals(context: Context): Promise<readonly Exchange[]> {
  const { noKey, wrongKey } = await context.run(unauthenticated);
  const { failed } = await context.run(keyOfAFailure);
  const { first } = await context.run(refusedCreation);
  const forbidden = (await context.has('read-only-key')) ? await context.run(readOnlyCaller) : undefined;
  const answers = [noKey, wrongKey, failed, first, ...(forbidden ? [forbidden.refused] : [])];
  const refused = answers.filter(({ response }) => response.status >= 400 && response.status < 500);
  if (refused.length === 0) context.cannotTell('Nothing was refused, so no refusal can be judged.');
  return refused;
}

async function parsed(context: Context): Promise<readonly Exchange[]> {
  const answers = (await refusals(context)).filter((exchange) => json(exchange) !== undefined);
  if (answers.length === 0) context.cannotTell('No refusal is JSON, so no envelope can be judged.');
  return answers;
}

async function listed(context: Context): Promise<readonly Exchange[]> {
  const answers = (await parsed(context)).filter((exchange) => document(exchange).errors.length > 0);
  if (answers.length === 0) context.cannotTell('No refusal lists an error, so no error can be judged.');
  return answers;
}
