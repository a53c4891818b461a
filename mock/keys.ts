/** The API keys that a mock knows: whose they are, what they may do, what they are configured to. */
import type { Inflection } from './casing.ts';

export interface KeyRecord {
  /** The key itself: short and plainly not a real one. */
  readonly secret: string;
  readonly environment: string;
  /** `write`: everything; `read`: GET only. */
  readonly permission: 'write' | 'read';
  /** The version that applies when a request names none. */
  readonly version: string;
  /** The casing that applies when a request names none. */
  readonly inflection: Inflection;
  /** Requests a window that this key may make, where that is less than its environment may. */
  readonly limit?: number;
  /** False: the caller's address is not on the key's allow-list. */
  readonly addressAllowed: boolean;
  /** False: the key's environment is switched off. */
  readonly active: boolean;
  /** Attribute names that are never shown to this key. */
  readonly blocklist: readonly string[];
}

const full: KeyRecord = {
  secret: 'persona_sandbox_mock_full',
  environment: 'main',
  permission: 'write',
  version: '2023-01-05',
  inflection: 'kebab',
  addressAllowed: true,
  active: true,
  blocklist: [],
};

/** One key of every kind that the documentation speaks of. */
export const defaultKeys = {
  full,
  /** A second key of the same environment. */
  second: { ...full, secret: 'persona_sandbox_mock_second' },
  readOnly: { ...full, secret: 'persona_sandbox_mock_read_only', permission: 'read' },
  otherEnvironment: { ...full, secret: 'persona_sandbox_mock_other_environment', environment: 'other' },
  lowLimit: { ...full, secret: 'persona_sandbox_mock_low_limit', limit: 3 },
  camelDefault: { ...full, secret: 'persona_sandbox_mock_camel', inflection: 'camel' },
  snakeDefault: { ...full, secret: 'persona_sandbox_mock_snake', inflection: 'snake' },
  oldVersionDefault: { ...full, secret: 'persona_sandbox_mock_old_version', version: '2020-05-18' },
  newestVersionDefault: { ...full, secret: 'persona_sandbox_mock_newest_version', version: '2026-09-29' },
  wrongAddress: { ...full, secret: 'persona_sandbox_mock_wrong_address', addressAllowed: false },
  inactive: { ...full, secret: 'persona_sandbox_mock_inactive', environment: 'inactive', active: false },
  blocklisted: {
    ...full,
    secret: 'persona_sandbox_mock_blocklisted',
    blocklist: ['ip-address', 'latitude', 'longitude'],
  },
} as const satisfies Record<string, KeyRecord>;

export type KeyName = keyof typeof defaultKeys;
