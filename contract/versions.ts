/** The dated API versions and what changed at them, as far as it concerns Inquiry Sessions. */
import { personalInquiryAttributes } from './attributes.ts';
import type { Source } from './types.ts';

/**
 * How well a dated version is documented.
 * - `listed`: on the endpoint's page and in the version picker of late 2026
 * - `endpoint-only`: on the endpoint's page of 2025, no longer in the picker
 * - `mentioned`: named elsewhere only (the picker, the changelog); whether this endpoint takes it is not stated
 */
export type VersionStanding = 'listed' | 'endpoint-only' | 'mentioned';

export interface DatedVersion {
  /** `YYYY-MM-DD`, as sent in `Persona-Version`. */
  readonly date: string;
  readonly standing: VersionStanding;
  /** What it changed for an Inquiry Session, in one sentence. */
  readonly summary: string;
}

/** Newest first. */
export const datedVersions = [
  {
    date: '2026-09-29',
    standing: 'mentioned',
    summary: 'The default of the version picker of late 2026; what it changes is not known to us.',
  },
  {
    date: '2025-12-08',
    standing: 'listed',
    summary: 'Changes Reports only (`run-history`); nothing for Inquiry Sessions.',
  },
  {
    date: '2025-10-27',
    standing: 'listed',
    summary:
      'Nothing is included by default, names inside an inquiry’s `fields` keep their casing, and its personal attributes are in `fields` alone.',
  },
  {
    date: '2023-01-05',
    standing: 'listed',
    summary: 'Changes the addresses of files; an Inquiry Session carries none.',
  },
  { date: '2022-09-01', standing: 'listed', summary: 'No change of Inquiry Sessions is documented.' },
  {
    date: '2021-08-18',
    standing: 'endpoint-only',
    summary: '`browser-fingerprint` leaves the Inquiry Session; the related device carries it.',
  },
  {
    date: '2021-07-15',
    standing: 'mentioned',
    summary: 'Named by the changelog; no change of Inquiry Sessions is documented.',
  },
  { date: '2021-07-05', standing: 'listed', summary: 'No change of Inquiry Sessions is documented.' },
  {
    date: '2021-05-14',
    standing: 'mentioned',
    summary: 'Shown by the version picker of late 2026; no change of Inquiry Sessions is documented.',
  },
  { date: '2021-02-21', standing: 'endpoint-only', summary: 'No change of Inquiry Sessions is documented.' },
  { date: '2020-05-18', standing: 'listed', summary: 'The oldest version documented on the endpoint.' },
] as const satisfies readonly DatedVersion[];

/** A dated version that the documentation names. */
export type VersionDate = (typeof datedVersions)[number]['date'];

/** The version that the suite pins unless told otherwise: that of the vendor's own API description. */
export const DEFAULT_VERSION = '2023-01-05' satisfies VersionDate;

/** The version at which `browser-fingerprint` left the Inquiry Session. */
export const FINGERPRINT_MOVED = '2021-08-18' satisfies VersionDate;

/** From here on nothing is included that was not asked for, and an inquiry's personal attributes stand in its `fields` alone. */
export const NOTHING_BY_DEFAULT = '2025-10-27' satisfies VersionDate;

/** One known change of the vendor's, from the changelog. */
export interface KnownChange {
  /** Stable slug. */
  readonly id: string;
  /** The day of the changelog entry, `YYYY-MM-DD`; equals the version where `kind` is `version`. */
  readonly date: string;
  /** `version`: comes with a dated version, breaking. `any-version`: added to every version on that day, compatible. */
  readonly kind: 'version' | 'any-version';
  readonly summary: string;
  /** Members of the answer that it touches, as `data.attributes.name`; `*` stands for any text. */
  readonly members: readonly string[];
  /** What an integration does about it; absent where nothing needs doing. */
  readonly remedy?: string;
  /** True where nothing is known of what the version changes. */
  readonly unknown?: true;
  /** Why the change cannot be seen on this endpoint; absent where it can. */
  readonly notObservable?: string;
  readonly source: Source;
}

const added = (date: string, ...names: string[]): KnownChange => ({
  id: `added-${names[0] ?? ''}`,
  date,
  kind: 'any-version',
  summary: `${names.map((name) => `\`${name}\``).join(', ')} added to the Inquiry Session.`,
  members: names.map((name) =>
    name === 'device' || name === 'network' ? `data.relationships.${name}` : `data.attributes.${name}`,
  ),
  notObservable: 'it was added to every version on that day, so no two versions differ by it',
  source: { page: 'changelog', section: date },
});

/** Oldest first. */
export const knownChanges: readonly KnownChange[] = [
  {
    id: 'fingerprint-moved-to-device',
    date: '2021-08-18',
    kind: 'version',
    summary: '`browser-fingerprint` left the Inquiry Session and is read from the related device.',
    members: [
      'data.attributes.browser-fingerprint',
      '*[type=inquiry-session].attributes.browser-fingerprint',
    ],
    remedy:
      'read it from the included device: `include=device`, then `included[type=device].attributes.browser-fingerprint`',
    source: { page: 'changelog', section: '2021-08-18' },
  },
  {
    id: 'file-addresses',
    date: '2023-01-05',
    kind: 'version',
    summary: 'The addresses of files changed.',
    members: [],
    notObservable: 'an Inquiry Session carries no file addresses',
    source: { page: 'changelog', section: '2023-01-05' },
  },
  {
    id: 'expire-endpoint-added',
    date: '2023-05-29',
    kind: 'any-version',
    summary: 'This endpoint was added, for every version.',
    members: [],
    notObservable: 'it was added to every version on that day, so no two versions differ by it',
    source: { page: 'changelog', section: '2023-05-29' },
  },
  added('2024-01-22', 'started-at', 'expired-at', 'device-handoff-method'),
  added('2024-04-08', 'device'),
  added('2024-07-01', 'is-vpn'),
  added('2024-09-03', 'gps-latitude', 'gps-longitude', 'gps-precision'),
  added('2024-11-04', 'network'),
  added('2025-02-24', 'ip-connection-type'),
  added('2025-05-19', 'ip-isp', 'network-organization'),
  {
    id: 'nothing-included-by-default',
    date: '2025-10-27',
    kind: 'version',
    summary: 'Nothing is included any more unless `include` asks for it.',
    members: ['included[type=*]'],
    remedy: 'name in `include` what you read from `included`, e.g. `include=inquiry`',
    source: { page: 'changelog', section: '2025-10-27' },
  },
  {
    id: 'fields-names-kept',
    date: '2025-10-27',
    kind: 'version',
    summary:
      'Names inside an inquiry’s `fields` are no longer inflected: they stay as the template has them.',
    members: ['*[type=inquiry].attributes.fields.*'],
    remedy: 'read them by the names that the inquiry template gives them, whatever `Key-Inflection` says',
    source: { page: 'changelog', section: '2025-10-27' },
  },
  {
    id: 'personal-attributes-moved',
    date: '2025-10-27',
    kind: 'version',
    summary: 'The personal attributes of an inquiry left its top level and are read from its `fields`.',
    members: personalInquiryAttributes.map((name) => `*[type=inquiry].attributes.${name}`),
    remedy: 'read them from the inquiry’s `fields`, e.g. `attributes.fields.name-first.value`',
    source: { page: 'changelog', section: '2025-10-27' },
  },
  {
    id: 'reports-run-history',
    date: '2025-12-08',
    kind: 'version',
    summary: '`run-history` of Reports changed.',
    members: [],
    notObservable: 'it concerns Reports, which an Inquiry Session does not carry',
    source: { page: 'changelog', section: '2025-12-08' },
  },
  {
    id: 'unknown-2026-09-29',
    date: '2026-09-29',
    kind: 'version',
    summary: 'A dated version whose changes are not known to us.',
    members: [],
    unknown: true,
    source: { page: 'versioning' },
  },
];
