/** A value as text, so that two can be compared whatever the order of their members and items, and the casing of their names. */
import { isObject, kebab } from '../../client/document.ts';

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  return `{${Object.entries(value)
    .map(([name, inner]) => `${kebab(name)}:${canonical(inner)}`)
    .sort()
    .join(',')}}`;
}
