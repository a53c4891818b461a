/** What is said in other words, or written down in another way, and means the same. */
import type { Description } from './read.ts';

/** Other words for people, or another way to write the same down. */
export type Rewording = 'wording' | 'spelling';

const TEXT = new Set([
  'description',
  'title',
  'summary',
  'example',
  'examples',
  'tags',
  'externalDocs',
  'operationId',
]);

/** Whether texts, or the way of writing, differ where the facts do not say it all. */
export function rewordingsOf(
  before: Description,
  after: Description,
  changes: readonly unknown[],
): readonly Rewording[] {
  const raw = (description: Description, texts: boolean): string => {
    const paths = description.document['paths'] as Readonly<Record<string, unknown>>;
    const seen: unknown[] = [];
    return JSON.stringify(paths, function (this: unknown, key, value: unknown) {
      if (key.startsWith('x-') || key === 'examples' || (!texts && TEXT.has(key))) return undefined;
      if (typeof value === 'object' && value !== null) {
        // What refers to itself is written down once.
        while (seen.length > 0 && seen.at(-1) !== this) seen.pop();
        if (seen.includes(value)) return '(above)';
        seen.push(value);
      }
      return value;
    });
  };
  const rewordings: Rewording[] = [];
  const [old, now] = [raw(before, false), raw(after, false)];
  if (changes.length === 0 && old !== now) rewordings.push('spelling');
  if (old === now && raw(before, true) !== raw(after, true)) rewordings.push('wording');
  return rewordings;
}
