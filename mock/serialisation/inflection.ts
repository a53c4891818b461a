/** Re-cases names: attributes, relationships and meta. Values, types, ids and the members of errors stay. */
import type { Step } from '../types.ts';
import { inflect, renameDeep } from '../casing.ts';
import { FIELDS_KEPT } from '../versions.ts';
import { isObject, type Json, type JsonObject, mapResources } from '../json.ts';

function renameKeys<T>(
  object: Readonly<Record<string, T>>,
  rename: (name: string) => string,
): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [rename(name), value]));
}

export const inflection: Step = (document, call, world) => {
  const rename = (name: string): string => inflect(name, call.inflection);
  const nested = (value: Json): Json =>
    world.settings.open.inflectNested && isObject(value) ? renameDeep(value, rename) : value;
  const keepsFields = call.version >= FIELDS_KEPT;
  const attributes = (values: JsonObject, type?: string): JsonObject =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const kept = keepsFields && type === 'inquiry' && name === 'fields';
        return [rename(name), kept ? value : nested(value)];
      }),
    );

  const renamed = mapResources(document, (resource) => ({
    ...resource,
    attributes: attributes(resource.attributes, resource.type),
    ...(resource.relationships && { relationships: renameKeys(resource.relationships, rename) }),
  }));
  return document.meta ? { ...renamed, meta: attributes(document.meta) } : renamed;
};
