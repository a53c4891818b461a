/** What is documented of this endpoint, item by item, and which requirements exercise it; or why none does. */
import type { AttributeGroup } from '../../../contract/attributes.ts';
import type { RequirementId } from '../../../contract/catalogue.ts';

export interface Covered {
  readonly item: string;
  readonly by: readonly RequirementId[];
  /** Why it is not exercised, or only in part. */
  readonly note?: string;
}

export const statuses: readonly Covered[] = [
  { item: '200', by: ['schema.status-200', 'state.active-becomes-expired', 'state.new-becomes-expired'] },
  {
    item: '400',
    by: [
      'errors.missing-parameter',
      'idempotency.error-saved-on-create',
      'errors.malformed-body-no-server-error',
    ],
    note: 'This action takes no parameter that could be missing; a creation does.',
  },
  { item: '401', by: ['auth.no-key', 'auth.unknown-key', 'auth.empty-key', 'auth.wrong-scheme'] },
  {
    item: '403',
    by: ['auth.read-only-key'],
    note: 'The other causes, addresses and environments, are not tested.',
  },
  { item: '404', by: ['errors.unknown-id-404', 'errors.unknown-id-refused'] },
  {
    item: '409',
    by: ['state.second-expire-status', 'concurrency.documented-answers'],
    note: 'No call is documented to be answered so; it is recorded where it occurs.',
  },
  {
    item: '422',
    by: ['idempotency.mismatch-status', 'errors.odd-ids-refused'],
    note: 'No call is documented to be answered so; it is recorded where it occurs.',
  },
  { item: '429', by: ['rate-limit.refused-with-429', 'rate-limit.envelope', 'rate-limit.without-effect'] },
  { item: '408', by: [], note: 'A time-out on the server’s side cannot be provoked on purpose.' },
  {
    item: '5xx',
    by: [],
    note: 'A server error cannot be provoked on purpose; several requirements say where none may come.',
  },
];

export const parameters: readonly Covered[] = [
  {
    item: 'path: inquiry-session-id',
    by: ['state.answer-is-the-session', 'errors.unknown-id-404', 'errors.odd-ids-refused'],
  },
  {
    item: 'query: include',
    by: [
      'query.include-inquiry',
      'query.include-device',
      'query.include-several',
      'query.include-none',
      'query.include-unknown',
      'query.include-too-deep',
    ],
  },
  {
    item: 'query: fields[TYPE]',
    by: [
      'query.fields-keep',
      'query.fields-drop',
      'query.fields-of-included',
      'query.include-with-fields',
      'query.fields-unknown',
      'query.fields-casing',
    ],
  },
  { item: 'body: none', by: ['errors.malformed-body-json-answer', 'errors.body-cannot-steer'] },
];

/** Documented headers that the header matrix does not hold. */
export const attributeGroups: Record<AttributeGroup, readonly RequirementId[]> = {
  core: ['schema.status', 'schema.created-at'],
  times: ['schema.times'],
  client: ['schema.client-attributes'],
  flags: ['schema.flags'],
  place: ['schema.place-attributes'],
  gps: ['schema.gps-attributes'],
  network: ['schema.network-attributes'],
  risk: ['schema.threat-level'],
  fingerprint: ['version.fingerprint-before-move', 'version.fingerprint-after-move'],
};

export const relationshipProofs: Record<'inquiry' | 'device' | 'network', readonly RequirementId[]> = {
  inquiry: ['schema.inquiry-linkage', 'schema.inquiry-is-its-own'],
  device: ['schema.device-linkage', 'schema.device-present'],
  network: ['schema.network-linkage'],
};

/** Requirements that exercise a dated version. */
export const versionProofs: Readonly<Record<string, readonly RequirementId[]>> = {
  '2026-09-29': ['version.takes-2026-09-29'],
  '2025-12-08': ['version.accepts-2025-12-08'],
  '2025-10-27': ['version.accepts-2025-10-27'],
  '2023-01-05': ['version.accepts-2023-01-05', 'version.fingerprint-after-move'],
  '2022-09-01': ['version.accepts-2022-09-01'],
  '2021-08-18': ['version.accepts-2021-08-18'],
  '2021-07-15': ['version.takes-2021-07-15'],
  '2021-07-05': ['version.accepts-2021-07-05', 'version.fingerprint-before-move'],
  '2021-05-14': ['version.takes-2021-05-14'],
  '2021-02-21': ['version.accepts-2021-02-21'],
  '2020-05-18': ['version.accepts-2020-05-18'],
};
