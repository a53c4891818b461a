/** The ways of opening a session that need no browser. */
import { openWire } from '../client/wire.ts';
import type { OpeningWay } from './opening.ts';

const TIMEOUT_MS = 10_000;

/** Asks for the link's page as a browser would, without running it: enough for a page that does its work on the server. */
export const byReadingTheLink: OpeningWay = {
  name: 'reading the link',
  available: async () => true,
  open: async (place) => {
    const link = new URL(await place.link());
    const wire = openWire(link.origin, { timeoutMs: TIMEOUT_MS });
    try {
      // Whether it helped is seen on the session; a page that cannot be read is simply a way that does not work.
      await wire.attempt({
        method: 'GET',
        path: link.pathname + link.search,
        headers: [
          ['Accept', 'text/html'],
          ['User-Agent', 'Mozilla/5.0 (conformance suite)'],
        ],
        body: null,
      });
    } finally {
      await wire.close();
    }
  },
};

/** Asks the sandbox to act as if the user had started the inquiry. */
export const bySimulating: OpeningWay = {
  name: 'simulating',
  available: async () => true,
  open: async ({ persona, inquiryId }) => {
    await persona.simulate(inquiryId, ['start_inquiry'], { as: 'simulate the start', provokes: [500] });
  },
};
