/** Faults of the answer's shape: members missing, mistyped, misnamed; wrapping; linkage; media type. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { headers, json, text } from '../bends.ts';
import type { Bend } from '../bend.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { asText, data, lacking, only, plainExpire, primary, showing, whole } from './build.ts';
import type { Fault } from './fault.ts';

/** What is said of the plain answer is also said of the answer under its version. */
const UNDER_VERSION: RequirementId = 'version.accepts-2023-01-05';

function plain(
  slug: string,
  sentence: string,
  bend: Bend,
  ...violates: readonly [RequirementId, ...RequirementId[]]
): Fault {
  return { slug, area: 'schema', sentence, violates, bend: only(plainExpire, bend) };
}

/** The attributes of the resource under `data`, as they go over the wire. */
function attributes(change: (attributes: JsonObject) => unknown): Bend {
  return data((resource) => ({ ...resource, attributes: change(resource['attributes'] as JsonObject) }));
}

/** One attribute of the resource under `data`, whatever its value. */
function attribute(name: string, value: Json): Bend {
  return attributes((values) => ({ ...values, [name]: value }));
}

/** One relationship of the resource under `data`, as it goes over the wire; undefined leaves it away. */
function relationship(name: string, value: unknown): Bend {
  return data((resource) => {
    const before = isObject(resource['relationships']) ? resource['relationships'] : {};
    const after = value === undefined ? lacking(before, name) : { ...before, [name]: value };
    return { ...resource, relationships: after };
  });
}

/** Status and body of a successful answer. */
function succeedingWith(status: number, body?: string): Bend {
  return {
    response: (answer) => (answer.status === 200 ? { ...answer, status, text: body ?? answer.text } : answer),
  };
}

const mediaType = (value: string): Bend =>
  headers((lines) => lines.map(([name, old]) => [name, name === 'Content-Type' ? value : old]));

const SHOWN: RequirementId[] = ['state.answer-shows-expired', 'state.answer-is-the-session'];
const NO_RESOURCE: [RequirementId, ...RequirementId[]] = ['schema.single-resource', UNDER_VERSION, ...SHOWN];

/** A mistyped attribute of an opened session: slug, name, what it becomes, what it should be, requirement. */
type Mistyped = readonly [
  slug: string,
  name: string,
  change: (value: Json) => Json,
  is: string,
  id: RequirementId,
];

const mistyped: readonly Mistyped[] = [
  ['os-version-number', 'os-full-version', () => 14, 'a number', 'schema.client-attributes'],
  ['user-agent-object', 'user-agent', (value) => ({ raw: value }), 'an object', 'schema.client-attributes'],
  ['device-name-list', 'device-name', (value) => [value], 'a list', 'schema.client-attributes'],
  ['hand-off-boolean', 'device-handoff-method', () => true, 'a boolean', 'schema.client-attributes'],
  ['sdk-version-number', 'mobile-sdk-full-version', () => 5.4, 'a number', 'schema.client-attributes'],
  ['flag-as-text', 'is-proxy', asText, 'the text "false"', 'schema.flags'],
  ['flag-as-number', 'is-vpn', Number, '0 or 1', 'schema.flags'],
  ['flag-as-text-tor', 'is-tor', asText, 'the text "false"', 'schema.flags'],
  ['flag-as-number-datacenter', 'is-datacenter', Number, '0 or 1', 'schema.flags'],
  ['latitude-text', 'latitude', asText, 'a text', 'schema.place-attributes'],
  ['longitude-text', 'longitude', asText, 'a text', 'schema.place-attributes'],
  ['country-code-number', 'country-code', () => 840, 'a number', 'schema.place-attributes'],
  ['region-object', 'region-name', (value) => ({ name: value }), 'an object', 'schema.place-attributes'],
  ['gps-latitude-text', 'gps-latitude', asText, 'a text', 'schema.gps-attributes'],
  ['gps-longitude-list', 'gps-longitude', (value) => [value], 'a list', 'schema.gps-attributes'],
  ['gps-precision-number', 'gps-precision', () => 10, 'a number', 'schema.gps-attributes'],
  ['address-number', 'ip-address', () => 3_221_226_219, 'a number', 'schema.network-attributes'],
  ['provider-object', 'ip-isp', (value) => ({ name: value }), 'an object', 'schema.network-attributes'],
  ['organization-boolean', 'network-organization', () => true, 'a boolean', 'schema.network-attributes'],
  ['connection-number', 'ip-connection-type', () => 2, 'a number', 'schema.network-attributes'],
  ['threat-level-number', 'threat-level', () => 1, 'a number', 'schema.threat-level'],
  ['threat-level-object', 'threat-level', (value) => ({ level: value }), 'an object', 'schema.threat-level'],
];

const misTypedFaults = mistyped.map(([slug, name, change, is, id]): Fault =>
  plain(slug, `\`${name}\` of an opened session is ${is}.`, showing({ [name]: change }), id),
);

/** Attributes of the documented sample that vanish from the answer for an opened session. */
const vanishing = ['is-vpn', 'country-name', 'device-name', 'ip-address'].map((name): Fault =>
  plain(
    `${name}-gone`,
    `\`${name}\` is gone from an opened session.`,
    showing({ [name]: () => undefined }),
    'schema.sampled-attributes-present',
  ),
);

export const schemaFaults: readonly Fault[] = [
  plain('status-201', 'Success is answered with 201.', succeedingWith(201), 'schema.status-200'),
  plain('status-202', 'Success is answered with 202.', succeedingWith(202), 'schema.status-200'),
  plain('status-203', 'Success is answered with 203.', succeedingWith(203), 'schema.status-200'),
  plain(
    'status-204',
    'Success is answered with 204 and no body.',
    succeedingWith(204, ''),
    'schema.status-200',
    'schema.media-type',
    ...NO_RESOURCE,
  ),
  plain('media-type-html', 'JSON is sent as text/html.', mediaType('text/html'), 'schema.media-type'),
  plain('media-type-text', 'JSON is sent as text/plain.', mediaType('text/plain'), 'schema.media-type'),
  plain(
    'media-type-alike',
    'JSON is sent as application/jsonp, which only begins alike.',
    mediaType('application/jsonp'),
    'schema.media-type',
  ),
  plain(
    'media-type-missing',
    'The answer does not say what it is.',
    headers((lines) => lines.filter(([name]) => name !== 'Content-Type')),
    'schema.media-type',
  ),
  plain(
    'json-cut-off',
    'The JSON ends in the middle.',
    text((body) => body.slice(0, Math.floor(body.length / 2))),
    'schema.media-type',
    ...NO_RESOURCE,
  ),
  plain(
    'json-with-trailing-comma',
    'The JSON has a comma too many.',
    text((body) => body.replace(/\}$/, ',}')),
    'schema.media-type',
    ...NO_RESOURCE,
  ),
  plain(
    'json-with-guard',
    'The JSON is preceded by a guard against script inclusion.',
    text((body) => `)]}',\n${body}`),
    'schema.media-type',
    ...NO_RESOURCE,
  ),
  plain(
    'data-in-a-list',
    'The session stands in a list.',
    whole((at) => ({ ...at, data: [at['data']] })),
    ...NO_RESOURCE,
  ),
  plain(
    'data-renamed',
    'The session stands under `inquiry-session` instead of `data`.',
    whole((at) => ({ ...lacking(at, 'data'), 'inquiry-session': at['data'] })),
    ...NO_RESOURCE,
  ),
  plain(
    'data-null',
    '`data` is null.',
    whole((at) => ({ ...at, data: null })),
    ...NO_RESOURCE,
  ),
  plain(
    'data-unwrapped',
    'The session stands at the top, without `data`.',
    whole((at) => at['data']),
    ...NO_RESOURCE,
  ),
  plain(
    'data-twice',
    'The session stands under `data.data`.',
    whole((at) => ({ data: at })),
    'schema.type',
    ...NO_RESOURCE.slice(1),
  ),
  plain(
    'json-in-a-text',
    'The whole document is written as a JSON text.',
    json((document) => JSON.stringify(document)),
    ...NO_RESOURCE,
  ),
  plain(
    'type-snake',
    '`type` is `inquiry_session`.',
    data((at) => ({ ...at, type: 'inquiry_session' })),
    'schema.type',
    UNDER_VERSION,
  ),
  plain(
    'type-plural',
    '`type` is `inquiry-sessions`.',
    data((at) => ({ ...at, type: 'inquiry-sessions' })),
    'schema.type',
    UNDER_VERSION,
  ),
  plain(
    'type-gone',
    '`type` is missing.',
    data((at) => lacking(at, 'type')),
    'schema.type',
    UNDER_VERSION,
  ),
  plain(
    'id-number',
    '`id` is a number.',
    data((at) => ({ ...at, id: 4711 })),
    'schema.id',
    UNDER_VERSION,
    'state.answer-is-the-session',
  ),
  plain(
    'id-empty',
    '`id` is empty.',
    data((at) => ({ ...at, id: '' })),
    'schema.id',
    UNDER_VERSION,
    'state.answer-is-the-session',
  ),
  plain(
    'id-gone',
    '`id` is missing.',
    data((at) => lacking(at, 'id')),
    'schema.id',
    UNDER_VERSION,
    'state.answer-is-the-session',
  ),
  plain(
    'attributes-list',
    '`attributes` is a list of names and values.',
    attributes((values) => Object.entries(values).map(([name, value]) => ({ name, value }))),
    'schema.attributes',
    UNDER_VERSION,
    'state.answer-shows-expired',
  ),
  plain(
    'attributes-gone',
    'The attributes stand beside `type` and `id`, not under `attributes`.',
    data((at) => ({ ...lacking(at, 'attributes'), ...(at['attributes'] as JsonObject) })),
    'schema.attributes',
    UNDER_VERSION,
    'state.answer-shows-expired',
  ),
  plain(
    'status-number',
    '`status` is a number.',
    attribute('status', 3),
    'schema.status',
    UNDER_VERSION,
    'state.answer-shows-expired',
  ),
  plain(
    'status-null',
    '`status` is null.',
    attribute('status', null),
    'schema.status',
    UNDER_VERSION,
    'state.answer-shows-expired',
  ),
  plain(
    'status-renamed',
    '`status` is called `state`.',
    attributes((values) => ({ ...lacking(values, 'status'), state: values['status'] ?? null })),
    'schema.status',
    UNDER_VERSION,
    'state.answer-shows-expired',
  ),
  plain(
    'status-object',
    '`status` is an object.',
    attribute('status', { value: 'expired' }),
    'schema.status',
    UNDER_VERSION,
    'state.answer-shows-expired',
  ),
  plain(
    'created-at-gone',
    '`created-at` is missing.',
    attributes((values) => lacking(values, 'created-at')),
    'schema.created-at',
    UNDER_VERSION,
    'time.created-at-kept',
  ),
  plain(
    'created-at-null',
    '`created-at` is null.',
    attribute('created-at', null),
    'schema.created-at',
    UNDER_VERSION,
    'time.created-at-kept',
  ),
  plain(
    'created-at-epoch',
    '`created-at` is a number of seconds.',
    showing({ 'created-at': (value) => Math.floor(Date.parse(asText(value)) / 1000) }),
    'schema.created-at',
    UNDER_VERSION,
    'time.created-at-kept',
  ),
  plain(
    'created-at-without-zone',
    '`created-at` has no time zone.',
    showing({ 'created-at': (value) => asText(value).replace('Z', '') }),
    'schema.created-at',
    UNDER_VERSION,
  ),
  plain(
    'created-at-date-only',
    '`created-at` is a date without a time.',
    showing({ 'created-at': (value) => asText(value).slice(0, 10) }),
    'schema.created-at',
    UNDER_VERSION,
    'time.created-at-kept',
  ),
  plain(
    'created-at-http-date',
    '`created-at` is written like an HTTP date.',
    showing({ 'created-at': (value) => new Date(asText(value)).toUTCString() }),
    'schema.created-at',
    UNDER_VERSION,
    'time.created-at-kept',
  ),
  plain(
    'expired-at-without-zone',
    '`expired-at` has no time zone.',
    showing({ 'expired-at': (value) => asText(value).replace('Z', '') }),
    'schema.times',
    UNDER_VERSION,
  ),
  plain(
    'expired-at-epoch',
    '`expired-at` is a number of milliseconds.',
    showing({ 'expired-at': (value) => Date.parse(asText(value)) }),
    'schema.times',
    UNDER_VERSION,
    'time.expired-at-set',
  ),
  plain(
    'expired-at-words',
    '`expired-at` is written in words.',
    showing({ 'expired-at': () => 'just now' }),
    'schema.times',
    UNDER_VERSION,
    'time.expired-at-set',
  ),
  plain(
    'started-at-zero',
    '`started-at` of a session that was never opened is 0.',
    attributes((values) => ({ ...values, 'started-at': values['started-at'] ?? 0 })),
    'schema.times',
    UNDER_VERSION,
  ),
  ...misTypedFaults,
  ...vanishing,
  plain(
    'is-datacenter-renamed',
    '`is-datacenter` is called `is-data-center`.',
    primary((resource) => {
      const { 'is-datacenter': value, ...others } = resource.attributes;
      return {
        ...resource,
        attributes: { ...others, ...(value !== undefined && { 'is-data-center': value }) },
      };
    }),
    'schema.sampled-attributes-present',
  ),
  plain(
    'inquiry-unlinked',
    'The relationship `inquiry` is missing.',
    relationship('inquiry', undefined),
    'schema.inquiry-linkage',
    UNDER_VERSION,
  ),
  plain(
    'inquiry-link-null',
    'The relationship `inquiry` is empty.',
    relationship('inquiry', { data: null }),
    'schema.inquiry-linkage',
    'schema.inquiry-is-its-own',
    UNDER_VERSION,
  ),
  plain(
    'inquiry-link-bare',
    'The relationship `inquiry` is a bare id.',
    primary((resource) => ({
      ...resource,
      relationships: {
        ...resource.relationships,
        inquiry: (resource.relationships?.['inquiry']?.data as { id: string }).id as never,
      },
    })),
    'schema.inquiry-linkage',
    UNDER_VERSION,
  ),
  plain(
    'inquiry-link-mistyped',
    'The relationship `inquiry` names another type.',
    primary((resource) => {
      const link = resource.relationships?.['inquiry']?.data as { id: string };
      return {
        ...resource,
        relationships: { ...resource.relationships, inquiry: { data: { type: 'inquiries', id: link.id } } },
      };
    }),
    'schema.inquiry-linkage',
    'schema.inquiry-is-its-own',
    UNDER_VERSION,
  ),
  plain(
    'relationships-gone',
    'All relationships are missing.',
    data((at) => lacking(at, 'relationships')),
    'schema.inquiry-linkage',
    'schema.device-present',
    UNDER_VERSION,
  ),
  plain(
    'inquiry-link-elsewhere',
    'The relationship `inquiry` names the newest inquiry, whichever that is.',
    primary((resource, call, world) => {
      const [newest, next] = world.store.inquiries.list(call.key?.environment ?? '');
      const own = (resource.relationships?.['inquiry']?.data as { id: string }).id;
      const id = newest && newest.id !== own ? newest.id : (next?.id ?? `${own}0`);
      return {
        ...resource,
        relationships: { ...resource.relationships, inquiry: { data: { type: 'inquiry', id } } },
      };
    }),
    'schema.inquiry-is-its-own',
  ),
  plain(
    'device-link-list',
    'The relationship `device` is a list.',
    relationship('device', { data: [] }),
    'schema.device-linkage',
  ),
  plain(
    'device-link-untyped',
    'The relationship `device` names no type.',
    relationship('device', { data: { id: 'dev_1' } }),
    'schema.device-linkage',
  ),
  plain(
    'device-link-number',
    'The relationship `device` names a number.',
    relationship('device', { data: { type: 'device', id: 12 } }),
    'schema.device-linkage',
  ),
  plain(
    'device-link-mistyped',
    'The relationship `device` names another type.',
    relationship('device', { data: { type: 'devices', id: 'dev_1' } }),
    'schema.device-linkage',
  ),
  plain(
    'device-gone',
    'The relationship `device` is missing.',
    relationship('device', undefined),
    'schema.device-present',
  ),
  plain(
    'network-link-text',
    'The relationship `network` is a text.',
    relationship('network', { data: 'ntwk_1' }),
    'schema.network-linkage',
  ),
  plain(
    'network-link-without-id',
    'The relationship `network` names no id.',
    relationship('network', { data: { type: 'network' } }),
    'schema.network-linkage',
  ),
  plain(
    'network-without-data',
    'The relationship `network` is an empty object.',
    relationship('network', {}),
    'schema.network-linkage',
  ),
];
