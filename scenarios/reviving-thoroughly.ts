/** Every way in which a session ends, and after it everything that could bring it back: for thorough runs. */
import { afterwards, allEvents, linkIn, open, type Place } from './reviving.ts';
import { scenario } from './scenario.ts';

export const revivingAfterExpire = scenario(
  'reviving-after-expire',
  'A session is expired; then everything is done that could bring it back.',
  afterwards(({ persona, sessionId }) => persona.expire(sessionId, { as: 'expire' }), allEvents),
);

export const revivingWithItsInquiry = scenario(
  'reviving-with-its-inquiry',
  'A session that was opened ends with its inquiry; then everything is done that could bring it back.',
  afterwards(async (place) => {
    await start(place);
    return place.persona.expireInquiry(place.inquiryId, { as: 'expire the inquiry' });
  }, allEvents),
);

export const revivingWithAllOthers = scenario(
  'reviving-with-all-others',
  'A session that was opened ends with all sessions of its inquiry; then everything is done that could bring it back.',
  afterwards(async (place) => {
    // Only active sessions are said to be taken.
    await start(place);
    return place.persona.expireAll([place.inquiryId], { as: 'end all' });
  }, allEvents),
);

/** By a link of its own: one that was used opens nothing later. */
async function start(place: Place): Promise<void> {
  const made = await place.persona.oneTimeLink(place.sessionId, {
    as: 'link to start with',
    expectedStatuses: [500],
  });
  await open(place, linkIn(made));
}
