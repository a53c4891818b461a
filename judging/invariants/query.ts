/** What `include` and `fields` promise for every answer that shows a session. */
import { sessionAttributes, sessionRelationships } from '../../contract/attributes.ts';
import { document, idOf, isObject, kebab, rawNames, relationship } from '../../client/document.ts';
import type { Claim } from '../expectations/generic.ts';
import { misfit } from '../expectations/shapes.ts';
import { kindOf } from '../expectations/show.ts';
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
      answer.include?.length === 0 && types(answer).length > 0
        ? notAsked('nothing included', `${types(answer).length} included`)
        : undefined,
  },
  {
    clause: 'query.include-only-asked',
    of: session,
    breach: (answer) => {
      const wanted = asked(answer);
      if (!wanted || wanted.length === 0) return undefined;
      const odd = types(answer).find((type) => typeof type !== 'string' || !wanted.includes(type));
      return odd === undefined ? undefined : notAsked(wanted.join(', '), `${kindOf(odd)} of another type`);
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
        return {
          what: `An included ${type} is none that the session links to.`,
          expected: 'only resources that the session links to',
          seen: `another ${type}`,
          pointer: '/included',
        };
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
          what: 'An included resource lacks its type, its id or its attributes.',
          expected: 'a type, an id and attributes',
          seen: isObject(resource) ? `members ${Object.keys(resource).join(', ')}` : kindOf(resource),
          pointer: `/included/${index}`,
        };
      }),
  },
  {
    clause: 'query.device-attributes',
    of: success,
    breach: (answer) =>
      firstOf(
        resourcesIn(answer).filter(({ resource }) => resource.type === 'device'),
        ({ resource, pointer }) =>
          misfit('device-attributes', inKebab(resource.attributes), `${pointer}/attributes`),
      ),
  },
  {
    clause: 'query.inquiry-status',
    of: success,
    breach: (answer) =>
      firstOf(
        resourcesIn(answer).filter(({ resource, sparse }) => resource.type === 'inquiry' && !sparse),
        ({ resource, pointer }) =>
          misfit('inquiry-attributes', inKebab(resource.attributes), `${pointer}/attributes`),
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
      return {
        what: `The session lacks \`${lost}\`, which \`fields\` asks for.`,
        expected: 'the attribute',
        seen: 'nothing',
        pointer: `/data/attributes/${lost}`,
      };
    },
  },
  {
    clause: 'query.fields-drop',
    of: session,
    breach: (answer) => {
      const names = fieldsOfSession(answer);
      return (
        names && besides(rawNames(document(answer.exchange).data?.attributes), names, '/data/attributes')
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
        (inquiry) => besides(rawNames(inquiry.attributes), names, '/included'),
      );
    },
  },
];

function notAsked(expected: string, seen: string): Claim {
  return {
    what: 'Related resources came back that were not asked for.',
    expected,
    seen,
    pointer: '/included',
  };
}

function missing(answer: Answer, type: string, id: string | undefined): Claim | undefined {
  const found = document(answer.exchange).included.some(
    (resource) => resource.type === type && (id === undefined || resource.id === id),
  );
  if (found) return undefined;
  return {
    what: `The ${type} that was asked for is not included.`,
    expected: `a resource of type ${JSON.stringify(type)}${id === undefined ? '' : ' with the id that the session links to'}`,
    seen: types(answer).length === 0 ? 'nothing included' : `included: ${types(answer).join(', ')}`,
    pointer: '/included',
  };
}

function besides(names: readonly string[], wanted: readonly string[], pointer: string): Claim | undefined {
  const odd = names.map(kebab).find((name) => !wanted.includes(name));
  if (odd === undefined) return undefined;
  return {
    what: 'A sparse fieldset left attributes in that it does not name.',
    expected: `only ${wanted.join(', ')}`,
    seen: `\`${odd}\` besides`,
    pointer,
  };
}
