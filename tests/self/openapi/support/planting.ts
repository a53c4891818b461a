/** Descriptions to plant changes in: ours, and the vendor's where it is at hand. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { readDescriptions, type Description } from '../../../../openapi/read.ts';

/** JSON that is taken apart without asking what it is: a test that reaches for nothing fails at once. */
export interface Node {
  [name: string]: Node;
}

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
/** What the vendor publishes, read in place; not part of this repository. */
const SHARED = join(ROOT, '..', 'shared', 'contract');

export const OWN = join(import.meta.dirname, 'description.yaml');
export const VENDOR = join(SHARED, 'openapi');
export const HISTORY = join(SHARED, 'history');
export const absent = (path: string): boolean => !existsSync(path);
export const NOT_AT_HAND = 'The vendor’s files are not beside this checkout.';

/** A copy in which nothing is shared: a change is made in one place only. */
export function copyOf(file: string): Node {
  return JSON.parse(JSON.stringify(parse(readFileSync(file, 'utf8')))) as Node;
}

/** Writes the document as JSON, and reads it back as a description is read. */
export async function readBack(document: unknown, path: string): Promise<Description> {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(document));
  const [description] = await readDescriptions(path);
  if (!description) throw new Error('Nothing was read.');
  return description;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The node, or what it refers to. */
export function follow(document: Node, node: Node | undefined): Node {
  const reference = node?.['$ref'] as unknown;
  if (node === undefined) throw new Error('There is nothing here.');
  if (typeof reference !== 'string') return node;
  const steps = reference.slice(2).split('/');
  return follow(
    document,
    steps.reduce<Node | undefined>((here, step) => here?.[step], document),
  );
}

export class Planted {
  readonly document: Node;

  constructor(document: Node) {
    this.document = document;
  }

  get operations(): readonly Node[] {
    return Object.values(this.at('paths')).flatMap((item) => METHODS.flatMap((method) => item[method] ?? []));
  }

  operation(method: string, end: string): Node {
    const [path] = Object.keys(this.at('paths')).filter((one) => one.endsWith(end));
    return follow(this.document, this.at('paths')[path ?? '']?.[method]);
  }

  get expire(): Node {
    return this.operation('post', '/inquiry-sessions/{inquiry-session-id}/expire');
  }

  /** All answers with the status, each once. */
  answers(status: string): readonly Node[] {
    const answers = this.operations.flatMap(({ responses }) => responses?.[status] ?? []);
    return [...new Set(answers.map((answer) => follow(this.document, answer)))];
  }

  /** The schema of the endpoint's answer. */
  get body(): Node {
    return this.in(this.expire, 'responses', '200', 'content', 'application/json', 'schema');
  }

  resource(name: string): Node {
    return this.in(this.at('components'), 'schemas', name);
  }

  attributes(name = 'inquiry-session'): Node {
    return this.in(this.resource(name), 'properties', 'attributes', 'properties');
  }

  relationships(): Node {
    return this.in(this.resource('inquiry-session'), 'properties', 'relationships', 'properties');
  }

  /** A member of errors, of all answers with the status. */
  errors(status: string): readonly Node[] {
    return this.answers(status).map((answer) =>
      this.in(answer, 'content', 'application/json', 'schema', 'properties', 'errors', 'items', 'properties'),
    );
  }

  /** All parameters with the name, each once. */
  parameters(name: string): readonly Node[] {
    const all = this.operations.flatMap(({ parameters }) => Object.values(parameters ?? {}));
    const found = new Set(all.map((one) => follow(this.document, one)));
    return [...found].filter((one) => (one['name'] as unknown) === name);
  }

  schemaOf(name: string): Node {
    return this.in(this.parameters(name)[0] ?? {}, 'schema');
  }

  in(node: Node, ...steps: readonly string[]): Node {
    return steps.reduce<Node>((here, step) => follow(this.document, here[step]), node);
  }

  at(...steps: readonly string[]): Node {
    return this.in(this.document, ...steps);
  }
}

/** Puts a value in, whatever it is. */
export function put(node: Node, name: string, value: unknown): void {
  (node as Record<string, unknown>)[name] = value;
}

export function drop(node: Node, name: string): void {
  if (!(name in node)) throw new Error(`There is no "${name}" to drop.`);
  delete node[name];
}

/** The items of a list without one, or with one more. */
export function without(node: Node, list: string, item: string): void {
  const items = node[list] as unknown as string[];
  if (!items.includes(item)) throw new Error(`There is no "${item}" in ${list}.`);
  put(
    node,
    list,
    items.filter((one) => one !== item),
  );
}

export function withItem(node: Node, list: string, item: unknown): void {
  put(node, list, [...((node[list] as unknown as unknown[] | undefined) ?? []), item]);
}
