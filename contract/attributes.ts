/** The documented attributes of an Inquiry Session and of its device: names in kebab-case, types, when they came. */

export type AttributeType = 'string' | 'boolean' | 'number' | 'date-time';

/** The requirement groups that attributes are checked in. */
export type AttributeGroup =
  'core' | 'times' | 'client' | 'flags' | 'place' | 'gps' | 'network' | 'risk' | 'fingerprint';

export interface SessionAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly nullable: boolean;
  readonly group: AttributeGroup;
  /** True when the documented sample response shows the attribute (null or not). */
  readonly sampled: boolean;
  /** Day of the changelog entry that added it, where known. */
  readonly since?: string;
  /** The first dated version that no longer has it. */
  readonly goneFrom?: string;
}

type Row = readonly [
  name: string,
  type: AttributeType,
  group: AttributeGroup,
  sampled: boolean,
  since?: string,
];

const rows: readonly Row[] = [
  ['started-at', 'date-time', 'times', true, '2024-01-22'],
  ['expired-at', 'date-time', 'times', true, '2024-01-22'],
  ['device-handoff-method', 'string', 'client', true, '2024-01-22'],
  ['ip-address', 'string', 'network', true],
  ['user-agent', 'string', 'client', true],
  ['os-name', 'string', 'client', true],
  ['os-full-version', 'string', 'client', true],
  ['device-type', 'string', 'client', true],
  ['device-name', 'string', 'client', true],
  ['browser-name', 'string', 'client', true],
  ['browser-full-version', 'string', 'client', true],
  ['mobile-sdk-name', 'string', 'client', true],
  ['mobile-sdk-full-version', 'string', 'client', true],
  ['is-proxy', 'boolean', 'flags', true],
  ['is-tor', 'boolean', 'flags', true],
  ['is-datacenter', 'boolean', 'flags', true],
  ['is-vpn', 'boolean', 'flags', true, '2024-07-01'],
  ['threat-level', 'string', 'risk', true],
  ['country-code', 'string', 'place', true],
  ['country-name', 'string', 'place', true],
  ['region-code', 'string', 'place', true],
  ['region-name', 'string', 'place', true],
  ['latitude', 'number', 'place', true],
  ['longitude', 'number', 'place', true],
  ['gps-latitude', 'number', 'gps', false, '2024-09-03'],
  ['gps-longitude', 'number', 'gps', false, '2024-09-03'],
  ['gps-precision', 'string', 'gps', false, '2024-09-03'],
  ['ip-connection-type', 'string', 'network', false, '2025-02-24'],
  ['ip-isp', 'string', 'network', false, '2025-05-19'],
  ['network-organization', 'string', 'network', false, '2025-05-19'],
];

/** Every documented attribute of an Inquiry Session. */
export const sessionAttributes: readonly SessionAttribute[] = [
  { name: 'status', type: 'string', nullable: false, group: 'core', sampled: true },
  { name: 'created-at', type: 'date-time', nullable: false, group: 'core', sampled: true },
  ...rows.map(([name, type, group, sampled, since]) => ({
    name,
    type,
    group,
    sampled,
    nullable: true,
    ...(since === undefined ? {} : { since }),
  })),
  // The sample shows it too, but as rendered for an old version: present only before 2021-08-18.
  {
    name: 'browser-fingerprint',
    type: 'string',
    nullable: true,
    group: 'fingerprint',
    sampled: false,
    goneFrom: '2021-08-18',
  },
];

/** The documented values of `status`: explicitly not a closed enumeration. */
export const documentedStatuses = ['new', 'active', 'expired'] as const;

/** The documented relationships of an Inquiry Session. */
export const sessionRelationships = [
  { name: 'inquiry', type: 'inquiry', nullable: false },
  { name: 'device', type: 'device', nullable: true, since: '2024-04-08' },
  { name: 'network', type: 'network', nullable: true, since: '2024-11-04' },
] as const;

/** The documented attributes of a device: nullable strings all. */
export const deviceAttributes = ['browser-fingerprint', 'device-fingerprint', 'device-vendor-id'] as const;

/** The documented attributes of a network; all nullable but `created-at`. */
export const networkAttributes = [
  { name: 'created-at', type: 'date-time', nullable: false },
  { name: 'ip-address', type: 'string', nullable: true },
  { name: 'service-provider', type: 'string', nullable: true },
  { name: 'service-type', type: 'string', nullable: true },
  { name: 'proxy-type', type: 'string', nullable: true },
  { name: 'threat-level', type: 'string', nullable: true },
  { name: 'country-code', type: 'string', nullable: true },
  { name: 'country-name', type: 'string', nullable: true },
  { name: 'region-code', type: 'string', nullable: true },
  { name: 'region-name', type: 'string', nullable: true },
  { name: 'latitude', type: 'number', nullable: true },
  { name: 'longitude', type: 'number', nullable: true },
] as const;

/** The attributes that an inquiry always shows, null or not. */
export const requiredInquiryAttributes = [
  'status',
  'reference-id',
  'note',
  'behaviors',
  'tags',
  'creator',
  'reviewer-comment',
  'created-at',
  'updated-at',
  'started-at',
  'expires-at',
  'completed-at',
  'failed-at',
  'marked-for-review-at',
  'decisioned-at',
  'expired-at',
  'redacted-at',
  'previous-step-name',
  'next-step-name',
  'fields',
] as const;

/** What an inquiry showed beside its `fields` before 2025-10-27: nullable strings all. */
export const personalInquiryAttributes = [
  'name-first',
  'name-middle',
  'name-last',
  'birthdate',
  'phone-number',
  'email-address',
  'social-security-number',
  'identification-number',
  'address-street-1',
  'address-street-2',
  'address-city',
  'address-subdivision',
  'address-subdivision-abbr',
  'address-postal-code',
  'address-postal-code-abbr',
] as const;

/** The documented values of an inquiry's `status`: open as well. */
export const documentedInquiryStatuses = [
  'created',
  'pending',
  'completed',
  'failed',
  'expired',
  'needs_review',
  'approved',
  'declined',
] as const;
