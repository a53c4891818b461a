/** What `include` and `fields` promise for every answer that shows a session. */
import { sessionRelationships } from '../../contract/attributes.ts';
import { document, idOf, isObject, rawNames, relationship, type Resource } from '../../client/document.ts';
import { includedTypes } from '../expectations/sessions.ts';
import type { Claim } from '../finding.ts';
import { misfit } from '../expectations/shapes.ts';
import { kindOf } from '../value.ts';
import { inKebab, rawIncluded, resourcesIn, type Answer } from './answer.ts';
import { firstOf, type Invariant } from './invariant.ts';
import { fieldsFor } from './sparse.ts';

const success = { outcome: 'success' } as const;
const session = { outcome: 'success', shows: ['session'] } as const;

const KNOWN_LINKS = new Set<string>(sessionRelationships.map(({ name }) => name));

/** The attributes that every session has, whatever is known of it. */
const NEVER_ABSENT = ['status', 'created-at'];

/** What was asked to be included, where all of it is documented and without nesting; else nothing is promised here. */
function asked({ include }: Answer): readonly string[] | undefined {
  return include?.every((name) => KNOWN_LINKS.has(name)) ? include : undefined;
}

const types = (answer: Answer) => document(answer.exchange).included.map(({ type }) => type);

export const queryInvariants: readonly Invariant[] = [
  {
    clause: 'query.include-none',
    of: session,
    breach: (answer) =>
      answer.include?.length === 0 && types(answer).length > 0 ? notAsked(answer, []) : undefined,
  },
  {
    clause: 'query.include-only-asked',
    of: session,
    breach: (answer) => {
      const wanted = asked(answer);
      if (!wanted || wanted.length === 0) return undefined;
      const odd = types(answer).find((type) => typeof type !== 'string' || !wanted.includes(type));
      return odd === undefined ? undefined : notAsked(answer, wanted);
    },
  },
  {
    clause: 'query.include-inquiry',
    of: session,
    breach: (answer, { inquiryOf }) => {
      if (!asked(answer)?.includes('inquiry')) return undefined;
      const own = inquiryOf.get(idOf(document(answer.exchange).data) ?? '');
      return missing(answer, 'inquiry', own);
    },
  },
  {
    clause: 'query.links-resolve',
    of: session,
    breach: (answer) =>
      firstOf(asked(answer) ?? [], (name) => {
        const id = idOf(relationship(document(answer.exchange).data, name));
        return id === undefined ? undefined : missing(answer, name, id);
      }),
  },
  {
    clause: 'query.included-is-linked',
    of: session,
    breach: (answer) => {
      const { data, included } = document(answer.exchange);
      // A sparse answer may leave its relationships away.
      if (rawNames(data?.relationships).length === 0) return undefined;
      const judged = answer.include === undefined || asked(answer) ? included : [];
      return firstOf(judged, (resource) => {
        const type = String(resource.type);
        const link = KNOWN_LINKS.has(type) ? relationship(data, type) : undefined;
        if (!link || link.id === resource.id) return undefined;
        return { code: 'include.unlinked', type, path: ['included'] };
      });
    },
  },
  {
    // A nested include shows the inquiry's other sessions, and nobody else's.
    clause: 'query.included-is-linked',
    of: session,
    breach: (answer, { inquiryOf }) => {
      const { data, included } = document(answer.exchange);
      const inquiry = (resource: Resource | undefined) =>
        inquiryOf.get(idOf(resource) ?? '') ?? idOf(relationship(resource, 'inquiry'));
      const own = inquiry(data);
      return firstOf(included, (resource) => {
        const its = resource.type === 'inquiry-session' ? inquiry(resource) : undefined;
        if (own === undefined || its === undefined || its === own) return undefined;
        return { code: 'include.unlinked', type: 'session', path: ['included'] };
      });
    },
  },
  {
    clause: 'query.included-resource-shape',
    of: success,
    breach: (answer) =>
      firstOf([...rawIncluded(answer).entries()], ([index, resource]) => {
        const sparse = isObject(resource) && answer.fields.has(String(resource['type']));
        const whole =
          isObject(resource) &&
          typeof resource['type'] === 'string' &&
          idOf(resource) !== undefined &&
          (sparse || isObject(resource['attributes']));
        if (whole) return undefined;
        return {
          code: 'include.incomplete',
          seen: kindOf(resource),
          members: isObject(resource) ? Object.keys(resource) : [],
          path: ['included', index],
        };
      }),
  },
  {
    clause: 'query.device-attributes',
    of: success,
    breach: (answer) =>
      firstOf(
        resourcesIn(answer).filter(({ resource }) => resource.type === 'device'),
        ({ resource, path }) =>
          misfit('device-attributes', inKebab(resource.attributes), [...path, 'attributes']),
      ),
  },
  {
    clause: 'query.inquiry-status',
    of: success,
    breach: (answer) =>
      firstOf(
        resourcesIn(answer).filter(({ resource, sparse }) => resource.type === 'inquiry' && !sparse),
        ({ resource, path }) =>
          misfit('inquiry-attributes', inKebab(resource.attributes), [...path, 'attributes']),
      ),
  },
  {
    clause: 'query.fields-keep',
    of: session,
    breach: (answer) => {
      const names = fieldsFor(answer, 'inquiry-session') ?? [];
      const shown = inKebab(document(answer.exchange).data?.attributes);
      const lost = names.find((name) => NEVER_ABSENT.includes(name) && shown[name] === undefined);
      if (lost === undefined) return undefined;
      return { code: 'fields.asked-lost', name: lost, path: ['data', 'attributes', lost] };
    },
  },
  {
    clause: 'query.included-once',
    of: success,
    breach: (answer) => {
      const names = document(answer.exchange).included.map(({ type, id }) => `${String(type)} ${String(id)}`);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice === undefined) return undefined;
      return { code: 'include.twice', type: twice.split(' ')[0] ?? '', path: ['included'] };
    },
  },
];

function notAsked(answer: Answer, wanted: readonly string[]): Claim {
  return {
    code: 'include.unasked',
    asked: wanted,
    included: includedTypes(answer.exchange),
    path: ['included'],
  };
}

function missing(answer: Answer, type: string, id: string | undefined): Claim | undefined {
  const found = document(answer.exchange).included.some(
    (resource) => resource.type === type && (id === undefined || resource.id === id),
  );
  if (found) return undefined;
  return {
    code: 'include.missing',
    type,
    linked: id !== undefined,
    bare: false,
    included: includedTypes(answer.exchange),
    path: ['included'],
  };
}
