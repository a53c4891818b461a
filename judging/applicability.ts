/** What the catalogue says of a target before anything is sent: which requirements do not apply to it, and why. */
import type { Capability, Requirement, VersionRange } from '../contract/types.ts';
import type { Absence, Availability } from '../scenarios/capabilities.ts';

/** Why a requirement does not apply. */
export type Inapplicable =
  | { readonly code: 'left-to-other-depth' }
  | { readonly code: 'other-version'; readonly pinned: string; readonly versions: VersionRange }
  | { readonly code: 'capability-missing'; readonly capability: Capability; readonly absence: Absence };

/** Finds out what a target has; see `ScenarioRunner.availability`. */
type FindOut = (capability: Capability) => Promise<Availability>;

/** Why the catalogue rules a requirement out for this target and version; undefined when it applies. */
export async function inapplicable(
  { versions, needs = [] }: Pick<Requirement, 'versions' | 'needs'>,
  pinned: string,
  availability: FindOut,
): Promise<Inapplicable | undefined> {
  if (versions && !covers(versions, pinned)) return { code: 'other-version', pinned, versions };
  for (const capability of needs) {
    const found = await availability(capability);
    if (!found.available) return { code: 'capability-missing', capability, absence: found.absence };
  }
  return undefined;
}

/** Dated versions are days, so they compare as text. */
function covers({ from, before }: VersionRange, version: string): boolean {
  return (from === undefined || version >= from) && (before === undefined || version < before);
}

/** The reason as a sentence. */
export function inapplicableSentence(reason: Inapplicable): string {
  if (reason.code === 'left-to-other-depth') return 'A quick run checks the main promises only.';
  if (reason.code === 'capability-missing') return absenceSentence(reason.absence);
  const { from, before } = reason.versions;
  const range = [
    ...(from === undefined ? [] : [`from ${from} on`]),
    ...(before === undefined ? [] : [`before ${before}`]),
  ].join(' and ');
  return `It applies to versions ${range}; the run pins ${reason.pinned}.`;
}

/** Why a capability is not there, as a sentence. */
export function absenceSentence(absence: Absence): string {
  return absence.code === 'not-configured'
    ? `${absence.variable} is not set.`
    : `No session can be opened here (tried: ${absence.tried.join(', ') || 'nothing'}).`;
}
