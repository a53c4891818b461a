/** How every command begins: options, `--help`, and the environment that the options outrank. */
import { resolve } from 'node:path';
import type { Configuration } from '../../client/configuration.ts';
import { loadEnvironment } from '../../client/environment.ts';
import { ConfigurationError } from '../../client/errors.ts';
import { runCommand } from './fail.ts';
import { helpText, readOptions, type Command, type OptionTable, type OptionValues } from './options.ts';

/** Reads the options and runs the command with them; `--help` prints the help instead. Exit codes as in `runCommand`. */
export function runWithOptions<T extends OptionTable>(
  command: Command<T>,
  main: (options: OptionValues<T>) => Promise<number> | number,
): Promise<void> {
  return runCommand(() => {
    const options = readOptions(command, process.argv.slice(2));
    if (options.help) {
      process.stdout.write(helpText(command));
      return 0;
    }
    return blamingOptions(command, options, () => main(options));
  });
}

/** What is worth telling the user before anything is sent. */
export function sayNotes({ notes }: Pick<Configuration, 'notes'>): void {
  for (const note of notes) process.stderr.write(`Note: ${note}\n`);
}

/** The variables behind options. */
const VARIABLES: Readonly<Record<string, string>> = {
  target: 'PERSONA_TARGET',
  version: 'PERSONA_VERSION',
  seed: 'CONFORMANCE_SEED',
  depth: 'CONFORMANCE_DEPTH',
};

/** Whoever typed an option knows nothing of the variable behind it: what is wrong is said of the option. */
async function blamingOptions<T extends OptionTable>(
  { call }: Command<T>,
  options: OptionValues<T>,
  main: () => Promise<number> | number,
): Promise<number> {
  try {
    return await main();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const given = Object.entries(VARIABLES).filter(
      ([option]) => typeof (options as Readonly<Record<string, unknown>>)[option] === 'string',
    );
    const said = (text: string | undefined): string | undefined =>
      given.reduce<string | undefined>(
        (words, [option, variable]) =>
          words
            ?.replace(new RegExp(`^${variable}=(\\S+) .*$`), `${call} --${option} $1`)
            .replaceAll(variable, `--${option}`),
        text,
      );
    const [hint, next] = [said(error.hint), said(error.next)];
    throw new ConfigurationError({
      cause: said(error.message) ?? error.message,
      ...(hint === undefined ? {} : { hint }),
      ...(next === undefined ? {} : { next }),
    });
  }
}

/** Options that stand for a variable of the environment. */
interface EnvironmentOptions {
  readonly target?: string | undefined;
  readonly version?: string | undefined;
  readonly seed?: string | undefined;
  readonly like?: string | undefined;
}

/** The environment of a run: the shell's, then `.env`, then the options, which outrank both. */
export function environmentFor({ target, version, seed, like }: EnvironmentOptions): NodeJS.ProcessEnv {
  const env = loadEnvironment({ ...process.env });
  if (target !== undefined) env['PERSONA_TARGET'] = target;
  if (version !== undefined) env['PERSONA_VERSION'] = version;
  if (seed !== undefined) env['CONFORMANCE_SEED'] = seed;
  if (like !== undefined) env['PERSONA_MOCK_PROFILE'] = resolve(like);
  return env;
}
