/** Blind faults of `Key-Inflection`: places that it forgets, and values that it should leave alone. */
import { type Inflection, inflect, kebab } from '../../casing.ts';
import type { Patch } from '../../types.ts';
import type { Call } from '../../call.ts';
import { isObject, type Json, type JsonObject, mapResources, member } from '../../json.ts';
import { all, type Condition, notebook } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  asking,
  camel,
  creating,
  finished,
  having,
  instead,
  keyed,
  listing,
  rewritten,
  snake,
  sparse,
  wire,
} from './kit.ts';

const COVERS = 'The header re-cases the attribute names of every resource of the answer.';
const VALUES = 'Values are not inflected.';
const OWN = 'The header speaks for its own request.';
const REQUESTS = 'Requests may use any of the three casings.';

/** The casing of these answers is another than was asked for. */
function inflected(when: Condition, casing: (call: Call) => Inflection): Patch {
  return {
    steps: {
      inflection: (original) => (document, call, world) =>
        original(document, when(call, world) ? { ...call, inflection: casing(call) } : call, world),
    },
  };
}

/** A step that leaves the included resources of these types as they are. */
function notIncluded(when: Condition, ...types: readonly string[]): Patch {
  return {
    steps: {
      inflection: (original) => (document, call, world) => {
        const done = original(document, call, world);
        if (!done.included || !document.included || !when(call, world)) return done;
        const before = document.included;
        return {
          ...done,
          included: done.included.map((one, at) => (types.includes(one.type) ? (before[at] ?? one) : one)),
        };
      },
    },
  };
}

/** Every text at these members, at any depth, is re-cased. */
function values(document: Json, names: readonly string[], change: (value: string) => string): Json {
  if (Array.isArray(document)) return document.map((one) => values(one, names, change));
  if (!isObject(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      names.includes(name) && typeof value === 'string' ? change(value) : values(value, names, change),
    ]),
  );
}

const recased = (when: Condition, names: readonly string[], change: (value: string) => string): Patch => ({
  document: (document, call, _answer, world) =>
    when(call, world) ? values(document, names, change) : document,
});

const toCamel = (value: string): string => inflect(kebab(value), 'camel');
const toSnake = (value: string): string => inflect(kebab(value), 'snake');
const lastCasing = notebook((): { casing: Inflection; failed: boolean } => ({
  casing: 'kebab',
  failed: false,
}));
const casingOf = (call: Call): Inflection => call.inflection;

const bodyCasing = (call: Call): Inflection => {
  if (/"inquiryId"|"inquiryIds"|"inquiryTemplateId"/.test(call.bodyText)) return 'camel';
  return /"inquiry_id|"inquiry_template_id"/.test(call.bodyText) ? 'snake' : call.inflection;
};

export const inflectionFaults: readonly BlindFault[] = [
  {
    slug: 'camel-keeps-acronyms',
    area: 'inflection',
    sentence: 'In camel case acronyms are written in capitals: `ipISP`, `isVPN`.',
    violates: ['inflection.camel'],
    clause: 'An attribute keeps its name; the header changes its casing by one rule.',
    kind: 'contradicts',
    patch: wire('inquiry-session', camel, (resource) => ({
      ...resource,
      attributes: Object.fromEntries(
        Object.entries(resource['attributes'] as JsonObject).map(([name, value]) => [
          name.replace(/Isp$/, 'ISP').replace(/Vpn$/, 'VPN'),
          value,
        ]),
      ),
    })),
  },
  {
    slug: 'snake-device-untouched',
    area: 'inflection',
    sentence: 'In snake case the attributes of an included device stay in kebab case.',
    violates: ['inflection.included-snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: notIncluded(snake, 'device'),
  },
  {
    slug: 'network-untouched',
    area: 'inflection',
    sentence: 'The attributes of an included network stay in kebab case.',
    violates: ['inflection.included-camel', 'inflection.included-snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: notIncluded(() => true, 'network'),
  },
  {
    slug: 'nested-includes-untouched',
    area: 'inflection',
    sentence: 'What is included over two steps stays in kebab case.',
    violates: ['inflection.included-camel', 'inflection.included-snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: notIncluded(
      (call) => (call.query.get('include') ?? '').includes('.'),
      'inquiry-template',
      'account',
      'inquiry-session',
    ),
  },
  {
    slug: 'lists-untouched',
    area: 'inflection',
    sentence: 'Lists stay in kebab case.',
    violates: ['inflection.camel', 'inflection.snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: inflected(listing, () => 'kebab'),
  },
  {
    slug: 'second-page-untouched',
    area: 'inflection',
    sentence: 'From the second page on a list stays in kebab case.',
    violates: ['inflection.camel', 'inflection.snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: inflected(asking('page[after]'), () => 'kebab'),
  },
  {
    slug: 'creations-untouched',
    area: 'inflection',
    sentence: 'A created session is shown in kebab case.',
    violates: ['inflection.camel', 'inflection.snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: inflected(creating, () => 'kebab'),
  },
  {
    slug: 'sparse-untouched',
    area: 'inflection',
    sentence: 'A sparse answer stays in kebab case.',
    violates: ['inflection.camel', 'inflection.snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: inflected(sparse, () => 'kebab'),
  },
  {
    slug: 'versioned-untouched',
    area: 'inflection',
    sentence: 'With `Persona-Version` an answer stays in kebab case.',
    violates: ['inflection.camel', 'inflection.snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: inflected(having('persona-version'), () => 'kebab'),
  },
  {
    slug: 'keyed-untouched',
    area: 'inflection',
    sentence: 'Under an idempotency key an answer stays in kebab case.',
    violates: ['inflection.camel', 'inflection.snake'],
    clause: COVERS,
    kind: 'contradicts',
    patch: inflected(keyed, () => 'kebab'),
  },
  {
    slug: 'both-casings-with-include',
    area: 'inflection',
    sentence: 'In camel case with `include` every attribute stands there twice, in kebab case too.',
    violates: ['inflection.camel'],
    clause: COVERS,
    kind: 'contradicts',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) => {
          const done = original(document, call, world);
          if (!camel(call, world) || !asking('include')(call, world)) return done;
          const { data } = document;
          if (!data || !done.data || Array.isArray(data) || Array.isArray(done.data)) return done;
          return {
            ...done,
            data: { ...done.data, attributes: { ...data.attributes, ...done.data.attributes } },
          };
        },
      },
    },
  },
  {
    slug: 'second-word-only-in-camel',
    area: 'inflection',
    sentence: 'Camel case joins the first two words of a name only: `osFull-version`.',
    violates: ['inflection.camel'],
    clause: COVERS,
    kind: 'contradicts',
    patch: wire('inquiry-session', camel, (resource) => ({
      ...resource,
      attributes: Object.fromEntries(
        Object.entries(resource['attributes'] as JsonObject).map(([name, value]) => [
          name.replace(
            /^([a-z]+[A-Z][a-z]+)([A-Z])/,
            (_, start: string, letter: string) => `${start}-${letter.toLowerCase()}`,
          ),
          value,
        ]),
      ),
    })),
  },
  {
    slug: 'included-relationship-names-untouched',
    area: 'inflection',
    sentence: 'Relationship names of included resources stay in kebab case.',
    violates: ['inflection.relationship-names'],
    clause: 'Names of relationships follow the header.',
    kind: 'softer',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) => {
          const done = original(document, call, world);
          if (!done.included || !document.included) return done;
          const before = document.included;
          return {
            ...done,
            included: done.included.map((one, at) => {
              const relationships = before[at]?.relationships;
              return relationships ? { ...one, relationships } : one;
            }),
          };
        },
      },
    },
  },
  {
    slug: 'meta-of-links-untouched',
    area: 'inflection',
    sentence: 'The names in the `meta` of a one-time link stay in kebab case.',
    violates: ['inflection.meta-names'],
    clause: 'Names in `meta` follow the header.',
    kind: 'softer',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) => {
          const done = original(document, call, world);
          return document.meta && call.endpoint.name === 'generateOneTimeLink'
            ? { ...done, meta: document.meta }
            : done;
        },
      },
    },
  },
  {
    slug: 'camel-linked-types',
    area: 'inflection',
    sentence: 'In camel case an included inquiry links to an `inquiryTemplate` and to `inquirySession`s.',
    violates: ['inflection.values-untouched'],
    clause: VALUES,
    kind: 'contradicts',
    patch: {
      document: (document, call, _answer, world) => {
        const list = document['included'];
        if (!camel(call, world) || !Array.isArray(list)) return document;
        return {
          ...document,
          included: list.map((one) =>
            isObject(one)
              ? {
                  ...one,
                  relationships: values((one['relationships'] ?? {}) as Json, ['type'], toCamel),
                }
              : one,
          ),
        };
      },
    },
  },
  {
    slug: 'snake-list-types',
    area: 'inflection',
    sentence: 'In snake case lists name the type `inquiry_session`.',
    violates: ['inflection.values-untouched', 'schema.type'],
    clause: VALUES,
    kind: 'contradicts',
    patch: recased(all(snake, listing), ['type'], toSnake),
  },
  {
    slug: 'camel-inquiry-status',
    area: 'inflection',
    sentence: 'In camel case the status of an inquiry is `needsReview`.',
    violates: ['inflection.values-untouched'],
    clause: VALUES,
    kind: 'contradicts',
    patch: recased(camel, ['status'], toCamel),
  },
  {
    slug: 'camel-reference-id',
    area: 'inflection',
    sentence: 'In camel case the reference id of an included inquiry is re-cased.',
    violates: ['inflection.values-untouched'],
    clause: VALUES,
    kind: 'contradicts',
    patch: recased(camel, ['referenceId'], toCamel),
  },
  {
    slug: 'snake-ids',
    area: 'inflection',
    sentence: 'In snake case the ids of included resources are in small letters.',
    violates: ['inflection.values-untouched', 'query.links-resolve'],
    clause: VALUES,
    kind: 'contradicts',
    patch: {
      document: (document, call, _answer, world) => {
        const list = document['included'];
        if (!snake(call, world) || !Array.isArray(list)) return document;
        return {
          ...document,
          included: list.map((one) =>
            isObject(one) ? { ...one, id: String(member(one, 'id')).toLowerCase() } : one,
          ),
        };
      },
    },
  },
  {
    slug: 'country-code-in-small-letters',
    area: 'inflection',
    sentence: 'In snake case country and region codes are in small letters.',
    violates: ['inflection.values-untouched'],
    clause: VALUES,
    kind: 'contradicts',
    patch: recased(snake, ['country_code', 'region_code'], (value) => value.toLowerCase()),
  },
  {
    slug: 'casing-lasts-until-next-header',
    area: 'inflection',
    sentence: 'A casing holds for all requests until another one is asked for.',
    violates: ['inflection.per-request'],
    clause: OWN,
    kind: 'softer',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) => {
          const memory = lastCasing(world);
          if (call.header('key-inflection') !== undefined) memory.casing = call.inflection;
          return original(document, { ...call, inflection: memory.casing }, world);
        },
      },
    },
  },
  {
    slug: 'casing-lasts-after-error',
    area: 'inflection',
    sentence: 'After a refusal in another casing the next answer has that casing.',
    violates: ['inflection.kebab'],
    clause: OWN,
    kind: 'softer',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) => {
          const memory = lastCasing(world);
          const casing = memory.failed ? memory.casing : casingOf(call);
          memory.failed = document.errors !== undefined;
          memory.casing = call.inflection;
          return original(document, { ...call, inflection: casing }, world);
        },
      },
    },
  },
  {
    slug: 'answer-in-casing-of-body',
    area: 'inflection',
    sentence: 'Without the header an answer has the casing of the request’s body.',
    violates: ['inflection.per-request'],
    clause: 'The casing is kebab unless the key is configured otherwise or the header says so.',
    kind: 'contradicts',
    patch: inflected((call) => call.header('key-inflection') === undefined, bodyCasing),
  },
  {
    slug: 'expire-all-body-in-kebab-only',
    area: 'inflection',
    sentence: 'Expire-all understands `inquiry-ids` in kebab case only.',
    violates: ['state.expire-all-takes-active'],
    clause: REQUESTS,
    kind: 'contradicts',
    patch: instead(
      'expireAllSessions',
      (call) => !call.bodyText.includes('inquiry-ids'),
      (call, world, original) => original({ ...call, body: null }, world),
    ),
  },
  {
    slug: 'snake-body-only-with-snake-header',
    area: 'inflection',
    sentence: 'A body in snake case is understood only if the header asks for snake case too.',
    violates: ['inflection.request-snake'],
    clause: REQUESTS,
    kind: 'contradicts',
    patch: instead(
      'createSession',
      (call, world) => call.bodyText.includes('inquiry_id') && !snake(call, world),
      (call, world, original) => original({ ...call, body: null }, world),
    ),
  },
  {
    slug: 'camel-answers-drop-nulls',
    area: 'inflection',
    sentence: 'In camel case attributes that are null are left out.',
    violates: ['inflection.same-attributes'],
    clause: 'The header changes names, not what is shown.',
    kind: 'contradicts',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) => {
          const done = original(document, call, world);
          if (!camel(call, world)) return done;
          return mapResources(done, (resource) => ({
            ...resource,
            attributes: Object.fromEntries(
              Object.entries(resource.attributes).filter(([, value]) => value !== null),
            ),
          }));
        },
      },
    },
  },
  {
    slug: 'errors-in-capital-camel',
    area: 'inflection',
    sentence: 'In camel case the members of an error begin with capitals.',
    violates: ['errors.title'],
    clause: 'The members of errors are not inflected.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status >= 400 && camel(call, world),
      (answer) =>
        rewritten(answer, (document) => ({
          errors: (document['errors'] as JsonObject[]).map((one) =>
            Object.fromEntries(
              Object.entries(one).map(([name, value]) => [
                name.charAt(0).toUpperCase() + name.slice(1),
                value,
              ]),
            ),
          ),
        })),
    ),
  },
];
