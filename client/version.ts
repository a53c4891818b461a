/** Reads PERSONA_VERSION: a dated version that the contract knows. */
import { datedVersions } from '../contract/versions.ts';
import { ConfigurationError } from './errors.ts';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** @throws ConfigurationError when the value is no date or no version that the documentation names */
export function readVersion(value: string): string {
  if (!DATE.test(value)) {
    throw new ConfigurationError({
      cause: 'PERSONA_VERSION is not a date of the form YYYY-MM-DD',
      hint: `versions are dated; known ones: ${datedVersions.map(({ date }) => date).join(', ')}`,
      next: `PERSONA_VERSION=${datedVersions[0].date} npm run conformance`,
    });
  }
  if (datedVersions.some(({ date }) => date === value)) return value;
  const near = nearest(value);
  throw new ConfigurationError({
    cause: `PERSONA_VERSION ${value} is no version that the documentation names`,
    hint: `the nearest known versions are ${near.join(' and ')}`,
    next: `PERSONA_VERSION=${near[0]} npm run conformance`,
  });
}

/** The two known versions nearest in time, the nearest first. */
function nearest(value: string): string[] {
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(value));
  return datedVersions
    .map(({ date }) => date as string)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 2);
}
