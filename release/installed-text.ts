/** What a checkout says of itself, said to somebody who has installed the package. */
import { subcommands } from '../cli/subcommands.ts';

const PROGRAM = 'npx persona-session-expiry-conformance';

/** Help and hints name commands; in an installed package there are no npm scripts of ours. */
export function asInstalled(text: string): string {
  const names = Object.keys(subcommands).join('|');
  return text
    .replace(new RegExp(`npm run (?:-s )?(${names})(?![\\w:])(?: --(?=[ '\`]))?`, 'g'), `${PROGRAM} $1`)
    .replace('options begin with --; after npm run, put -- before them', 'options begin with --')
    .replace(/cp \.env\.example \$\{path\}|cp consumer\.example\.json consumer\.json/g, `${PROGRAM} init`)
    .replace('; consumer.example.json shows it', '; init writes one');
}
