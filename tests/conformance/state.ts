/** Status transitions. */
import { sessionAttributes } from '../../contract/attributes.ts';
import { attribute, document } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement } from '../../fixtures/requirement.ts';
import { outcomeOf } from '../../fixtures/sight.ts';
import { expireAll } from '../../scenarios/expiring-many.ts';
import { eventOfTheEnd, expireActive, expireAgain, expireNew } from '../../scenarios/expiring.ts';
import { given, isExpired, stateInList, stateOf, succeeded } from '../../scenarios/reading.ts';
import { repeat } from '../../scenarios/repeats.ts';

/** What expiring may change. */
const CHANGING = new Set(['status', 'expired-at']);

/** The times have requirements of their own. */
const LASTING = sessionAttributes
  .filter(({ name, group }) => !CHANGING.has(name) && group !== 'times' && name !== 'created-at')
  .map(({ name }) => name);

requirement('state.active-becomes-expired', async ({ play }) => {
  const { before, expire, after } = await play(expireActive);
  expectOpened(before);
  given(expire, 'Expiring an active session');
  expect(after).toShowState('expired');
});

requirement('state.new-becomes-expired', async ({ play }) => {
  const { expire, after } = await play(expireNew);
  expect(expire).toSucceed();
  expect(after).toShowState('expired');
});

requirement('state.answer-shows-expired', async ({ play }) => {
  const { expire } = await play(expireNew);
  expect(given(expire, 'Expiring a session')).toShowState('expired');
});

requirement('state.answer-is-the-session', async ({ play }) => {
  const { expire, sessionId } = await play(expireNew);
  expect(given(expire, 'Expiring a session')).toShowId(sessionId);
});

requirement('state.stays-expired', async ({ play, cannotTell }) => {
  const { after, later } = await play(expireActive);
  if (!isExpired(after)) cannotTell('The session was not expired in the first place.');
  expect(later).toShowState('expired');
});

requirement('state.active-sibling-untouched', async ({ play }) => {
  const { siblingBefore, expire, list, activeSiblingId } = await play(expireActive);
  expectOpened(siblingBefore);
  given(expire, 'Expiring an active session');
  expectInList(list, activeSiblingId, 'active');
});

requirement('state.new-sibling-untouched', async ({ play }) => {
  const { newSiblingCreated, expire, list, newSiblingId } = await play(expireActive);
  given(expire, 'Expiring an active session');
  expectInList(list, newSiblingId, stateOf(newSiblingCreated) ?? 'new');
});

requirement('state.inquiry-untouched', async ({ play, cannotTell }) => {
  const { before, expire, after } = await play(expireActive);
  given(expire, 'Expiring an active session');
  const [earlier, later] = [inquiryStatus(before), inquiryStatus(after)];
  if (earlier === undefined || later === undefined)
    cannotTell('The inquiry was not included in the reads, so its status is not known.');
  expect(after).toHold(earlier === later, {
    what: 'Expiring a session changed the status of its inquiry.',
    expected: `inquiry status "${earlier}", as before`,
    seen: `inquiry status "${later}"`,
    pointer: '/included',
  });
});

requirement('state.other-inquiries-untouched', async ({ play }) => {
  const { strangerCreated, expire, strangerAfter } = await play(expireActive);
  given(expire, 'Expiring an active session');
  expect(strangerAfter).toShowState(stateOf(strangerCreated) ?? 'new');
});

requirement('state.attributes-kept', async ({ play }) => {
  const { before, expire, after } = await play(expireActive);
  given(expire, 'Expiring an active session');
  expect(after).toKeepAttributesOf(LASTING, before);
  expect(after).toAgreeOn(LASTING, before);
});

requirement('state.relationships-kept', async ({ play }) => {
  const { before, expire, after } = await play(expireActive);
  given(expire, 'Expiring an active session');
  expect(after).toKeepLinksOf(['inquiry', 'device'], before);
});

requirement('state.answer-agrees-with-read', async ({ play, cannotTell }) => {
  const { expire, after } = await play(expireNew);
  given(expire, 'Expiring a session');
  if (!isExpired(expire) || !isExpired(after)) cannotTell('The session was not expired in the first place.');
  expect(after).toAgreeOn(['status', 'created-at', 'started-at', 'expired-at'], expire);
});

requirement('state.listed-as-expired', async ({ play, cannotTell }) => {
  const { sessionId, after, list } = await play(expireActive);
  if (!isExpired(after)) cannotTell('The session was not expired in the first place.');
  given(list, 'Listing the inquiry’s sessions');
  const entries = document(list).list.filter(({ id }) => id === sessionId);
  expect(list).toHold(entries.length === 1, {
    what: 'The list does not show the session exactly once.',
    expected: 'one entry',
    seen: `${entries.length} entries`,
    pointer: '/data',
  });
  const status = attribute(entries[0], 'status');
  expect(list).toHold(status === 'expired', {
    what: 'The list shows the expired session in another state.',
    expected: 'status "expired"',
    seen: `status ${JSON.stringify(status)}`,
    pointer: '/data',
  });
});

requirement('state.second-expire-keeps-expired', async ({ play, cannotTell }) => {
  const { firstRead, after } = await play(expireAgain);
  if (!isExpired(firstRead)) cannotTell('The session was not expired in the first place.');
  expect(after).toShowState('expired');
});

requirement('state.second-expire-documented-shape', async ({ play }) => {
  const { first, second } = await play(expireAgain);
  given(first, 'The first expire');
  expect(second).toHaveADocumentedShape();
});

requirement('state.second-expire-no-server-error', async ({ play }) => {
  const { first, second } = await play(expireAgain);
  given(first, 'The first expire');
  expect(second).toBeHandled();
});

requirement('state.second-expire-status', async ({ play, observe }) => {
  const { second } = await play(expireAgain);
  observe(`A second expire is answered with ${outcomeOf(second)}.`);
});

requirement('state.created-new', async ({ play }) => {
  const { created } = await play(expireNew);
  expect(created).toShowState('new');
});

requirement('state.expire-all-takes-active', async ({ play }) => {
  const { expireAll: answer, list, activeId } = await play(expireAll);
  expect(answer).toSucceed();
  given(list, 'Listing the inquiry’s sessions');
  const seen = stateInList(list, activeId);
  expect(list).toHold(seen === 'expired', {
    what: 'An active session was not expired with all others of its inquiry.',
    expected: 'status "expired"',
    seen: `status ${JSON.stringify(seen)}`,
    pointer: '/data',
  });
});

requirement('state.expire-all-spares-other-inquiries', async ({ play }) => {
  const { expireAll: answer, strangerAfter } = await play(expireAll);
  given(answer, 'Expiring all sessions of an inquiry');
  expect(strangerAfter).toShowState('new');
});

requirement('state.expire-all-on-new', async ({ play, observe }) => {
  const { list, newId } = await play(expireAll);
  observe(`After expiring all sessions of its inquiry a new session is "${stateInList(list, newId)}".`);
});

requirement('state.inquiry-expiry-takes-sessions', async ({ play }) => {
  const { inquiryExpired, readAfter } = await play(repeat);
  given(inquiryExpired, 'Expiring the inquiry');
  expect(readAfter).toShowState('expired');
});

requirement('state.link-after-expiry', async ({ play, observe }) => {
  const { link } = await play(expireAgain);
  observe(
    `A one-time link for an expired session: ${succeeded(link) ? 'made' : 'refused'}, ${outcomeOf(link)}.`,
  );
});

requirement('state.event-sent', async ({ play, observe }) => {
  const { sessionId, events } = await play(eventOfTheEnd);
  const { body } = events.response;
  const there = body.includes('inquiry-session.expired') && body.includes(sessionId);
  observe(
    there
      ? 'The event was in the list at once.'
      : `The event was not in the list (yet): ${outcomeOf(events)}.`,
  );
});

function inquiryStatus(exchange: Exchange): string | undefined {
  const inquiry = document(exchange).included.find(({ type }) => type === 'inquiry');
  const status = attribute(inquiry, 'status');
  return typeof status === 'string' ? status : undefined;
}

/** The sessions that are expired while active must have been active: else the check would be about something else. */
function expectOpened(before: Exchange): void {
  given(before, 'Reading the opened session');
  expect(before).toHold(stateOf(before) === 'active', {
    what: 'A session that was opened is not active.',
    expected: 'status "active"',
    seen: `status ${JSON.stringify(stateOf(before))}`,
    pointer: '/data/attributes/status',
  });
}

/** Siblings are looked at in the list: one call shows them all. */
function expectInList(list: Exchange, sessionId: string, state: string): void {
  given(list, 'Listing the inquiry’s sessions');
  const seen = stateInList(list, sessionId);
  expect(list).toHold(seen === state, {
    what: 'Expiring one session changed another one of the same inquiry.',
    expected: `status ${JSON.stringify(state)}, as before`,
    seen: seen === undefined ? 'no such session in the list' : `status ${JSON.stringify(seen)}`,
    pointer: '/data',
  });
}
