/** What a description says, fact by fact: flat, named in one way, and the same however it is spelt. */
import type { Description } from './read.ts';
import { isObject, kindsInWords, shapeOf, type Shape } from './shape.ts';

/**
 * - `version`: what the description says of itself
 * - `call`, `security`, `parameter`, `parameter value`, `parameter default`: what can be asked, and how
 * - `request member`, `request required`, `request value`, `request closed`: what a body may hold
 * - `status`, `media type`, `header`: the answers
 * - `member`, `required`, `value`, `named value`, `relationship`, `included`: what an answer holds
 * - `closed`: that an answer holds nothing else, which the vendor's policy takes back
 */
export type FactKind =
  | 'version'
  | 'call'
  | 'security'
  | 'parameter'
  | 'parameter value'
  | 'parameter default'
  | 'request member'
  | 'request required'
  | 'request value'
  | 'request closed'
  | 'status'
  | 'media type'
  | 'header'
  | 'member'
  | 'required'
  | 'value'
  | 'named value'
  | 'relationship'
  | 'included'
  | 'closed';

export interface Fact {
  /** E.g. `POST /inquiry-sessions/{id}/expire`. */
  readonly call: string;
  readonly kind: FactKind;
  /** `query`, `header`, `path`, `body` of a request; the status of an answer; `@device` within any answer that shows one. */
  readonly place: string;
  /** E.g. `Key-Inflection`, `attributes.status`, `errors[].title`; empty where the place says it all. */
  readonly name: string;
  /** For members of lists of values: which value. */
  readonly value?: string;
  /** What is said of it, in words that are the same for the same: `string or null`, `string, required`. */
  readonly says: string;
  readonly shape?: Shape;
  readonly required?: boolean;
  readonly deprecated?: boolean;
}

/** The shapes of the resources that a call shows, and of its bodies, for whoever wants to try values on them. */
export interface Bodies {
  readonly resources: ReadonlyMap<string, Shape>;
  /** Whole answers by status. */
  readonly answers: ReadonlyMap<string, Shape>;
}

export interface DescribedCall {
  readonly call: string;
  readonly facts: readonly Fact[];
  readonly bodies: Bodies;
}

type Json = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

/** Calls that the description has, in the form `POST /inquiry-sessions/{id}/expire`, those that are asked for. */
export function callsOf(
  { document }: Pick<Description, 'document'>,
  isWanted: (call: string) => boolean,
): ReadonlyMap<string, DescribedCall> {
  const found = new Map<string, DescribedCall>();
  for (const [path, item] of Object.entries(objectAt(document, 'paths'))) {
    for (const method of METHODS) {
      const operation = isObject(item) ? item[method] : undefined;
      const call = `${method.toUpperCase()} ${plainPath(path)}`;
      if (isObject(operation) && isWanted(call))
        found.set(call, described(call, operation, item as Json, document));
    }
  }
  return found;
}

/** Names of parameters in a path mean nothing on the wire; the prefix may stand in `servers` or here. */
function plainPath(path: string): string {
  return path
    .replace(/^\/api\/v\d+(?=\/)/, '')
    .replace(/\{[^}]*\}/g, '{id}')
    .replace(/\/$/, '');
}

/** The name under which a fact is found in another description. */
export function keyOf({ call, kind, place, name, value }: Fact): string {
  return [
    call,
    kind,
    place,
    kind === 'header' || place === 'header' ? name.toLowerCase() : name,
    value ?? '',
  ].join(' | ');
}

function described(call: string, operation: Json, item: Json, document: Json): DescribedCall {
  const facts: Fact[] = [];
  const add = (fact: Omit<Fact, 'call'>): void => void facts.push({ call, ...fact });
  add({ kind: 'call', place: '', name: '', says: 'there', deprecated: operation['deprecated'] === true });
  for (const scheme of securityOf(operation, document))
    add({ kind: 'security', place: '', name: scheme, says: 'taken' });
  parameters([...listAt(item, 'parameters'), ...listAt(operation, 'parameters')], add);
  request(objectAt(operation, 'requestBody'), add);
  return { call, facts, bodies: answers(call, objectAt(operation, 'responses'), add) };
}

type Add = (fact: Omit<Fact, 'call'>) => void;

function securityOf(operation: Json, document: Json): readonly string[] {
  const asked = Array.isArray(operation['security']) ? operation['security'] : listAt(document, 'security');
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
  return asked
    .flatMap((one) => (isObject(one) ? Object.keys(one) : []))
    .map((name) => {
      const scheme = objectAt(schemes, name);
      return (
        [scheme['type'], scheme['scheme'], scheme['in'], scheme['name']].filter(Boolean).join(' ') || name
      );
    });
}

// ── requests

function parameters(list: readonly unknown[], add: Add): void {
  const byPlace = new Map<
    string,
    { place: string; name: string; shape: Shape; required: boolean; deprecated: boolean }
  >();
  for (const one of list) {
    if (!isObject(one)) continue;
    const place = String(one['in']);
    // Named by whoever describes it; the client fills in a value.
    const name = place === 'path' ? 'id' : String(one['name']);
    const schema = one['schema'] ?? objectAt(one, 'content', true)['schema'];
    byPlace.set(`${place} ${name.toLowerCase()}`, {
      place,
      name,
      shape: shapeOf(schema),
      required: one['required'] === true,
      deprecated: one['deprecated'] === true,
    });
  }
  for (const { place, name, shape, required, deprecated } of byPlace.values()) {
    add({
      kind: 'parameter',
      place,
      name,
      says: `${inputInWords(shape)}, ${required ? 'required' : 'optional'}`,
      shape,
      required,
      deprecated,
    });
    for (const value of shape.values ?? [])
      add({ kind: 'parameter value', place, name, value, says: 'taken' });
    if (shape.default !== undefined) add({ kind: 'parameter default', place, name, says: shape.default });
    for (const [key, member] of shape.members) {
      const inner = shape.required.has(key);
      add({
        kind: 'parameter',
        place,
        name: `${name}[${key}]`,
        says: `${inputInWords(member)}, ${inner ? 'required' : 'optional'}`,
        shape: member,
        required: inner,
      });
      for (const value of member.values ?? [])
        add({ kind: 'parameter value', place, name: `${name}[${key}]`, value, says: 'taken' });
    }
  }
}

function inputInWords(shape: Shape): string {
  return typeof shape.further === 'object'
    ? `${kindsInWords(shape)} of ${kindsInWords(shape.further)}`
    : kindsInWords(shape);
}

function request(body: Json, add: Add): void {
  const content = objectAt(body, 'content');
  const [media, described] = jsonOf(content) ?? [];
  if (media === undefined) return;
  const place = 'body';
  if (body['required'] === true) add({ kind: 'request required', place, name: '', says: 'required' });
  const walk = (shape: Shape, path: string): void => {
    if (shape.further === 'none')
      add({ kind: 'request closed', place, name: path, says: 'no other members' });
    for (const [key, member] of shape.members) {
      const name = path === '' ? key : `${path}.${key}`;
      add({
        kind: 'request member',
        place,
        name,
        says: kindsInWords(member),
        shape: member,
        required: shape.required.has(key),
        deprecated: member.deprecated,
      });
      if (shape.required.has(key)) add({ kind: 'request required', place, name, says: 'required' });
      for (const value of member.values ?? [])
        add({ kind: 'request value', place, name, value, says: 'taken' });
      walk(member, name);
      if (member.items) {
        for (const value of member.items.values ?? [])
          add({ kind: 'request value', place, name: `${name}[]`, value, says: 'taken' });
        walk(member.items, `${name}[]`);
      }
    }
  };
  walk(shapeOf(described), '');
}

// ── answers

function answers(call: string, responses: Json, add: Add): Bodies {
  const resources = new Map<string, Shape>();
  const bodies = new Map<string, Shape>();
  for (const [status, response] of Object.entries(responses)) {
    if (!isObject(response)) continue;
    add({ kind: 'status', place: status, name: '', says: 'described' });
    for (const [name, header] of Object.entries(objectAt(response, 'headers'))) {
      const shape = shapeOf(isObject(header) ? header['schema'] : undefined);
      add({ kind: 'header', place: status, name, says: kindsInWords(shape), shape });
    }
    const content = objectAt(response, 'content');
    for (const media of Object.keys(content))
      add({ kind: 'media type', place: status, name: plainMedia(media), says: 'sent' });
    const [, schema] = jsonOf(content) ?? [];
    if (schema === undefined) continue;
    const shape = shapeOf(schema);
    bodies.set(status, shape);
    walkAnswer({ place: status, add, resources, fallback: resourceNamedBy(call) }, shape, '');
    // What an inquiry can include is a world of its own.
    if (!call.includes(' /inquiry-sessions')) keepOnly(resources, resourceNamedBy(call));
  }
  for (const [name, shape] of resources)
    walkAnswer({ place: `@${name}`, add, resources: new Map() }, shape, '');
  return { resources, answers: bodies };
}

interface Walk {
  readonly place: string;
  readonly add: Add;
  /** Collects the resources that are met. */
  readonly resources: Map<string, Shape>;
  /** What a resource is called that does not say its type. */
  readonly fallback?: string;
}

function walkAnswer(walk: Walk, shape: Shape, path: string): void {
  const { place, add } = walk;
  if (shape.further === 'none') add({ kind: 'closed', place, name: path, says: 'no other members' });
  for (const [key, member] of shape.members) {
    const name = path === '' ? key : `${path}.${key}`;
    if (path === 'relationships') {
      add({ kind: 'relationship', place, name: key, says: linkageInWords(member), shape: member });
    } else {
      oneMember(walk, member, name);
    }
    if (shape.required.has(key)) add({ kind: 'required', place, name, says: 'required' });
  }
}

function oneMember(walk: Walk, member: Shape, name: string): void {
  const { place, add, resources } = walk;
  const shown = resourcesIn(member.items ?? member, walk.fallback, name);
  if (shown.length > 0) {
    const isList = member.items !== undefined;
    // What `included` may hold comes and goes one by one.
    const says = name === 'included' ? 'list' : shown.map(([type]) => type).join(' or ');
    add({
      kind: 'member',
      place,
      name,
      says: isList && name !== 'included' ? `list of ${says}` : says,
      shape: member,
    });
    for (const [type, shape] of shown) if (!resources.has(type)) resources.set(type, shape);
    const types = new Set([...shown.map(([type]) => type), ...(member.items ?? member).mapped]);
    if (name === 'included')
      for (const type of types) add({ kind: 'included', place, name, value: type, says: 'may be there' });
    return;
  }
  const { items } = member;
  const inner =
    items && !items.kinds.has('object') && items.kinds.size > 0 ? ` of ${kindsInWords(items)}` : '';
  add({
    kind: 'member',
    place,
    name,
    says: `${kindsInWords(member)}${inner}`,
    shape: member,
    deprecated: member.deprecated,
  });
  for (const value of member.values ?? []) add({ kind: 'value', place, name, value, says: 'possible' });
  for (const value of member.named) add({ kind: 'named value', place, name, value, says: 'named' });
  walkAnswer(walk, member, name);
  if (items) walkAnswer(walk, items, `${name}[]`);
}

function keepOnly(resources: Map<string, Shape>, name: string): void {
  for (const other of resources.keys()) if (other !== name) resources.delete(other);
}

/** The resources that a place may hold: objects with a type and an id. */
function resourcesIn(
  shape: Shape,
  fallback: string | undefined,
  name: string,
): readonly (readonly [string, Shape])[] {
  if (name !== 'data' && name !== 'included') return [];
  const choices = shape.variants.length > 0 ? shape.variants : [shape];
  return choices.flatMap((choice) => {
    const type = choice.members.get('type')?.values?.[0] ?? (name === 'data' ? fallback : undefined);
    const isOne = choice.members.has('id') && choice.members.has('type');
    return isOne && type !== undefined ? [[type, choice] as const] : [];
  });
}

/** `/inquiry-sessions/…` shows inquiry sessions. */
function resourceNamedBy(call: string): string {
  return (/ \/([a-z-]+?)(?:s)?(?:\/|$)/.exec(call)?.[1] ?? 'resource').replace(/ie$/, 'y');
}

function linkageInWords(relationship: Shape): string {
  const data = relationship.members.get('data');
  if (!data) return 'anything';
  const target = data.items ?? data;
  const types = target.members.get('type')?.values?.join(' or ') ?? 'any type';
  return `${data.items ? 'list of ' : ''}${types}${data.kinds.has('null') ? ' or null' : ''}`;
}

// ── odds and ends

function jsonOf(content: Json): readonly [string, unknown] | undefined {
  const entry =
    Object.entries(content).find(([media]) => /[/+]json\b/i.test(media)) ?? Object.entries(content)[0];
  return entry ? [entry[0], isObject(entry[1]) ? entry[1]['schema'] : undefined] : undefined;
}

function plainMedia(media: string): string {
  return (media.split(';')[0] ?? '').trim().toLowerCase();
}

function objectAt(value: Json, name: string, first = false): Json {
  const found = value[name];
  if (!isObject(found)) return {};
  if (!first) return found;
  const [one] = Object.values(found);
  return isObject(one) ? one : {};
}

function listAt(value: Json, name: string): readonly unknown[] {
  const found = value[name];
  return Array.isArray(found) ? found : [];
}
