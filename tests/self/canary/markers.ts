/** What must never be found in anything that a run leaves behind. Made up, and easy to recognise. */

/** The keys of the run: one of the usual shape, the others only known by being configured. */
export const keys = {
  main: 'persona_sandbox_CANARYKEY',
  readOnly: 'CANARYREADERSKEY',
  other: 'CANARYSTRANGERSKEY',
  lowLimit: 'CANARYLIMITEDKEY',
} as const;

/** Secrets that come in answers. */
export const answered = {
  link: 'CANARYLINKCODE',
  token: 'CANARYSESSIONTOKEN',
  cookie: 'CANARYCOOKIE',
} as const;

/** Values of attributes, by their name in kebab case. */
export const attributes: Readonly<Record<string, string | number>> = {
  'ip-address': '198.51.100.231',
  'user-agent': 'CanaryAgent/7 (of nobody)',
  'browser-fingerprint': 'canaryfingerprint',
  'device-fingerprint': 'canarydevicefingerprint',
  'device-vendor-id': 'canaryvendor',
  latitude: 12.987651,
  longitude: -98.123457,
  'gps-latitude': 12.987652,
  'gps-longitude': -98.123458,
  'region-name': 'Canaryshire',
  'ip-isp': 'Canary Broadband',
  'network-organization': 'Canary Networks',
  'device-name': 'Canaryphone of Somebody',
};

/** The same where the type is wrong, so that a violation is found in them and described. */
export const wrongTypes: Readonly<Record<string, string | number>> = {
  ...attributes,
  'is-vpn': 'canaryisvpn',
  latitude: 'canarylatitude',
};

/** A person, in an inquiry's fields. */
export const person = {
  'name-first': 'Canaryfirst',
  'name-last': 'Canarylast',
  email: 'canary@example.org',
} as const;

/** Every marker as text. */
export const markers: readonly string[] = [
  ...Object.values(keys),
  ...Object.values(answered),
  ...new Set(
    [...Object.values(attributes), ...Object.values(wrongTypes), ...Object.values(person)].map(String),
  ),
];
