/** JSON and JSON:API as the mock holds them before they are written: names in kebab case, times as text. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export interface Reference {
  type: string;
  id: string;
}

export interface Resource {
  type: string;
  id: string;
  attributes: JsonObject;
  relationships?: Record<string, { data: Reference | Reference[] | null }>;
}

export interface ErrorObject {
  title: string;
  code?: string;
  details?: string;
  source?: { pointer: string };
}

export interface Document {
  data?: Resource | Resource[];
  included?: Resource[];
  errors?: ErrorObject[];
  meta?: JsonObject;
  links?: JsonObject;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member at a path of names, or undefined as soon as one is missing. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), value);
}

/** The primary resources of a document, whether it holds one, many or none. */
export function primaryOf(document: Document): Resource[] {
  if (document.data === undefined) return [];
  return Array.isArray(document.data) ? document.data : [document.data];
}

/** The document with every resource, primary and included, replaced by what `change` makes of it. */
export function mapResources(document: Document, change: (resource: Resource) => Resource): Document {
  return {
    ...document,
    ...(document.data !== undefined && {
      data: Array.isArray(document.data) ? document.data.map(change) : change(document.data),
    }),
    ...(document.included !== undefined && { included: document.included.map(change) }),
  };
}
