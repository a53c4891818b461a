#!/usr/bin/env node
/** One program for all commands: `persona-session-expiry-conformance COMMAND [options]`. */
import { ConfigurationError } from '../client/errors.ts';
import { suiteVersion } from '../reporting/suite-version.ts';
import { subcommands } from './subcommands.ts';
import { runCommand } from './shared/fail.ts';
import { nearest } from '../client/nearest.ts';

const PROGRAM = 'persona-session-expiry-conformance';

function help(): string {
  const rows = Object.entries(subcommands).map(([name, { about }]) => `  ${name.padEnd(17)}${about}`);
  return [
    'Checks what Persona promises about expiring an Inquiry Session: its sandbox, or an embedded mock.',
    '',
    `Usage: ${PROGRAM} COMMAND [options]      (or pec COMMAND [options])`,
    '',
    ...rows,
    '',
    '  --help        This text; after a command, what that command takes.',
    '  --version     Name and version of this program.',
    '',
    'Settings come from the environment, and from .env, known-deviations.json, consumer.json and',
    'contract.lock.json in the folder where it is called. Results go to REPORT_DIR (default reports).',
    '',
  ].join('\n');
}

const [name, ...rest] = process.argv.slice(2);
const chosen = name === undefined || !Object.hasOwn(subcommands, name) ? undefined : subcommands[name];
if (chosen) {
  // Each command reads its own arguments, as it does when npm starts it by itself.
  process.argv.splice(2, process.argv.length, ...rest);
  await chosen.start();
} else {
  await runCommand(() => {
    if (name === '--help' || name === '-h' || name === 'help') process.stdout.write(help());
    else if (name === '--version' || name === '-v') {
      const { name: suite, version } = suiteVersion();
      process.stdout.write(`${suite} ${version}\n`);
    } else throw unknown(name);
    return 0;
  });
}

function unknown(given: string | undefined): ConfigurationError {
  const near = given === undefined ? undefined : nearest(given, Object.keys(subcommands));
  return new ConfigurationError({
    cause: given === undefined ? 'No command was named' : `There is no command "${given}"`,
    hint: near === undefined ? `one of ${Object.keys(subcommands).join(', ')}` : `did you mean ${near}?`,
    next: `npx ${PROGRAM} --help`,
  });
}
