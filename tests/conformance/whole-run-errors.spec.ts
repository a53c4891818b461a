/** Errors: what holds for every refusal of the run. */
import { document } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { DETAILED_ERRORS, ERRORS_WITH_META } from '../../judging/expectations/shapes.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { refusedStrangers } from '../../judging/among-others.ts';
import { readOnlyCaller } from '../../scenarios/callers.ts';
import { nearMissKeys } from '../../scenarios/near-misses.ts';
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
        for (const error of await withStatus(context, DETAILED_ERRORS))
          expect(error).toMatchSchema('error-document#details');
      }),
    ),
  );

  test(
    ...requirement(
      'errors.source',
      everywhere(async (context) => {
        for (const error of await withStatus(context, new Set([422])))
          expect(error).toMatchSchema('error-document#source');
      }),
    ),
  );

  test(
    ...requirement(
      'errors.meta',
      everywhere(async (context) => {
        for (const error of await withStatus(context, ERRORS_WITH_META))
          expect(error).toMatchSchema('error-document#meta');
      }),
    ),
  );

  test(
    ...requirement('errors.members', async (context) => {
      const seen = new Map((await listed(context)).map((error) => [error.response.status, membersOf(error)]));
      for (const [status, members] of seen) context.observe({ code: 'error-members', status, members });
    }),
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
  const { noKey, wrongKey } = await refusedStrangers(context);
  const { failed } = await context.run(keyOfAFailure);
  const { first } = await context.run(refusedCreation);
  const forbidden = (await context.has('read-only-key')) ? await context.run(readOnlyCaller) : undefined;
  const { refused: mismatched } = await context.run(nearMissKeys);
  const answers = [noKey, wrongKey, failed, first, mismatched, ...(forbidden ? [forbidden.refused] : [])];
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

/** Refusals of these statuses, of which there is at least one. */
async function withStatus(context: Context, statuses: ReadonlySet<number>): Promise<readonly Exchange[]> {
  const answers = (await listed(context)).filter(({ response }) => statuses.has(response.status));
  if (answers.length === 0) context.notApplicable(`Not checked: no ${[...statuses].join(', ')} was met.`);
  return answers;
}

function membersOf(exchange: Exchange): readonly string[] {
  return [...new Set(document(exchange).errors.flatMap(Object.keys))].sort();
}
