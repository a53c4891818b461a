/** Legal ways for resources to look. */
import { isObject, type Json } from '../json.ts';
import { attributes, json, resources, text } from '../patches.ts';
import type { Variation } from './variation.ts';

/** Attributes that came after the documented sample of a session, or that it leaves away. */
const unsampled = [
  'gps-latitude',
  'gps-longitude',
  'gps-precision',
  'ip-connection-type',
  'ip-isp',
  'network-organization',
];

function turnedRound(value: Json): Json {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (!isObject(value)) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, inner]) => [name, turnedRound(inner)]));
}

export const resourceVariations: readonly Variation[] = [
  {
    slug: 'unknown-attributes',
    area: 'schema',
    sentence: 'Resources carry new attributes: numbers, lists, objects.',
    patch: resources((resource) => ({
      ...resource,
      attributes: {
        ...resource.attributes,
        'risk-score': 0.25,
        'seen-before': false,
        'new-signals': ['first', 'second'],
        'session-context': { 'page-count': 3, 'last-page': null },
      },
    })),
  },
  {
    slug: 'unknown-relationships',
    area: 'schema',
    sentence: 'Resources carry new relationships: to one, to many, to nothing.',
    patch: resources((resource) => ({
      ...resource,
      ...(resource.relationships && {
        relationships: {
          ...resource.relationships,
          'created-by': { data: { type: 'api-key', id: 'api_1' } },
          'related-sessions': { data: [] },
          'hand-off': { data: null },
        },
      }),
    })),
  },
  {
    slug: 'unknown-top-level-members',
    area: 'schema',
    sentence: 'Answers carry more members beside the documented ones.',
    patch: json((document) => ({ jsonapi: { version: '1.1' }, ...document, trace: ['edge', 'core'] })),
  },
  {
    slug: 'meta-everywhere',
    area: 'schema',
    sentence: 'Every answer carries a meta object.',
    patch: json((document) => ({
      ...document,
      meta: { ...(isObject(document['meta']) ? document['meta'] : {}), served: 'mock' },
    })),
  },
  {
    slug: 'links-in-resources',
    area: 'schema',
    sentence: 'Resources and relationships carry links of their own.',
    patch: resources((resource) => ({
      ...resource,
      links: { self: `/api/v1/${resource.type}/${resource.id}` },
      ...(resource.relationships && {
        relationships: Object.fromEntries(
          Object.entries(resource.relationships).map(([name, value]) => [
            name,
            { ...value, links: { related: '/x' } },
          ]),
        ),
      }),
    })),
  },
  {
    slug: 'nothing-known',
    area: 'schema',
    sentence: 'Nothing is known about whoever opened a session: null everywhere.',
    patch: { open: { sessionDetail: 'nothing' } },
  },
  {
    slug: 'opened-in-an-app',
    area: 'schema',
    sentence: 'Sessions are opened in an app: no browser is named.',
    patch: { open: { sessionDetail: 'mobile' } },
  },
  {
    slug: 'device-null',
    area: 'schema',
    sentence: 'A started session has no device.',
    patch: { open: { deviceRelationship: 'null' } },
  },
  {
    slug: 'network-null',
    area: 'schema',
    sentence: 'A started session has no network.',
    patch: { open: { networkRelationship: 'null' } },
  },
  {
    slug: 'network-absent',
    area: 'schema',
    sentence: 'Sessions do not show a network at all.',
    patch: { open: { networkRelationship: 'absent' } },
  },
  {
    slug: 'unopened-without-detail',
    area: 'schema',
    sentence: 'A session that nobody has opened leaves away what only an end user could tell.',
    patch: { open: { unopenedDetail: 'absent' } },
  },
  {
    slug: 'nulls-left-away',
    area: 'schema',
    sentence: 'A session leaves away whatever is null.',
    patch: attributes('inquiry-session', (values) =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
    ),
  },
  {
    slug: 'unsampled-attributes-absent',
    area: 'schema',
    sentence: 'Attributes that the documented sample does not show are left away.',
    patch: attributes('inquiry-session', (values) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => !unsampled.includes(name))),
    ),
  },
  {
    slug: 'unheard-of-values',
    area: 'schema',
    sentence: 'Words appear that no sample shows: a new threat level, connection and way of handing over.',
    patch: attributes('inquiry-session', (values) => ({
      ...values,
      ...(typeof values['threat-level'] === 'string' && { 'threat-level': 'elevated' }),
      ...(typeof values['ip-connection-type'] === 'string' && { 'ip-connection-type': 'satellite' }),
      ...(typeof values['device-handoff-method'] === 'string' && { 'device-handoff-method': 'nfc' }),
      ...(typeof values['device-type'] === 'string' && { 'device-type': 'wearable' }),
      ...(typeof values['gps-precision'] === 'string' && { 'gps-precision': 'rough' }),
    })),
  },
  {
    slug: 'round-coordinates',
    area: 'schema',
    sentence: 'Coordinates are whole numbers.',
    patch: attributes('inquiry-session', (values) =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'number' ? Math.round(value) : value,
        ]),
      ),
    ),
  },
  {
    slug: 'empty-texts',
    area: 'schema',
    sentence: 'What is not known is an empty text.',
    patch: attributes('inquiry-session', (values) => ({
      ...values,
      'device-name': '',
      'mobile-sdk-name': '',
      'region-name': '',
    })),
  },
  {
    slug: 'times-in-seconds',
    area: 'time',
    sentence: 'Timestamps have no fraction of a second.',
    patch: { open: { timestampPrecision: 0 } },
  },
  {
    slug: 'times-in-microseconds',
    area: 'time',
    sentence: 'Timestamps have six digits after the second.',
    patch: { open: { timestampPrecision: 6 } },
  },
  {
    slug: 'times-with-zero-offset',
    area: 'time',
    sentence: 'Timestamps end in +00:00.',
    patch: { open: { timestampOffset: '+00:00' } },
  },
  {
    slug: 'times-in-another-zone',
    area: 'time',
    sentence: 'Timestamps are written in a zone east of Greenwich.',
    patch: { open: { timestampOffset: '+02:00' } },
  },
  {
    slug: 'times-in-a-half-hour-zone',
    area: 'time',
    sentence: 'Timestamps are written in a zone west of Greenwich, with half an hour in it.',
    patch: { open: { timestampOffset: '-05:30' } },
  },
  {
    slug: 'clock-ahead',
    area: 'time',
    sentence: 'The target’s clock is ten minutes ahead of ours.',
    patch: { options: { clockAheadMs: 600_000 } },
  },
  {
    slug: 'clock-behind',
    area: 'time',
    sentence: 'The target’s clock is a day behind ours.',
    patch: { options: { clockAheadMs: -86_400_000 } },
  },
  {
    slug: 'ids-uuid',
    area: 'schema',
    sentence: 'Ids are UUIDs without a prefix.',
    patch: { open: { idShape: 'uuid' } },
  },
  {
    slug: 'ids-number',
    area: 'schema',
    sentence: 'Ids are strings of digits.',
    patch: { open: { idShape: 'number' } },
  },
  {
    slug: 'ids-long',
    area: 'schema',
    sentence: 'Ids are long and have another prefix.',
    patch: { open: { idShape: 'long' } },
  },
  {
    slug: 'ids-token',
    area: 'schema',
    sentence: 'Ids hold hyphens and underscores.',
    patch: { open: { idShape: 'token' } },
  },
  {
    slug: 'members-reordered',
    area: 'schema',
    sentence: 'Members of objects come in the opposite order.',
    patch: json((document) => turnedRound(document)),
  },
  {
    slug: 'included-reordered',
    area: 'query',
    sentence: 'Included resources come in the opposite order.',
    patch: json((document) => ({
      ...document,
      ...(Array.isArray(document['included']) && { included: [...document['included']].reverse() }),
    })),
  },
  {
    slug: 'json-indented',
    area: 'schema',
    sentence: 'JSON is written with line breaks and indentation.',
    patch: text((body) => (body === '' ? body : `${JSON.stringify(JSON.parse(body), null, 2)}\n`)),
  },
  {
    slug: 'json-escaped',
    area: 'schema',
    sentence: 'JSON escapes whatever is not ASCII, and slashes.',
    patch: text((body) =>
      body
        .replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .replaceAll('/', '\\/'),
    ),
  },
  {
    slug: 'included-some-by-default',
    area: 'query',
    sentence: 'Without include the inquiry is included.',
    patch: { open: { includeDefault: 'some' } },
  },
  {
    slug: 'included-all-by-default',
    area: 'query',
    sentence: 'Without include everything related is included.',
    patch: { open: { includeDefault: 'all' } },
  },
  {
    slug: 'included-empty-by-default',
    area: 'query',
    sentence: 'Answers carry an empty list of included resources when there are none.',
    patch: json((document) =>
      'data' in document && !('included' in document) ? { ...document, included: [] } : document,
    ),
  },
  {
    slug: 'sparse-with-relationships',
    area: 'query',
    sentence: 'Sparse resources keep their relationships.',
    patch: { open: { sparseRelationships: 'keep' } },
  },
  {
    slug: 'nested-names-kept',
    area: 'inflection',
    sentence: 'Names inside the value of an attribute are not re-cased.',
    patch: { open: { inflectNested: false } },
  },
];
