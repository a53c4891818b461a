/** Expectations about the shape of an answer, judged by the schemas. Names are folded to kebab-case first: casing is judged elsewhere. */
import { isDeepStrictEqual } from 'node:util';
import { attribute, document, isObject, kebab, rawNames } from '../../client/document.ts';
import { header, json, type Exchange } from '../../client/exchange.ts';
import { at, mismatch, type SchemaPart } from '../../schemas/compile.ts';
import { assertNotGateway, assertTelling } from './doubt.ts';
import type { Claim } from './generic.ts';
import { kindOf, show } from './show.ts';
import { judge, type Judgement } from './violation.ts';

/** The answer is JSON by its media type (parameters are free), and its body parses. */
export function toBeJson(exchange: Exchange): Judgement {
  const mediaType = (header(exchange, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const parses = json(exchange) !== undefined;
  return judge('toBeJson', mediaType === 'application/json' && parses, {
    what: parses ? 'The answer does not say that it is JSON.' : 'The body of the answer is not JSON.',
    expected: 'a JSON body with media type application/json',
    seen: `${exchange.response.body === '' ? 'an empty body' : parses ? 'a JSON body' : 'a body that does not parse'} with ${mediaType ? `media type ${mediaType}` : 'no media type'}`,
    exchange: exchange.label,
  });
}

/** The body of the answer fits this schema. */
export function toMatchSchema(exchange: Exchange, schema: SchemaPart): Judgement {
  if (exchange.response.status !== 429) assertNotGateway(exchange);
  return fits('toMatchSchema', exchange, schema, json(exchange), '');
}

/** The session's attributes fit this schema. */
export function toHaveAttributesMatching(exchange: Exchange, schema: SchemaPart): Judgement {
  assertTelling(exchange);
  const attributes = document(exchange).data?.attributes;
  return fits('toHaveAttributesMatching', exchange, schema, folded(attributes), '/data/attributes');
}

/** The session's relationships fit this schema. */
export function toHaveRelationshipsMatching(exchange: Exchange, schema: SchemaPart): Judgement {
  assertTelling(exchange);
  const relationships = document(exchange).data?.relationships;
  return fits('toHaveRelationshipsMatching', exchange, schema, folded(relationships), '/data/relationships');
}

/** Every included resource of this type has attributes that fit this schema; there must be one. */
export function toIncludeAttributesMatching(exchange: Exchange, type: string, schema: SchemaPart): Judgement {
  assertTelling(exchange);
  const resources = document(exchange).included.filter((resource) => resource.type === type);
  const judgements = resources.map((resource, index) =>
    fits(
      'toIncludeAttributesMatching',
      exchange,
      schema,
      folded(resource.attributes),
      `/included/${index}/attributes`,
    ),
  );
  const none = judge('toIncludeAttributesMatching', false, {
    what: `No ${type} is included.`,
    expected: `an included ${type}`,
    seen: 'none',
    pointer: '/included',
    exchange: exchange.label,
  });
  return judgements.find(({ pass }) => !pass) ?? judgements[0] ?? none;
}

/** Success shows the session, refusal shows errors: one of the two documented shapes, as JSON. */
export function toHaveADocumentedShape(exchange: Exchange): Judgement {
  assertTelling(exchange);
  const asJson = toBeJson(exchange);
  if (!asJson.pass) return asJson;
  const { status } = exchange.response;
  return fits(
    'toHaveADocumentedShape',
    exchange,
    status < 300 ? 'session-document' : 'error-document',
    json(exchange),
    '',
  );
}

/** The answer repeats the body of another one, member for member. */
export function toHaveBodyOf(exchange: Exchange, first: Exchange): Judgement {
  return judge('toHaveBodyOf', isDeepStrictEqual(json(first), json(exchange)), {
    what: 'The repeated answer has another body than the first one.',
    expected: `the saved body, as in ${first.label}`,
    seen: difference(first, exchange),
    exchange: exchange.label,
  });
}

/** Where two bodies differ, without their values. */
function difference(first: Exchange, second: Exchange): string {
  const [one, other] = [document(first), document(second)];
  const inquiryStatus = (of: typeof one) =>
    attribute(
      of.included.find(({ type }) => type === 'inquiry'),
      'status',
    );
  if (attribute(one.data, 'status') !== attribute(other.data, 'status'))
    return 'another status of the session';
  if (inquiryStatus(one) !== inquiryStatus(other))
    return `the inquiry as it is now (${show(inquiryStatus(other), 'status')}), not as it was`;
  return 'a body that differs';
}

function fits(name: string, exchange: Exchange, schema: SchemaPart, value: unknown, base: string): Judgement {
  const wrong = misfit(schema, value, base);
  return judge(name, wrong === undefined, {
    ...(wrong ?? { what: '', expected: 'the documented shape', seen: kindOf(value) }),
    exchange: exchange.label,
  });
}

/** What is wrong with a value by a schema; undefined when it fits. `base` is where the value stands in the answer. */
export function misfit(schema: SchemaPart, value: unknown, base: string): Claim | undefined {
  const wrong = mismatch(schema, value);
  if (!wrong) return undefined;
  const pointer = base + wrong.pointer;
  const memberName = pointer.split('/').at(-1) ?? '';
  return {
    what:
      memberName === ''
        ? 'The answer has not the documented shape.'
        : `\`${memberName}\` is not as documented.`,
    expected: wrong.expected,
    seen: describe(at(value, wrong.pointer), memberName, wrong.expected),
    ...(pointer === '' ? {} : { pointer }),
  };
}

function describe(seen: unknown, name: string, expected: string | undefined): string {
  // A date in a wrong format is told by its form, not by its value's being a string.
  return expected?.startsWith('a date') ? show(seen, name) : kindOf(seen);
}

/** The same object with its member names in kebab-case; anything else as it is. */
function folded(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(rawNames(value).map((name) => [kebab(name), value[name]]));
}
