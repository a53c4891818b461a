/** How a documented call is made: version, casing, `include`, `fields`, key, body; the plainest value of each comes first. */
import fc from 'fast-check';
import { isRequirementId, type RequirementId } from '../contract/catalogue.ts';
import { sessionAttributes } from '../contract/attributes.ts';
import type { CallOptions } from '../client/call.ts';
import { CALL } from '../scenarios/combinations.ts';
import type { KeyShape } from './sequence.ts';

export interface Way {
  /** Undefined: the version of the run; null: none. */
  readonly version?: string | null | undefined;
  readonly casing?: (typeof CALL.casing)[number] | undefined;
  readonly include?: (typeof CALL.include)[number] | undefined;
  /** Only some attributes of a session are asked for, these. */
  readonly sparse?: boolean | undefined;
  readonly fields?: readonly string[] | undefined;
  /** The shape of the idempotency key that it carries. */
  readonly key?: KeyShape | undefined;
  readonly body?: (typeof CALL.body)[number] | undefined;
}

const [, ...otherCasings] = CALL.casing;
const [, ...includes] = CALL.include;
const [, ...bodies] = CALL.body;

const NAMES = sessionAttributes.filter(({ goneFrom }) => goneFrom === undefined).map(({ name }) => name);

/** More names than these show nothing more. */
const NAMES_AT_MOST = 4;

/** Left out every other time, and when a sequence is made shorter. */
function orNone<const T>(...values: readonly T[]): fc.Arbitrary<T | undefined> {
  return fc.constantFrom(...values.map(() => undefined), ...values);
}

const version = orNone(...CALL.version);
// No casing is asked for more seldom than another one.
const casing = orNone(...otherCasings, 'camel', 'snake');
const include = orNone(...includes);
const sparse = fc.constantFrom(false, true);
const fields = fc.subarray(NAMES, { minLength: 1, maxLength: NAMES_AT_MOST });
const key = orNone<KeyShape>('plain', 'plain', 'plain', 'long', 'digits');
const body = orNone(...bodies);

/** Ways to ask for a session, for several, or for something else. */
export const waysToExpire: fc.Arbitrary<Way> = fc.record({
  version,
  casing,
  include,
  sparse,
  fields,
  key,
  body,
});
export const waysToRead: fc.Arbitrary<Way> = fc.record({
  version,
  casing,
  include,
  sparse,
  fields,
  key,
});
export const waysToList: fc.Arbitrary<Way> = fc.record({ version, casing, key });
export const waysToWrite: fc.Arbitrary<Way> = fc.record({ version, casing, key });

/** Whether names in `fields` are read in every casing is left open: in another one only names of one word are sent. */
function namesIn({ casing: asked, sparse: isSparse, fields: names = [] }: Way): readonly string[] {
  if (isSparse !== true) return [];
  return asked === undefined ? names : names.filter((name) => !name.includes('-'));
}

/** The options of a call that is made in this way. */
export function optionsOf(way: Way): Omit<CallOptions, 'as' | 'idempotencyKey'> {
  const names = namesIn(way);
  const query = [
    ...(way.include === undefined ? [] : [`include=${way.include === 'empty' ? '' : way.include}`]),
    ...(names.length === 0 ? [] : [`fields[inquiry-session]=${names.join(',')}`]),
  ];
  return {
    ...(way.version === undefined ? {} : { version: way.version }),
    ...(way.casing === undefined ? {} : { inflection: way.casing }),
    ...(query.length === 0 ? {} : { query: query.join('&') }),
    ...(way.body === undefined ? {} : { body: { raw: way.body } }),
    expectedStatuses: [500],
  };
}

const KEYS = {
  plain: 'an idempotency key',
  long: 'a long idempotency key',
  digits: 'an idempotency key of digits',
} as const;

/** What is not plain about it, in words; empty for the plainest. */
export function wayInWords(way: Way): string {
  const names = namesIn(way);
  const parts = [
    way.version === undefined ? '' : way.version === null ? 'no version' : `version ${way.version}`,
    way.casing === undefined ? '' : way.casing === null ? 'no casing asked for' : `${way.casing} casing`,
    way.include === undefined ? '' : way.include === 'empty' ? 'include=' : `include=${way.include}`,
    names.length === 0 ? '' : `fields ${names.join(' ')}`,
    way.key === undefined ? '' : `with ${KEYS[way.key]}`,
    way.body === undefined ? '' : `body ${way.body}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** The clause that promises a call made in this way to work like a plain one; undefined where it is plain, or nothing is promised. */
export function clauseOf(way: Way): RequirementId | undefined {
  if (way.include !== undefined) return 'query.include-inquiry';
  if (namesIn(way).length > 0) return 'query.fields-keep';
  if (way.casing === 'camel') return 'inflection.camel';
  if (way.casing === 'snake') return 'inflection.snake';
  if (way.version === undefined) return undefined;
  const clause = way.version === null ? 'version.header-optional' : `version.accepts-${way.version}`;
  return isRequirementId(clause) ? clause : undefined;
}
