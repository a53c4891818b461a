/** Authorization. */
import { refusedNotFailed } from '../../judging/controls.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { refusedStrangers } from '../../judging/among-others.ts';
import { otherEnvironment, readOnlyCaller, readOnlyCallerOpened } from '../../scenarios/callers.ts';
import { nearMissCredentials } from '../../scenarios/near-misses.ts';
import { assumeSuccess, stateInList } from '../../scenarios/reading.ts';

test.describe('Authorization', () => {
  test(
    ...requirement('auth.near-miss-keys', async ({ run }) => {
      const { answers, after } = await run(nearMissCredentials);
      for (const answer of answers) expect(refusedNotFailed(answer, after)).toHaveStatus(401);
      expect(assumeSuccess(after, 'Reading the session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('auth.no-key-elsewhere', async ({ run }) => {
      const { elsewhere } = await run(nearMissCredentials);
      for (const answer of elsewhere) expect(answer).toHaveStatus(401);
    }),
  );

  test(
    ...requirement('auth.before-lookup', async (context) => {
      const { unknownSession, after } = await refusedStrangers(context);
      expect(refusedNotFailed(unknownSession, after)).toHaveStatus(401);
    }),
  );

  test(
    ...requirement('auth.read-only-key', async (context) => {
      const { refused, others, after } = await context.run(readOnlyCaller);
      for (const answer of [refused, ...others]) expect(refusedNotFailed(answer, after)).toHaveStatus(403);
      if (!(await context.has('active-session'))) return;
      const opened = await context.run(readOnlyCallerOpened);
      expect(refusedNotFailed(opened.refused, opened.after)).toHaveStatus(403);
    }),
  );

  test(
    ...requirement('auth.read-only-key-without-effect', async (context) => {
      const { after } = await context.run(readOnlyCaller);
      expect(assumeSuccess(after, 'Reading the session')).toShowAnotherStateThan('expired');
      if (!(await context.has('active-session'))) return;
      const opened = await context.run(readOnlyCallerOpened);
      expect(assumeSuccess(opened.after, 'Reading the opened session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('auth.other-environment-refused', async ({ run }) => {
      const { refused, others } = await run(otherEnvironment);
      for (const answer of [refused, ...others]) expect(answer).toBeRefused();
    }),
  );

  test(
    ...requirement('auth.other-environment-without-effect', async ({ run }) => {
      const { after } = await run(otherEnvironment);
      expect(assumeSuccess(after, 'Reading the session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('auth.other-environment-cannot-read', async ({ run }) => {
      const { sessionId, read, readExpired, list } = await run(otherEnvironment);
      expect(read).toBeRefused();
      expect(readExpired).toBeRefused();
      check(list, stateInList(list, sessionId) === undefined, {
        code: 'list.other-environment',
        path: ['data'],
      });
    }),
  );
});
