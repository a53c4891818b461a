/** The ways of opening a session that need no browser. */
import { setTimeout as delay } from 'node:timers/promises';
import { transportDoubt } from '../client/errors.ts';
import { intermediaryOf } from '../client/intermediaries.ts';
import { openWire, type Attempt, type WireRequest } from '../client/wire.ts';
import type { ActivationStrategy } from './activation.ts';

const TIMEOUT_MS = 10_000;
const TRIES = 4;

/** Asks for the link's page as a browser would, without running it: enough for a page that does its work on the server. */
export const readingTheLink: ActivationStrategy = {
  name: 'reading the link',
  available: async () => true,
  open: async (place) => {
    const link = new URL(await place.link());
    const wire = openWire(link.origin, { timeoutMs: TIMEOUT_MS });
    try {
      let attempt = await wire.attempt(page(link));
      // Asked again the link may say that it has been used: then the first time was enough, as the session will show.
      for (let tries = 1; isLost(attempt) && tries < TRIES; tries += 1) {
        await delay(place.persona.configuration.backoffMs);
        attempt = await wire.attempt(page(link));
      }
      if (isLost(attempt)) throw transportDoubt('The page of a one-time link could not be read.');
    } finally {
      await wire.close();
    }
  },
};

function page(link: URL): WireRequest {
  return {
    method: 'GET',
    path: link.pathname + link.search,
    headers: [
      ['Accept', 'text/html'],
      ['User-Agent', 'Mozilla/5.0 (conformance suite)'],
    ],
    body: null,
  };
}

function isLost(attempt: Attempt): boolean {
  return (
    attempt.kind === 'fault' ||
    attempt.response.status >= 500 ||
    intermediaryOf(attempt.response) !== undefined
  );
}

/** Asks the sandbox to act as if the user had started the inquiry. */
export const simulatingTheStart: ActivationStrategy = {
  name: 'simulating',
  available: async () => true,
  open: async ({ persona, inquiryId }) => {
    await persona.simulate(inquiryId, ['start_inquiry'], {
      as: 'simulate the start',
      expectedStatuses: [500],
    });
  },
};
