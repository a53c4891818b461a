/** Body shape, inferred from all samples of a class of answers: types, null, presence, formats. */
import { attribute, idOf, isObject, kebab, type Resource } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Points } from '../model.ts';
import { isSession, isSuccess, type Seen, type ObservedExchange } from '../observed-exchange.ts';

/** Members are looked at down to this depth below `attributes`. */
const DEEPEST = 3;

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

interface Sample {
  /** What tells samples apart: one object seen twice is one sample. */
  readonly id: string;
  readonly kinds: ReadonlyMap<string, string>;
}

interface Klass {
  readonly call: string;
  readonly steps: Set<string>;
  readonly samples: Sample[];
}

export function lookAtShape(seen: Seen, points: Points): void {
  const classes = new Map<string, Klass>();
  const times = new Set<string>();
  const take = (
    where: string,
    exchangeSeen: ObservedExchange,
    id: string,
    kinds: ReadonlyMap<string, string>,
  ): void => {
    const known = classes.get(where) ?? { call: exchangeSeen.call, steps: new Set(), samples: [] };
    known.steps.add(exchangeSeen.step);
    known.samples.push({ id, kinds });
    classes.set(where, known);
  };
  for (const exchangeSeen of seen.observed) {
    const { exchange, call, step } = exchangeSeen;
    if (!isSuccess(exchange)) continue;
    const body = json(exchange);
    if (!isObject(body)) {
      take(
        `${call} answer`,
        exchangeSeen,
        step,
        new Map([['body', exchange.response.body === '' ? 'nothing' : 'not JSON']]),
      );
      continue;
    }
    take(`${call} answer`, exchangeSeen, step, topOf(body));
    for (const { role, resource } of resourcesOf(body)) {
      const id = idOf(resource) ?? '';
      const where = [
        `${call} ${role}`,
        ...(isSession(resource)
          ? [(seen.registry.openedAt.get(id) ?? Infinity) <= exchangeSeen.index ? 'opened' : 'unopened']
          : []),
        ...(isSparse(exchange.request.url, resource) ? ['sparse'] : []),
      ].join(' ');
      const kinds = new Map<string, string>();
      membersOf(resource.attributes, `${role}.attributes`, 1, kinds, times);
      const fields = isInquiry(resource) ? fieldKinds(resource, role, times) : undefined;
      if (fields) take(`${call} ${role} fields ${casingAsked(exchange)}`, exchangeSeen, id, fields);
      for (const [name, value] of Object.entries(resource)) {
        if (name !== 'attributes' && name !== 'relationships')
          kinds.set(`${role}.${name}`, kindOf(value, times));
      }
      take(where, exchangeSeen, id, kinds);
    }
  }
  for (const [where, klass] of classes) write(where, klass, points);
  const at = {
    plane: 'shape',
    where: 'all answers',
    call: '',
    subject: 'format of times',
    mode: 'set',
  } as const;
  for (const format of times) points.note(at, format, seen.observed[0]?.step ?? '');
}

function write(where: string, { call, steps, samples }: Klass, points: Points): void {
  const ids = new Set(samples.map(({ id }) => id));
  const subjects = new Set(samples.flatMap(({ kinds }) => [...kinds.keys()]));
  for (const subject of subjects) {
    const seenKinds = new Set(samples.map(({ id, kinds }) => `${kinds.get(subject) ?? 'absent'} ${id}`));
    const values: Record<string, number> = {};
    for (const entry of seenKinds) {
      const kind = entry.slice(0, entry.indexOf(' '));
      values[kind] = (values[kind] ?? 0) + 1;
    }
    points.put({
      plane: 'shape',
      where,
      call,
      subject,
      mode: 'kinds',
      values,
      samples: ids.size,
      steps: [...steps],
    });
  }
  points.put({
    plane: 'shape',
    where,
    call,
    subject: '(class)',
    mode: 'kinds',
    values: { there: ids.size },
    samples: ids.size,
    steps: [...steps],
  });
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

function isSparse(url: string, resource: Resource): boolean {
  return decodeURIComponent(new URL(url).search).includes(`fields[${kebab(String(resource.type))}]`);
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
