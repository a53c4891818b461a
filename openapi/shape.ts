/** A JSON Schema as a description spells it, boiled down to what it says: one shape for every way of writing the same. */

export type Kind = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

export interface Shape {
  /** Empty: nothing is said of the kind, so anything fits. */
  readonly kinds: ReadonlySet<Kind>;
  readonly format?: string;
  /** The only values allowed, from `enum` and `const`. */
  readonly values?: readonly string[];
  /** Values that the text names without closing the list. */
  readonly named: readonly string[];
  readonly members: ReadonlyMap<string, Shape>;
  readonly required: ReadonlySet<string>;
  readonly items?: Shape;
  /** What a member that is not listed may be: absent: nothing is said of it. */
  readonly further?: 'none' | Shape;
  /** Alternatives that are objects of their own, such as the resources that `included` may hold. */
  readonly variants: readonly Shape[];
  /** Names that a discriminator gives to the alternatives. */
  readonly mapped: readonly string[];
  readonly default?: string;
  readonly deprecated: boolean;
  /** Nothing is known below: the description was cut there, or it refers to itself. */
  readonly cut: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const KINDS: readonly string[] = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

const known = new WeakMap<object, Shape>();

/** The shape of a schema whose references are resolved. */
export function shapeOf(schema: unknown, within: readonly object[] = []): Shape {
  if (!isObject(schema)) return plain({});
  const done = known.get(schema);
  if (done) return done;
  if (within.includes(schema)) return plain({ cut: true });
  const shape = read(schema, [...within, schema]);
  // What refers to itself looks different from above and from within: only the view from above is kept.
  if (within.length === 0 || !hasCut(shape)) known.set(schema, shape);
  return shape;
}

function read(schema: Json, within: readonly object[]): Shape {
  const list = (name: string): Shape[] =>
    (Array.isArray(schema[name]) ? schema[name] : []).map((part) => shapeOf(part, within));
  const all = list('allOf');
  const alternatives = [list('oneOf'), list('anyOf')].filter((branches) => branches.length > 0).map(either);
  return [...all, ...alternatives].reduce(both, own(schema, within));
}

/** What the schema says by itself, its combinations left aside. */
function own(schema: Json, within: readonly object[]): Shape {
  const values = 'const' in schema ? [schema['const']] : Array.isArray(schema['enum']) ? schema['enum'] : [];
  const texts = values.filter((value) => value !== null).map((value) => textOf(value) ?? '');
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const further = furtherOf(schema, within);
  const discriminator = isObject(schema['discriminator']) ? schema['discriminator'] : {};
  const mapping = isObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  const text = typeof schema['description'] === 'string' ? schema['description'] : '';
  return plain({
    kinds: kindsOf(schema, values),
    ...(typeof schema['format'] === 'string' ? { format: schema['format'] } : {}),
    ...(texts.length > 0 ? { values: texts } : {}),
    named: namedIn(text),
    mapped: Object.keys(mapping),
    // A member that may not be there is not described.
    members: new Map(
      Object.entries(properties)
        .filter(([, part]) => part !== false)
        .map(([name, part]) => [name, shapeOf(part, within)]),
    ),
    required: new Set(Array.isArray(schema['required']) ? schema['required'].map(String) : []),
    ...(isObject(schema['items']) ? { items: shapeOf(schema['items'], within) } : {}),
    ...(further === undefined ? {} : { further }),
    ...spread('default', textOf(schema['default'])),
    deprecated: schema['deprecated'] === true,
    cut: 'x-cut' in schema,
  });
}

function kindsOf(schema: Json, values: readonly unknown[]): ReadonlySet<Kind> {
  const kinds = new Set([schema['type']].flat().filter(isKind));
  if (kinds.size === 0) {
    for (const value of values) kinds.add(kindOf(value));
    if (isObject(schema['properties']) || isObject(schema['additionalProperties'])) kinds.add('object');
    if (isObject(schema['items'])) kinds.add('array');
  }
  // OpenAPI 3.0 has a word of its own for it.
  if (schema['nullable'] === true && kinds.size > 0) kinds.add('null');
  return kinds;
}

function furtherOf(schema: Json, within: readonly object[]): 'none' | Shape | undefined {
  if (schema['additionalProperties'] === false || schema['unevaluatedProperties'] === false) return 'none';
  return isObject(schema['additionalProperties'])
    ? shapeOf(schema['additionalProperties'], within)
    : undefined;
}

/** "Possible values:" and the list after it, however it is laid out. */
function namedIn(text: string): readonly string[] {
  const list = /possible values:((?:\s+[-*]\s+`?[\w.-]+`?)+)/i.exec(text)?.[1] ?? '';
  return [...list.matchAll(/[-*]\s+`?([\w.-]+)`?/g)].map(([, value]) => value ?? '');
}

/** Both hold: `allOf`, or what stands beside an alternative. */
function both(one: Shape, other: Shape): Shape {
  const kinds =
    one.kinds.size === 0 || other.kinds.size === 0
      ? new Set([...one.kinds, ...other.kinds])
      : new Set([...one.kinds, ...other.kinds].filter((kind) => fits(kind, one) && fits(kind, other)));
  return merged(one, other, {
    kinds,
    required: new Set([...one.required, ...other.required]),
    ...spread(
      'values',
      one.values && other.values ? overlap(one.values, other.values) : (one.values ?? other.values),
    ),
    ...spread('further', one.further ?? other.further),
    variants: [...one.variants, ...other.variants],
    join: both,
  });
}

/** One of them holds: `oneOf` and `anyOf` say the same to whoever reads an answer. */
function either(branches: readonly Shape[]): Shape {
  const objects = branches.filter(
    ({ kinds, members, cut }) => kinds.has('object') || members.size > 0 || cut,
  );
  const joined = branches.reduce((one, other) =>
    merged(one, other, {
      kinds:
        one.kinds.size === 0 || other.kinds.size === 0 ? new Set() : new Set([...one.kinds, ...other.kinds]),
      required: requiredOfBoth(one, other),
      ...spread('values', joinValues(one, other)),
      ...spread('further', one.further ?? other.further),
      variants: [],
      join: (a, b) => either([a, b]),
    }),
  );
  return objects.length > 1 ? { ...joined, variants: objects } : joined;
}

function merged(
  one: Shape,
  other: Shape,
  { join, ...parts }: Partial<Shape> & { readonly join: (a: Shape, b: Shape) => Shape },
): Shape {
  const members = new Map(one.members);
  for (const [name, part] of other.members) {
    const mine = members.get(name);
    members.set(name, mine ? join(mine, part) : part);
  }
  const items = one.items && other.items ? join(one.items, other.items) : (one.items ?? other.items);
  return plain({
    ...spread('format', one.format ?? other.format),
    ...spread('default', one.default ?? other.default),
    ...spread('items', items),
    named: [...new Set([...one.named, ...other.named])],
    mapped: [...new Set([...one.mapped, ...other.mapped])],
    members,
    deprecated: one.deprecated || other.deprecated,
    cut: one.cut || other.cut,
    ...parts,
  });
}

/** A branch that is null says nothing of the members of an object. */
function requiredOfBoth(one: Shape, other: Shape): ReadonlySet<string> {
  if (isOnlyNull(one)) return other.required;
  if (isOnlyNull(other)) return one.required;
  return new Set([...one.required].filter((name) => other.required.has(name)));
}

function joinValues(one: Shape, other: Shape): readonly string[] | undefined {
  if (isOnlyNull(one)) return other.values;
  if (isOnlyNull(other)) return one.values;
  return one.values && other.values ? [...new Set([...one.values, ...other.values])] : undefined;
}

function isOnlyNull({ kinds }: Shape): boolean {
  return kinds.size === 1 && kinds.has('null');
}

function fits(kind: Kind, { kinds }: Shape): boolean {
  return kinds.has(kind) || (kind === 'integer' && kinds.has('number'));
}

function overlap(one: readonly string[], other: readonly string[]): string[] {
  return one.filter((value) => other.includes(value));
}

function hasCut({ cut, members, items, further, variants }: Shape): boolean {
  return (
    cut ||
    [...members.values(), ...variants].some(hasCut) ||
    (items !== undefined && hasCut(items)) ||
    (typeof further === 'object' && hasCut(further))
  );
}

function plain(parts: Partial<Shape>): Shape {
  return {
    kinds: new Set(),
    named: [],
    mapped: [],
    members: new Map(),
    required: new Set(),
    variants: [],
    deprecated: false,
    cut: false,
    ...parts,
  };
}

function spread<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: V });
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text as it is, anything else as JSON. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && KINDS.includes(value);
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  return isKind(kind) ? kind : 'object';
}

/** The kinds in words, in one order whatever the description's: `string or null`. */
export function kindsInWords({ kinds, format }: Pick<Shape, 'kinds' | 'format'>): string {
  if (kinds.size === 0) return 'anything';
  const words = KINDS.filter((kind) => kinds.has(kind as Kind)).map((kind) =>
    kind === 'string' && format !== undefined ? format : kind === 'array' ? 'list' : kind,
  );
  return words.join(' or ');
}
