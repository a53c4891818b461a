/** Body shape, inferred from all samples of a class of answers: types, null, presence, formats. */
import { attribute, document, idOf, isObject, kebab, type Resource } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Points } from '../model.ts';
import { isSession, isSuccess, type Seen } from '../observed-exchange.ts';
import { Samples, type Place } from '../samples.ts';
import { Users } from '../users.ts';

/** Members are looked at down to this depth below `attributes`. */
const DEEPEST = 3;

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export function lookAtShape(seen: Seen, points: Points): void {
  const samples = new Samples();
  const users = new Users(seen.observed, seen.registry.inquiryOf);
  const times = new Set<string>();
  for (const { exchange, call, step, index, pathId } of seen.observed) {
    if (!isSuccess(exchange)) continue;
    const place = (where: string): Place => ({ plane: 'shape', where, call });
    const body = json(exchange);
    const own = idOf(document(exchange).data) ?? pathId;
    const asked = own === undefined ? { id: step, origin: step } : users.of(own, step);
    if (!isObject(body)) {
      const kind = exchange.response.body === '' ? 'nothing' : 'not JSON';
      samples.take(place(`${call} answer`), step, asked, new Map([['body', kind]]));
      continue;
    }
    samples.take(place(`${call} answer`), step, asked, topOf(body));
    for (const { role, resource } of resourcesOf(body)) {
      const id = idOf(resource) ?? '';
      const user = users.of(id, step);
      const isOpened = (seen.registry.openedAt.get(id) ?? Infinity) <= index;
      const state = isSession(resource) ? [isOpened ? 'opened' : 'unopened'] : [];
      const sparse = fieldsAsked(exchange.request.url, resource);
      const kinds = new Map<string, string>();
      membersOf(resource.attributes, `${role}.attributes`, 1, kinds, times);
      const fields = isInquiry(resource) ? fieldKinds(resource, role, times) : undefined;
      if (fields) samples.take(place(`${call} ${role} fields ${casingAsked(exchange)}`), step, user, fields);
      for (const [name, value] of Object.entries(resource)) {
        if (name !== 'attributes' && name !== 'relationships')
          kinds.set(`${role}.${name}`, kindOf(value, times));
      }
      samples.take(
        place([call, role, ...state, ...(sparse === undefined ? [] : [`only ${sparse}`])].join(' ')),
        step,
        user,
        kinds,
      );
      // What is the same wherever the resource is shown is told by all places together.
      if (sparse === undefined)
        samples.take({ ...place([`any answer, ${role}`, ...state].join(' ')), call: '' }, step, user, kinds);
    }
  }
  samples.write(points);
  const at = {
    plane: 'shape',
    where: 'all answers',
    call: '',
    subject: 'format of times',
    mode: 'set',
  } as const;
  for (const format of times) points.note(at, format, seen.observed[0]?.step ?? '');
}

function topOf(body: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const [name, value] of Object.entries(body)) {
    // Whether something is included belongs to linkage.
    if (name === 'included') continue;
    kinds.set(name, kindOf(value));
    if ((name === 'meta' || name === 'links') && isObject(value)) {
      // A cursor is there or not, depending on how much there is to list.
      for (const [inner, member] of Object.entries(value))
        kinds.set(`${name}.${kebab(inner)}`, name === 'links' ? 'string' : kindOf(member));
    }
  }
  return kinds;
}

function resourcesOf(
  body: Readonly<Record<string, unknown>>,
): { readonly role: string; readonly resource: Resource }[] {
  const { data, included } = body;
  const typeOf = (resource: Resource): string => kebab(String(resource.type));
  return [
    ...(isObject(data)
      ? [{ role: isSession(data) ? 'data' : `data[type=${typeOf(data)}]`, resource: data }]
      : []),
    ...(Array.isArray(data) ? data.filter(isObject) : []).map((resource) => ({
      role: isSession(resource) ? 'data[]' : `data[][type=${typeOf(resource)}]`,
      resource,
    })),
    ...(Array.isArray(included) ? included.filter(isObject) : []).map((resource) => ({
      role: `included[type=${typeOf(resource)}]`,
      resource,
    })),
  ];
}

/** The attributes that were asked for; undefined for all of them. */
function fieldsAsked(url: string, resource: Resource): string | undefined {
  return new URL(url).searchParams.get(`fields[${kebab(String(resource.type))}]`) ?? undefined;
}

function isInquiry(resource: Resource): boolean {
  return resource.type === 'inquiry';
}

/** The names below an inquiry's `fields` are the template's: they are compared as they are written. */
function fieldKinds(
  resource: Resource,
  role: string,
  times: Set<string>,
): ReadonlyMap<string, string> | undefined {
  const fields = attribute(resource, 'fields');
  if (!isObject(fields)) return undefined;
  return new Map(
    Object.entries(fields).map(([name, value]) => [
      `${role}.attributes.fields.${name}`,
      kindOf(value, times),
    ]),
  );
}

/** The casing that a request asked for: names are the same among answers in one casing only. */
function casingAsked({ request }: Exchange): string {
  return request.headers.find(([name]) => name.toLowerCase() === 'key-inflection')?.[1] ?? 'by default';
}

function membersOf(
  value: unknown,
  path: string,
  depth: number,
  kinds: Map<string, string>,
  times: Set<string>,
): void {
  if (!isObject(value)) {
    kinds.set(path, kindOf(value, times));
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const inner = `${path}.${kebab(name)}`;
    kinds.set(inner, kindOf(member, times));
    if (isObject(member) && depth < DEEPEST && !inner.endsWith('[type=inquiry].attributes.fields'))
      membersOf(member, inner, depth + 1, kinds, times);
  }
}

function kindOf(value: unknown, times?: Set<string>): string {
  if (value === null) return 'null';
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'string') return typeof value;
  const [, fraction = '', zone = ''] = DATE_TIME.exec(value) ?? [];
  if (zone === '') return 'string';
  times?.add(`${Math.max(0, fraction.length - 1)} digits of a second, ${zone === 'Z' ? 'Z' : zone}`);
  return 'date-time';
}
