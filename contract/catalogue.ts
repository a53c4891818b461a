/** The whole contract: every requirement, in the order in which it is best read. */
import { auth } from './requirements/auth.ts';
import { concurrency } from './requirements/concurrency.ts';
import { errors } from './requirements/errors.ts';
import { headers } from './requirements/headers.ts';
import { idempotency } from './requirements/idempotency.ts';
import { inflection } from './requirements/inflection.ts';
import { neighbours } from './requirements/neighbours.ts';
import { query } from './requirements/query.ts';
import { rateLimit } from './requirements/rate-limit.ts';
import { schema } from './requirements/schema.ts';
import { state } from './requirements/state.ts';
import { time } from './requirements/time.ts';
import { version } from './requirements/version.ts';
import type { Area, Requirement } from './types.ts';

const all = [
  ...state,
  ...time,
  ...schema,
  ...inflection,
  ...version,
  ...idempotency,
  ...auth,
  ...errors,
  ...query,
  ...headers,
  ...concurrency,
  ...neighbours,
  // Last, because it may use up the rate limit for everything after it.
  ...rateLimit,
] as const;

/** The slug of a requirement: a name that is not in the catalogue does not compile. */
export type RequirementId = (typeof all)[number]['id'];

/** A requirement whose slug is known to the type checker. */
export type CatalogueEntry = Requirement & { readonly id: RequirementId };

export const catalogue: readonly CatalogueEntry[] = all;

const byId = new Map<string, CatalogueEntry>(catalogue.map((entry) => [entry.id, entry]));

/** True when the slug is one of the catalogue's. */
export function isRequirementId(id: string): id is RequirementId {
  return byId.has(id);
}

/**
 * The requirement with this slug.
 * @throws {Error} when there is none: an internal error, since slugs are typed.
 */
export function requirementById(id: RequirementId): CatalogueEntry {
  const entry = byId.get(id);
  if (!entry) throw new Error(`No requirement "${id}" in the catalogue.`);
  return entry;
}

/** The chapters, in reading order, with a title each. */
export const areas: readonly { readonly area: Area; readonly title: string }[] = [
  { area: 'state', title: 'Status transitions' },
  { area: 'time', title: 'Times' },
  { area: 'schema', title: 'Response schema' },
  { area: 'inflection', title: 'Key-Inflection' },
  { area: 'version', title: 'Persona-Version' },
  { area: 'idempotency', title: 'Idempotency-Key' },
  { area: 'auth', title: 'Authorization' },
  { area: 'errors', title: 'Errors and odd requests' },
  { area: 'query', title: 'include and fields' },
  { area: 'headers', title: 'Response headers' },
  { area: 'concurrency', title: 'Concurrency' },
  { area: 'neighbours', title: 'Neighbouring endpoints' },
  { area: 'rate-limit', title: 'Rate limit' },
];
