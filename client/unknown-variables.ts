/** Variables that look like settings of this suite and are none: a slip in one changes nothing, unnoticed. */
import { nearest } from './nearest.ts';

const PREFIX = 'PERSONA_';

/** Every variable of this prefix that the suite reads. */
const KNOWN = [
  'TARGET',
  'BASE_URL',
  'API_KEY',
  'READONLY_API_KEY',
  'OTHER_API_KEY',
  'LOW_LIMIT_API_KEY',
  'INQUIRY_TEMPLATE_ID',
  'VERSION',
  'ALLOW_RATE_LIMIT',
  'ALLOW_UNKNOWN_KEY',
  'BROWSER_PATH',
  'READ_LAG_MS',
  'TIMEOUT_MS',
  'BACKOFF_MS',
  'EVIDENCE',
  'MOCK_PROFILE',
];

/** A sentence for each; names only, never values. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => name.toUpperCase().startsWith(PREFIX))
    .filter((name) => !KNOWN.includes(name.slice(PREFIX.length)))
    .sort()
    .map((name) => {
      const meant = meantBy(name.slice(PREFIX.length).toUpperCase());
      const question = meant === undefined ? '' : `; did you mean ${PREFIX}${meant}?`;
      return `${name} is no setting of this suite${question}`;
    });
}

/** One that is spelt nearly so, or one of which all the words given are part. */
function meantBy(rest: string): string | undefined {
  const words = rest.split('_');
  const holding = KNOWN.filter((known) => words.every((word) => known.split('_').includes(word)));
  return nearest(rest, KNOWN) ?? holding.sort((a, b) => a.length - b.length)[0];
}
