/** The targets of the campaign, by slug: every fault, every variation, and variations together. */
import type { VersionDate } from '../../contract/versions.ts';
import type { Patch } from '../../mock/types.ts';
import { faults, sampledBlindFaults } from '../../mock/faults/faults.ts';
import type { Depth } from '../../contract/depths.ts';
import { blindFaults } from '../../mock/faults/blind/index.ts';
import { foundThoroughly } from '../../mock/faults/blind/standing.ts';
import { degenerateServers } from '../../mock/faults/degenerate.ts';
import { pairwise } from '../../mock/variations/pairwise.ts';
import { variations } from '../../mock/variations/variations.ts';

export type ServerKind = 'plain' | 'fault' | 'blind' | 'degenerate' | 'variation' | 'pairwise';

export interface Server {
  readonly kind: ServerKind;
  readonly slug: string;
  readonly patch: Patch;
  /** How deep the run goes; default: standard. */
  readonly depth?: Depth;
  /** The version to pin; default: the suite's own. */
  readonly under?: VersionDate;
}

const of = (kind: ServerKind, table: readonly Omit<Server, 'kind'>[]): Server[] =>
  table.map(({ slug, patch, under, depth }) => ({
    kind,
    slug,
    patch,
    ...(under && { under }),
    ...(depth && { depth }),
  }));

/** All of them, the plain mock first, of the blind faults a sample. Computed on each call: the pairing takes a moment. */
export function allServers(): readonly Server[] {
  return [
    { kind: 'plain', slug: 'plain', patch: {} },
    ...of('fault', faults),
    ...of('blind', sampledBlindFaults),
    ...of('degenerate', degenerateServers),
    ...of('variation', variations),
    ...of('pairwise', pairwise(variations)),
  ];
}

/** Those that were written from the documentation alone, without a look at the suite. */
export function blindServers(): readonly Server[] {
  return of(
    'blind',
    blindFaults.map(({ slug, patch }) => ({
      slug,
      patch,
      ...(foundThoroughly.has(slug) && { depth: 'thorough' }),
    })),
  );
}
