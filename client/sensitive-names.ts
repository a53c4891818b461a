/** Which members and header lines are secret, which are personal, and which may be shown as they are. */
import { kebab } from './document.ts';

/** How a named value is treated. */
export type Sensitivity = 'secret' | 'personal' | 'open' | 'unknown';

/** Whoever holds one of these can act for somebody: never shown. */
const secretNames = /^(one-time-link(-.*)?|(.*-)?(token|secret|password|api-key|authorization|cookie))$/;

/** About a person or their device: shown only where the user asked for it. */
const personalNames = new RegExp(
  '^(' +
    [
      'ip-address',
      'user-agent',
      '(gps-)?(latitude|longitude)',
      '.*-fingerprint',
      'device-vendor-id',
      '(email|phone|birth|street|postal|identification|social|selfie)(-.*)?',
      '(name|address)-.*',
      'birthdate',
    ].join('|') +
    ')$',
);

/** Documented, and about nobody in particular. */
const openNames = new Set([
  'status',
  'type',
  'title',
  'details',
  'detail',
  'code',
  'pointer',
  'parameter',
  'device-handoff-method',
  'gps-precision',
  'threat-level',
  'ip-connection-type',
]);

/** How a member of a body is treated, its name in any casing. */
export function sensitivityOf(name: string): Sensitivity {
  const folded = kebab(name);
  if (secretNames.test(folded)) return 'secret';
  if (personalNames.test(folded)) return 'personal';
  // Times are documented as such; a wrong one is evidence.
  return openNames.has(folded) || /-at$/.test(folded) ? 'open' : 'unknown';
}

/** Header lines that may be shown as they are, in lower case. */
const openHeaders = new Set([
  'accept',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'key-inflection',
  'persona-version',
  'quota-limit',
  'quota-remaining',
  'quota-reset',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'request-id',
  'retry-after',
  'transfer-encoding',
]);

/** True for a header line that may be shown as it is, its name in any casing. */
export function isOpenHeader(name: string): boolean {
  return openHeaders.has(name.toLowerCase());
}
