/** Idempotency-Key. */
import { isDeepStrictEqual } from 'node:util';
import { attribute, document } from '../../client/document.ts';
import { header, json, type Exchange } from '../../client/exchange.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { outcomeOf } from '../../fixtures/sight.ts';
import { overTheLimit } from '../../scenarios/limits.ts';
import { given, isExpired, listsAll, shownId, stateOf, succeeded } from '../../scenarios/reading.ts';
import {
  creations,
  keyForAnother,
  keyOfAFailure,
  keyOfAStranger,
  refusedCreation,
  repeat,
} from '../../scenarios/repeats.ts';

requirement('idempotency.replay-status', async ({ play }) => {
  const { first, second } = await play(repeat);
  given(first, 'The first expire');
  expect(second).toHaveStatus(first.response.status);
});

requirement('idempotency.replay-body', async ({ play, cannotTell }) => {
  const { first, second } = await play(repeat);
  given(first, 'The first expire');
  if (!succeeded(second)) cannotTell('The repeat was not answered like the first request at all.');
  expectSavedBody(first, second);
});

requirement('idempotency.mismatch-refused', async ({ play }) => {
  const { first, refused } = await play(keyForAnother);
  given(first, 'The first expire');
  expect(refused).toBeRefused();
});

requirement('idempotency.mismatch-no-effect', async ({ play }) => {
  const { first, after } = await play(keyForAnother);
  given(first, 'The first expire');
  expect(given(after, 'Reading the other session')).toShowAnotherStateThan('expired');
});

requirement('idempotency.mismatch-envelope', async ({ play, cannotTell }) => {
  const { first, refused } = await play(keyForAnother);
  given(first, 'The first expire');
  if (refused.response.status < 400) cannotTell('The reused key was not refused.');
  expect(refused).toBeJson();
  expect(refused).toFit('error-document');
});

requirement('idempotency.mismatch-status', async ({ play, observe }) => {
  const { refused } = await play(keyForAnother);
  observe(`A reused key is answered with ${outcomeOf(refused)}.`);
});

requirement('idempotency.error-saved', async ({ play, cannotTell }) => {
  const { failed, reused } = await play(keyOfAFailure);
  if (failed.response.status < 400) cannotTell('The first request did not fail.');
  expect(reused).toBeRefused();
});

requirement('idempotency.error-replayed', async ({ play, cannotTell }) => {
  const { first, second } = await play(refusedCreation);
  if (first.response.status < 400) cannotTell('The first request was not refused.');
  expect(second).toHaveStatus(first.response.status);
  expectSavedBody(first, second);
});

requirement('idempotency.error-saved-on-create', async ({ play, cannotTell }) => {
  const { first, mended } = await play(refusedCreation);
  if (first.response.status < 400) cannotTell('The first request was not refused.');
  expect(mended).toBeRefused();
});

requirement('idempotency.unauthenticated-not-saved', async ({ play, cannotTell }) => {
  const { refused, allowed } = await play(keyOfAStranger);
  if (refused.response.status !== 401) cannotTell('The unknown key was not answered with 401.');
  expect(allowed).toSucceed();
  expect(allowed).toShowState('expired');
});

requirement('idempotency.authentication-first', async ({ play }) => {
  const { first, stranger } = await play(repeat);
  given(first, 'The first expire');
  expect(stranger).toHaveStatus(401);
});

requirement('idempotency.rate-limited-not-saved', async ({ play, cannotTell, notApplicable }) => {
  const { expire, again, allowed } = await play(overTheLimit);
  if (!again || !allowed) return notApplicable('Not checked: the window is too long to be waited for.');
  if (expire.response.status !== 429) cannotTell('The expire over the limit was not answered with 429.');
  if (again.response.status === 429) cannotTell('The limit had not been lifted yet.');
  // A low limit may be used up again by a repeated request; only where requests remain is a 429 a saved one.
  const isLimited = allowed.response.status === 429;
  if (isLimited && !(Number(header(allowed, 'ratelimit-remaining')) > 0)) {
    cannotTell('The limit may have been used up once more.');
  }
  expect(allowed).toHold(!isLimited, {
    what: 'The refusal for the rate limit was saved under the idempotency key.',
    expected: 'an answer of its own, now that the limit is lifted',
    seen: 'status 429 (rate limit) once more',
  });
  expect(allowed).toSucceed();
});

requirement('idempotency.no-effect-on-reads', async ({ play, cannotTell }) => {
  const { readBefore, inquiryExpired, readAfter } = await play(repeat);
  given(readBefore, 'The first read');
  given(inquiryExpired, 'Expiring the inquiry between the reads');
  if (isExpired(readBefore)) cannotTell('The session was expired before it was expired.');
  expect(readAfter).toShowState('expired');
});

requirement('idempotency.create-replayed', async ({ play, cannotTell }) => {
  const { first, second } = await play(creations);
  const id = shownId(given(first, 'The first creation'));
  if (id === undefined) return cannotTell('The first creation named no id.');
  expect(second).toHaveStatus(first.response.status);
  expect(second).toShowId(id);
});

requirement('idempotency.create-once', async ({ play, cannotTell }) => {
  const { before, first, second, after, made } = await play(creations);
  given(first, 'The first creation');
  if (!listsAll(after, [first])) cannotTell('The list does not show the first session.');
  expectOne(second, [first, second].filter(succeeded));
  expectNoOrphans(after, before, made);
});

requirement('idempotency.new-key-runs-anew', async ({ play }) => {
  const { first, another } = await play(creations);
  given(first, 'The first creation');
  expect(another).toSucceed();
  expect(another).toHold(shownId(another) !== shownId(first), {
    what: 'Another key got the answer that was saved for the first one.',
    expected: 'a session of its own',
    seen: 'the first session once more',
    pointer: '/data/id',
  });
});

requirement('idempotency.concurrent-once', async ({ play, cannotTell }) => {
  const { before, answers, after, made } = await play(creations);
  const succeeding = answers.filter(succeeded);
  const [first] = succeeding;
  if (!first) return cannotTell('None of the simultaneous creations succeeded.');
  if (!listsAll(after, [first])) cannotTell('The list does not show the session.');
  expectOne(first, succeeding);
  expectNoOrphans(after, before, made);
});

requirement('idempotency.replay-request-id', async ({ play, observe }) => {
  const { first, second } = await play(repeat);
  const [one, other] = [header(first, 'request-id'), header(second, 'request-id')];
  observe(
    `A repeated answer carries ${other === undefined ? 'no' : one === other ? 'the same' : 'a new'} \`Request-Id\`.`,
  );
});

function expectSavedBody(first: Exchange, second: Exchange): void {
  expect(second).toHold(isDeepStrictEqual(json(first), json(second)), {
    what: 'The repeated answer has another body than the first one.',
    expected: 'the saved body',
    seen: difference(first, second),
  });
}

/** Where two bodies differ, without their values. */
function difference(first: Exchange, second: Exchange): string {
  const [one, other] = [document(first), document(second)];
  const status = (of: typeof one) =>
    attribute(
      of.included.find(({ type }) => type === 'inquiry'),
      'status',
    );
  if (stateOf(first) !== stateOf(second)) return 'another status of the session';
  if (status(one) !== status(other))
    return `the inquiry as it is now ("${String(status(other))}"), not as it was`;
  return 'a body that differs';
}

/** All these answers show one and the same session. */
function expectOne(shown: Exchange, creations: readonly Exchange[]): void {
  const { size } = new Set(creations.map(shownId));
  expect(shown).toHold(size === 1, {
    what: 'One key created more than one session.',
    expected: 'the same session in every answer',
    seen: `${size} different sessions`,
    pointer: '/data/id',
  });
}

/** The list shows no session that nobody was told of. Those that an inquiry is born with were there before. */
function expectNoOrphans(list: Exchange, before: Exchange, made: readonly string[]): void {
  const known = new Set<unknown>([...made, ...document(before).list.map(({ id }) => id)]);
  const orphans = document(list).list.filter(({ id }) => !known.has(id));
  expect(list).toHold(orphans.length === 0, {
    what: 'One key created a session that no answer tells of.',
    expected: 'only sessions that some answer named',
    seen: `${orphans.length} more`,
    pointer: '/data',
  });
}
