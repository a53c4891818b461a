/** Authorization. */
import { refusedNotFailed } from '../../judging/controls.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { otherEnvironment, readOnlyCaller, unauthenticated } from '../../scenarios/callers.ts';
import { nearMissCredentials } from '../../scenarios/near-misses.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';

test.describe('Authorization', () => {
  test(
    ...requirement('auth.no-key', async ({ run }) => {
      const { noKey, after } = await run(unauthenticated);
      expect(refusedNotFailed(noKey, after)).toHaveStatus(401);
    }),
  );

  test(
    ...requirement('auth.unknown-key', async ({ run }) => {
      const { wrongKey, after } = await run(unauthenticated);
      expect(refusedNotFailed(wrongKey, after)).toHaveStatus(401);
    }),
  );

  test(
    ...requirement('auth.empty-key', async ({ run }) => {
      const { emptyKey, after } = await run(unauthenticated);
      expect(refusedNotFailed(emptyKey, after)).toHaveStatus(401);
    }),
  );

  test(
    ...requirement('auth.wrong-scheme', async ({ run }) => {
      const { wrongScheme, after } = await run(unauthenticated);
      expect(refusedNotFailed(wrongScheme, after)).toHaveStatus(401);
    }),
  );

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
    ...requirement('auth.before-lookup', async ({ run }) => {
      const { unknownSession, after } = await run(unauthenticated);
      expect(refusedNotFailed(unknownSession, after)).toHaveStatus(401);
    }),
  );

  test(
    ...requirement('auth.read-only-key', async ({ run }) => {
      const { refused, after } = await run(readOnlyCaller);
      expect(refusedNotFailed(refused, after)).toHaveStatus(403);
    }),
  );

  test(
    ...requirement('auth.read-only-key-without-effect', async ({ run }) => {
      const { after } = await run(readOnlyCaller);
      expect(assumeSuccess(after, 'Reading the session')).toShowAnotherStateThan('expired');
    }),
  );

  test(
    ...requirement('auth.other-environment-refused', async ({ run }) => {
      const { refused } = await run(otherEnvironment);
      expect(refused).toBeRefused();
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
      const { read } = await run(otherEnvironment);
      expect(read).toBeRefused();
    }),
  );
});
