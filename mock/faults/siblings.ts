/** Sessions that share an inquiry. */
import type { Session } from '../store/entities.ts';
import type { World } from '../types.ts';

/** The other sessions of the same inquiry, newest first. */
export function siblings({ inquiryId, id, environment }: Session, world: World): Session[] {
  return world.store.sessions
    .list(environment)
    .filter((session) => session.inquiryId === inquiryId && session.id !== id);
}
