/**
 * The words of the contract: what a requirement is, how strongly it binds, what it needs.
 * Types only; the data stands in the files beside this one.
 */
import type { SourcePageName } from './sources.ts';

/**
 * How strongly a requirement binds the target.
 * - `MUST`: documented outright. A breach is a violation.
 * - `SHOULD`: a reasonable reading of the documentation. A breach is a violation too, and is reported as one.
 * - `OBSERVED`: the documentation is silent. What happens is recorded; it never fails by itself.
 */
export type Level = 'MUST' | 'SHOULD' | 'OBSERVED';

/** The chapters of the contract. */
export type Area =
  | 'state'
  | 'time'
  | 'schema'
  | 'inflection'
  | 'version'
  | 'idempotency'
  | 'auth'
  | 'errors'
  | 'query'
  | 'headers'
  | 'rate-limit'
  | 'concurrency'
  | 'neighbours';

/**
 * Something that a requirement needs and a target may lack.
 * - `active-session`: a way to make a session `active` (its one-time link can be opened here)
 * - `read-only-key`: a key without write permission
 * - `other-environment-key`: a key of another environment
 * - `rate-limit`: leave to run into the rate limit
 */
export type Capability = 'active-session' | 'read-only-key' | 'other-environment-key' | 'rate-limit';

/** A page of Persona's documentation, by the short name of `sources.ts`. */
export interface Source {
  /** Key of a page in `sources.ts`. */
  readonly page: SourcePageName;
  /** Which part of the page, where that helps a reader to find it. */
  readonly section?: string;
}

/** A range of dated API versions; both ends optional. */
export interface VersionRange {
  /** First dated version to which the requirement applies (inclusive), `YYYY-MM-DD`. */
  readonly from?: string;
  /** First dated version to which it no longer applies (exclusive), `YYYY-MM-DD`. */
  readonly before?: string;
}

/** One clause of the contract. */
export interface Requirement {
  /** Stable slug `area.fact`; never renamed, never reused. */
  readonly id: string;
  readonly level: Level;
  readonly area: Area;
  /** What is promised (or, for OBSERVED, what is left open), in one plain sentence of ours. */
  readonly statement: string;
  /** What breaks in a user's product when this does not hold. */
  readonly rationale: string;
  readonly source: Source;
  /** Pinned versions to which it applies, under others it is not run; absent: all. */
  readonly versions?: VersionRange;
  /** Capabilities without which it is not run; absent: none. A self test compares them with what its check makes use of. */
  readonly needs?: readonly Capability[];
}

/** A documented fact that cannot be tested through the API by this suite. */
export interface ExcludedClause {
  /** Stable slug `excluded.fact`. */
  readonly id: string;
  readonly statement: string;
  readonly reason: string;
  readonly source: Source;
}
