/** The one place where schemas are compiled: JSON Schema 2020-12, strict, on first use. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDateTime } from './date-time.ts';
import { pathOf } from './pointer.ts';

/** File of each schema, beside this one. */
const FILES = {
  'session-document': 'session-document.schema.json',
  'session-attributes': 'session-attributes.schema.json',
  'session-relationships': 'session-relationships.schema.json',
  'session-attributes-before-2021-08-18': 'versions/before-2021-08-18.schema.json',
  'session-attributes-from-2021-08-18': 'versions/from-2021-08-18.schema.json',
  'error-document': 'error-document.schema.json',
  'device-attributes': 'device-attributes.schema.json',
  'network-attributes': 'network-attributes.schema.json',
  'inquiry-attributes': 'inquiry-attributes.schema.json',
  resource: 'resource.schema.json',
  'known-deviations': 'known-deviations.schema.json',
} as const;

/** Name of a schema, optionally with one of its definitions: `session-attributes#flags`. */
export type SchemaName = keyof typeof FILES;
export type SchemaPart = SchemaName | `${SchemaName}#${string}`;

/** A schema, or one of its definitions, with the references within this folder put in place. */
export function schemaOf(part: SchemaPart): unknown {
  const [name = '', definition] = part.split('#');
  const root = read(FILES[name as SchemaName]);
  const start = definition === undefined ? root : (root['$defs'] as Record<string, unknown>)[definition];
  return inPlace(start, root);
}

function inPlace(schema: unknown, root: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => inPlace(item, root));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...rest } = schema as Record<string, unknown>;
  if (typeof $ref !== 'string')
    return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, inPlace(value, root)]));
  const [file = '', pointer = ''] = $ref.split('#');
  const document = file === '' ? root : read(file);
  return inPlace(pointer === '' ? document : at(document, pathOf(pointer)), document);
}

function read(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Record<string, unknown>;
}

/** What a schema expects of a value. */
export type Expected =
  | { readonly rule: 'type'; readonly types: readonly string[] }
  | { readonly rule: 'const'; readonly value: unknown }
  | { readonly rule: 'format'; readonly format: string }
  | { readonly rule: 'present' | 'absent' | 'not-empty' | 'items' | 'link' | 'documented' }
  /** A rule that none of the schemas uses today, as the compiler words it. */
  | { readonly rule: 'other'; readonly keyword: string; readonly words: string };

/** What is wrong with a value. */
export interface Mismatch {
  /** Members on the way into the value that was checked. */
  readonly path: readonly string[];
  readonly expected: Expected;
}

let compiler: Ajv2020 | undefined;

function load(): Ajv2020 {
  if (compiler) return compiler;
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  // ajv-formats takes a space for the `T`, and offsets without colon or minutes.
  ajv.addFormat('date-time', isDateTime);
  for (const file of Object.values(FILES)) ajv.addSchema(read(file), file);
  compiler = ajv;
  return ajv;
}

/**
 * The first thing that is wrong with the value by this schema, or undefined when nothing is.
 * @throws {Error} when there is no such schema or definition: an internal error
 */
export function mismatch(part: SchemaPart, value: unknown): Mismatch | undefined {
  const [name, definition] = part.split('#');
  const file = FILES[name as SchemaName];
  const id = definition === undefined ? file : `${file}#/$defs/${definition}`;
  const validate: ValidateFunction | undefined = load().getSchema(id);
  if (!validate) throw new Error(`There is no schema "${part}".`);
  if (validate(value)) return undefined;
  // Where alternatives fail, the last error speaks of the whole; otherwise the first is the nearest to the cause.
  const error = validate.errors?.find(({ keyword }) => keyword === 'oneOf') ?? validate.errors?.[0];
  return error ? mismatchOf(error) : { path: [], expected: { rule: 'documented' } };
}

function mismatchOf(error: ErrorObject): Mismatch {
  const path = pathOf(error.instancePath);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'type':
      return { path, expected: { rule: 'type', types: [params['type']].flat().map(String) } };
    case 'required':
      return { path: [...path, String(params['missingProperty'])], expected: { rule: 'present' } };
    case 'const':
      return { path, expected: { rule: 'const', value: params['allowedValue'] } };
    case 'format':
      return { path, expected: { rule: 'format', format: String(params['format']) } };
    case 'minLength':
      return { path, expected: { rule: 'not-empty' } };
    case 'minItems':
      return { path, expected: { rule: 'items' } };
    case 'false schema':
      return { path, expected: { rule: 'absent' } };
    case 'oneOf':
      return { path, expected: { rule: 'link' } };
    default:
      return {
        path,
        expected: { rule: 'other', keyword: error.keyword, words: error.message ?? error.keyword },
      };
  }
}

/** The value at a path; undefined when there is none. */
export function at(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}
