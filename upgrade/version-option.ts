/** Reads a dated version that stands on the command line. */
import { datedVersions } from '../contract/versions.ts';
import { ConfigurationError } from '../client/errors.ts';
import { readVersion } from '../client/version.ts';

/** @throws ConfigurationError when it is left out, no date, or no version that the documentation names */
export function readVersionOption(name: string, value: string | undefined, next: string): string {
  if (value === undefined) {
    throw new ConfigurationError({
      cause: `${name} is missing`,
      hint: `give a dated version: ${datedVersions.map(({ date }) => date).join(', ')}`,
      next,
    });
  }
  try {
    return readVersion(value);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError({
      cause: error.message.replace('PERSONA_VERSION', name),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      next,
    });
  }
}
