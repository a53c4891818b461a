/** Expectations about the shape of an answer, judged by the schemas. Names are folded to kebab-case first: casing is judged elsewhere. */
import { document, isObject, kebab, rawNames } from '../../client/document.ts';
import { header, json, type Exchange } from '../../client/exchange.ts';
import { at, mismatch, type SchemaPart } from '../../schemas/compile.ts';
import { assertNotGateway, assertTelling } from './doubt.ts';
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

function fits(name: string, exchange: Exchange, schema: SchemaPart, value: unknown, base: string): Judgement {
  const wrong = mismatch(schema, value);
  const pointer = base + (wrong?.pointer ?? '');
  const seen = wrong ? at(value, wrong.pointer) : undefined;
  const memberName = pointer.split('/').at(-1) ?? '';
  return judge(name, wrong === undefined, {
    what:
      memberName === ''
        ? 'The answer has not the documented shape.'
        : `\`${memberName}\` is not as documented.`,
    expected: wrong?.expected ?? 'the documented shape',
    seen: describe(seen, memberName, wrong?.expected),
    ...(pointer === '' ? {} : { pointer }),
    exchange: exchange.label,
  });
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
