/** A process of the campaign: is told slugs, answers with trials. */
import { runTrial, type Trial } from './trial.ts';
import { allServers } from './servers.ts';

export interface Done {
  readonly slug: string;
  readonly trial: Trial;
}

const servers = new Map(allServers().map((server) => [server.slug, server]));

process.on('message', (slug: string) => {
  const server = servers.get(slug);
  if (!server) throw new Error(`There is no server "${slug}" in the campaign.`);
  void runTrial(server.patch, server.under && { version: server.under }).then((trial) =>
    process.send?.({ slug, trial } satisfies Done),
  );
});

// The parent may have gone away without a word.
process.on('disconnect', () => process.exit());
