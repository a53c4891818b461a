/** The dated versions that the mock accepts, and what changed for which resource. */
import { datedVersions } from '../contract/versions.ts';
import type { Resource } from './json.ts';
import { personalAttributes } from './resources/names.ts';

/** Every version that the endpoint's pages or the changelog name. */
export const acceptedVersions: readonly string[] = datedVersions.map(({ date }) => date);

/** The version since which names inside an inquiry's `fields` stay as the template has them, whatever the inflection. */
export const FIELDS_KEPT = '2025-10-27';

/** The version since which nothing is included that was not asked for. */
export const NOTHING_BY_DEFAULT = '2025-10-27';

interface VersionRule {
  /** The version that brought the change. */
  readonly since: string;
  readonly type: string;
  /** Makes of today's resource what it was before. */
  readonly before: (resource: Resource) => Resource;
  /** Makes of the full resource what it is since. */
  readonly after: (resource: Resource) => Resource;
}

function without(resource: Resource, ...names: readonly string[]): Resource {
  const kept = Object.entries(resource.attributes).filter(([attribute]) => !names.includes(attribute));
  return { ...resource, attributes: Object.fromEntries(kept) };
}

/** The fingerprint moved from the session to the device, what is personal from the inquiry into its fields. */
export const versionRules: readonly VersionRule[] = [
  {
    since: '2021-08-18',
    type: 'inquiry-session',
    before: (resource) => resource,
    after: (resource) => without(resource, 'browser-fingerprint'),
  },
  {
    since: '2025-10-27',
    type: 'inquiry',
    before: (resource) => resource,
    after: (resource) => without(resource, ...personalAttributes),
  },
];

/** A full resource as the given version shows it. Dates in ISO form compare as text. */
export function asOfVersion(resource: Resource, version: string): Resource {
  return versionRules
    .filter((rule) => rule.type === resource.type)
    .reduce((shown, rule) => (version < rule.since ? rule.before(shown) : rule.after(shown)), resource);
}
