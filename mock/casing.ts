/** The three casings of names, and going from any of them to any other. */
import { isObject, type Json } from './json.ts';

export type Inflection = 'kebab' | 'camel' | 'snake';

export const inflections: readonly Inflection[] = ['kebab', 'camel', 'snake'];

/** A name in any of the three casings, in kebab case. */
export function kebab(name: string): string {
  return name
    .replace(/_/g, '-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** A kebab-case name in another casing. */
export function inflect(name: string, inflection: Inflection): string {
  switch (inflection) {
    case 'kebab':
      return name;
    case 'snake':
      return name.replace(/-/g, '_');
    case 'camel':
      return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  }
}

/** A JSON value with every member name changed, at every depth; values stay as they are. */
export function renameDeep(value: Json, rename: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => renameDeep(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>).map(([name, inner]) => [
      rename(name),
      renameDeep(inner, rename),
    ]),
  );
}
