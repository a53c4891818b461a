/** Holds answers against what the vendor publishes for their call, version and status. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { endpoints } from '../../../../contract/endpoints.ts';
import { json, type Exchange, type HeaderLines } from '../../../../client/exchange.ts';
import { absent, follow, VENDOR, type Node } from './planting.ts';

export interface Held {
  /** Answers that were held against a schema. */
  readonly checked: number;
  /** What could not be: why, and how many answers. */
  readonly left: Readonly<Record<string, number>>;
  /** What disagreed, each sentence once. */
  readonly disagreements: readonly string[];
}

export function held(exchanges: readonly Exchange[]): Held {
  let checked = 0;
  const left: Record<string, number> = {};
  const disagreements = new Set<string>();
  for (const exchange of exchanges) {
    const place = placeOf(exchange);
    if (typeof place === 'string') {
      left[place] = (left[place] ?? 0) + 1;
      continue;
    }
    checked += 1;
    for (const wrong of wrongIn(exchange, place))
      disagreements.add(`${exchange.endpoint} ${exchange.response.status}: ${wrong}`);
  }
  return { checked, left, disagreements: [...disagreements] };
}

interface Published {
  readonly document: Node;
  readonly whole: Ajv2020;
  /** With nothing required of what `fields` keeps a part of. */
  readonly sparse: Ajv2020;
}

interface Place {
  readonly published: Published;
  readonly pointer: string;
  readonly answer: Node;
}

/** What is declared for the answer, or why it is not held against anything. */
function placeOf({ endpoint, request, response }: Exchange): Place | string {
  const inflection = valueOf(request.headers, 'key-inflection') ?? 'kebab';
  if (inflection !== 'kebab') return 'another casing was asked for';
  if (/include=[^&]*\.|include=[^&]*%2E/i.test(request.url))
    return 'what is included over two links is not published';
  const published = publishedFor(valueOf(request.headers, 'persona-version') ?? '');
  if (!published) return 'of no version that is published';
  const { method, path } = endpoints[endpoint];
  const paths = published.document['paths'] ?? {};
  const named = Object.keys(paths).find((one) => one.replace(/\{[^}]*\}/g, '{id}') === path) ?? '';
  const operation = paths[named]?.[method.toLowerCase()];
  if (!operation) return 'a call that is not published';
  const declared = operation['responses']?.[response.status];
  if (!declared) return `a status that is not published: ${endpoint} ${response.status}`;
  const reference = declared['$ref'] as unknown;
  const own = `/paths/${escaped(named)}/${method.toLowerCase()}/responses/${response.status}`;
  return {
    published,
    pointer: typeof reference === 'string' ? reference.slice(1) : own,
    answer: follow(published.document, declared),
  };
}

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

function valueOf(headers: HeaderLines, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function wrongIn(exchange: Exchange, { published, pointer, answer }: Place): string[] {
  const ajv = /[?&]fields(%5B|\[)/i.test(exchange.request.url) ? published.sparse : published.whole;
  const validate = compiled(ajv, `${pointer}/content/application~1json/schema`);
  const wrong = validate(json(exchange)) ? [] : (validate.errors ?? []).map((error) => inWords(error));
  for (const [name, header] of Object.entries(answer['headers'] ?? {})) {
    const value = valueOf(exchange.response.headers, name.toLowerCase());
    const { type } = follow(published.document, header)['schema'] ?? {};
    if (value === undefined) wrong.push(`no ${name}`);
    else if ((type as unknown) === 'integer' && !/^\d+$/.test(value)) wrong.push(`${name}: ${value}`);
  }
  return wrong;
}

function compiled(ajv: Ajv2020, pointer: string): ValidateFunction {
  const $ref = `published#${encodeURI(pointer)}`;
  return ajv.getSchema($ref) ?? ajv.compile({ $ref });
}

function inWords({
  instancePath,
  message,
  params,
}: {
  instancePath: string;
  message?: string;
  params: object;
}) {
  return `${instancePath.replaceAll(/\d+/g, 'N')} ${message ?? ''} ${JSON.stringify(params)}`;
}

const files = new Map<string, Published | undefined>();

function publishedFor(version: string): Published | undefined {
  if (!files.has(version)) {
    const file = join(VENDOR, `${version}.yaml`);
    const read = (): Node => parse(readFileSync(file, 'utf8'), { schema: 'core' }) as Node;
    const known = /^\d{4}-\d{2}-\d{2}$/.test(version) && !absent(file);
    files.set(
      version,
      known ? { document: read(), whole: over(read()), sparse: over(relaxed(read())) } : undefined,
    );
  }
  return files.get(version);
}

/** The objects stay as closed as they are published: what the policy lets a server add, the mock does not add. */
function over(document: object): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  return ajv.addSchema(document, 'published');
}

function relaxed(node: Node): Node {
  if (Array.isArray(node)) return node.map(relaxed) as unknown as Node;
  if (typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([name, value]) => !(name === 'required' && Array.isArray(value)));
  return Object.fromEntries(kept.map(([name, value]) => [name, value && relaxed(value)]));
}
