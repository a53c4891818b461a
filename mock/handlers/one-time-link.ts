/** Making a link that lets an end user open a session once. */
import type { Handler } from '../patch.ts';
import { refuse } from '../refusals.ts';
import { notFound, sessionInPath, showSession } from './finding.ts';

export const generateOneTimeLink: Handler = (call, world) => {
  const session = sessionInPath(call);
  if (!session) return notFound(world);
  if (session.status === 'expired' && world.settings.open.linkForExpired === 'refuse') {
    return refuse(world, 409, { details: 'The session is expired.' });
  }
  const link = world.store.links.put({
    id: world.random.characters(16),
    environment: session.environment,
    order: world.store.nextOrder(),
    sessionId: session.id,
    usedAt: null,
  });
  return showSession(session, world, 200, {
    meta: {
      'one-time-link': `${world.origin}/verify?code=${link.id}`,
      'one-time-link-short': `${world.origin}/v/${link.id}`,
    },
  });
};
