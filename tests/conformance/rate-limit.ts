/** Rate limit. */
import { header } from '../../client/exchange.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { overTheLimit } from '../../scenarios/limits.ts';
import { given } from '../../scenarios/reading.ts';

requirement('rate-limit.refused-with-429', async ({ play }) => {
  const { expire } = await play(overTheLimit);
  expect(expire).toHaveStatus(429);
});

requirement('rate-limit.envelope', async ({ play, cannotTell }) => {
  const { refused } = await play(overTheLimit);
  if (refused.response.status !== 429) cannotTell('Nothing was refused.');
  expect(refused).toBeJson();
  expect(refused).toFit('error-document');
});

requirement('rate-limit.without-effect', async ({ play, cannotTell, notApplicable }) => {
  const { expire, again } = await play(overTheLimit);
  if (!again) return notApplicable('Not checked: the window is too long to be waited for.');
  if (expire.response.status !== 429) cannotTell('The expire over the limit was not answered with 429.');
  expect(given(again, 'Reading the session')).toShowAnotherStateThan('expired');
});

requirement('rate-limit.nothing-remains', async ({ play, notApplicable, cannotTell }) => {
  const { refused } = await play(overTheLimit);
  if (refused.response.status !== 429) cannotTell('Nothing was refused.');
  const remaining = header(refused, 'ratelimit-remaining');
  if (remaining === undefined) notApplicable('Not checked: the refusal announces nothing.');
  expect(refused).toHold(Number(remaining) === 0, {
    what: 'A request was refused for the rate limit although requests remain.',
    expected: '`RateLimit-Remaining: 0`',
    seen: `\`RateLimit-Remaining: ${remaining}\``,
  });
});

requirement('rate-limit.recovers', async ({ play, notApplicable }) => {
  const { again } = await play(overTheLimit);
  if (!again) return notApplicable('Not checked: the window is too long to be waited for.');
  expect(again).toHold(again.response.status !== 429, {
    what: 'Requests are still refused after the announced reset.',
    expected: 'an answer after the window',
    seen: 'status 429 (rate limit)',
  });
});
