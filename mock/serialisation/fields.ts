/** Sparse answers: `fields[TYPE]=a,b` keeps only those attributes of that type, primary or included. */
import type { Step, World } from '../types.ts';
import { inflect, kebab } from '../casing.ts';
import { isObject, type JsonObject, mapResources } from '../json.ts';
import { knownAttributes } from '../resources/names.ts';
import type { Call } from '../call.ts';

/** What the query asks to keep, as sent: type → names. */
function asked(query: URLSearchParams): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [name, value] of query) {
    const type = /^fields\[([^\]]+)\]$/.exec(name)?.[1];
    if (type !== undefined)
      result.set(
        kebab(type),
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      );
  }
  return result;
}

/** Whether the query names a type or an attribute that no resource has. */
export function unknownField(query: URLSearchParams): boolean {
  return [...asked(query)].some(([type, names]) => {
    const known = knownAttributes[type];
    return !known || names.some((name) => !known.includes(kebab(name.split('.')[0] ?? '')));
  });
}

function keep(attributes: JsonObject, paths: readonly string[]): JsonObject {
  const kept: JsonObject = {};
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.');
    const value = attributes[first];
    if (value === undefined) continue;
    if (rest.length === 0) kept[first] = value;
    else if (isObject(value)) {
      const before = isObject(kept[first]) ? kept[first] : {};
      kept[first] = { ...before, ...keep(value, [rest.join('.')]) };
    }
  }
  return kept;
}

function canonical(names: readonly string[], call: Call, world: World): string[] {
  if (world.settings.open.fieldsCasing === 'any')
    return names.map((name) => name.split('.').map(kebab).join('.'));
  // Only names written in the answer's own casing are understood.
  return names.filter((name) => inflect(kebab(name), call.inflection) === name).map(kebab);
}

export const fields: Step = (document, call, world) => {
  const wanted = asked(call.query);
  if (wanted.size === 0) return document;
  return mapResources(document, (resource) => {
    const names = wanted.get(resource.type);
    if (!names) return resource;
    const { relationships, ...rest } = resource;
    const kept = world.settings.open.sparseRelationships === 'keep' && relationships ? { relationships } : {};
    return { ...rest, attributes: keep(resource.attributes, canonical(names, call, world)), ...kept };
  });
};
