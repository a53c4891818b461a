/** Authorization. */
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { otherEnvironment, readOnlyCaller, unauthenticated } from '../../scenarios/callers.ts';
import { given } from '../../scenarios/reading.ts';

requirement('auth.no-key', async ({ play }) => {
  const { noKey } = await play(unauthenticated);
  expect(noKey).toHaveStatus(401);
});

requirement('auth.unknown-key', async ({ play }) => {
  const { wrongKey } = await play(unauthenticated);
  expect(wrongKey).toHaveStatus(401);
});

requirement('auth.empty-key', async ({ play }) => {
  const { emptyKey } = await play(unauthenticated);
  expect(emptyKey).toHaveStatus(401);
});

requirement('auth.wrong-scheme', async ({ play }) => {
  const { wrongScheme } = await play(unauthenticated);
  expect(wrongScheme).toHaveStatus(401);
});

requirement('auth.before-lookup', async ({ play }) => {
  const { unknownSession } = await play(unauthenticated);
  expect(unknownSession).toHaveStatus(401);
});

requirement('auth.refused-without-effect', async ({ play }) => {
  const { after } = await play(unauthenticated);
  expect(given(after, 'Reading the session')).toShowAnotherStateThan('expired');
});

requirement('auth.read-only-key', async ({ play }) => {
  const { refused } = await play(readOnlyCaller);
  expect(refused).toHaveStatus(403);
});

requirement('auth.read-only-key-without-effect', async ({ play }) => {
  const { after } = await play(readOnlyCaller);
  expect(given(after, 'Reading the session')).toShowAnotherStateThan('expired');
});

requirement('auth.other-environment-refused', async ({ play }) => {
  const { refused } = await play(otherEnvironment);
  expect(refused).toBeRefused();
});

requirement('auth.other-environment-without-effect', async ({ play }) => {
  const { after } = await play(otherEnvironment);
  expect(given(after, 'Reading the session')).toShowAnotherStateThan('expired');
});

requirement('auth.other-environment-cannot-read', async ({ play }) => {
  const { read } = await play(otherEnvironment);
  expect(read).toBeRefused();
});
