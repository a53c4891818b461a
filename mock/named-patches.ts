/** Faults and variations by their slugs. Loaded when one is asked for. */
import type { Patch } from './types.ts';

/**
 * The patch of this fault or variation; of none where none is named.
 * @throws {RangeError} for a slug that there is not
 */
export async function patchOf(kind: 'fault' | 'variation', slug: string | undefined): Promise<Patch> {
  if (slug === undefined) return {};
  const found = (await tableOf(kind)).find((entry) => entry.slug === slug);
  if (!found) throw new RangeError(`${kind} ${slug}: there is no such ${kind}`);
  return found.patch;
}

async function tableOf(
  kind: 'fault' | 'variation',
): Promise<readonly { readonly slug: string; readonly patch: Patch }[]> {
  if (kind === 'variation') return (await import('./variations/variations.ts')).variations;
  const { faults } = await import('./faults/faults.ts');
  const { degenerateServers } = await import('./faults/degenerate.ts');
  return [...faults, ...degenerateServers];
}
