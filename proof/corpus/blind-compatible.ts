/** Compatible changes written from the documentation and the mock alone, before it was known what the comparison says of them. */
import { refuse } from '../../mock/refusals.ts';
import type { JsonObject } from '../../mock/json.ts';
import type { Case } from './case.ts';
import {
  attributes,
  errors,
  handled,
  headers,
  headerValued,
  inText,
  isExpire,
  isObject,
  json,
  relinked,
  restated,
  revalued,
} from './build.ts';

type Row = Omit<Case, 'label' | 'plane'>;

const withIncluded = (resource: JsonObject) =>
  json((document) =>
    isObject(document['data'])
      ? {
          ...document,
          included: [...(Array.isArray(document['included']) ? document['included'] : []), resource],
        }
      : document,
  );

const rows: readonly Row[] = [
  {
    slug: 'c-new-type-included',
    sentence: 'A resource of a new type is included.',
    policy: 'compatible.new-type',
    patch: withIncluded({ type: 'risk-signal', id: 'rsk_1', attributes: { level: 'low' } }),
  },
  {
    slug: 'c-new-relationship-and-included',
    sentence: 'A new relationship, and what it leads to.',
    policy: 'compatible.new-relationship',
    patch: {
      ...relinked((links) => ({ ...links, signal: { data: { type: 'signal', id: 'sig_1' } } })),
      ...withIncluded({ type: 'signal', id: 'sig_1', attributes: {} }),
    },
  },
  {
    slug: 'c-some-sessions-revoked',
    sentence: 'Sessions expired before they were opened are called `revoked`.',
    policy: 'compatible.string-values',
    patch: attributes('inquiry-session', (own) =>
      own['status'] === 'expired' && own['started-at'] === null ? { ...own, status: 'revoked' } : own,
    ),
  },
  {
    slug: 'c-404-with-details',
    sentence: 'What is not found says why.',
    policy: 'compatible.new-attribute',
    patch: json((document) =>
      Array.isArray(document['errors'])
        ? {
            ...document,
            errors: document['errors'].map((one) => (isObject(one) ? { ...one, hint: 'look again' } : one)),
          }
        : document,
    ),
  },
  {
    slug: 'c-404-becomes-403',
    sentence: 'What belongs to others is answered 403 instead of 404.',
    policy: 'compatible.status-of-404-or-5xx',
    patch: restated(404, 403),
  },
  {
    slug: 'c-404-becomes-422',
    sentence: 'What is not found cannot be processed.',
    policy: 'compatible.status-of-404-or-5xx',
    patch: restated(404, 422),
  },
  {
    slug: 'c-titles-in-german',
    sentence: 'Titles of errors are in another language.',
    policy: 'compatible.opaque-strings',
    patch: errors((error) => ({ ...error, title: 'Das geht nicht' })),
  },
  {
    slug: 'c-details-longer',
    sentence: 'Details of errors name the request.',
    policy: 'compatible.opaque-strings',
    patch: errors((error) =>
      'details' in error
        ? { ...error, details: `${inText(error['details'])} Please try again with another one.` }
        : error,
    ),
  },
  {
    slug: 'c-details-added',
    sentence: 'Errors without details have some.',
    policy: 'compatible.new-attribute',
    patch: errors((error) => ({ details: 'More is not known.', ...error })),
  },
  {
    slug: 'c-documentation-links',
    sentence: 'Errors link to their documentation.',
    policy: 'compatible.new-attribute',
    patch: errors((error) => ({ ...error, meta: { docs: 'errors' } })),
  },
  {
    slug: 'c-top-level-jsonapi',
    sentence: 'Answers name the format at the top.',
    policy: 'compatible.new-attribute',
    patch: json((document) => ({ jsonapi: { version: '1.0' }, ...document })),
  },
  {
    slug: 'c-links-self',
    sentence: 'Answers link to themselves.',
    policy: 'compatible.new-attribute',
    patch: json((document) =>
      'data' in document
        ? { ...document, links: { ...(isObject(document['links']) ? document['links'] : {}), self: '/here' } }
        : document,
    ),
  },
  {
    slug: 'c-attribute-null',
    sentence: 'A new attribute that is always null.',
    policy: 'compatible.new-attribute',
    patch: attributes('inquiry-session', (own) => ({ ...own, 'closed-by': null })),
  },
  {
    slug: 'c-attribute-only-expired',
    sentence: 'Expired sessions say how they ended.',
    policy: 'compatible.new-attribute',
    patch: attributes('inquiry-session', (own) =>
      own['status'] === 'expired' ? { ...own, 'expired-by': 'api' } : own,
    ),
  },
  {
    slug: 'c-network-attribute',
    sentence: 'Networks carry a new list.',
    policy: 'compatible.new-attribute',
    patch: attributes('network', (own) => ({ ...own, 'seen-in': ['DE', 'FR'] })),
  },
  {
    slug: 'c-inquiry-attribute',
    sentence: 'Inquiries carry a new attribute.',
    policy: 'compatible.new-attribute',
    patch: attributes('inquiry', (own) => ({ ...own, 'risk-band': 'b' })),
  },
  {
    slug: 'c-new-handoff',
    sentence: 'A new method of handing over.',
    policy: 'compatible.string-values',
    patch: revalued(['device-handoff-method'], (value) => (value === 'sms' ? 'whatsapp' : value)),
  },
  {
    slug: 'c-new-connection',
    sentence: 'A new type of connection.',
    policy: 'compatible.string-values',
    patch: revalued(['ip-connection-type'], (value) => (value === 'mobile' ? 'satellite' : value)),
  },
  {
    slug: 'c-new-service-type',
    sentence: 'A new type of service.',
    policy: 'compatible.string-values',
    patch: revalued(['service-type'], () => 'satellite', 'network'),
  },
  {
    slug: 'c-names-of-places',
    sentence: 'Countries are named in another language.',
    policy: 'compatible.opaque-strings',
    patch: revalued(['country-name', 'region-name'], (value) => `${inText(value)} (neu)`),
  },
  {
    slug: 'c-user-agent-reduced',
    sentence: 'User agents are reduced.',
    policy: 'compatible.opaque-strings',
    patch: revalued(['user-agent'], (value) => inText(value).replace(/\d+(\.\d+)+/g, '0')),
  },
  {
    slug: 'c-fingerprints-longer',
    sentence: 'Fingerprints are longer.',
    policy: 'compatible.opaque-strings',
    patch: revalued(
      ['browser-fingerprint', 'device-fingerprint'],
      (value) => `${inText(value)}${inText(value)}`,
      'device',
    ),
  },
  {
    slug: 'c-times-in-seconds',
    sentence: 'Times have no fraction of a second.',
    policy: 'compatible.opaque-strings',
    patch: { open: { timestampPrecision: 0 } },
  },
  {
    slug: 'c-times-east',
    sentence: 'Times are written in a zone east of Greenwich.',
    policy: 'compatible.opaque-strings',
    patch: { open: { timestampOffset: '+02:00' } },
  },
  {
    slug: 'c-list-items',
    sentence: 'Lists show one more session, which the vendor made.',
    policy: 'compatible.new-array-item',
    patch: handled('listSessions', (original) => async (call, world) => {
      const answer = await original(call, world);
      const data = answer.document?.data;
      const [first] = Array.isArray(data) ? data : [];
      return first === undefined || !Array.isArray(data)
        ? answer
        : { ...answer, document: { ...answer.document, data: [...data, { ...first, id: `${first.id}V` }] } };
    }),
  },
  {
    slug: 'c-filled-where-null',
    sentence: 'The hand-over is told where it was null.',
    policy: 'compatible.string-values',
    patch: attributes('inquiry-session', (own) => ({
      ...own,
      'device-handoff-method': own['device-handoff-method'] ?? 'link',
    })),
  },
  {
    slug: 'c-cache-headers',
    sentence: 'Answers carry cache and security headers.',
    policy: 'compatible.new-optional-parameter',
    patch: headers((lines) => [
      ...lines,
      ['Cache-Control', 'no-store'],
      ['Strict-Transport-Security', 'max-age=1'],
      ['ETag', '"x"'],
    ]),
  },
  {
    slug: 'c-request-id-uuid',
    sentence: 'A Request-Id is longer.',
    policy: 'compatible.opaque-strings',
    patch: headerValued(/^request-id$/i, (value) => `${value}-${value.slice(4, 12)}`),
  },
  {
    slug: 'c-500-becomes-503',
    sentence: 'What failed with 500 fails with 503.',
    policy: 'compatible.status-of-404-or-5xx',
    patch: restated(500, 503),
  },
  {
    slug: 'c-limit-halved',
    sentence: 'The limit is half as high.',
    policy: 'compatible.protective-limit',
    patch: headerValued(/^ratelimit-limit$/i, (value) => String(Math.ceil(Number(value) / 2))),
  },
  {
    slug: 'c-bearer-any-case',
    sentence: 'The word Bearer is read in every casing.',
    policy: 'compatible.wider-input',
    patch: { open: { bearerScheme: 'any' } },
  },
  {
    slug: 'c-unknown-version-accepted',
    sentence: 'An unknown version is passed over.',
    policy: 'compatible.wider-input',
    patch: { open: { unknownVersion: 'ignore' } },
  },
  {
    slug: 'c-list-include',
    sentence: 'Lists do what `include` asks.',
    policy: 'compatible.wider-input',
    patch: { open: { listInclude: 'honour' } },
  },
  {
    slug: 'c-sparse-keeps-links',
    sentence: 'Sparse resources keep their relationships.',
    policy: 'compatible.new-relationship',
    patch: { open: { sparseRelationships: 'keep' } },
  },
  {
    slug: 'c-included-by-default',
    sentence: 'Without include everything related is included.',
    policy: 'compatible.new-resource',
    patch: { open: { includeDefault: 'all' } },
  },
  {
    slug: 'c-head-of-401',
    sentence: 'A 401 carries the headers of other answers.',
    policy: 'compatible.new-optional-parameter',
    patch: { open: { unauthenticatedHead: 'full' } },
  },
  {
    slug: 'c-null-members-of-errors',
    sentence: 'Errors show a source that is null where there is none.',
    policy: 'compatible.new-attribute',
    patch: errors((error) => ({ ...error, code: null })),
  },
  {
    slug: 'c-expire-note',
    sentence: 'The answer to expire carries meta.',
    policy: 'compatible.new-attribute',
    patch: json((document, call) =>
      isExpire(call) && isObject(document['data']) ? { ...document, meta: { took: 3 } } : document,
    ),
  },
  {
    slug: 'c-wrong-method-405',
    sentence: 'Another method is answered 405, with the methods that there are.',
    policy: 'compatible.status-of-404-or-5xx',
    patch: { open: { wrongMethod: 405 } },
  },
  {
    slug: 'c-other-environment-403',
    sentence: 'Objects of other environments are answered 403 instead of 404.',
    policy: 'compatible.status-of-404-or-5xx',
    patch: handled('retrieveSession', (original) => async (call, world) => {
      const answer = await original(call, world);
      return answer.status === 404 ? refuse(world, 403) : answer;
    }),
  },
];

export const blindCompatible: readonly Case[] = rows.map((row) => ({
  ...row,
  plane: 'shape',
  label: 'compatible',
  blind: true,
}));
