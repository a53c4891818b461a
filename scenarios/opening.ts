/** Can sessions be opened here? Asked once, before the first check that needs it. */
import { scenario } from './scenario.ts';

export const openASession = scenario(
  'open-a-session',
  'A session is created and opened, to find out whether that can be done here; it is used later.',
  async ({ sessions }) => {
    const session = await sessions.active();
    await sessions.release(session, 'active');
    return { sessionId: session.id };
  },
);
