/** What `include` and `fields` promise for every answer that shows a session. */
import { sessionAttributes, sessionRelationships } from '../../contract/attributes.ts';
import { document, idOf, isObject, kebab, rawNames, relationship } from '../../client/document.ts';
import { includedTypes } from '../expectations/sessions.ts';
import type { Claim, Path } from '../finding.ts';
import { misfit } from '../expectations/shapes.ts';
import { kindOf } from '../value.ts';
import { inKebab, rawIncluded, resourcesIn, type Answer } from './answer.ts';
import { firstOf, type Invariant } from './invariant.ts';

const success = { outcome: 'success' } as const;
const session = { outcome: 'success', shows: ['session'] } as const;

const KNOWN_LINKS = new Set<string>(sessionRelationships.map(({ name }) => name));
const KNOWN_ATTRIBUTES = new Set<string>(sessionAttributes.map(({ name }) => name));

/** The attributes that every session has, whatever is known of it. */
const NEVER_ABSENT = ['status', 'created-at'];

/** What was asked to be included, where all of it is documented and without nesting; else nothing is promised here. */
function asked({ include }: Answer): readonly string[] | undefined {
  return include?.every((name) => KNOWN_LINKS.has(name)) ? include : undefined;
}

/** What `fields` asks for of the session, where all of it is documented and written as documented. */
function fieldsOfSession({ fields }: Answer): readonly string[] | undefined {
  const names = fields.get('inquiry-session');
  return names?.every((name) => KNOWN_ATTRIBUTES.has(name)) ? names : undefined;
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
      const names = fieldsOfSession(answer) ?? [];
      const shown = inKebab(document(answer.exchange).data?.attributes);
      const lost = names.find((name) => NEVER_ABSENT.includes(name) && shown[name] === undefined);
      if (lost === undefined) return undefined;
      return { code: 'fields.asked-lost', name: lost, path: ['data', 'attributes', lost] };
    },
  },
  {
    clause: 'query.fields-drop',
    of: session,
    breach: (answer) => {
      const names = fieldsOfSession(answer);
      return (
        names && besides(rawNames(document(answer.exchange).data?.attributes), names, ['data', 'attributes'])
      );
    },
  },
  {
    clause: 'query.fields-of-included',
    of: session,
    breach: (answer) => {
      const names = answer.fields.get('inquiry');
      // More of the inquiry is documented than the suite knows by name.
      if (names?.join() !== 'status') return undefined;
      return firstOf(
        document(answer.exchange).included.filter(({ type }) => type === 'inquiry'),
        (inquiry) => besides(rawNames(inquiry.attributes), names, ['included']),
      );
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

function besides(names: readonly string[], wanted: readonly string[], path: Path): Claim | undefined {
  const odd = names.map(kebab).find((name) => !wanted.includes(name));
  if (odd === undefined) return undefined;
  return { code: 'fields.unnamed-left', wanted, odd, path };
}
