/** Identity and linkage: which object answers, what it is linked to, what is included, how many are listed. */
import { document, idOf, isObject, kebab, type Resource } from '../../client/document.ts';
import { ABSENT, type Points } from '../model.ts';
import {
  isSession,
  isSuccess,
  type Registry,
  type Seen,
  type ObservedExchange,
} from '../observed-exchange.ts';

/** What a list of an inquiry's sessions shows, in words. */
const ALL_LISTED = 'all sessions that were created';
export const MORE_LISTED = 'more than were created';

/** Ends the subject of a resource that `include` names. */
export const ASKED = ' (asked for)';

function includeIn(url: string): readonly string[] {
  return (new URL(url).searchParams.get('include') ?? '')
    .split(',')
    .map((name) => kebab(name.split('.')[0] ?? ''));
}

export function lookAtLinkage(seen: Seen, points: Points): void {
  const linked = new Map<string, string>();
  for (const exchangeSeen of seen.observed) {
    const { exchange, step, call, pathId, evidence } = exchangeSeen;
    if (!isSuccess(exchange)) continue;
    const { data, list, included } = document(exchange);
    for (const resource of [...(data ? [data] : []), ...list, ...included]) {
      const id = idOf(resource);
      const at = { plane: 'linkage', where: 'ids', call: '', mode: 'set' } as const;
      if (id !== undefined)
        points.note({ ...at, subject: `id of ${kebab(String(resource.type))}` }, formOf(id), step);
    }
    if (!evidence) continue;
    const at = { plane: 'linkage', where: step, call, mode: 'exact' } as const;
    if (data) {
      points.note({ ...at, subject: 'data.type' }, typeof data.type === 'string' ? data.type : ABSENT, step);
      if (pathId !== undefined) {
        points.note(
          { ...at, subject: 'data.id' },
          idOf(data) === pathId ? 'the one asked for' : 'another',
          step,
        );
      }
      if (isObject(data.relationships)) {
        for (const [name, value] of Object.entries(data.relationships)) {
          const subject = `data.relationships.${kebab(name)}`;
          points.note({ ...at, subject }, targetOf(data, kebab(name), value, seen.registry, linked), step);
        }
      } else points.note({ ...at, subject: 'data.relationships' }, 'none', step);
    }
    if (exchange.endpoint === 'listSessions') {
      points.note({ ...at, subject: 'data[] (count)' }, listedOf(exchangeSeen, seen), step);
      const order = orderOf(list, seen);
      if (order !== undefined) points.note({ ...at, subject: 'data[] (order)' }, order, step);
      for (const resource of list) {
        if (!isObject(resource.relationships)) continue;
        points.note({ ...at, mode: 'set', subject: 'data[] (linked)' }, 'there', step);
        for (const [name, value] of Object.entries(resource.relationships)) {
          const target = targetOf(resource, kebab(name), value, seen.registry, linked);
          points.note(
            { ...at, mode: 'set', subject: `data[].relationships.${kebab(name)}` },
            // Which sessions stand on a page depends on their order, and some are linked to nothing yet.
            target === 'none' || target === `one ${kebab(name)}` ? 'one or none' : target,
            step,
          );
        }
      }
    }
    for (const resource of included) {
      const type = kebab(String(resource.type));
      const asked = includeIn(exchange.request.url).includes(type) ? ASKED : '';
      points.note({ ...at, subject: `included[type=${type}]${asked}` }, 'included', step);
      if (data && !isLinkedFrom([data, ...included], resource))
        points.note({ ...at, subject: 'included, but not linked' }, kebab(String(resource.type)), step);
    }
  }
}

function targetOf(
  resource: Resource,
  name: string,
  value: unknown,
  registry: Registry,
  linked: Map<string, string>,
): string {
  const data = isObject(value) ? value['data'] : undefined;
  if (data === undefined) return 'no data';
  if (data === null) return 'none';
  if (Array.isArray(data)) return 'a list';
  if (!isObject(data)) return 'no linkage';
  const type = kebab(String(data['type']));
  const target = idOf(data) ?? '';
  const own = idOf(resource) ?? '';
  if (name === 'inquiry' && isSession(resource)) {
    const expected = registry.inquiryOf.get(own);
    return expected === undefined || expected === target ? `its ${type}` : `another ${type}`;
  }
  const place = `${own} ${name}`;
  const before = linked.get(place);
  linked.set(place, target);
  return before === undefined || before === target ? `one ${type}` : `another ${type} than before`;
}

/** How a list of an inquiry's sessions compares with those that were created for it until then. */
function listedOf({ exchange, index }: ObservedExchange, { registry }: Seen): string {
  const { list, links } = document(exchange);
  const inquiry = new URL(exchange.request.url).searchParams.get('filter[inquiry-id]');
  if (inquiry === null) return 'everything';
  if (typeof links?.['next'] === 'string') return 'one page of several';
  const ours = [...registry.inquiryOf].filter(
    ([id, of]) => of === inquiry && (registry.createdAt.get(id) ?? 0) < index,
  );
  const shown = new Set(list.map(idOf));
  const missing = ours.filter(([id]) => !shown.has(id)).length;
  const others = [...shown].filter((id) => id !== undefined && !ours.some(([own]) => own === id));
  const strange = others.filter((id) => (registry.inquiryOf.get(id ?? '') ?? inquiry) !== inquiry).length;
  const more = others.length - strange;
  if (missing === 0 && others.length === 0) return ALL_LISTED;
  const count = (n: number): string => `${n} session${n === 1 ? '' : 's'}`;
  return [
    missing > 0 ? `${count(missing)} less than were created` : '',
    strange > 0 ? `${count(strange)} of other inquiries` : '',
    more > 0 ? `${count(more)} ${MORE_LISTED}` : '',
  ]
    .filter((part) => part !== '')
    .join(' and ');
}

/** By the order in which this run made them: two that were made in the same millisecond show the same time. */
function orderOf(list: readonly Resource[], { registry }: Seen): string | undefined {
  const made = list
    .map((resource) => registry.createdAt.get(idOf(resource) ?? ''))
    .filter((at) => at !== undefined);
  if (made.length < 2) return undefined;
  const falling = made.every((at, n) => n === 0 || at <= (made[n - 1] ?? at));
  const rising = made.every((at, n) => n === 0 || at >= (made[n - 1] ?? at));
  return falling ? 'newest first' : rising ? 'oldest first' : 'mixed';
}

function isLinkedFrom(from: readonly Resource[], resource: Resource): boolean {
  return from.some(({ relationships }) =>
    isObject(relationships)
      ? Object.values(relationships).some((value) =>
          (isObject(value) ? [value['data']].flat() : []).some(
            (data) => isObject(data) && data['id'] === resource.id && data['type'] === resource.type,
          ),
        )
      : // A sparse answer shows no relationships.
        true,
  );
}

/** How an id looks: its prefix, and what follows; never the id. */
function formOf(id: string): string {
  const [, prefix = '', rest = id] = /^([a-z]+_)?(.*)$/s.exec(id) ?? [];
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(rest)) return `${prefix}UUID`;
  const signs = /^\d+$/.test(rest) ? 'digits' : /^[A-Za-z0-9]+$/.test(rest) ? 'letters and digits' : 'signs';
  return signs === 'signs' ? `${prefix}more than letters and digits` : `${prefix}${rest.length} ${signs}`;
}
