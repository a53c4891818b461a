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
    slug: 'included-empty-by-default',
    area: 'query',
    sentence: 'Answers carry an empty list of included resources when there are none.',
    patch: json((document) =>
      'data' in document && !('included' in document) ? { ...document, included: [] } : document,
    ),
  },
];
