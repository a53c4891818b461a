/** Concurrency. */
import { attribute, document } from '../../client/document.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { race, sideBySide } from '../../scenarios/races.ts';
import { given, succeeded } from '../../scenarios/reading.ts';

requirement('concurrency.one-succeeds', async ({ play, cannotTell }) => {
  const { answers } = await play(race);
  const [first] = answers;
  if (!first) return cannotTell('There was no answer.');
  expect(answers.find(succeeded) ?? first).toSucceed();
});

requirement('concurrency.ends-expired', async ({ play, cannotTell }) => {
  const { answers, after } = await play(race);
  if (!answers.some(succeeded)) cannotTell('None of the simultaneous expires succeeded.');
  expect(after).toShowState('expired');
});

requirement('concurrency.documented-answers', async ({ play }) => {
  const { answers } = await play(race);
  for (const answer of answers) expect(answer).toHaveADocumentedShape();
});

requirement('concurrency.no-server-error', async ({ play }) => {
  const { answers } = await play(race);
  for (const answer of answers) expect(answer).toBeHandled();
});

requirement('concurrency.one-end', async ({ play, cannotTell, notApplicable }) => {
  const { answers } = await play(race);
  const ends = answers
    .filter(succeeded)
    .map((answer) => ({ answer, end: attribute(document(answer).data, 'expired-at') }))
    .filter(({ end }) => typeof end === 'string');
  const [first, ...others] = ends;
  if (!first) return cannotTell('No successful answer names an `expired-at`.');
  if (others.length === 0) notApplicable('Not checked: only one of the simultaneous expires succeeded.');
  for (const { answer } of others) expect(answer).toAgreeOn(['expired-at'], first.answer);
});

requirement('concurrency.answers-not-mixed-up', async ({ play }) => {
  const { sessionIds, answers } = await play(sideBySide);
  for (const [index, answer] of answers.entries()) {
    expect(given(answer, 'Expiring a session beside others')).toShowId(sessionIds[index] ?? '');
  }
});

requirement('concurrency.each-expired', async ({ play }) => {
  const { answers, after } = await play(sideBySide);
  for (const [index, answer] of answers.entries()) {
    given(answer, 'Expiring a session beside others');
    expect(after[index] ?? answer).toShowState('expired');
  }
});
