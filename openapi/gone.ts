/** What our clauses speak of and a description does not. */
import { requirementById, type RequirementId } from '../contract/catalogue.ts';
import { schemaOf } from '../schemas/compile.ts';
import {
  namedClauses,
  namedLists,
  schemaClauses,
  type NamedClause,
  type SchemaClause,
  type Selection,
} from './clauses.ts';
import type { DescribedCall, Fact } from './facts.ts';
import { labelOf } from './labels.ts';
import { applies, selects } from './selecting.ts';
import { shapeOf, type Shape } from './shape.ts';

/** A clause of ours that the description no longer has. */
export interface Gone {
  readonly label: string;
  readonly by: readonly RequirementId[];
}

/** Clauses whose element is in none of the calls. */
export function goneFrom(calls: ReadonlyMap<string, DescribedCall>, version: string): readonly Gone[] {
  const facts = [...calls.values()].flatMap((call) => call.facts);
  const gone = new Map<string, { label: string; by: RequirementId[] }>();
  const note = (label: string, by: readonly RequirementId[]): void => {
    const known = gone.get(label);
    if (known) known.by.push(...by.filter((id) => !known.by.includes(id)));
    else gone.set(label, { label, by: [...by] });
  };
  for (const clause of namedClauses.flatMap(oneByOne)) {
    // Of an answer that is not described nothing else can be.
    if (
      isOfAnswer(clause) &&
      !facts.some(({ kind, place }) => kind === 'status' && clause.places?.includes(place))
    )
      continue;
    const applying = clause.by.filter(
      (id) =>
        requirementById(id).level !== 'OBSERVED' &&
        (clause.kinds.includes('version') || applies(id, version)),
    );
    if (applying.length === 0 || facts.some((fact) => selects(clause, fact))) continue;
    note(labelOf(standingFor(clause)), applying);
  }
  for (const clause of schemaClauses) {
    if (!applies(clause.by, version, clause.versions)) continue;
    for (const fact of factsWantedBy(clause)) {
      if (clause.members !== undefined && !clause.members.includes(fact.name)) continue;
      // The members of refusals differ by status: one that is described on any of them is there.
      const found = facts.some(
        (one) =>
          one.name === fact.name &&
          (clause.places.includes(one.place) || (/^[45]/.test(fact.place) && /^[45]/.test(one.place))),
      );
      if (!found && !isCut(calls, clause)) note(labelOf(fact), [clause.by]);
    }
  }
  for (const { by, place, name, values } of namedLists) {
    const named = facts.filter(
      (fact) => fact.kind === 'named value' && fact.place === place && fact.name === name,
    );
    if (named.length === 0) continue;
    for (const value of values)
      if (!named.some((fact) => fact.value === value))
        note(labelOf({ call: '', kind: 'named value', place, name, value, says: '' }), [by]);
  }
  return [...gone.values()];
}

/** A clause about several things, as clauses about one thing each: each can be gone by itself. */
function oneByOne(clause: NamedClause): readonly NamedClause[] {
  const each = <T>(items: readonly T[] | undefined): readonly (readonly T[] | undefined)[] =>
    items?.map((item) => [item]) ?? [undefined];
  return each(clause.places).flatMap((places) =>
    each(clause.names).flatMap((names) =>
      each(clause.values).map((values) => ({
        ...clause,
        ...(places && { places }),
        ...(names && { names }),
        ...(values && { values }),
      })),
    ),
  );
}

function isOfAnswer({ kinds }: Selection): boolean {
  return kinds.includes('header') || kinds.includes('media type');
}

/** A fact that the clause would select, to name it by. */
function standingFor({ kinds, calls, places, names, values }: Selection): Fact {
  return {
    call: calls?.[0] ?? '',
    kind: kinds[0] ?? 'call',
    place: places?.[0] ?? '',
    name: names?.join(', ') ?? '',
    ...(values?.[0] === undefined ? {} : { value: values[0] }),
    says: '',
  };
}

/** The members that a schema of ours speaks of, as facts. */
function factsWantedBy({ part, places, from, under }: SchemaClause): readonly Fact[] {
  const found: Fact[] = [];
  const walk = (shape: Shape, path: string): void => {
    for (const [name, member] of shape.members) {
      const here = path === '' ? name : `${path}.${name}`;
      const isLinkage = from === 'relationships';
      found.push({
        call: '',
        kind: isLinkage ? 'relationship' : 'member',
        place: places[0] ?? '',
        name: here,
        says: '',
      });
      if (isLinkage) continue;
      walk(member, here);
      if (member.items) walk(member.items, `${here}[]`);
    }
  };
  walk(shapeOf(schemaOf(part)), from === undefined || from === 'relationships' ? '' : from);
  const prefix = `${under ?? ''}.`;
  return found
    .filter(({ name }) => under === undefined || name.startsWith(prefix))
    .map((fact) => (under === undefined ? fact : { ...fact, name: fact.name.slice(prefix.length) }));
}

/** Nothing is known of what would be there. */
function isCut(calls: ReadonlyMap<string, DescribedCall>, { places }: SchemaClause): boolean {
  const resources = places.flatMap((place) => (place.startsWith('@') ? [place.slice(1)] : []));
  if (resources.length === 0) return false;
  const shown = [...calls.values()].flatMap(({ bodies }) =>
    resources.flatMap((name) => bodies.resources.get(name) ?? []),
  );
  return (
    shown.length === 0 &&
    [...calls.values()].some(({ facts }) =>
      facts.some(({ kind, value }) => kind === 'included' && resources.includes(value ?? '')),
    )
  );
}
