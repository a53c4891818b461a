/** Reading JSON:API answers, whatever their casing. Answers may be anything at all: nothing here throws. */
import { json, type Exchange } from './exchange.ts';

/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Something with a `type` and an `id`, as far as it has them. */
export interface Resource extends JsonObject {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly attributes?: unknown;
  readonly relationships?: unknown;
}

/** The top of an answer. Members of a wrong shape are left out here; read the raw body to judge shapes. */
export interface Document {
  /** `data` as one resource; undefined for a list, null or anything else. */
  readonly data: Resource | undefined;
  /** `data` as a list of resources; empty for anything else. */
  readonly list: readonly Resource[];
  readonly included: readonly Resource[];
  readonly errors: readonly JsonObject[];
  readonly meta: JsonObject | undefined;
  readonly links: JsonObject | undefined;
}

/** The answer's document; everything empty when the body is no JSON object. */
export function document(exchange: Exchange): Document {
  const body = json(exchange);
  const top = isObject(body) ? body : {};
  return {
    data: object(top['data']),
    list: objects(top['data']),
    included: objects(top['included']),
    errors: objects(top['errors']),
    meta: object(top['meta']),
    links: object(top['links']),
  };
}

/** The value of an attribute, its name in kebab, camel or snake case; undefined when absent. */
export function attribute(resource: Resource | undefined, name: string): unknown {
  return member(resource?.attributes, name);
}

/** The `data` of a relationship: one linkage, null, or undefined when it is absent or no object. */
export function relationship(resource: Resource | undefined, name: string): Resource | null | undefined {
  const found = member(resource?.relationships, name);
  if (!isObject(found)) return undefined;
  const data = found['data'];
  return data === null ? null : object(data);
}

/** The value of an object's member, its name in any casing; an exact match wins; undefined when absent. */
export function member(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const wanted = kebab(name);
  const key = Object.keys(value).find((candidate) => kebab(candidate) === wanted);
  return key === undefined ? undefined : value[key];
}

/** The member names of an object as they came; empty for anything else. */
export function rawNames(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

/** The id of a resource, when it is a non-empty string. */
export function idOf(resource: Resource | null | undefined): string | undefined {
  const id = resource?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** A name in kebab case, whichever of the three casings it came in: `expiredAt`, `expired_at` → `expired-at`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();
}

/** True for a JSON object: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
