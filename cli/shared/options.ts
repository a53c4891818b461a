/** Command-line options: declared once, read strictly, shown by `--help`. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigurationError } from '../../client/errors.ts';
import { nearest } from '../../client/nearest.ts';
import { labelled, readableWidth, wrap } from '../../reporting/layout.ts';

interface Described {
  /** One line for `--help`. */
  readonly about: string;
}

/** An option that takes a value; `value` names it in `--help`. */
export interface ValueOption extends Described {
  readonly value: string;
  /** The only values accepted; absent: any. */
  readonly choices?: readonly string[];
}

/** An option that is given or not. */
export type Flag = Described;

export type OptionTable = Readonly<Record<string, ValueOption | Flag>>;

export type OptionValues<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends ValueOption ? string | undefined : boolean;
} & { readonly help: boolean };

export interface Command<T extends OptionTable> {
  /** As it is typed, e.g. `npm run conformance --`. */
  readonly call: string;
  /** What it does, in a sentence or two. */
  readonly about: string;
  readonly options: T;
  /** Further paragraphs of the help. */
  readonly notes?: readonly string[];
}

/**
 * Reads the arguments of a command.
 * @throws ConfigurationError for an unknown option (with the nearest known one), a missing or unknown value, or an argument
 *   that is no option
 */
export function readOptions<T extends OptionTable>(
  command: Command<T>,
  argv: readonly string[],
): OptionValues<T> {
  const known = Object.entries(command.options);
  const help = `${command.call} --help`;
  const accepted: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [name, option] of known) accepted[name] = { type: takesValue(option) ? 'string' : 'boolean' };
  // Not strict: our own words for what is wrong are plainer.
  const { tokens } = parseArgs({
    args: [...argv],
    options: accepted,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean | undefined> = { help: false };
  for (const [name, option] of known) values[name] = takesValue(option) ? undefined : false;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new ConfigurationError({
        cause: `"${token.value}" is not an option`,
        hint: 'options begin with --; after npm run, put -- before them',
        next: help,
      });
    }
    if (token.kind !== 'option') continue;
    values[token.name] = readOne(command.options, token, help);
  }
  return values as OptionValues<T>;
}

/** The help text of a command. */
export function helpText<T extends OptionTable>(
  command: Command<T>,
  width = readableWidth(process.stdout.columns),
): string {
  const rows = Object.entries<ValueOption | Flag>({ ...command.options, help: { about: 'This text.' } }).map(
    ([name, option]) => [`--${name}${takesValue(option) ? ` ${option.value}` : ''}`, option.about] as const,
  );
  const column = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    ...wrap(command.about, width),
    '',
    `Usage: ${command.call} [options]`,
    '',
    ...rows.flatMap(([left, about]) => labelled(left, about, { indent: 2, column, width })),
    ...(command.notes ?? []).flatMap((note) => ['', ...wrap(note, width)]),
    '',
  ].join('\n');
}

function readOne(
  options: OptionTable,
  token: { readonly name: string; readonly rawName: string; readonly value?: string | undefined },
  help: string,
): string | boolean {
  const option = token.name === 'help' ? { about: '' } : options[token.name];
  if (!option) {
    const near = nearest(token.name, Object.keys(options));
    throw new ConfigurationError({
      cause: `Unknown option ${token.rawName}`,
      ...(near === undefined ? {} : { hint: `did you mean --${near}?` }),
      next: help,
    });
  }
  if (!takesValue(option)) {
    if (token.value === undefined) return true;
    throw new ConfigurationError({ cause: `${token.rawName} takes no value`, next: help });
  }
  if (
    token.value === undefined ||
    token.value === '' ||
    (token.value.startsWith('--') && token.value.length > 2)
  ) {
    throw new ConfigurationError({
      cause: `${token.rawName} needs a value: ${token.rawName} ${option.value}`,
      next: help,
    });
  }
  if (option.choices && !option.choices.includes(token.value)) {
    throw new ConfigurationError({
      cause: `${token.rawName} takes ${option.choices.join(' or ')}, not "${token.value}"`,
      next: help,
    });
  }
  return token.value;
}

function takesValue(option: ValueOption | Flag): option is ValueOption {
  return 'value' in option;
}
