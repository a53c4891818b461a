/** Expectations about the shape of an answer, judged by the schemas. Names are folded to kebab-case first: casing is judged elsewhere. */
import { isDeepStrictEqual } from 'node:util';
import { attribute, document, isObject, kebab, rawNames } from '../../client/document.ts';
import { header, json, type Exchange } from '../../client/exchange.ts';
import { at, mismatch, type SchemaPart } from '../../schemas/compile.ts';
import { assertNotGateway, assertTelling } from './doubt.ts';
import type { Claim, Path } from '../finding.ts';
import { kindOf, valueOf } from '../value.ts';
import { judge, type Judgement } from './violation.ts';

/** The answer is JSON by its media type (parameters are free), and its body parses. */
export function toBeJson(exchange: Exchange): Judgement {
  const mediaType = (header(exchange, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const parses = json(exchange) !== undefined;
  return judge('toBeJson', mediaType === 'application/json' && parses, exchange, {
    code: 'body.not-json',
    body: parses ? 'json' : exchange.response.body === '' ? 'empty' : 'unparsable',
    mediaType: mediaType === undefined || mediaType === '' ? null : mediaType,
  });
}

/** The body of the answer fits this schema. */
export function toMatchSchema(exchange: Exchange, schema: SchemaPart): Judgement {
  if (exchange.response.status !== 429) assertNotGateway(exchange);
  return fits('toMatchSchema', exchange, schema, json(exchange), []);
}

/** The session's attributes fit this schema. */
export function toHaveAttributesMatching(exchange: Exchange, schema: SchemaPart): Judgement {
  assertTelling(exchange);
  const attributes = document(exchange).data?.attributes;
  return fits('toHaveAttributesMatching', exchange, schema, folded(attributes), ['data', 'attributes']);
}

/** The session's relationships fit this schema. */
export function toHaveRelationshipsMatching(exchange: Exchange, schema: SchemaPart): Judgement {
  assertTelling(exchange);
  const relationships = document(exchange).data?.relationships;
  return fits('toHaveRelationshipsMatching', exchange, schema, folded(relationships), [
    'data',
    'relationships',
  ]);
}

/** Every included resource of this type has attributes that fit this schema; there must be one. */
export function toIncludeAttributesMatching(exchange: Exchange, type: string, schema: SchemaPart): Judgement {
  assertTelling(exchange);
  const resources = document(exchange).included.filter((resource) => resource.type === type);
  const judgements = resources.map((resource, index) =>
    fits('toIncludeAttributesMatching', exchange, schema, folded(resource.attributes), [
      'included',
      index,
      'attributes',
    ]),
  );
  const none = judge('toIncludeAttributesMatching', false, exchange, {
    code: 'include.none-of-type',
    type,
    path: ['included'],
  });
  return judgements.find(({ pass }) => !pass) ?? judgements[0] ?? none;
}

/** Success shows the session, refusal shows errors: one of the two documented shapes, as JSON. */
export function toHaveADocumentedShape(exchange: Exchange): Judgement {
  assertTelling(exchange);
  const asJson = toBeJson(exchange);
  if (!asJson.pass) return asJson;
  return exchange.response.status < 300
    ? fits('toHaveADocumentedShape', exchange, 'session-document', json(exchange), [])
    : toCarryErrors(exchange);
}

/** Statuses whose errors are declared to have details, and an open `meta`. */
export const DETAILED_ERRORS: ReadonlySet<number> = new Set([400, 403, 404, 409, 422, 429]);
export const ERRORS_WITH_META: ReadonlySet<number> = new Set([400, 403, 404, 409]);

/** The documented envelope, with the members that the answer's status declares. */
export function toCarryErrors(exchange: Exchange): Judgement {
  if (exchange.response.status !== 429) assertTelling(exchange);
  const [first, ...rest] = errorParts(exchange.response.status);
  const fitting = (part: string): Judgement =>
    fits('toCarryErrors', exchange, `error-document#${part}`, json(exchange), []);
  return [first, ...rest].map(fitting).find(({ pass }) => !pass) ?? fitting(first);
}

/** What is declared of the errors of a status. */
function errorParts(status: number): readonly [string, ...string[]] {
  return [
    'list',
    'title',
    ...(DETAILED_ERRORS.has(status) ? ['details'] : []),
    ...(ERRORS_WITH_META.has(status) ? ['meta'] : []),
    ...(status === 422 ? ['source'] : []),
  ];
}

/** The answer repeats the body of another one, member for member. */
export function toHaveBodyOf(exchange: Exchange, first: Exchange): Judgement {
  return judge('toHaveBodyOf', isDeepStrictEqual(json(first), json(exchange)), exchange, {
    code: 'replay.other-body',
    since: first.label,
    ...difference(first, exchange),
  });
}

/** Where two bodies differ, without their values. */
function difference(first: Exchange, second: Exchange) {
  const [one, other] = [document(first), document(second)];
  const inquiryStatus = (of: typeof one) =>
    attribute(
      of.included.find(({ type }) => type === 'inquiry'),
      'status',
    );
  if (attribute(one.data, 'status') !== attribute(other.data, 'status'))
    return { difference: 'session-status' } as const;
  if (inquiryStatus(one) !== inquiryStatus(other))
    return { difference: 'inquiry-status', seen: valueOf(inquiryStatus(other), 'status') } as const;
  return { difference: 'other' } as const;
}

function fits(name: string, exchange: Exchange, schema: SchemaPart, value: unknown, base: Path): Judgement {
  const wrong = misfit(schema, value, base);
  return judge(name, wrong === undefined, exchange, wrong ?? FITTING);
}

const FITTING: Claim = { code: 'body.schema', expected: { rule: 'documented' }, seen: { kind: 'object' } };

/** What is wrong with a value by a schema; undefined when it fits. `base` is where the value stands in the answer. */
export function misfit(schema: SchemaPart, value: unknown, base: Path): Claim | undefined {
  const wrong = mismatch(schema, value);
  if (!wrong) return undefined;
  const path = [...base, ...wrong.path];
  const seen = at(value, wrong.path);
  return {
    code: 'body.schema',
    expected: wrong.expected,
    // A date in a wrong format is told by its form, not by its value's being a string.
    seen: wrong.expected.rule === 'format' ? valueOf(seen, String(path.at(-1) ?? '')) : kindOf(seen),
    ...(path.length === 0 ? {} : { path }),
  };
}

/** The same object with its member names in kebab-case; anything else as it is. */
function folded(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(rawNames(value).map((name) => [kebab(name), value[name]]));
}
