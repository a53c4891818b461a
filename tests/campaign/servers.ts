/** The targets of the campaign, by slug: every fault, every variation, and variations together. */
import type { Bend } from '../../mock/bend.ts';
import { faults } from '../../mock/faults/faults.ts';
import { wholesaleFaults } from '../../mock/faults/wholesale.ts';
import { pairwise } from '../../mock/variations/pairwise.ts';
import { variations } from '../../mock/variations/variations.ts';

export type ServerKind = 'plain' | 'fault' | 'wholesale' | 'variation' | 'pairwise';

export interface Server {
  readonly kind: ServerKind;
  readonly slug: string;
  readonly bend: Bend;
}

const of = (kind: ServerKind, table: readonly { readonly slug: string; readonly bend: Bend }[]): Server[] =>
  table.map(({ slug, bend }) => ({ kind, slug, bend }));

/** All of them, the plain mock first. Computed on each call: the pairing takes a moment. */
export function allServers(): readonly Server[] {
  return [
    { kind: 'plain', slug: 'plain', bend: {} },
    ...of('fault', faults),
    ...of('wholesale', wholesaleFaults),
    ...of('variation', variations),
    ...of('pairwise', pairwise(variations)),
  ];
}
