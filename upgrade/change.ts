/** A change as a reader meets it: what, where, of which class, and what it touches. */
import type { PolicyClassId } from '../contract/policy.ts';
import type { Finding } from '../judging/finding.ts';
import type { Plane } from './model.ts';

/** Ours, stable: never renamed, never reused. */
export type RuleId =
  | 'version.refused'
  | 'transition.refused-now'
  | 'transition.accepted-now'
  | 'transition.other-success'
  | 'transition.other-refusal'
  | 'transition.other-share'
  | 'transition.other-state'
  | 'transition.other-inquiry-state'
  | 'transition.side-effect'
  | 'transition.effect-gone'
  | 'error.envelope'
  | 'error.count'
  | 'error.member-added'
  | 'error.member-removed'
  | 'error.member-type'
  | 'error.value'
  | 'error.text'
  | 'shape.member-added'
  | 'shape.member-removed'
  | 'shape.member-sometimes-absent'
  | 'shape.type-changed'
  | 'shape.null-always'
  | 'shape.null-possible'
  | 'shape.filled-now'
  | 'shape.filled-where-null'
  | 'shape.time-format'
  | 'shape.emptied'
  | 'shape.other-value'
  | 'header.added'
  | 'header.removed'
  | 'header.kind'
  | 'header.limit'
  | 'header.media-type'
  | 'casing.changed'
  | 'idempotency.replay'
  | 'idempotency.request-id'
  | 'linkage.identity'
  | 'linkage.type'
  | 'linkage.relationship-added'
  | 'linkage.relationship-removed'
  | 'linkage.relationship-target'
  | 'linkage.included-added'
  | 'linkage.included-removed'
  | 'linkage.unlinked'
  | 'linkage.count'
  | 'linkage.order'
  | 'linkage.id-form'
  | 'requirement.broken';

/** What of an integration a change can meet. */
export interface Touches {
  /** Paths such as `data.attributes.status`, `errors[].title`. */
  readonly members: readonly string[];
  readonly headers: readonly string[];
  readonly states: readonly string[];
  readonly statuses: readonly number[];
  readonly calls: readonly string[];
  readonly idempotency: boolean;
}

/** A change before anybody asked whom it concerns. */
export interface ChangeCandidate {
  readonly rule: RuleId;
  readonly plane: Plane;
  /** What changed, e.g. `data.attributes.browser-fingerprint` or `POST /inquiry-sessions/{id}/expire`. */
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  /** What the requests that it meets have, and others of the same call have not. */
  readonly asked?: readonly string[];
  /** For `requirement.broken`: what was found. */
  readonly finding?: Finding;
  /** The vendor's class; null where the published policy does not speak of it. */
  readonly policy: PolicyClassId | null;
  readonly touches: Touches;
  /** Where it was seen: calls or classes of answers. */
  readonly where: readonly string[];
  /** Steps that show it, the shortest scenarios first. */
  readonly steps: readonly string[];
  readonly doubtful: boolean;
}

export const nothing: Touches = {
  members: [],
  headers: [],
  states: [],
  statuses: [],
  calls: [],
  idempotency: false,
};
