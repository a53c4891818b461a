/** The MUST requirements that a server which breaks everything meets all the same, each with the reason why that is right. */
import type { RequirementId } from '../../contract/catalogue.ts';

type Reasons = { readonly [Id in RequirementId]?: string };

const reasons: Readonly<Record<string, Reasons>> = {
  'always-404': {
    'errors.odd-ids-refused': 'it refuses every id, so it refuses those that cannot exist',
  },
};

/** Why this server deserves to pass this requirement; undefined when it does not. */
export function expectedPass(slug: string, id: string): string | undefined {
  const table: Readonly<Record<string, string | undefined>> = reasons[slug] ?? {};
  return table[id];
}
