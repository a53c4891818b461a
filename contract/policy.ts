/** The vendor's published compatibility policy, as data: which classes of change may come any day, and which need a new version. */
import type { Source } from './types.ts';

export interface PolicyClass {
  readonly id: string;
  /** `compatible`: may happen any day, in every version. `breaking`: only with a new dated version. */
  readonly kind: 'compatible' | 'breaking';
  readonly statement: string;
  readonly source: Source;
}

const source: Source = { page: 'versioning' };

export const policy = [
  {
    id: 'compatible.new-resource',
    kind: 'compatible',
    statement: 'New resources, paths or methods appear.',
    source,
  },
  { id: 'compatible.new-type', kind: 'compatible', statement: 'New values of `type` appear.', source },
  {
    id: 'compatible.new-optional-parameter',
    kind: 'compatible',
    statement: 'A new optional parameter or header is taken.',
    source,
  },
  {
    id: 'compatible.wider-input',
    kind: 'compatible',
    statement: 'More input values are accepted than before.',
    source,
  },
  {
    id: 'compatible.new-attribute',
    kind: 'compatible',
    statement: 'An answer carries a new attribute.',
    source,
  },
  {
    id: 'compatible.string-values',
    kind: 'compatible',
    statement: 'The set of values of a string grows or shrinks.',
    source,
  },
  { id: 'compatible.new-array-item', kind: 'compatible', statement: 'An array carries new items.', source },
  {
    id: 'compatible.new-relationship',
    kind: 'compatible',
    statement: 'A resource has a new relationship.',
    source,
  },
  {
    id: 'compatible.reordered',
    kind: 'compatible',
    statement: 'Array items or properties come in another order.',
    source,
  },
  { id: 'compatible.new-event', kind: 'compatible', statement: 'New types of event are sent.', source },
  {
    id: 'compatible.opaque-strings',
    kind: 'compatible',
    statement:
      'The length or format of opaque strings changes: ids and their prefixes, error messages, text for people.',
    source,
  },
  {
    id: 'compatible.protective-limit',
    kind: 'compatible',
    statement: 'A new protective limit applies.',
    source,
  },
  {
    id: 'compatible.status-of-404-or-5xx',
    kind: 'compatible',
    statement: 'A scenario that was answered 404 or 5xx gets another status.',
    source,
  },
  {
    id: 'breaking.removed-api',
    kind: 'breaking',
    statement: 'An API, a parameter, a header or an accepted value is removed or renamed.',
    source,
  },
  {
    id: 'breaking.new-required-parameter',
    kind: 'breaking',
    statement: 'A new parameter or header is required.',
    source,
  },
  {
    id: 'breaking.stricter-validation',
    kind: 'breaking',
    statement: 'A request that was valid is refused.',
    source,
  },
  {
    id: 'breaking.removed-attribute',
    kind: 'breaking',
    statement: 'An attribute of an answer is removed or renamed.',
    source,
  },
  { id: 'breaking.attribute-type', kind: 'breaking', statement: 'The type of an attribute changes.', source },
  {
    id: 'breaking.status-code',
    kind: 'breaking',
    statement: 'A scenario gets another status code (unless it was 404 or 5xx).',
    source,
  },
  { id: 'breaking.meaning', kind: 'breaking', statement: 'The meaning of a value changes.', source },
  { id: 'breaking.removed-relationship', kind: 'breaking', statement: 'A relationship is removed.', source },
] as const satisfies readonly PolicyClass[];

export type PolicyClassId = (typeof policy)[number]['id'];
