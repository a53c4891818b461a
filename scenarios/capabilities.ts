/** What a target may lack: found out once, before anything that needs it is sent. */
import type { Capability } from '../contract/types.ts';
import type { Configuration } from '../client/configuration.ts';
import type { Secret } from '../client/secret.ts';

/** Why a capability is not there. */
export type Absence =
  | { readonly code: 'not-configured'; readonly variable: string }
  /** No strategy opens a session; those that were tried. */
  | { readonly code: 'not-openable'; readonly tried: readonly string[] };

export type Availability =
  { readonly available: true } | { readonly available: false; readonly absence: Absence };

/** Capabilities that the configuration decides: each is a key. */
export type KeyCapability = Exclude<Capability, 'active-session'>;

const KEYS: Readonly<
  Record<
    KeyCapability,
    { readonly variable: string; readonly key: (configuration: Configuration) => Secret | undefined }
  >
> = {
  'read-only-key': { variable: 'PERSONA_READONLY_API_KEY', key: ({ keys }) => keys.readOnly },
  'other-environment-key': { variable: 'PERSONA_OTHER_API_KEY', key: ({ keys }) => keys.other },
  'rate-limit': {
    variable: 'PERSONA_ALLOW_RATE_LIMIT',
    key: ({ keys, allowRateLimit }) => keys.lowLimit ?? (allowRateLimit ? keys.main : undefined),
  },
};

/**
 * The key that a capability stands for.
 * @throws CapabilityMissing when it is not configured
 */
export function keyFor(capability: KeyCapability, configuration: Configuration): Secret {
  const key = KEYS[capability].key(configuration);
  if (!key) throw new CapabilityMissing(capability, notConfigured(capability));
  return key;
}

/** Whether the configuration gives a capability. */
export function configuredAvailability(
  capability: KeyCapability,
  configuration: Configuration,
): Availability {
  return KEYS[capability].key(configuration)
    ? { available: true }
    : { available: false, absence: notConfigured(capability) };
}

function notConfigured(capability: KeyCapability): Absence {
  return { code: 'not-configured', variable: KEYS[capability].variable };
}

/** What was found out about opening sessions, as an availability. */
export function openingAvailability(found: {
  readonly strategy: string | null;
  readonly tried: readonly string[];
}): Availability {
  if (found.strategy !== null) return { available: true };
  return { available: false, absence: { code: 'not-openable', tried: found.tried } };
}

/** The target lacks a capability, so the scenario cannot be run. */
export class CapabilityMissing extends Error {
  override readonly name = 'CapabilityMissing';
  readonly capability: Capability;
  readonly absence: Absence;

  constructor(capability: Capability, absence: Absence) {
    super(`The capability ${capability} is missing (${absence.code}).`);
    this.capability = capability;
    this.absence = absence;
  }
}
