/** Faults of casing. */
import { inflect, type Inflection } from '../casing.ts';
import type { Patch } from '../types.ts';
import type { Call } from '../call.ts';
import { type Document, isObject, type JsonObject, mapResources, type Resource } from '../json.ts';
import { refuse } from '../refusals.ts';
import { all, asText, calling, type Condition, data, lacking, notebook, only, plainExpire } from './build.ts';
import type { Fault } from './fault.ts';

const asking =
  (inflection: Inflection): Condition =>
  (call) =>
    call.header('key-inflection') === inflection;

const expireAsking = (inflection: Inflection): Condition => all(calling('expireSession'), asking(inflection));

function renamed(values: JsonObject, rename: (name: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]));
}

/** Changes resources after they were re-cased: the primary ones, the included ones, or both. */
function recased(part: 'primary' | 'included' | 'both', change: (resource: Resource) => Resource): Patch {
  const apply = (document: Document): Document => {
    if (part === 'both') return mapResources(document, change);
    if (part === 'included') {
      return document.included ? { ...document, included: document.included.map(change) } : document;
    }
    const { data: shown } = document;
    return shown && !Array.isArray(shown) ? { ...document, data: change(shown) } : document;
  };
  return {
    steps: { inflection: (original) => (document, call, world) => apply(original(document, call, world)) },
  };
}

const attributeNames = (part: 'primary' | 'included', rename: (name: string) => string): Patch =>
  recased(part, (resource) => ({ ...resource, attributes: renamed(resource.attributes, rename) }));

/** Back from any casing to kebab case. */
const toKebab = (name: string): string =>
  name.replace(/_/g, '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const to =
  (inflection: Inflection) =>
  (name: string): string =>
    inflect(toKebab(name), inflection);

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function instead(inflection: Inflection, other: Inflection, part: 'primary' | 'included'): Fault {
  const where = part === 'primary' ? 'The session’s attributes' : 'Attributes of included resources';
  return {
    slug: `${inflection}-${part}-in-${other}`,
    area: 'inflection',
    sentence: `${where} come in ${other} casing when ${inflection} is asked for.`,
    violates: [part === 'primary' ? `inflection.${inflection}` : `inflection.included-${inflection}`],
    patch: only(
      all(expireAsking(inflection), ({ query }) => query.has('include')),
      attributeNames(part, to(other)),
    ),
  };
}

/** Reads the request as if it asked for another casing. */
function readAs(choose: (call: Call) => Inflection): Patch {
  return {
    stages: {
      parameters: (original) => async (call, world) => {
        const answer = await original(call, world);
        call.inflection = choose(call);
        return answer;
      },
    },
  };
}

const lastAsked = notebook(() => ({ inflection: undefined as Inflection | undefined }));

function refusingBodies(pattern: RegExp): Patch {
  return {
    handlers: {
      createSession: (original) => (call, world) =>
        pattern.test(call.bodyText)
          ? refuse(world, 400, { details: 'inquiry-id is missing.' })
          : original(call, world),
    },
  };
}

/** Expires that ask for this casing, or with this in the query, are refused. */
const refusing = (status: number, condition: Condition): Patch =>
  only(all(calling('expireSession'), condition), {
    handlers: { expireSession: () => (_call, world) => refuse(world, status) },
  });

export const inflectionFaults: readonly Fault[] = [
  {
    slug: 'camel-refused',
    area: 'inflection',
    sentence: 'Camel casing is refused with 400.',
    violates: ['inflection.camel'],
    patch: refusing(400, (call) => call.header('key-inflection') === 'camel'),
  },
  {
    slug: 'snake-makes-the-server-fail',
    area: 'inflection',
    sentence: 'Snake casing makes the server fail, each time.',
    violates: ['inflection.snake'],
    patch: refusing(500, (call) => call.header('key-inflection') === 'snake'),
  },
  {
    slug: 'fields-refused',
    area: 'query',
    sentence: 'Sparse fieldsets are refused with 400.',
    violates: ['query.fields-keep', 'query.include-with-fields'],
    patch: refusing(400, (call) => [...call.query.keys()].some((name) => name.startsWith('fields'))),
  },
  {
    slug: 'include-refused',
    area: 'query',
    sentence: '`include` is refused with 400.',
    violates: [
      'query.include-inquiry',
      'query.include-several',
      'query.include-none',
      'query.include-with-fields',
      'inflection.kebab',
      'inflection.camel',
      'inflection.snake',
    ],
    patch: refusing(400, (call) => call.query.has('include')),
  },
  instead('kebab', 'snake', 'primary'),
  instead('kebab', 'camel', 'primary'),
  instead('camel', 'kebab', 'primary'),
  instead('camel', 'snake', 'primary'),
  instead('snake', 'kebab', 'primary'),
  instead('snake', 'camel', 'primary'),
  instead('kebab', 'snake', 'included'),
  instead('camel', 'kebab', 'included'),
  instead('snake', 'kebab', 'included'),
  {
    slug: 'camel-with-capital',
    area: 'inflection',
    sentence: 'In camelCase names begin with a capital.',
    violates: ['inflection.camel', 'inflection.included-camel'],
    patch: only(
      expireAsking('camel'),
      recased('both', (resource) => ({ ...resource, attributes: renamed(resource.attributes, capital) })),
    ),
  },
  {
    slug: 'snake-forgets-one',
    area: 'inflection',
    sentence: 'In snake_case one attribute keeps its hyphens.',
    violates: ['inflection.snake'],
    patch: only(
      all(expireAsking('snake'), ({ query }) => query.has('include')),
      attributeNames('primary', (name) => (name === 'country_code' ? 'country-code' : name)),
    ),
  },
  {
    slug: 'camel-forgets-three-words',
    area: 'inflection',
    sentence: 'In camelCase only the first hyphen of a name is turned.',
    violates: ['inflection.camel'],
    patch: only(
      expireAsking('camel'),
      recased('primary', (resource) => ({
        ...resource,
        attributes: renamed(resource.attributes, (name) =>
          toKebab(name).replace(/-([a-z])/, (_, letter: string) => letter.toUpperCase()),
        ),
      })),
    ),
  },
  {
    slug: 'kebab-in-title-case',
    area: 'inflection',
    sentence: 'With kebab asked for, names come with capitals, like a header name.',
    violates: ['inflection.kebab'],
    patch: only(
      all(expireAsking('kebab'), ({ query }) => query.get('include') === 'inquiry' && query.size === 1),
      attributeNames('primary', (name) => name.split('-').map(capital).join('-')),
    ),
  },
  {
    slug: 'default-mixed',
    area: 'inflection',
    sentence: 'Without the header times come in snake_case and all else in kebab-case.',
    violates: ['inflection.default-consistent'],
    patch: only(
      all(calling('expireSession'), (call) => call.header('key-inflection') === undefined),
      attributeNames('primary', (name) => (name.endsWith('-at') ? to('snake')(name) : name)),
    ),
  },
  {
    slug: 'type-recased',
    area: 'inflection',
    sentence: 'In camelCase the type becomes `inquirySession`.',
    violates: ['inflection.values-untouched'],
    patch: only(
      expireAsking('camel'),
      data((at) => ({ ...at, type: 'inquirySession' })),
    ),
  },
  {
    slug: 'status-capitalised',
    area: 'inflection',
    sentence: 'In snake_case the status is written in capitals.',
    violates: ['inflection.values-untouched'],
    patch: only(
      all(expireAsking('snake'), ({ query }) => query.has('include')),
      data((at) => ({ ...at, attributes: { ...(at['attributes'] as JsonObject), status: 'EXPIRED' } })),
    ),
  },
  {
    slug: 'id-recased',
    area: 'inflection',
    sentence: 'In kebab-case underscores of ids become hyphens.',
    violates: ['inflection.values-untouched'],
    patch: only(
      all(expireAsking('kebab'), ({ query }) => query.get('include') === 'inquiry' && query.size === 1),
      data((at) => ({ ...at, id: asText(at['id']).replaceAll('_', '-') })),
    ),
  },
  {
    slug: 'snake-loses-an-attribute',
    area: 'inflection',
    sentence: 'In snake_case `is_vpn` is missing.',
    violates: ['inflection.same-attributes'],
    patch: only(
      all(expireAsking('snake'), ({ query }) => query.has('include')),
      recased('primary', (resource) => ({ ...resource, attributes: lacking(resource.attributes, 'is_vpn') })),
    ),
  },
  {
    slug: 'camel-loses-times',
    area: 'inflection',
    sentence: 'In camelCase the times of the session are missing.',
    violates: ['inflection.same-attributes'],
    patch: only(
      expireAsking('camel'),
      recased('primary', (resource) => ({
        ...resource,
        attributes: Object.fromEntries(
          Object.entries(resource.attributes).filter(([name]) => !name.endsWith('At')),
        ),
      })),
    ),
  },
  {
    slug: 'camel-adds-an-old-attribute',
    area: 'inflection',
    sentence: 'In camelCase the session shows its fingerprint again.',
    violates: ['inflection.same-attributes'],
    patch: only(
      expireAsking('camel'),
      recased('primary', (resource) => ({
        ...resource,
        attributes: { ...resource.attributes, browserFingerprint: null },
      })),
    ),
  },
  {
    slug: 'meta-not-recased',
    area: 'inflection',
    sentence: 'Names in meta stay in kebab-case.',
    violates: ['inflection.meta-names'],
    patch: {
      steps: {
        inflection: (original) => (document, call, world) => ({
          ...original(document, call, world),
          ...(document.meta && { meta: document.meta }),
        }),
      },
    },
  },
  {
    slug: 'relationships-not-recased',
    area: 'inflection',
    sentence: 'Names of relationships stay in kebab-case.',
    violates: ['inflection.relationship-names'],
    patch: recased('both', (resource) => ({
      ...resource,
      ...(resource.relationships && {
        relationships: Object.fromEntries(
          Object.entries(resource.relationships).map(([name, value]) => [toKebab(name), value]),
        ),
      }),
    })),
  },
  {
    slug: 'header-name-exact',
    area: 'inflection',
    sentence: 'The header works only when its name is written Key-Inflection.',
    violates: ['inflection.header-name-case'],
    patch: only(
      (call) => call.headerNames.includes('KEY-INFLECTION') || call.headerNames.includes('key-inflection'),
      readAs((call) => call.key?.inflection ?? 'kebab'),
    ),
  },
  {
    slug: 'casing-sticks',
    area: 'inflection',
    sentence: 'Without the header the casing of the last request applies.',
    violates: ['inflection.per-request'],
    patch: {
      stages: {
        parameters: (original) => async (call, world) => {
          const answer = await original(call, world);
          const last = lastAsked(world);
          if (call.header('key-inflection') === undefined)
            call.inflection = last.inflection ?? call.inflection;
          else last.inflection = call.inflection;
          return answer;
        },
      },
    },
  },
  {
    slug: 'camel-body-refused',
    area: 'inflection',
    sentence: 'A body in camelCase is not understood.',
    violates: ['inflection.request-camel'],
    patch: refusingBodies(/"inquiryId"/),
  },
  {
    slug: 'snake-body-refused',
    area: 'inflection',
    sentence: 'A body in snake_case is not understood.',
    violates: ['inflection.request-snake'],
    patch: refusingBodies(/"inquiry_id"/),
  },
  {
    slug: 'plain-answer-in-camel',
    area: 'inflection',
    sentence: 'A name of three words comes in camelCase in an answer without the header.',
    violates: ['inflection.default-consistent'],
    patch: only(
      all(plainExpire, (call) => call.header('key-inflection') === undefined),
      attributeNames('primary', (name) => (name === 'os-full-version' ? 'osFullVersion' : name)),
    ),
  },
  {
    slug: 'fields-names-inflected-since-2025-10-27',
    area: 'inflection',
    sentence: 'Under 2025-12-08 the names inside an inquiry’s fields are still re-cased.',
    violates: ['inflection.fields-names-kept'],
    patch: {
      steps: {
        inflection: (original) => (document, call, world) =>
          mapResources(original(document, call, world), (resource) => ({
            ...resource,
            attributes: Object.fromEntries(
              Object.entries(resource.attributes).map(([name, value]) => [
                name,
                name === 'fields' && isObject(value)
                  ? renamed(value, (field) => inflect(field, call.inflection))
                  : value,
              ]),
            ),
          })),
      },
    },
    under: '2025-12-08',
  },
];
