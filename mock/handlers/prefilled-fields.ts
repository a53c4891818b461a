/** What a creation fills in beforehand: fields that the inquiry's template names. */
import type { Call } from '../call.ts';
import { kebab } from '../casing.ts';
import { isObject, member } from '../json.ts';
import { FIELDS_KEPT } from '../versions.ts';

/** The fields of a creation by their names: as written since they are no longer inflected, in kebab case before. */
export function prefilledFields(call: Call): Record<string, string> {
  // `call.body` has its names in kebab case at every depth, these included.
  const fields = member(JSON.parse(call.bodyText), 'data', 'attributes', 'fields');
  if (!isObject(fields)) return {};
  const nameOf = (name: string): string => (call.version < FIELDS_KEPT ? kebab(name) : name);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, given]) => {
      const value = isObject(given) ? given.value : given;
      return typeof value === 'string' ? [[nameOf(name), value]] : [];
    }),
  );
}
