/** The filters of a list. A name may come in any casing; a filter that is not known is refused, never dropped unnoticed. */
import type { Answer, Call } from '../call.ts';
import { kebab } from '../casing.ts';
import { refuse } from '../refusals.ts';
import type { World } from '../types.ts';

/** What is asked for, by filter; or a refusal. */
export function filtersOf<Name extends string>(
  call: Call,
  world: World,
  known: readonly Name[],
): { readonly asked: { readonly [N in Name]?: string } } | { readonly refusal: Answer } {
  const asked: { [N in Name]?: string } = {};
  for (const [parameter, value] of call.query) {
    if (!/^filter\b/.test(parameter)) continue;
    const name = known.find(
      (candidate) => candidate === kebab(/^filter\[([^\]]+)\]$/.exec(parameter)?.[1] ?? ''),
    );
    if (name === undefined) {
      return { refusal: refuse(world, 400, { details: `Unknown filter; known: ${known.join(', ')}.` }) };
    }
    asked[name] = value;
  }
  return { asked };
}

/** Whether a value is among those that a comma-separated filter lists; without a filter every value is. */
export function isListed(filter: string | undefined, value: string | null): boolean {
  return (
    filter === undefined ||
    (value !== null &&
      filter
        .split(',')
        .map((part) => part.trim())
        .includes(value))
  );
}
