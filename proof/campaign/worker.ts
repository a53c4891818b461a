/** A process of the campaign: is told slugs, answers with trials. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Depth } from '../../contract/depths.ts';
import { exploreTrial } from './explored.ts';
import { pairServer } from './pairs.ts';
import { runTrial, type Trial } from './trial.ts';
import { allServers, blindServers } from './servers.ts';

export interface Order {
  readonly slug: string;
  /** Default: the depth that the server shows at. */
  readonly depth?: Depth | undefined;
  /** So many requests of random sequences, in place of the suite. */
  readonly explore?: number | undefined;
}

export interface Done {
  readonly slug: string;
  readonly trial: Trial;
}

/** A server may be made to hang; nobody waits for one longer than this, in milliseconds. */
const LONGEST_MS = 40_000;

/** Random sequences take as long as they are: on a busy machine, so many milliseconds a request. */
const LONGEST_A_REQUEST_MS = 200;

const servers = new Map([...allServers(), ...blindServers()].map((server) => [server.slug, server]));

process.on('message', ({ slug, depth, explore }: Order) => {
  const server = servers.get(slug) ?? pairServer(slug);
  if (!server) throw new Error(`There is no server "${slug}" in the campaign.`);
  const trial =
    explore === undefined
      ? runTrial(server.patch, { version: server.under, depth: depth ?? server.depth })
      : exploreTrial(server.patch, { requests: explore, version: server.under });
  const durationMs = LONGEST_MS + (explore ?? 0) * LONGEST_A_REQUEST_MS;
  const givenUp = delay(durationMs, { outcomes: [], requests: 0, durationMs }, { ref: false });
  void Promise.race([trial, givenUp]).then((ended) => process.send?.({ slug, trial: ended } satisfies Done));
});

// The parent may have gone away without a word.
process.on('disconnect', () => process.exit());
