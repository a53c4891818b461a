/** Which facts a clause is about, and to which versions it applies. */
import { requirementById, type RequirementId } from '../contract/catalogue.ts';
import type { VersionRange } from '../contract/types.ts';
import type { Selection } from './clauses.ts';
import type { Fact } from './facts.ts';

export function selects({ kinds, calls, places, names, values }: Selection, fact: Fact): boolean {
  return (
    kinds.includes(fact.kind) &&
    (calls === undefined || calls.includes(fact.call)) &&
    (places === undefined || places.includes(fact.place)) &&
    (names === undefined || names.some((name) => isName(name.toLowerCase(), fact.name.toLowerCase()))) &&
    (values === undefined || (fact.value !== undefined && values.includes(fact.value)))
  );
}

function isName(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** The requirement speaks of this dated version, or the clause says of which it does. */
export function applies(id: RequirementId, version: string, range?: VersionRange): boolean {
  const { from, before } = range ?? requirementById(id).versions ?? {};
  return (from === undefined || version >= from) && (before === undefined || version < before);
}
