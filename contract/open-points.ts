/** Everything that the documentation leaves open around this endpoint: the questions, and which requirement records the answer. */
import type { RequirementId } from './catalogue.ts';
import type { Source } from './types.ts';

export interface OpenPoint {
  /** Stable slug. */
  readonly id: string;
  readonly question: string;
  /** The OBSERVED requirement that records what a target does; absent where nothing can be recorded. */
  readonly recordedBy?: RequirementId;
  /** Why nothing can be recorded, where `recordedBy` is absent. */
  readonly notRecorded?: string;
  readonly source: Source;
}

export const openPoints: readonly OpenPoint[] = [
  {
    id: 'second-expire',
    question: 'How is a second expire answered?',
    recordedBy: 'state.second-expire-status',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'link-after-expiry',
    question: 'Can a one-time link be made for an expired session?',
    recordedBy: 'state.link-after-expiry',
    source: { page: 'inquiry-sessions' },
  },
  {
    id: 'expire-all-on-new',
    question: 'Does expiring all sessions of an inquiry take those that are still new?',
    recordedBy: 'state.expire-all-on-new',
    source: { page: 'inquiry-sessions' },
  },
  {
    id: 'event-delay',
    question: 'When does the event of the end appear in the list of events?',
    recordedBy: 'state.event-sent',
    source: { page: 'webhooks/events' },
  },
  {
    id: 'statuses',
    question: 'Which other statuses can a session have?',
    recordedBy: 'schema.status-value',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'additions',
    question: 'Which members does an answer carry beyond the documented ones?',
    recordedBy: 'schema.additions',
    source: { page: 'versioning' },
  },
  {
    id: 'default-casing',
    question: 'Which casing does this key get without the header?',
    recordedBy: 'inflection.default-style',
    source: { page: 'api-key-inflection' },
  },
  {
    id: 'unknown-inflection',
    question: 'What does an unknown value of Key-Inflection do?',
    recordedBy: 'inflection.unknown-value',
    source: { page: 'api-key-inflection' },
  },
  {
    id: 'unknown-version',
    question: 'What does an unknown Persona-Version do?',
    recordedBy: 'version.unknown-value',
    source: { page: 'versioning' },
  },
  {
    id: 'version-2026-09-29',
    question: 'Does this endpoint take version 2026-09-29?',
    recordedBy: 'version.takes-2026-09-29',
    source: { page: 'versioning' },
  },
  {
    id: 'version-2021-07-15',
    question: 'Does this endpoint take version 2021-07-15?',
    recordedBy: 'version.takes-2021-07-15',
    source: { page: 'changelog' },
  },
  {
    id: 'version-2021-05-14',
    question: 'Does this endpoint take version 2021-05-14?',
    recordedBy: 'version.takes-2021-05-14',
    source: { page: 'versioning' },
  },
  {
    id: 'mismatch-status',
    question: 'Which status refuses a reused idempotency key?',
    recordedBy: 'idempotency.mismatch-status',
    source: { page: 'idempotence' },
  },
  {
    id: 'replay-request-id',
    question: 'Does a repeated answer carry a new Request-Id?',
    recordedBy: 'idempotency.replay-request-id',
    source: { page: 'request-ids' },
  },
  {
    id: 'key-scope',
    question: 'Does an idempotency key belong to the environment or to the API key?',
    notRecorded: 'it takes a second key with write permission in the same environment',
    source: { page: 'idempotence' },
  },
  {
    id: 'forbidden-saved',
    question: 'Is a 403 saved under its idempotency key?',
    notRecorded: 'it takes a key whose permission changes between two requests',
    source: { page: 'idempotence' },
  },
  {
    id: 'default-included',
    question: 'What is included without `include`, before 2025-10-27?',
    recordedBy: 'query.include-default',
    source: { page: 'response-body' },
  },
  {
    id: 'sparse-relationships',
    question: 'Does a sparse answer show relationships?',
    recordedBy: 'query.fields-relationships',
    source: { page: 'response-body' },
  },
  {
    id: 'fields-casing',
    question: 'In which casings may names in `fields` be sent?',
    recordedBy: 'query.fields-casing',
    source: { page: 'response-body' },
  },
  {
    id: 'unknown-field',
    question: 'What does an unknown name in `fields` do?',
    recordedBy: 'query.fields-unknown',
    source: { page: 'response-body' },
  },
  {
    id: 'unknown-include',
    question: 'What does an unknown name in `include` do?',
    recordedBy: 'query.include-unknown',
    source: { page: 'response-body' },
  },
  {
    id: 'deep-include',
    question: 'What does deeper nesting in `include` do?',
    recordedBy: 'query.include-too-deep',
    source: { page: 'response-body' },
  },
  {
    id: 'unauthenticated-headers',
    question: 'Which headers of authenticated answers does a 401 carry?',
    recordedBy: 'headers.unauthenticated',
    source: { page: 'request-ids' },
  },
  {
    id: 'header-prefixes',
    question: 'What do the ids in the headers begin with?',
    recordedBy: 'headers.prefixes',
    source: { page: 'versioning' },
  },
  {
    id: 'error-members',
    question: 'Which members do errors carry, by status?',
    recordedBy: 'errors.members',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'quota',
    question: 'Does this account announce a quota for creations?',
    recordedBy: 'headers.quota-announced',
    source: { page: 'rate-limiting' },
  },
];
