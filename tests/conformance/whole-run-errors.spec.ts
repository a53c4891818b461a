/** Errors: what holds for every refusal of the run. */
import { document } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { readOnlyCaller, unauthenticated } from '../../scenarios/callers.ts';
import { keyOfAFailure, refusedCreation } from '../../scenarios/repeats.ts';

test.describe('Errors, over the whole run', () => {
  test(
    ...requirement(
      'errors.media-type',
      everywhere(async (context) => {
        for (const error of await refusals(context)) expect(error).toBeJson();
      }),
    ),
  );

  test(
    ...requirement(
      'errors.list',
      everywhere(async (context) => {
        for (const error of await parsed(context)) expect(error).toMatchSchema('error-document#list');
      }),
    ),
  );

  test(
    ...requirement(
      'errors.title',
      everywhere(async (context) => {
        for (const error of await listed(context)) expect(error).toMatchSchema('error-document#title');
      }),
    ),
  );

  test(
    ...requirement(
      'errors.details',
      everywhere(async (context) => {
        for (const error of await listed(context)) expect(error).toMatchSchema('error-document#details');
      }),
    ),
  );

  test(
    ...requirement(
      'errors.source',
      everywhere(async (context) => {
        for (const error of await listed(context)) expect(error).toMatchSchema('error-document#source');
      }),
    ),
  );

  test(
    ...requirement(
      'errors.no-data',
      everywhere(async (context) => {
        for (const error of await parsed(context)) {
          check(error, document(error).data === undefined, {
            code: 'body.refusal-with-data',
            path: ['data'],
          });
        }
      }),
    ),
  );

  test(
    ...requirement(
      'errors.no-internals',
      everywhere(async (context) => {
        await listed(context);
      }),
    ),
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
