/** Making a link that lets an end user open a session once. */
import { oneTimeLink } from '../links.ts';
import { refuse } from '../refusals.ts';
import type { Handler } from '../types.ts';
import { notFound, sessionInPath, showSession } from './finding.ts';

export const generateOneTimeLink: Handler = (call, world) => {
  const session = sessionInPath(call);
  if (!session) return notFound(world);
  if (session.status === 'expired' && world.settings.open.linkForExpired === 'refuse') {
    return refuse(world, 409, { details: 'The session is expired.' });
  }
  return showSession(session, world, 200, { meta: oneTimeLink(session, world) });
};
