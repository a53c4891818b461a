/** Values that fit a shape, and values that do not: what a target may send and what it may not. */
import type { Kind, Shape } from './shape.ts';

const OF_KIND: Readonly<Record<Kind, unknown>> = {
  string: 'text',
  number: 1.5,
  integer: 3,
  boolean: true,
  object: {},
  array: [],
  null: null,
};

const OF_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00.000Z',
  date: '2026-01-01',
  uri: 'https://example.com/',
  email: 'a@example.com',
};

const samples = new WeakMap<Shape, unknown>();

/** A value that fits, every member of it filled. */
export function sampleOf(shape: Shape): unknown {
  if (!samples.has(shape)) samples.set(shape, fitting(shape)[0] ?? OF_KIND.string);
  return samples.get(shape);
}

/** One value for each kind that fits. */
export function fitting(shape: Shape): readonly unknown[] {
  return [...shape.kinds].map((kind) => sampleOfKind(kind, shape));
}

/** One value for each way not to fit: another kind, null where it is not allowed, another format, another value. */
export function misfits({ kinds, format, values }: Shape): readonly unknown[] {
  if (kinds.size === 0) return [];
  const others = (Object.keys(OF_KIND) as Kind[]).filter(
    (kind) => !kinds.has(kind) && !(kind === 'integer' && kinds.has('number')),
  );
  return [
    ...others.filter((kind) => kind !== 'integer').map((kind) => OF_KIND[kind]),
    ...(kinds.has('string') && format !== undefined && format in OF_FORMAT ? ['no such format'] : []),
    ...(kinds.has('string') && values !== undefined ? ['no-such-value'] : []),
  ];
}

function sampleOfKind(kind: Kind, shape: Shape): unknown {
  switch (kind) {
    case 'object': {
      const whole = shape.variants[0] ?? shape;
      return Object.fromEntries([...whole.members].map(([name, member]) => [name, sampleOf(member)]));
    }
    case 'array':
      return shape.items ? [sampleOf(shape.items)] : [];
    case 'string':
      return shape.values?.[0] ?? OF_FORMAT[shape.format ?? ''] ?? OF_KIND.string;
    default:
      return OF_KIND[kind];
  }
}

/** Values that fit, each kind of each member once. */
export function deepFitting(shape: Shape): readonly unknown[] {
  return [...fitting(shape), ...inEachMember(shape, deepFitting)];
}

/** Misfits of the whole and of each of its members in turn, the others as they should be. */
export function deepMisfits(shape: Shape): readonly unknown[] {
  return [...misfits(shape), ...inEachMember(shape, deepMisfits)];
}

function inEachMember(shape: Shape, values: (member: Shape) => readonly unknown[]): readonly unknown[] {
  const whole = sampleOf(shape) as object;
  return [...shape.members].flatMap(([name, member]) =>
    values(member).map((value) => ({ ...whole, [name]: value })),
  );
}
