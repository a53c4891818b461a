/** What a program may rely on in an answer, as expressions: those that held under the old version and no longer hold are candidates. */
import { header, json, type Exchange } from '../../client/exchange.ts';
import { document, isObject, kebab, type Resource } from '../../client/document.ts';
import { documentedKind } from '../documented.ts';
import type { Change } from '../judge.ts';

/** An answer as a program sees it. */
export interface Seen {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly body: unknown;
}

/** Names of the answers that a claim speaks of: the last one, and an earlier one of the story. */
export interface Names {
  readonly last: string;
  readonly earlier: string;
  /** An id that the recorded story shows, as the program has it. */
  readonly idOf: (id: string) => string;
}

export interface Claim {
  /** The expression. */
  readonly holds: (names: Names) => string;
  /** It compares with the earlier answer. */
  readonly compares: boolean;
}

export function seenOf(exchange: Exchange): Seen {
  return {
    status: exchange.response.status,
    headers: { get: (name: string) => header(exchange, name) ?? null },
    body: json(exchange),
  };
}

/** Claims about an answer, those nearest to the change first. */
export function claimsOf(
  change: Change,
  old: Exchange,
  earlier: Exchange | undefined,
  made: readonly string[],
): Claim[] {
  const { members, headers } = change.touches;
  const here = (text: (name: string, names: Names) => string): Claim => ({
    holds: (names) => text(names.last, names),
    compares: false,
  });
  const both = (text: (last: string, earlier: string) => string): Claim => ({
    holds: (names) => text(names.last, names.earlier),
    compares: true,
  });
  // Which entry comes first is not what a program relies on: entries are named by their ids below.
  const about =
    isList(old) && change.plane !== 'shape'
      ? []
      : members.flatMap((path) => memberClaims(path, old, here, both));
  const status = here((r) => `${r}.status === ${old.response.status}`);
  const named = headers.flatMap((name) => headerClaims(name, old, here));
  return [
    ...(change.rule.startsWith('transition.other-state') ? [] : statusFirst(change) ? [status] : []),
    ...named,
    ...members.flatMap((path) => documentedClaims(path, old, here)),
    ...about,
    status,
    here((r) => `Array.isArray(${r}.body.errors)`),
    here((r) => `${r}.body.errors.length === ${document(old).errors.length}`),
    here((r, { idOf }) => `${r}.body.data.id === ${idOf(old.pathId ?? '')}`),
    ...typeClaims(old, here),
    ...listClaims(old, made, here),
    ...includedClaims(old, here),
    ...casingClaims(old, here),
    ...(earlier === undefined
      ? []
      : [
          both((r, e) => `JSON.stringify(${r}.body) === JSON.stringify(${e}.body)`),
          both((r, e) => `JSON.stringify(${r}.body) !== JSON.stringify(${e}.body)`),
          both((r, e) => `${r}.body.data.id === ${e}.body.data.id`),
          both((r, e) => `${r}.body.data.id !== ${e}.body.data.id`),
          both((r, e) => `${r}.status === ${e}.status`),
        ]),
    ...valueClaims(old, here),
  ];
}

type Here = (text: (name: string, names: Names) => string) => Claim;
type Both = (text: (last: string, earlier: string) => string) => Claim;

function statusFirst({ rule }: Change): boolean {
  return rule === 'version.refused' || (rule.startsWith('transition.') && !/state|effect/.test(rule));
}

/** How a member is reached in an answer, as it is written there; undefined where it is not there. */
export function locate(
  path: string,
  exchange: Exchange,
): { readonly at: (r: string) => string; readonly value: unknown } | undefined {
  const { data, list, included, errors } = document(exchange);
  const body = json(exchange);
  const [, type, inside = ''] = /^included\[type=([^\]]+)\]\.?(.*)$/.exec(path) ?? [];
  if (type !== undefined) {
    const found = included.find((one) => one.type === type);
    return within(found, inside, (r) => `${r}.body.included.find((one: any) => one.type === ${text(type)})`);
  }
  const [, primary, rest = ''] = /^data\[type=([^\]]+)\]\.?(.*)$/.exec(path) ?? [];
  if (primary !== undefined) return within(data, rest, (r) => `${r}.body.data`);
  const [, listed, tail = ''] = /^data\[\]\[type=([^\]]+)\]\.?(.*)$/.exec(path) ?? [];
  if (listed !== undefined) return within(list[0], tail, (r) => `${r}.body.data[0]`);
  if (path.startsWith('data.'))
    return data === undefined
      ? within(list[0], path.slice(5), (r) => `${r}.body.data[0]`)
      : within(data, path.slice(5), (r) => `${r}.body.data`);
  if (path.startsWith('errors[].')) return within(errors[0], path.slice(9), (r) => `${r}.body.errors[0]`);
  return /^[a-z]/.test(path) ? within(body, path, (r) => `${r}.body`) : undefined;
}

function within(
  from: unknown,
  path: string,
  at: (r: string) => string,
): { readonly at: (r: string) => string; readonly value: unknown } | undefined {
  if (from === undefined) return undefined;
  let value: unknown = from;
  let access = '';
  for (const name of path.split('.').filter((part) => part !== '')) {
    if (!isObject(value)) return undefined;
    const key = Object.hasOwn(value, name)
      ? name
      : Object.keys(value).find((candidate) => kebab(candidate) === kebab(name));
    if (key === undefined) return undefined;
    value = value[key];
    access += /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${text(key)}]`;
  }
  return { at: (r) => at(r) + access, value };
}

function memberClaims(path: string, old: Exchange, here: Here, both: Both): Claim[] {
  const found = locate(path, old);
  if (!found) return [];
  const { at, value } = found;
  const is = (test: (member: string) => string): Claim => here((r) => test(at(r)));
  return [
    ...(/attributes\.status$/.test(path) ? [is((m) => `${m} === ${text(value)}`)] : []),
    is((m) => `${m} !== undefined`),
    ...(value === null ? [is((m) => `${m} === null`)] : [is((m) => `${m} !== null`)]),
    ...(typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /^\d{4}-\d\d-\d\dT/.test(value)
      ? [is((m) => `/^\\d{4}-\\d\\d-\\d\\dT/.test(${m})`)]
      : []),
    is((m) => `typeof ${m} === ${text(typeof value)}`),
    is((m) => `Array.isArray(${m}) === ${Array.isArray(value)}`),
    ...(value === '' ? [] : [is((m) => `${m} !== ''`)]),
    ...(isObject(value) && 'data' in value ? linkClaims(value['data'], is) : []),
    both((r, e) => `JSON.stringify(${at(r)}) === JSON.stringify(${at(e)})`),
    both((r, e) => `JSON.stringify(${at(r)}) !== JSON.stringify(${at(e)})`),
    ...(isPlain(value) ? [is((m) => `${m} === ${text(value)}`)] : []),
  ];
}

/** That a member which is not there, or null, is of its documented type once it is. */
function documentedClaims(path: string, old: Exchange, here: Here): Claim[] {
  const kind = documentedKind(path);
  const found = kind === undefined || isList(old) ? undefined : locate(path, old);
  if (kind === undefined || (found !== undefined && found.value !== null)) return [];
  const end = path.lastIndexOf('.');
  const parent = locate(path.slice(0, end + 1), old) ?? locate(path.slice(0, end), old);
  const at = found?.at ?? (parent && ((r: string) => `${parent.at(r)}[${text(path.slice(end + 1))}]`));
  if (at === undefined) return [];
  const type = kind === 'date-time' ? 'string' : kind;
  return [here((r) => `['undefined', ${text(type)}].includes(typeof (${at(r)} ?? undefined))`)];
}

function linkClaims(data: unknown, is: (test: (member: string) => string) => Claim): Claim[] {
  if (data === null) return [is((m) => `${m}.data === null`)];
  if (!isObject(data)) return [];
  return [
    is((m) => `typeof ${m}.data.id === 'string'`),
    is((m) => `${m}.data.type === ${text(data['type'])}`),
  ];
}

function headerClaims(name: string, old: Exchange, here: Here): Claim[] {
  const value = header(old, name);
  if (value === undefined) return [here((r) => `${r}.headers.get(${text(name)}) === null`)];
  const media = value.split(';')[0] ?? '';
  return [
    here((r) => `${r}.headers.get(${text(name)}) !== null`),
    ...(/^\d+$/.test(value) ? [here((r) => `/^\\d+$/.test(${r}.headers.get(${text(name)}))`)] : []),
    ...(name.toLowerCase() === 'content-type'
      ? [here((r) => `${r}.headers.get('content-type').startsWith(${text(media)})`)]
      : []),
    ...(/^\d{1,9}$/.test(value) ? [here((r) => `${r}.headers.get(${text(name)}) === ${text(value)}`)] : []),
  ];
}

function typeClaims(old: Exchange, here: Here): Claim[] {
  const { data } = document(old);
  return data === undefined ? [] : [here((r) => `${r}.body.data.type === ${text(data.type)}`)];
}

/** About the sessions that the story has made; what else an inquiry has been through is not told again. */
function listClaims(old: Exchange, made: readonly string[], here: Here): Claim[] {
  const { list } = document(old);
  if (!isList(old)) return [];
  const any = '(one: any) =>';
  const placed = list
    .map((resource) => ({ id: String(resource.id), status: statusOf(resource) }))
    .filter(({ id }) => made.includes(id));
  const [first, second] = placed;
  return [
    ...placed.flatMap(({ id, status }) => [
      here((r, { idOf }) => `${r}.body.data.some(${any} one.id === ${idOf(id)})`),
      here(
        (r, { idOf }) =>
          `${r}.body.data.find(${any} one.id === ${idOf(id)}).attributes.status === ${text(status)}`,
      ),
    ]),
    ...made
      .filter((id) => !placed.some((one) => one.id === id))
      .map((id) => here((r, { idOf }) => `!${r}.body.data.some(${any} one.id === ${idOf(id)})`)),
    ...(first && second
      ? [
          here(
            (r, { idOf }) =>
              `${r}.body.data.findIndex(${any} one.id === ${idOf(first.id)}) < ${r}.body.data.findIndex(${any} one.id === ${idOf(second.id)})`,
          ),
        ]
      : []),
    ...[...new Set(list.map(nameOf))]
      .filter((name) => name !== undefined)
      .map((name) => here((r) => `${r}.body.data.some(${any} one.attributes.name === ${text(name)})`)),
  ];
}

function isList(old: Exchange): boolean {
  const body = json(old);
  return isObject(body) && Array.isArray(body['data']);
}

function statusOf(resource: Resource): unknown {
  return isObject(resource.attributes) ? resource.attributes['status'] : undefined;
}

function nameOf(resource: Resource): unknown {
  return isObject(resource.attributes) ? resource.attributes['name'] : undefined;
}

function includedClaims(old: Exchange, here: Here): Claim[] {
  const types = [...new Set(document(old).included.map(({ type }) => type))];
  return [
    ...types.map((type) => here((r) => `${r}.body.included.some((one: any) => one.type === ${text(type)})`)),
    ...(types.length === 0 ? [here((r) => `(${r}.body.included ?? []).length === 0`)] : []),
  ];
}

function casingClaims(old: Exchange, here: Here): Claim[] {
  const { data, list, meta } = document(old);
  const attributes = (data ?? list[0])?.attributes;
  const at = data === undefined ? 'data[0]' : 'data';
  const telling = (names: readonly string[]): string[] =>
    names.filter((name) => /[-_A-Z]/.test(name)).slice(0, 2);
  return [
    ...(isObject(attributes) ? telling(Object.keys(attributes)) : []).map((name) =>
      here((r) => `${text(name)} in ${r}.body.${at}.attributes`),
    ),
    ...telling(Object.keys(meta ?? {})).map((name) => here((r) => `${text(name)} in ${r}.body.meta`)),
  ];
}

/** Every member that the old answer shows: what no rule has a word for shows somewhere. */
function valueClaims(old: Exchange, here: Here): Claim[] {
  const { data } = document(old);
  const attributes = data?.attributes;
  if (!isObject(attributes)) {
    const [error] = document(old).errors;
    return Object.entries(error ?? {})
      .flatMap(([name, value]) => [
        here((r) => `typeof ${r}.body.errors[0][${text(name)}] === ${text(typeof value)}`),
        ...(value === '' ? [] : [here((r) => `${r}.body.errors[0][${text(name)}] !== ''`)]),
      ])
      .concat(
        error === undefined ? [] : [here((r) => `typeof (${r}.body.errors[0].source ?? {}) === 'object'`)],
      );
  }
  return [
    here((r) => `Object.keys(${r}.body.data.attributes).length <= ${Object.keys(attributes).length}`),
    ...Object.entries(attributes).flatMap(([name, value]) => [
      here((r) => `typeof ${r}.body.data.attributes[${text(name)}] === ${text(typeof value)}`),
      here((r) => `(${r}.body.data.attributes[${text(name)}] === null) === ${value === null}`),
    ]),
  ];
}

/** A value as a program writes it: whatever a target wrote, it is a literal and nothing more. */
export function text(value: unknown): string {
  const written = JSON.stringify(value) ?? 'undefined';
  return typeof value === 'string' && /^[\w .:/+-]*$/.test(value) ? `'${value}'` : written;
}

/** Words and numbers may stand in a program; what may be somebody's name, address or token may not. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' ? /^[a-z][a-z_-]{0,23}$/.test(value) : typeof value !== 'object';
}
