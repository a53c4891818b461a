/** The targets of the campaign, by slug: every fault, every variation, and variations together. */
import type { VersionDate } from '../../contract/versions.ts';
import type { Patch } from '../../mock/types.ts';
import { faults } from '../../mock/faults/faults.ts';
import { blindFaults } from '../../mock/faults/blind/index.ts';
import { degenerateServers } from '../../mock/faults/degenerate.ts';
import { pairwise } from '../../mock/variations/pairwise.ts';
import { variations } from '../../mock/variations/variations.ts';

export type ServerKind = 'plain' | 'fault' | 'blind' | 'degenerate' | 'variation' | 'pairwise';

export interface Server {
  readonly kind: ServerKind;
  readonly slug: string;
  readonly patch: Patch;
  /** The version to pin; default: the suite's own. */
  readonly under?: VersionDate;
}

const of = (kind: ServerKind, table: readonly Omit<Server, 'kind'>[]): Server[] =>
  table.map(({ slug, patch, under }) => ({ kind, slug, patch, ...(under && { under }) }));

/** All of them, the plain mock first. Computed on each call: the pairing takes a moment. */
export function allServers(): readonly Server[] {
  return [
    { kind: 'plain', slug: 'plain', patch: {} },
    ...of('fault', faults),
    ...of('degenerate', degenerateServers),
    ...of('variation', variations),
    ...of('pairwise', pairwise(variations)),
  ];
}

/** Those that were written from the documentation alone, without a look at the suite. */
export function blindServers(): readonly Server[] {
  return of('blind', blindFaults);
}
