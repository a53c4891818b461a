/** Errors and odd requests. */
import { document } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../fixtures/context.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { readOnlyCaller, unauthenticated } from '../../scenarios/callers.ts';
import { given, succeeded } from '../../scenarios/reading.ts';
import { malformedBody, oddIds, readingTheAction, steeringBody } from '../../scenarios/refusals.ts';
import { keyOfAFailure, refusedCreation } from '../../scenarios/repeats.ts';
import { NotApplicable } from '../../scenarios/scenario.ts';

requirement('errors.unknown-id-refused', async ({ play }) => {
  const { failed } = await play(keyOfAFailure);
  expect(failed).toBeRefused();
});

requirement('errors.unknown-id-404', async ({ play, cannotTell }) => {
  const { failed } = await play(keyOfAFailure);
  if (succeeded(failed) || failed.response.status >= 500)
    cannotTell('The unknown session was not refused at all.');
  expect(failed).toHaveStatus(404);
});

requirement('errors.odd-ids-refused', async ({ play }) => {
  const { answers } = await play(oddIds);
  for (const answer of answers) expect(answer).toBeNoSuccess();
});

requirement('errors.odd-ids-no-server-error', async ({ play }) => {
  const { answers } = await play(oddIds);
  for (const answer of answers) expect(answer).toBeHandled();
});

requirement('errors.malformed-body-no-server-error', async ({ play }) => {
  const { answer } = await play(malformedBody);
  expect(answer).toBeHandled();
});

requirement('errors.malformed-body-json-answer', async ({ play }) => {
  const { answer } = await play(malformedBody);
  expect(answer).toHaveADocumentedShape();
});

requirement('errors.body-cannot-steer', async ({ play }) => {
  const { answer, after } = await play(steeringBody);
  expect(answer).toBeHandled();
  if (succeeded(answer)) expect(after).toShowState('expired');
});

requirement('errors.reading-expires-nothing', async ({ play }) => {
  const { after } = await play(readingTheAction);
  expect(given(after, 'Reading the session')).toShowAnotherStateThan('expired');
});

requirement('errors.media-type', async (context) => {
  for (const error of await refusals(context)) expect(error).toBeJson();
});

requirement('errors.list', async (context) => {
  for (const error of await parsed(context)) expect(error).toFit('error-document#list');
});

requirement('errors.title', async (context) => {
  for (const error of await listed(context)) expect(error).toFit('error-document#title');
});

requirement('errors.details', async (context) => {
  for (const error of await listed(context)) expect(error).toFit('error-document#details');
});

requirement('errors.source', async (context) => {
  for (const error of await listed(context)) expect(error).toFit('error-document#source');
});

requirement('errors.no-data', async (context) => {
  for (const error of await parsed(context)) {
    expect(error).toHold(document(error).data === undefined, {
      what: 'A refusal carries the session.',
      expected: 'no `data`',
      seen: 'a resource under `data`',
      pointer: '/data',
    });
  }
});

requirement('errors.missing-parameter', async ({ play }) => {
  const { first } = await play(refusedCreation);
  expect(first).toBeRefused();
  expect(first).toFit('error-document');
});

/** One refusal of each documented kind that this run has met. */
async function refusals(context: Context): Promise<readonly Exchange[]> {
  const { noKey, wrongKey } = await context.play(unauthenticated);
  const { failed } = await context.play(keyOfAFailure);
  const { first } = await context.play(refusedCreation);
  const forbidden = await context.play(readOnlyCaller).catch(unlessNotApplicable);
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

function unlessNotApplicable(error: unknown): undefined {
  if (!(error instanceof NotApplicable)) throw error;
}
