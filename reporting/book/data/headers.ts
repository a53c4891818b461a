/** The headers of the contract: what each may do, and what it must leave alone. */
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Area } from '../../../contract/types.ts';

/** `yes`, `no`, or a few words where neither is the whole truth. */
type Effect = string;

export interface RequestHeader {
  readonly name: string;
  readonly values: string;
  /** What is sent when it is left out. */
  readonly without: string;
  readonly changesNames: Effect;
  readonly changesValues: Effect;
  readonly changesMembers: Effect;
  readonly changesEffect: Effect;
  /** All of this area bears on the header; those that are named show it best. */
  readonly area: Area;
  readonly proofs: readonly RequirementId[];
}

export const requestHeaders: readonly RequestHeader[] = [
  {
    name: 'Authorization',
    values: '`Bearer` and an API key',
    without: 'answered 401',
    changesNames: 'the key’s own default casing applies',
    changesValues: 'no',
    changesMembers: 'the key may hide attributes',
    changesEffect: 'decides whether anything happens',
    area: 'auth',
    proofs: [
      'auth.no-key',
      'auth.unknown-key',
      'auth.empty-key',
      'auth.wrong-scheme',
      'auth.refused-without-effect',
      'auth.read-only-key',
      'auth.other-environment-refused',
    ],
  },
  {
    name: 'Key-Inflection',
    values: '`kebab`, `camel`, `snake`',
    without: 'kebab, unless the key is configured otherwise',
    changesNames: 'yes',
    changesValues: 'no',
    changesMembers: 'no',
    changesEffect: 'no',
    area: 'inflection',
    proofs: [
      'inflection.kebab',
      'inflection.camel',
      'inflection.snake',
      'inflection.values-untouched',
      'inflection.same-attributes',
      'inflection.default-consistent',
      'inflection.per-request',
      'inflection.header-name-case',
      'inflection.unknown-value',
    ],
  },
  {
    name: 'Idempotency-Key',
    values: 'any string of yours',
    without: 'every request runs',
    changesNames: 'no',
    changesValues: 'a repeat returns the saved answer',
    changesMembers: 'no',
    changesEffect: 'a repeat does nothing anew',
    area: 'idempotency',
    proofs: [
      'idempotency.replay-status',
      'idempotency.replay-body',
      'idempotency.mismatch-refused',
      'idempotency.unauthenticated-not-saved',
      'idempotency.no-effect-on-reads',
      'idempotency.concurrent-once',
    ],
  },
  {
    name: 'Persona-Version',
    values: 'a date, `YYYY-MM-DD`',
    without: 'the key’s own version applies',
    changesNames: 'no',
    changesValues: 'no change is documented',
    changesMembers: 'yes: `browser-fingerprint` before 2021-08-18',
    changesEffect: 'no',
    area: 'version',
    proofs: [
      'version.header-optional',
      'version.overrides-key-default',
      'version.no-leak',
      'version.fingerprint-before-move',
      'version.fingerprint-after-move',
      'version.unknown-value',
    ],
  },
];

export interface ResponseHeader {
  readonly name: string;
  readonly meaning: string;
  /** All of this area bears on the header as well. */
  readonly area?: Area;
  readonly proofs: readonly RequirementId[];
}

export const responseHeaders: readonly ResponseHeader[] = [
  {
    name: 'Content-Type',
    meaning: 'JSON, for successes and refusals alike',
    proofs: ['schema.media-type', 'errors.media-type'],
  },
  {
    name: 'Request-Id',
    meaning: 'names the request to the vendor’s support',
    proofs: [
      'headers.request-id',
      'headers.request-id-on-errors',
      'headers.request-id-unique',
      'idempotency.replay-request-id',
    ],
  },
  {
    name: 'RateLimit-Limit',
    meaning: 'requests allowed in a window',
    area: 'rate-limit',
    proofs: ['headers.rate-limit-announced', 'headers.rate-limit-numbers'],
  },
  {
    name: 'RateLimit-Remaining',
    meaning: 'requests left in this window',
    area: 'rate-limit',
    proofs: ['headers.rate-limit-announced', 'headers.rate-limit-counts', 'rate-limit.nothing-remains'],
  },
  {
    name: 'RateLimit-Reset',
    meaning: 'seconds until the window ends',
    area: 'rate-limit',
    proofs: ['headers.rate-limit-announced', 'headers.rate-limit-reset-seconds'],
  },
  {
    name: 'Quota-Limit',
    meaning: 'creations allowed in a period',
    proofs: ['headers.quota-announced', 'headers.quota-numbers'],
  },
  { name: 'Quota-Remaining', meaning: 'creations left in this period', proofs: ['headers.quota-numbers'] },
  { name: 'Quota-Reset', meaning: 'seconds until the period ends', proofs: ['headers.quota-numbers'] },
  { name: 'Date', meaning: 'the target’s own clock', proofs: ['time.expired-at-is-now'] },
];
