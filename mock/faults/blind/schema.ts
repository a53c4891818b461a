/** Blind faults of shape: wrong where a value is not null, or in one place or combination only. */
import { isObject, type Json, type JsonObject, member } from '../../json.ts';
import type { RequirementId } from '../../../contract/catalogue.ts';
import { all, asText, type Condition, lacking } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  asking,
  camel,
  creating,
  expiring,
  finished,
  keyed,
  listing,
  opened,
  reading,
  rewritten,
  sessions,
  snake,
  sparse,
  succeeded,
  wire,
  wireAttributes,
} from './kit.ts';

const DECLARED = 'Every attribute has its declared type or is null.';
const LINKAGE = 'A relationship holds `data`: a type and an id, or null.';
const any: Condition = () => true;
const TYPE = 'inquiry-session';

const asNumber = (value: Json): Json => (value === true ? 1 : 0);
const asList = (value: Json): Json => [value];
const asNamed = (value: Json): Json => ({ name: value });

interface Typed {
  readonly slug: string;
  readonly sentence: string;
  readonly violates: RequirementId;
  readonly when: Condition;
  readonly changes: Readonly<Record<string, (value: Json) => Json>>;
}

const typed: readonly Typed[] = [
  {
    slug: 'list-flags-as-text',
    sentence: 'Lists show the flags as texts.',
    violates: 'schema.flags',
    when: listing,
    changes: { 'is-proxy': asText, 'is-tor': asText, 'is-vpn': asText, 'is-datacenter': asText },
  },
  {
    slug: 'old-version-vpn-as-number',
    sentence: 'Under versions before 2021-08-18 `is-vpn` is 0 or 1.',
    violates: 'schema.flags',
    when: (call) => call.version < '2021-08-18',
    changes: { 'is-vpn': asNumber },
  },
  {
    slug: 'snake-flags-as-numbers',
    sentence: 'In snake case `is_tor` is 0 or 1.',
    violates: 'schema.flags',
    when: any,
    changes: { is_tor: asNumber },
  },
  {
    slug: 'read-latitude-as-text',
    sentence: 'A read shows `latitude` as a text.',
    violates: 'schema.place-attributes',
    when: reading,
    changes: { latitude: asText },
  },
  {
    slug: 'negative-coordinates-as-text',
    sentence: 'Coordinates below zero are texts.',
    violates: 'schema.place-attributes',
    when: any,
    changes: {
      latitude: (value) => (Number(value) < 0 ? asText(value) : value),
      longitude: (value) => (Number(value) < 0 ? asText(value) : value),
    },
  },
  {
    slug: 'camel-gps-as-text',
    sentence: 'In camel case the measured position is a text.',
    violates: 'schema.gps-attributes',
    when: any,
    changes: { gpsLatitude: asText, gpsLongitude: asText },
  },
  {
    slug: 'gps-precision-in-metres',
    sentence: '`gps-precision` is a number of metres.',
    violates: 'schema.gps-attributes',
    when: any,
    changes: { 'gps-precision': () => 12.5 },
  },
  {
    slug: 'threat-level-as-score',
    sentence: '`threat-level` is a score in the answer to an expire with `include`.',
    violates: 'schema.threat-level',
    when: all(expiring, asking('include')),
    changes: { 'threat-level': () => 17 },
  },
  {
    slug: 'region-code-numeric',
    sentence: 'A region code of digits alone is a number.',
    violates: 'schema.place-attributes',
    when: any,
    changes: { 'region-code': (value) => (/^\d+$/.test(asText(value)) ? Number(value) : value) },
  },
  {
    slug: 'country-name-by-language',
    sentence: '`country-name` is an object by language.',
    violates: 'schema.place-attributes',
    when: any,
    changes: { 'country-name': (value) => ({ en: value }) },
  },
  {
    slug: 'os-version-as-number',
    sentence: '`os-full-version` is a number where it looks like one.',
    violates: 'schema.client-attributes',
    when: any,
    changes: {
      'os-full-version': (value) => (/^\d+(\.\d+)?$/.test(asText(value)) ? Number(value) : [value]),
    },
  },
  {
    slug: 'user-agent-parsed',
    sentence: 'Under version 2025-12-08 `user-agent` is an object of its parts.',
    violates: 'schema.client-attributes',
    when: (call) => call.version >= '2025-12-08',
    changes: { 'user-agent': (value) => ({ raw: value }) },
  },
  {
    slug: 'handoff-method-as-list',
    sentence: '`device-handoff-method` is a list of methods.',
    violates: 'schema.client-attributes',
    when: any,
    changes: { 'device-handoff-method': asList },
  },
  {
    slug: 'keyed-device-name-as-object',
    sentence: 'Under an idempotency key `device-name` is an object.',
    violates: 'schema.client-attributes',
    when: keyed,
    changes: { 'device-name': asNamed },
  },
  {
    slug: 'isp-as-object',
    sentence: '`ip-isp` is an object with a name.',
    violates: 'schema.network-attributes',
    when: any,
    changes: { 'ip-isp': asNamed },
  },
  {
    slug: 'list-connection-type-as-list',
    sentence: 'Lists show `ip-connection-type` as a list.',
    violates: 'schema.network-attributes',
    when: listing,
    changes: { 'ip-connection-type': asList },
  },
  {
    slug: 'ip-address-as-number',
    sentence: '`ip-address` is a number in a sparse answer.',
    violates: 'schema.network-attributes',
    when: sparse,
    changes: {
      'ip-address': (value) =>
        asText(value)
          .split('.')
          .reduce((sum, part) => sum * 256 + Number(part), 0),
    },
  },
];

/** The object with a member at a path changed. */
function at(
  object: JsonObject,
  path: readonly string[],
  change: (value: Json) => Json | undefined,
): JsonObject {
  const [name = '', ...rest] = path;
  const value = object[name];
  if (value === undefined) return object;
  const now = rest.length === 0 ? change(value) : isObject(value) ? at(value, rest, change) : value;
  return now === undefined ? lacking(object, name) : { ...object, [name]: now };
}

const link = (
  name: string,
  when: Condition,
  change: (value: Json) => Json | undefined,
  ...deeper: string[]
) => wire(TYPE, when, (resource) => at(resource, ['relationships', name, ...deeper], change), 'data');

export const schemaFaults: readonly BlindFault[] = [
  ...typed.map(({ slug, sentence, violates, when, changes }): BlindFault => ({
    slug,
    area: 'schema',
    sentence,
    violates: [violates],
    clause: DECLARED,
    kind: 'contradicts',
    patch: wireAttributes(TYPE, when, changes),
  })),
  {
    slug: 'empty-sparse-attributes-as-list',
    area: 'schema',
    sentence: 'Attributes of which nothing is left are an empty list.',
    violates: ['schema.attributes'],
    clause: '`attributes` is an object.',
    kind: 'contradicts',
    patch: wire(TYPE, sparse, (resource) =>
      isObject(resource['attributes']) && Object.keys(resource['attributes']).length === 0
        ? { ...resource, attributes: [] }
        : resource,
    ),
  },
  {
    slug: 'sparse-session-without-id',
    area: 'schema',
    sentence: 'A sparse session has no id.',
    violates: ['schema.id'],
    clause: 'A resource has a type and an id; a sparse fieldset speaks of attributes.',
    kind: 'contradicts',
    patch: wire(TYPE, sparse, (resource) => lacking(resource, 'id')),
  },
  {
    slug: 'sparse-session-without-type',
    area: 'schema',
    sentence: 'A sparse session has no type.',
    violates: ['schema.type'],
    clause: 'A resource has a type and an id; a sparse fieldset speaks of attributes.',
    kind: 'contradicts',
    patch: wire(TYPE, sparse, (resource) => lacking(resource, 'type'), 'data'),
  },
  {
    slug: 'camel-data-in-list',
    area: 'schema',
    sentence: 'In camel case the session stands in a list of one.',
    violates: ['schema.single-resource'],
    clause: 'The session stands under `data`.',
    kind: 'contradicts',
    patch: {
      document: (document, call, answer, world) =>
        camel(call, world) && answer.status < 300 && isObject(document['data'])
          ? { ...document, data: [document['data']] }
          : document,
    },
  },
  {
    slug: 'old-version-data-wrapped',
    area: 'schema',
    sentence: 'Under version 2020-05-18 the session stands under `data.inquiry-session`.',
    violates: ['schema.type'],
    clause: 'The session stands under `data`.',
    kind: 'contradicts',
    patch: {
      document: (document, call, answer) =>
        call.version === '2020-05-18' && answer.status < 300 && isObject(document['data'])
          ? { ...document, data: { 'inquiry-session': document['data'] } }
          : document,
    },
  },
  {
    slug: 'old-version-without-status',
    area: 'schema',
    sentence: 'Under version 2021-07-05 sessions have no status.',
    violates: ['schema.status'],
    clause: '`status` is always there.',
    kind: 'contradicts',
    patch: wireAttributes(TYPE, (call) => call.version === '2021-07-05', { status: () => undefined }),
  },
  {
    slug: 'snake-without-created-at',
    area: 'schema',
    sentence: 'In snake case sessions have no `created_at`.',
    violates: ['schema.created-at'],
    clause: '`created-at` is always there.',
    kind: 'contradicts',
    patch: wireAttributes(TYPE, snake, { created_at: () => undefined }),
  },
  {
    slug: 'list-created-at-null-when-over',
    area: 'schema',
    sentence: 'Lists show `created-at` of expired sessions as null.',
    violates: ['schema.created-at'],
    clause: '`created-at` is not nullable.',
    kind: 'contradicts',
    patch: sessions(listing, (resource) =>
      resource.attributes['status'] === 'expired'
        ? { ...resource, attributes: { ...resource.attributes, 'created-at': null } }
        : resource,
    ),
  },
  {
    slug: 'snake-status-in-capitals',
    area: 'schema',
    sentence: 'In snake case the status is in capitals.',
    violates: ['inflection.values-untouched', 'state.answer-shows-expired'],
    clause: 'Values are not inflected: the status of an expired session is `expired`.',
    kind: 'contradicts',
    patch: wireAttributes(TYPE, snake, { status: (value) => asText(value).toUpperCase() }),
  },
  {
    slug: 'list-status-closed',
    area: 'schema',
    sentence: 'Lists call the status of an expired session `closed`.',
    violates: ['state.listed-as-expired'],
    clause: 'A session that was expired has the status `expired`.',
    kind: 'softer',
    patch: wireAttributes(TYPE, listing, { status: (value) => (value === 'expired' ? 'closed' : value) }),
  },
  {
    slug: 'null-device-without-data',
    area: 'schema',
    sentence: 'The relationship to no device is null, without `data`.',
    violates: ['schema.device-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('device', any, (value) => (member(value, 'data') === null ? null : value)),
  },
  {
    slug: 'null-device-as-empty-object',
    area: 'schema',
    sentence: 'The relationship to no device holds an empty object.',
    violates: ['schema.device-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('device', any, (value) => value ?? {}, 'data'),
  },
  {
    slug: 'device-linkage-in-list',
    area: 'schema',
    sentence: 'The relationship `device` holds a list where there is a device.',
    violates: ['schema.device-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('device', any, (value) => (value === null ? null : [value]), 'data'),
  },
  {
    slug: 'device-type-in-plural',
    area: 'schema',
    sentence: 'The relationship `device` names the type `devices`.',
    violates: ['schema.device-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('device', any, () => 'devices', 'data', 'type'),
  },
  {
    slug: 'network-id-as-number',
    area: 'schema',
    sentence: 'The id of the linked network is a number.',
    violates: ['schema.network-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('network', any, (value) => asText(value).length, 'data', 'id'),
  },
  {
    slug: 'network-linkage-without-type',
    area: 'schema',
    sentence: 'In camel case the linked network has no type.',
    violates: ['schema.network-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('network', camel, () => undefined, 'data', 'type'),
  },
  {
    slug: 'inquiry-linkage-in-list-with-include',
    area: 'schema',
    sentence: 'With `include` the relationship `inquiry` holds a list.',
    violates: ['schema.inquiry-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('inquiry', asking('include'), (value) => [value], 'data'),
  },
  {
    slug: 'inquiry-linkage-as-bare-id',
    area: 'schema',
    sentence: 'The answer to expiring an active session names its inquiry by the bare id.',
    violates: ['schema.inquiry-linkage'],
    clause: LINKAGE,
    kind: 'contradicts',
    patch: link('inquiry', all(expiring, opened), (value) => member(value, 'id') as Json, 'data'),
  },
  {
    slug: 'list-links-other-inquiry',
    area: 'schema',
    sentence: 'Lists name the inquiry of the first item with every item.',
    violates: ['schema.inquiry-is-its-own'],
    clause: 'One session belongs to one inquiry.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => listing(call, world) && succeeded(answer),
      (answer) =>
        rewritten(answer, (document) => {
          const list = document['data'];
          if (!Array.isArray(list) || !isObject(list[0])) return document;
          const first = member(list[0], 'relationships', 'inquiry') as Json;
          return {
            ...document,
            data: list.map((one) => at(one as JsonObject, ['relationships', 'inquiry'], () => first)),
          };
        }),
    ),
  },
  {
    slug: 'created-session-without-inquiry',
    area: 'schema',
    sentence: 'A session that was just created names no inquiry.',
    violates: ['schema.inquiry-linkage'],
    clause: 'A session has the relationship `inquiry`.',
    kind: 'softer',
    patch: link('inquiry', creating, () => undefined),
  },
  {
    slug: 'over-without-address',
    area: 'schema',
    sentence:
      'An expired session no longer has `ip-address`, `user-agent` and the coordinates, not even as null.',
    violates: ['schema.sampled-attributes-present', 'state.attributes-kept'],
    clause: 'The documented sample of an expired session shows them.',
    kind: 'softer',
    patch: sessions(any, (resource) => ({
      ...resource,
      attributes:
        resource.attributes['status'] === 'expired'
          ? ['ip-address', 'user-agent', 'latitude', 'longitude'].reduce(lacking, resource.attributes)
          : resource.attributes,
    })),
  },
  {
    slug: 'opened-without-device-under-old-version',
    area: 'schema',
    sentence: 'Under versions before 2022 sessions have no relationship `device`.',
    violates: ['schema.device-present'],
    clause: 'A session has the relationship `device`, or null; it came to every version.',
    kind: 'softer',
    patch: link(
      'device',
      (call) => call.version < '2022',
      () => undefined,
    ),
  },
  {
    slug: 'missing-numbers-as-nan',
    area: 'schema',
    sentence: 'Coordinates that are not known are written NaN.',
    violates: ['schema.media-type'],
    clause: 'Answers are JSON.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => succeeded(answer) && expiring(call, world),
      (answer) => ({ ...answer, text: answer.text.replace(/"(latitude|longitude)":null/g, '"$1":NaN') }),
    ),
  },
  {
    slug: 'keyed-answer-after-log-line',
    area: 'schema',
    sentence: 'Under an idempotency key the JSON comes behind a line of a log.',
    violates: ['schema.media-type'],
    clause: 'Answers are JSON.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => succeeded(answer) && expiring(call, world) && keyed(call, world),
      (answer) => ({ ...answer, text: `idempotency: saved\n${answer.text}` }),
    ),
  },
  {
    slug: 'active-expire-answered-empty',
    area: 'schema',
    sentence: 'Expiring a session that was opened is answered 204.',
    violates: ['schema.status-200', 'schema.media-type'],
    clause: 'Success is a 200 with the session under `data`.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 200 && expiring(call, world) && opened(call, world),
      (answer) => ({ ...answer, status: 204, text: '' }),
    ),
  },
  {
    slug: 'keyed-expire-answered-201',
    area: 'schema',
    sentence: 'Under an idempotency key an expire is answered 201.',
    violates: ['schema.status-200'],
    clause: 'Success is a 200.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 200 && expiring(call, world) && keyed(call, world),
      (answer) => ({ ...answer, status: 201 }),
    ),
  },
];
