/** What holds for every answer that shows a session. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { FINGERPRINT_MOVED } from '../../contract/versions.ts';
import { document, idOf, isObject, relationship } from '../../client/document.ts';
import { json } from '../../client/exchange.ts';
import { toBeJson, toMatchSchema, misfit } from '../expectations/shapes.ts';
import type { Claim } from '../finding.ts';
import { kindOf } from '../value.ts';
import type { Expected, SchemaPart } from '../../schemas/compile.ts';
import { inKebab, sessionsIn, type Answer, type Shown } from './answer.ts';
import { claimOf, firstOf, type Invariant } from './invariant.ts';
import { showingsOf } from './resources.ts';

const success = { outcome: 'success' } as const;
const session = { outcome: 'success', shows: ['session'] } as const;

/** Every session shown, alone, in a list or included: what is there has the documented type. */
const typed = (clause: RequirementId, part: string): Invariant => ({
  clause,
  of: success,
  breach: (answer) =>
    firstOf(sessionsIn(answer), ({ resource, path }) =>
      misfit(`session-attributes#${part}`, inKebab(resource.attributes), [...path, 'attributes']),
    ),
});

/** The same for an attribute that is never left away, but where `fields` does not ask for it. */
const always = (clause: RequirementId, name: 'status' | 'created-at'): Invariant => ({
  clause,
  of: success,
  breach: (answer) =>
    firstOf(sessionsIn(answer), ({ resource, path, sparse }) => {
      const attributes = inKebab(resource.attributes);
      if (sparse && attributes[name] === undefined) return undefined;
      return misfit(`session-attributes#${name}`, attributes, [...path, 'attributes']);
    }),
});

/** A relationship, where it is shown. */
const linked = (clause: RequirementId, name: string): Invariant => ({
  clause,
  of: success,
  breach: (answer) =>
    firstOf(sessionsIn(answer), ({ resource, path }) => {
      const relationships = inKebab(resource.relationships);
      if (relationships[name] === undefined) return undefined;
      return misfit(`session-relationships#${name}`, relationships, [...path, 'relationships']);
    }),
});

const underVersion = (
  clause: RequirementId,
  applies: (version: string) => boolean,
  schema: SchemaPart,
  concerns: (shown: Shown) => boolean,
): Invariant => ({
  clause,
  of: success,
  breach: (answer) =>
    answer.version === undefined || !applies(answer.version)
      ? undefined
      : firstOf(sessionsIn(answer).filter(concerns), ({ resource, path }) =>
          misfit(schema, inKebab(resource.attributes), [...path, 'attributes']),
        ),
});

export const schemaInvariants: readonly Invariant[] = [
  {
    clause: 'schema.media-type',
    of: { outcome: 'success', shows: ['session', 'sessions', 'inquiry'] },
    breach: ({ exchange }) => claimOf(toBeJson(exchange)),
  },
  {
    clause: 'schema.single-resource',
    of: session,
    breach: ({ exchange }) => claimOf(toMatchSchema(exchange, 'session-document#single')),
  },
  {
    clause: 'schema.no-errors',
    of: success,
    breach: ({ exchange }) => {
      const body = json(exchange);
      if (!isObject(body) || body['errors'] === undefined) return undefined;
      return { code: 'body.success-with-errors', seen: kindOf(body['errors']), path: ['errors'] };
    },
  },
  whole('schema.type', 'type'),
  whole('schema.id', 'id'),
  {
    clause: 'schema.type',
    of: { outcome: 'success', shows: ['sessions'] },
    breach: listed('type', (value) => value === 'inquiry-session', {
      rule: 'const',
      value: 'inquiry-session',
    }),
  },
  {
    clause: 'schema.id',
    of: { outcome: 'success', shows: ['sessions'] },
    breach: listed('id', (value) => typeof value === 'string' && value !== '', { rule: 'not-empty' }),
  },
  {
    clause: 'schema.attributes',
    of: session,
    breach: ({ exchange, fields }) =>
      document(exchange).data &&
      // A sparse answer of which nothing is left may have no attributes at all.
      !(fields.has('inquiry-session') && document(exchange).data?.attributes === undefined)
        ? claimOf(toMatchSchema(exchange, 'session-document#attributes'))
        : undefined,
  },
  always('schema.status', 'status'),
  always('schema.created-at', 'created-at'),
  typed('schema.times', 'times'),
  typed('schema.client-attributes', 'client'),
  typed('schema.flags', 'flags'),
  typed('schema.place-attributes', 'place'),
  typed('schema.gps-attributes', 'gps'),
  typed('schema.network-attributes', 'network'),
  typed('schema.threat-level', 'risk'),
  {
    clause: 'schema.inquiry-linkage',
    of: session,
    breach: ({ exchange, fields }) => {
      const { data } = document(exchange);
      if (!data || fields.has('inquiry-session')) return undefined;
      return misfit('session-relationships#inquiry', inKebab(data.relationships), ['data', 'relationships']);
    },
  },
  linked('schema.inquiry-linkage', 'inquiry'),
  linked('schema.device-linkage', 'device'),
  linked('schema.network-linkage', 'network'),
  {
    clause: 'schema.inquiry-is-its-own',
    of: success,
    breach: (answer, { inquiryOf }) =>
      firstOf(sessionsIn(answer), ({ resource, path }) => {
        const own = inquiryOf.get(idOf(resource) ?? '');
        const shown = idOf(relationship(resource, 'inquiry'));
        if (own === undefined || shown === undefined || shown === own) return undefined;
        return {
          code: 'session.other-owner',
          relationship: 'inquiry',
          wrong: 'id',
          seen: kindOf(shown),
          path: [...path, 'relationships', 'inquiry', 'data'],
        };
      }),
  },
  {
    clause: 'schema.device-present',
    of: success,
    breach: (answer, history) =>
      firstOf(
        sessionsIn(answer).filter(({ sparse }) => !sparse),
        ({ resource, path }) => {
          const names = Object.keys(inKebab(resource.relationships));
          if (names.includes('device')) return undefined;
          const earlier = showingsOf(resource, history).some(
            ({ shown, answer: other }) =>
              other.exchange.startedAt < answer.exchange.startedAt &&
              idOf(relationship(shown.resource, 'device')) !== undefined,
          );
          if (!earlier) return undefined;
          return {
            code: 'relationship.missing',
            name: 'device',
            names,
            path: [...path, 'relationships', 'device'],
          };
        },
      ),
  },
  underVersion(
    'version.fingerprint-after-move',
    (version) => version >= FINGERPRINT_MOVED,
    'session-attributes-from-2021-08-18',
    () => true,
  ),
  underVersion(
    'version.fingerprint-before-move',
    (version) => version < FINGERPRINT_MOVED,
    'session-attributes-before-2021-08-18',
    // Whether a session that nobody has opened shows what only an end user could tell is left open.
    ({ resource, sparse }) => !sparse && 'browser-fingerprint' in inKebab(resource.attributes),
  ),
];

function whole(clause: RequirementId, part: 'type' | 'id'): Invariant {
  return {
    clause,
    of: session,
    breach: ({ exchange }) =>
      document(exchange).data ? claimOf(toMatchSchema(exchange, `session-document#${part}`)) : undefined,
  };
}

function listed(name: 'type' | 'id', holds: (value: unknown) => boolean, expected: Expected) {
  return ({ exchange }: Answer): Claim | undefined =>
    firstOf([...document(exchange).list.entries()], ([index, resource]) =>
      holds(resource[name])
        ? undefined
        : { code: 'body.schema', expected, seen: kindOf(resource[name]), path: ['data', index, name] },
    );
}
