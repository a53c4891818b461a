/** What `Key-Inflection` leaves alone: types, and the values of attributes. Seen by comparing with the same in kebab-case. */
import { isObject, kebab } from '../../client/document.ts';
import { json } from '../../client/exchange.ts';
import type { Claim } from '../finding.ts';
import { inKebab, resourcesIn, type Answer, type Shown } from './answer.ts';
import type { History } from './history.ts';
import { firstOf, type Invariant } from './invariant.ts';
import { showingsOf } from './resources.ts';

export const valueInvariants: readonly Invariant[] = (['camel', 'snake'] as const).flatMap((casing) => [
  {
    clause: 'inflection.values-untouched',
    of: { outcome: 'success', casing },
    breach: (answer, history) => {
      if (history.savedOtherwise.has(answer)) return undefined;
      const known = typesInKebab(history);
      const odd = [...typesIn(json(answer.exchange))].find(
        (type) => !known.has(type) && known.has(kebab(type)),
      );
      return odd === undefined ? undefined : { code: 'casing.value', name: 'type', casing };
    },
  },
  {
    clause: 'inflection.values-untouched',
    of: { outcome: 'success', casing },
    breach: (answer, history) =>
      history.savedOtherwise.has(answer)
        ? undefined
        : firstOf(resourcesIn(answer), (shown) => recased(answer, shown, casing, history)),
  },
]);

/** An attribute whose value is the one that was shown in kebab-case, but for its letters. */
function recased(
  { exchange }: Answer,
  { resource, path }: Shown,
  casing: 'camel' | 'snake',
  history: History,
): Claim | undefined {
  const inOther = Object.entries(inKebab(resource.attributes)).filter(
    ([, value]) => typeof value === 'string',
  );
  for (const { shown, answer } of showingsOf(resource, history)) {
    if (answer.casing !== 'kebab') continue;
    const attributes = inKebab(shown.resource.attributes);
    for (const [name, value] of inOther) {
      const plain = attributes[name];
      if (typeof plain !== 'string' || plain === value || letters(plain) !== letters(String(value))) continue;
      // A value that has really changed shows otherwise in kebab-case later on, too.
      if (exchange.startedAt < answer.exchange.startedAt) continue;
      return { code: 'casing.value', name, casing, path: [...path, 'attributes', name] };
    }
  }
  return undefined;
}

const letters = (text: string) => text.toLowerCase().replace(/[-_\s]/g, '');

const kebabTypes = new WeakMap<History, ReadonlySet<string>>();

function typesInKebab(history: History): ReadonlySet<string> {
  let known = kebabTypes.get(history);
  if (!known) {
    const plain = history.answers.filter(
      ({ casing, outcome }) => casing === 'kebab' && outcome === 'success',
    );
    known = new Set(plain.flatMap(({ exchange }) => [...typesIn(json(exchange))]));
    kebabTypes.set(history, known);
  }
  return known;
}

/** The types that an answer names: of its resources, and of what they link to. */
function typesIn(body: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (depth > 6) return;
    if (Array.isArray(value)) return value.forEach((item) => visit(item, depth));
    if (!isObject(value)) return;
    if (typeof value['type'] === 'string' && 'id' in value) found.add(value['type']);
    for (const [name, inner] of Object.entries(value)) if (name !== 'attributes') visit(inner, depth + 1);
  };
  visit(body, 0);
  return found;
}
