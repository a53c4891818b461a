/** One-time links: what opens a session once, for whoever has it. */
import type { JsonObject } from './json.ts';
import type { Session } from './store/entities.ts';
import type { World } from './types.ts';

/** Makes a link to a session; the members of `meta` that hand it out. */
export function oneTimeLink(session: Session, world: World): JsonObject {
  const link = world.store.links.put({
    id: world.random.characters(16),
    environment: session.environment,
    order: world.store.nextOrder(),
    sessionId: session.id,
    usedAt: null,
  });
  return {
    'one-time-link': `${world.origin}/verify?code=${link.id}`,
    'one-time-link-short': `${world.origin}/v/${link.id}`,
  };
}
