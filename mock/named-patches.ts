/** Faults and variations by their slugs. Loaded when one is asked for. */
import type { Patch } from './types.ts';

type Kind = 'fault' | 'variation';

/** A fault or variation, and what is wrong, or only otherwise, with a mock that has it. */
export interface NamedPatch {
  readonly slug: string;
  readonly sentence: string;
  readonly patch: Patch;
}

/**
 * The patch of this fault or variation; of none where none is named.
 * @throws {RangeError} for a slug that there is not
 */
export async function patchOf(kind: Kind, slug: string | undefined): Promise<Patch> {
  return (await named(kind, slug))?.patch ?? {};
}

/** The same, with its name. */
export async function named(kind: Kind, slug: string | undefined): Promise<NamedPatch | undefined> {
  if (slug === undefined) return undefined;
  const found = (await allNamed(kind)).find((entry) => entry.slug === slug);
  if (!found) throw new RangeError(`${kind} ${slug}: there is no such ${kind}`);
  return found;
}

export async function allNamed(kind: Kind): Promise<readonly NamedPatch[]> {
  if (kind === 'variation') return (await import('./variations/variations.ts')).variations;
  const { faults } = await import('./faults/faults.ts');
  const { blindFaults } = await import('./faults/blind/index.ts');
  const { degenerateServers } = await import('./faults/degenerate.ts');
  return [...faults, ...degenerateServers, ...blindFaults];
}
