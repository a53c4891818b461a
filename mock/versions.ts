/** The dated versions that the mock accepts, and what changed for which resource. */
import type { Resource } from './json.ts';

/** Every version that the endpoint's pages or the changelog name. */
export const acceptedVersions: readonly string[] = [
  '2020-05-18',
  '2021-02-21',
  '2021-05-14',
  '2021-07-05',
  '2021-07-15',
  '2021-08-18',
  '2022-09-01',
  '2023-01-05',
  '2025-10-27',
  '2025-12-08',
  '2026-09-29',
];

interface VersionRule {
  /** The version that brought the change. */
  readonly since: string;
  readonly type: string;
  /** Makes of today's resource what it was before. */
  readonly before: (resource: Resource) => Resource;
  /** Makes of the full resource what it is since. */
  readonly after: (resource: Resource) => Resource;
}

function without(resource: Resource, name: string): Resource {
  const kept = Object.entries(resource.attributes).filter(([attribute]) => attribute !== name);
  return { ...resource, attributes: Object.fromEntries(kept) };
}

/** The one breaking change known for sessions: the fingerprint moved to the device. */
export const versionRules: readonly VersionRule[] = [
  {
    since: '2021-08-18',
    type: 'inquiry-session',
    before: (resource) => resource,
    after: (resource) => without(resource, 'browser-fingerprint'),
  },
];

/** A full resource as the given version shows it. Dates in ISO form compare as text. */
export function asOfVersion(resource: Resource, version: string): Resource {
  return versionRules
    .filter((rule) => rule.type === resource.type)
    .reduce((shown, rule) => (version < rule.since ? rule.before(shown) : rule.after(shown)), resource);
}
