/** Explores the target that is configured: the mock in this process, or a sandbox, which is cleaned up at the end. */
import type { Configuration } from '../client/configuration.ts';
import { redact } from '../client/redaction.ts';
import { timeAt } from '../preflight/plan.ts';
import { plural } from '../reporting/words.ts';
import { openPlainTarget } from '../upgrade/target.ts';
import { explore, requestsToShorten, type Exploration, type ExploreOptions } from './explore.ts';
import { SETTLING_MS } from './sequence.ts';

/** Nobody waits for an hour that is the mock's own. */
const UNHURRIED = { quota: { limit: 1_000_000, windowSeconds: 3_600 } };

/** The documented limit, and a latency that is usual over the internet. */
const USUAL = { limit: 300, latencyMs: 200 };

/** A sequence sends about so many, and waits once before it looks back. */
const REQUESTS_OF_A_SEQUENCE = 14;

/** Silence longer than this makes people wonder. */
const SILENCE_MS = 10_000;

/** Tells on stderr what it is about to send, how far it is, and what it waits for. */
export async function exploreTarget(
  configuration: Configuration,
  options: Pick<ExploreOptions, 'seed' | 'requests' | 'leaveOut'>,
): Promise<{ readonly exploration: Exploration; readonly configuration: Configuration }> {
  const { target, baseUrl, version } = configuration;
  const { requests, seed } = options;
  const isMock = target === 'mock';
  say(
    `Exploring ${isMock ? 'the embedded mock' : baseUrl}, version ${version}, seed ${seed}: at most ${plural(requests, 'request')}, and ${requestsToShorten(requests)} more to shorten what is found${
      isMock
        ? '.'
        : `, about ${inWords(timeAt({ requests, ...USUAL }) + (requests / REQUESTS_OF_A_SEQUENCE) * SETTLING_MS)} at ${USUAL.limit} a minute; then one for each inquiry that was made, to expire it.`
    }`,
  );
  const opened = await openPlainTarget(configuration, UNHURRIED);
  const { pause, ...client } = opened.runOptions;
  let said = Date.now();
  try {
    const exploration = await explore(opened.configuration, {
      ...options,
      client: {
        ...client,
        onWait: ({ ms, reason }) => ms >= 1_000 && say(`… waiting ${Math.ceil(ms / 1_000)} s: ${reason}`),
      },
      pause: pause ?? (async () => undefined),
      onProgress: ({ requests: sent, sequences }) => {
        if (Date.now() - said < SILENCE_MS) return;
        said = Date.now();
        say(`… ${sent} of ${plural(requests, 'request')}, ${plural(sequences, 'sequence')}`);
      },
    });
    return { exploration, configuration: opened.configuration };
  } finally {
    await opened.close();
  }
}

function say(line: string): void {
  process.stderr.write(`${redact(line)}\n`);
}

function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}
