/** Legal ways for resources to look. */
import { isObject, type Json } from '../json.ts';
import { attributes, json, resources, text } from '../bends.ts';
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
    bend: resources((resource) => ({
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
    bend: resources((resource) => ({
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
    bend: json((document) => ({ jsonapi: { version: '1.1' }, ...document, trace: ['edge', 'core'] })),
  },
  {
    slug: 'meta-everywhere',
    area: 'schema',
    sentence: 'Every answer carries a meta object.',
    bend: json((document) => ({
      ...document,
      meta: { ...(isObject(document['meta']) ? document['meta'] : {}), served: 'mock' },
    })),
  },
  {
    slug: 'links-in-resources',
    area: 'schema',
    sentence: 'Resources and relationships carry links of their own.',
    bend: resources((resource) => ({
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
    bend: { open: { sessionDetail: 'nothing' } },
  },
  {
    slug: 'opened-in-an-app',
    area: 'schema',
    sentence: 'Sessions are opened in an app: no browser is named.',
    bend: { open: { sessionDetail: 'mobile' } },
  },
  {
    slug: 'device-null',
    area: 'schema',
    sentence: 'A started session has no device.',
    bend: { open: { deviceRelationship: 'null' } },
  },
  {
    slug: 'network-null',
    area: 'schema',
    sentence: 'A started session has no network.',
    bend: { open: { networkRelationship: 'null' } },
  },
  {
    slug: 'network-absent',
    area: 'schema',
    sentence: 'Sessions do not show a network at all.',
    bend: { open: { networkRelationship: 'absent' } },
  },
  {
    slug: 'unopened-without-detail',
    area: 'schema',
    sentence: 'A session that nobody has opened leaves away what only an end user could tell.',
    bend: { open: { unopenedDetail: 'absent' } },
  },
  {
    slug: 'unsampled-attributes-absent',
    area: 'schema',
    sentence: 'Attributes that the documented sample does not show are left away.',
    bend: attributes('inquiry-session', (values) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => !unsampled.includes(name))),
    ),
  },
  {
    slug: 'unheard-of-values',
    area: 'schema',
    sentence: 'Words appear that no sample shows: a new threat level, connection and way of handing over.',
    bend: attributes('inquiry-session', (values) => ({
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
    bend: attributes('inquiry-session', (values) =>
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
    bend: attributes('inquiry-session', (values) => ({
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
    bend: { open: { timestampPrecision: 0 } },
  },
  {
    slug: 'times-in-microseconds',
    area: 'time',
    sentence: 'Timestamps have six digits after the second.',
    bend: { open: { timestampPrecision: 6 } },
  },
  {
    slug: 'times-with-zero-offset',
    area: 'time',
    sentence: 'Timestamps end in +00:00.',
    bend: { open: { timestampOffset: '+00:00' } },
  },
  {
    slug: 'times-in-another-zone',
    area: 'time',
    sentence: 'Timestamps are written in a zone east of Greenwich.',
    bend: { open: { timestampOffset: '+02:00' } },
  },
  {
    slug: 'times-in-a-half-hour-zone',
    area: 'time',
    sentence: 'Timestamps are written in a zone west of Greenwich, with half an hour in it.',
    bend: { open: { timestampOffset: '-05:30' } },
  },
  {
    slug: 'clock-ahead',
    area: 'time',
    sentence: 'The target’s clock is ten minutes ahead of ours.',
    bend: { options: { clockAheadMs: 600_000 } },
  },
  {
    slug: 'clock-behind',
    area: 'time',
    sentence: 'The target’s clock is a day behind ours.',
    bend: { options: { clockAheadMs: -86_400_000 } },
  },
  {
    slug: 'ids-uuid',
    area: 'schema',
    sentence: 'Ids are UUIDs without a prefix.',
    bend: { open: { idShape: 'uuid' } },
  },
  {
    slug: 'ids-number',
    area: 'schema',
    sentence: 'Ids are strings of digits.',
    bend: { open: { idShape: 'number' } },
  },
  {
    slug: 'ids-long',
    area: 'schema',
    sentence: 'Ids are long and have another prefix.',
    bend: { open: { idShape: 'long' } },
  },
  {
    slug: 'ids-token',
    area: 'schema',
    sentence: 'Ids hold hyphens and underscores.',
    bend: { open: { idShape: 'token' } },
  },
  {
    slug: 'members-reordered',
    area: 'schema',
    sentence: 'Members of objects come in the opposite order.',
    bend: json((document) => turnedRound(document)),
  },
  {
    slug: 'included-reordered',
    area: 'query',
    sentence: 'Included resources come in the opposite order.',
    bend: json((document) => ({
      ...document,
      ...(Array.isArray(document['included']) && { included: [...document['included']].reverse() }),
    })),
  },
  {
    slug: 'json-indented',
    area: 'schema',
    sentence: 'JSON is written with line breaks and indentation.',
    bend: text((body) => (body === '' ? body : `${JSON.stringify(JSON.parse(body), null, 2)}\n`)),
  },
  {
    slug: 'json-escaped',
    area: 'schema',
    sentence: 'JSON escapes whatever is not ASCII, and slashes.',
    bend: text((body) =>
      body
        .replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .replaceAll('/', '\\/'),
    ),
  },
  {
    slug: 'included-some-by-default',
    area: 'query',
    sentence: 'Without include the inquiry is included.',
    bend: { open: { includeDefault: 'some' } },
  },
  {
    slug: 'included-all-by-default',
    area: 'query',
    sentence: 'Without include everything related is included.',
    bend: { open: { includeDefault: 'all' } },
  },
  {
    slug: 'included-empty-by-default',
    area: 'query',
    sentence: 'Answers carry an empty list of included resources when there are none.',
    bend: json((document) =>
      'data' in document && !('included' in document) ? { ...document, included: [] } : document,
    ),
  },
  {
    slug: 'sparse-with-relationships',
    area: 'query',
    sentence: 'Sparse resources keep their relationships.',
    bend: { open: { sparseRelationships: 'keep' } },
  },
  {
    slug: 'nested-names-kept',
    area: 'inflection',
    sentence: 'Names inside the value of an attribute are not re-cased.',
    bend: { open: { inflectNested: false } },
  },
];
