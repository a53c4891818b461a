/** Changes that the vendor may make any day: nobody who follows the documentation breaks by them. */
import type { Json } from '../../mock/json.ts';
import type { Case } from './case.ts';
import {
  attributes,
  errors,
  headerNamed,
  headers,
  headerValued,
  inText,
  isObject,
  json,
  relinked,
  resources,
  restated,
  revalued,
  text,
} from './build.ts';

type Row = Omit<Case, 'label' | 'plane'>;

const transitions: readonly Row[] = [
  {
    slug: 'unknown-session-410',
    sentence: 'A session that does not exist is answered 410.',
    policy: 'compatible.status-of-404-or-5xx',
    rule: 'transition.other-refusal',
    patch: restated(404, 410),
  },
  {
    slug: 'unknown-session-400',
    sentence: 'A session that does not exist is answered 400.',
    policy: 'compatible.status-of-404-or-5xx',
    rule: 'transition.other-refusal',
    patch: restated(404, 400),
  },
  {
    slug: 'other-method-405',
    sentence: 'Another method is answered 405 instead of 404.',
    policy: 'compatible.status-of-404-or-5xx',
    patch: { open: { wrongMethod: 405 } },
  },
  {
    slug: 'unknown-include-passed-over',
    sentence: 'An unknown name in `include` is passed over.',
    policy: 'compatible.wider-input',
    rule: 'transition.accepted-now',
    patch: { open: { unknownInclude: 'ignore' } },
  },
  {
    slug: 'deeper-include',
    sentence: 'Deeper paths in `include` are accepted.',
    policy: 'compatible.wider-input',
    rule: 'transition.accepted-now',
    patch: { open: { deepInclude: 'ignore' } },
  },
  {
    slug: 'any-body-accepted',
    sentence: 'A body that is not JSON is passed over.',
    policy: 'compatible.wider-input',
    rule: 'transition.accepted-now',
    patch: { open: { malformedBody: 'ignore' } },
  },
  {
    slug: 'new-parameter',
    sentence: 'Expire takes a new optional header, `Expire-Reason`.',
    policy: 'compatible.new-optional-parameter',
    patch: {
      stages: {
        parameters: (original) => (call, world) => {
          void call.header('expire-reason');
          return original(call, world);
        },
      },
    },
  },
  {
    slug: 'new-events',
    sentence: 'The list of events carries a new type of event.',
    policy: 'compatible.new-event',
    patch: revalued(
      ['name'],
      (value) => (value === 'inquiry-session.created' ? 'inquiry-session.made' : value),
      'event',
    ),
  },
];

const errorObjects: readonly Row[] = [
  {
    slug: 'titles-reworded',
    sentence: 'Titles of errors are worded differently.',
    policy: 'compatible.opaque-strings',
    rule: 'error.text',
    patch: errors((error) => ({ ...error, title: `Sorry: ${inText(error['title'])}` })),
  },
  {
    slug: 'details-reworded',
    sentence: 'Details of errors are worded differently.',
    policy: 'compatible.opaque-strings',
    rule: 'error.text',
    patch: errors((error) => ('details' in error ? { ...error, details: 'Something is wrong.' } : error)),
  },
  {
    slug: 'errors-carry-a-code',
    sentence: 'Errors carry a code.',
    policy: 'compatible.new-attribute',
    rule: 'error.member-added',
    patch: { open: { errorCode: true } },
  },
  {
    slug: 'errors-carry-more',
    sentence: 'Errors carry an id and a link to help.',
    policy: 'compatible.new-attribute',
    rule: 'error.member-added',
    patch: errors((error) => ({ ...error, id: 'err_1', links: { about: 'help' } })),
  },
  {
    slug: 'more-errors-listed',
    sentence: 'A refusal lists a second error.',
    policy: 'compatible.new-array-item',
    rule: 'error.count',
    patch: json((document) =>
      Array.isArray(document['errors'])
        ? { ...document, errors: [...document['errors'], { title: 'And another thing' }] }
        : document,
    ),
  },
];

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  );
}

const shape: readonly Row[] = [
  {
    slug: 'new-attribute',
    sentence: 'Sessions carry a new attribute.',
    policy: 'compatible.new-attribute',
    rule: 'shape.member-added',
    patch: attributes('inquiry-session', (values) => ({ ...values, 'risk-score': 0.25 })),
  },
  {
    slug: 'new-nested-attribute',
    sentence: 'Sessions carry a new object.',
    policy: 'compatible.new-attribute',
    rule: 'shape.member-added',
    patch: attributes('inquiry-session', (values) => ({
      ...values,
      'session-context': { pages: 3, last: null },
    })),
  },
  {
    slug: 'new-attribute-of-the-device',
    sentence: 'Devices carry a new attribute.',
    policy: 'compatible.new-attribute',
    rule: 'shape.member-added',
    patch: attributes('device', (values) => ({ ...values, 'seen-before': false })),
  },
  {
    slug: 'new-attribute-of-the-network',
    sentence: 'Networks carry a new attribute.',
    policy: 'compatible.new-attribute',
    rule: 'shape.member-added',
    patch: attributes('network', (values) => ({ ...values, asn: 64496 })),
  },
  {
    slug: 'new-attribute-of-the-inquiry',
    sentence: 'Inquiries carry a new attribute.',
    policy: 'compatible.new-attribute',
    rule: 'shape.member-added',
    patch: attributes('inquiry', (values) => ({ ...values, 'retried-at': null })),
  },
  {
    slug: 'network-of-a-new-kind',
    sentence: 'Networks are of a kind that was not documented.',
    policy: 'compatible.string-values',
    patch: revalued(['service-type'], () => 'satellite', 'network'),
  },
  {
    slug: 'meta-everywhere',
    sentence: 'Every answer carries `meta`.',
    policy: 'compatible.new-attribute',
    rule: 'shape.member-added',
    patch: json((document) =>
      'data' in document
        ? { ...document, meta: { ...(isObject(document['meta']) ? document['meta'] : {}), served: 'here' } }
        : document,
    ),
  },
  {
    slug: 'links-in-resources',
    sentence: 'Resources carry links of their own.',
    policy: 'compatible.new-attribute',
    rule: 'shape.member-added',
    patch: resources((resource) => ({ ...resource, links: { self: `/x/${resource.id}` } })),
  },
  {
    slug: 'members-reordered',
    sentence: 'Members come in another order.',
    policy: 'compatible.reordered',
    patch: json((document) => turned(document)),
  },
  {
    slug: 'json-indented',
    sentence: 'JSON is indented.',
    policy: 'compatible.reordered',
    patch: text((body) => (body === '' ? body : JSON.stringify(JSON.parse(body), null, 2))),
  },
  {
    slug: 'threat-level-elevated',
    sentence: 'A new threat level is used.',
    policy: 'compatible.string-values',
    patch: revalued(['threat-level'], () => 'elevated'),
  },
  {
    slug: 'fewer-connection-types',
    sentence: 'Only one type of connection is told apart.',
    policy: 'compatible.string-values',
    patch: revalued(['ip-connection-type'], () => 'residential'),
  },
  {
    slug: 'handed-over-by-nfc',
    sentence: 'There is a new way of handing over to another device.',
    policy: 'compatible.string-values',
    patch: revalued(['device-handoff-method'], () => 'nfc'),
  },
  {
    slug: 'times-in-microseconds',
    sentence: 'Times have six digits of a second.',
    policy: 'compatible.opaque-strings',
    rule: 'shape.time-format',
    patch: { open: { timestampPrecision: 6 } },
  },
  {
    slug: 'times-with-offset',
    sentence: 'Times end in +00:00.',
    policy: 'compatible.opaque-strings',
    rule: 'shape.time-format',
    patch: { open: { timestampOffset: '+00:00' } },
  },
  {
    slug: 'user-agents-shortened',
    sentence: 'Texts for people are shortened.',
    policy: 'compatible.opaque-strings',
    patch: revalued(['user-agent', 'ip-isp', 'country-name'], (value) => inText(value).slice(0, 8)),
  },
];

const headersAndCasing: readonly Row[] = [
  {
    slug: 'new-header',
    sentence: 'Answers carry a new header.',
    policy: 'compatible.new-optional-parameter',
    rule: 'header.added',
    patch: headers((lines) => [...lines, ['X-Runtime', '0.042']]),
  },
  {
    slug: 'header-names-in-lower-case',
    sentence: 'Header names are written in lower case.',
    policy: 'compatible.reordered',
    patch: headerNamed(/./, (name) => name.toLowerCase()),
  },
  {
    slug: 'headers-reordered',
    sentence: 'Header lines come in another order.',
    policy: 'compatible.reordered',
    patch: headers((lines) => [...lines].reverse()),
  },
  {
    slug: 'charset-dropped',
    sentence: 'The media type names no charset.',
    policy: 'compatible.opaque-strings',
    patch: headerValued(/^content-type$/i, () => 'application/json'),
  },
  {
    slug: 'head-of-a-401',
    sentence: 'A 401 carries the headers of authenticated answers.',
    policy: 'compatible.new-optional-parameter',
    patch: { open: { unauthenticatedHead: 'full' } },
  },
  {
    slug: 'ids-in-the-head-reshaped',
    sentence: 'The ids in the head carry no prefix.',
    policy: 'compatible.opaque-strings',
    patch: headerValued(/^(request-id|persona-(environment|organization)-id)$/i, (value) =>
      value.replace(/^[a-z]+_/, ''),
    ),
  },
  {
    slug: 'request-ids-shorter',
    sentence: 'A Request-Id is shorter.',
    policy: 'compatible.opaque-strings',
    patch: headerValued(/^request-id$/i, (value) => value.slice(0, 18)),
  },
  {
    slug: 'lower-limit',
    sentence: 'A lower limit is announced.',
    policy: 'compatible.protective-limit',
    rule: 'header.limit',
    patch: headerValued(/^ratelimit-limit$/i, (value) => (Number(value) > 10 ? '50000' : value)),
  },
  {
    slug: 'lower-quota',
    sentence: 'A lower quota is announced.',
    policy: 'compatible.protective-limit',
    rule: 'header.limit',
    patch: headerValued(/^quota-limit$/i, () => '900'),
  },
];

const idempotency: readonly Row[] = [
  {
    slug: 'replay-with-the-first-request-id',
    sentence: 'A repeated answer carries the first Request-Id.',
    policy: 'compatible.opaque-strings',
    rule: 'idempotency.request-id',
    patch: { open: { replayRequestId: 'same' } },
  },
  {
    slug: 'replay-marked',
    sentence: 'A repeated answer says so in a header.',
    policy: 'compatible.new-optional-parameter',
    rule: 'header.added',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const answer = await original(call, world);
          if (answer?.text !== undefined) call.headerLines.push(['Idempotent-Replayed', 'true']);
          return answer;
        },
      },
    },
  },
];

const linkage: readonly Row[] = [
  {
    slug: 'new-relationship',
    sentence: 'Sessions have a new relationship.',
    policy: 'compatible.new-relationship',
    rule: 'linkage.relationship-added',
    patch: relinked((links) => ({ ...links, 'created-by': { data: { type: 'api-key', id: 'api_1' } } })),
  },
  {
    slug: 'new-relationship-to-many',
    sentence: 'Sessions have a new relationship to many.',
    policy: 'compatible.new-relationship',
    rule: 'linkage.relationship-added',
    patch: relinked((links) => ({ ...links, 'related-sessions': { data: [] } })),
  },
  {
    slug: 'more-included',
    sentence: 'Without `include` the inquiry is included.',
    policy: 'compatible.new-resource',
    rule: 'linkage.included-added',
    patch: { open: { includeDefault: 'some' } },
  },
  {
    slug: 'link-to-a-new-type',
    sentence: 'A new relationship leads to a resource of a new type.',
    policy: 'compatible.new-type',
    rule: 'linkage.relationship-added',
    patch: relinked((links) => ({ ...links, 'hand-over': { data: { type: 'hand-over', id: 'hnd_1' } } })),
  },
  {
    slug: 'included-reordered',
    sentence: 'Included resources come in another order.',
    policy: 'compatible.reordered',
    patch: json((document) => ({
      ...document,
      ...(Array.isArray(document['included']) && { included: [...document['included']].reverse() }),
    })),
  },
  {
    slug: 'list-reordered',
    sentence: 'Lists come oldest first.',
    policy: 'compatible.reordered',
    rule: 'linkage.order',
    patch: json((document) =>
      Array.isArray(document['data']) ? { ...document, data: [...document['data']].reverse() } : document,
    ),
  },
  {
    slug: 'ids-are-uuids',
    sentence: 'New ids are UUIDs.',
    policy: 'compatible.opaque-strings',
    rule: 'linkage.id-form',
    patch: { open: { idShape: 'uuid' } },
  },
  {
    slug: 'ids-are-long',
    sentence: 'New ids are longer and have another prefix.',
    policy: 'compatible.opaque-strings',
    rule: 'linkage.id-form',
    patch: { open: { idShape: 'long' } },
  },
];

const on = (plane: Case['plane'], rows: readonly Row[]): Case[] =>
  rows.map((row) => ({ ...row, plane, label: 'compatible' }));

export const compatible: readonly Case[] = [
  ...on('transitions', transitions),
  ...on('errors', errorObjects),
  ...on('shape', shape),
  ...on('headers', headersAndCasing),
  ...on('idempotency', idempotency),
  ...on('linkage', linkage),
];
