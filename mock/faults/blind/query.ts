/** Blind faults of `include` and `fields`. */
import type { Patch } from '../../types.ts';
import type { Call } from '../../call.ts';
import { isObject, type Json, type JsonObject, mapResources, type Resource } from '../../json.ts';
import { refuse } from '../../refusals.ts';
import { all, asText, type Condition, lacking } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  asking,
  bodied,
  camel,
  creating,
  expiring,
  includes,
  inquiryOf,
  instead,
  keyed,
  listing,
  opened,
  reading,
  sessionOf,
  sparse,
  wire,
} from './kit.ts';

const FULL = '`include` puts the full related resources into `included`.';
const EMPTY = '`include=` returns none.';
const KEEPS = '`fields[TYPE]` keeps only the named attributes of that type, primary or included.';
const BOTH = '`include` and `fields` combine.';
const any: Condition = () => true;
const SESSION = 'fields[inquiry-session]';

/** The query is read as if it were another. */
function queried(
  when: Condition,
  change: (query: URLSearchParams, call: Call) => void,
  ...steps: ('include' | 'fields')[]
): Patch {
  const wrap =
    <D, W>(original: (document: D, call: Call, world: W) => D) =>
    (document: D, call: Call, world: W): D => {
      if (!when(call, world as never)) return original(document, call, world);
      const query = new URLSearchParams(call.query);
      change(query, call);
      return original(document, { ...call, query }, world);
    };
  return { steps: Object.fromEntries(steps.map((name) => [name, wrap])) };
}

/** Changes what is left of the session's attributes after `fields`. */
function kept(
  when: Condition,
  change: (left: JsonObject, full: JsonObject, call: Call) => JsonObject,
  type = 'inquiry-session',
): Patch {
  return {
    steps: {
      fields: (original) => (document, call, world) => {
        const done = original(document, call, world);
        if (!sparse(call, world) || !when(call, world)) return done;
        const full = new Map<string, Resource>();
        mapResources(document, (one) => (full.set(`${one.type} ${one.id}`, one), one));
        return mapResources(done, (one) =>
          one.type === type
            ? {
                ...one,
                attributes: change(one.attributes, full.get(`${one.type} ${one.id}`)?.attributes ?? {}, call),
              }
            : one,
        );
      },
    },
  };
}

const pick = (object: JsonObject, keep: (name: string, value: Json) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name, value]) => keep(name, value)));

const named = (call: Call, type = 'inquiry-session'): string[] =>
  (call.query.get(`fields[${type}]`) ?? '').split(',').filter(Boolean);

const several: Condition = (call) => (call.query.get('include') ?? '').includes(',');

export const queryFaults: readonly BlindFault[] = [
  {
    slug: 'only-first-include-honoured',
    area: 'query',
    sentence: 'Of several names in `include` only the first counts.',
    violates: ['query.include-several'],
    clause: FULL,
    kind: 'contradicts',
    patch: queried(
      several,
      (query) => query.set('include', (query.get('include') ?? '').split(',')[0] ?? ''),
      'include',
    ),
  },
  {
    slug: 'device-twice-in-included',
    area: 'query',
    sentence: 'An included device stands there twice.',
    violates: ['query.included-once'],
    clause: 'A related resource is included in full, once.',
    kind: 'softer',
    patch: includes(any, (list) => list.flatMap((one) => (one.type === 'device' ? [one, one] : [one]))),
  },
  {
    slug: 'null-in-included',
    area: 'query',
    sentence: 'A relationship to nothing puts null into `included`.',
    violates: ['query.included-resource-shape'],
    clause: FULL,
    kind: 'contradicts',
    patch: {
      document: (document, call) => {
        const list = document['included'];
        if (!Array.isArray(list) || !(call.query.get('include') ?? '').includes('device')) return document;
        const there = list.some((one) => isObject(one) && one['type'] === 'device');
        return there ? document : { ...document, included: [...list, null] };
      },
    },
  },
  {
    slug: 'null-behind-everything-included',
    area: 'query',
    sentence: 'With several names in `include` the list ends with null.',
    violates: ['query.included-resource-shape'],
    clause: FULL,
    kind: 'contradicts',
    patch: {
      document: (document, call, _answer, world) => {
        const list = document['included'];
        return Array.isArray(list) && several(call, world)
          ? { ...document, included: [...list, null] }
          : document;
      },
    },
  },
  {
    slug: 'included-inquiry-type-in-plural',
    area: 'query',
    sentence: 'An included inquiry has the type `inquiries`.',
    violates: ['query.links-resolve', 'query.include-inquiry'],
    clause: FULL,
    kind: 'contradicts',
    patch: wire('inquiry', any, (one) => ({ ...one, type: 'inquiries' }), 'included'),
  },
  {
    slug: 'included-device-under-other-id',
    area: 'query',
    sentence: 'An included device has another id than the relationship names.',
    violates: ['query.links-resolve'],
    clause: FULL,
    kind: 'contradicts',
    patch: wire('device', any, (one) => ({ ...one, id: `${asText(one['id'])}1` }), 'included'),
  },
  {
    slug: 'second-included-without-attributes',
    area: 'query',
    sentence: 'Only the first included resource has attributes.',
    violates: ['query.included-resource-shape'],
    clause: FULL,
    kind: 'contradicts',
    patch: {
      document: (document) => {
        const list = document['included'];
        if (!Array.isArray(list)) return document;
        return {
          ...document,
          included: list.map((one, at) => (at > 0 && isObject(one) ? lacking(one, 'attributes') : one)),
        };
      },
    },
  },
  {
    slug: 'included-as-stubs-for-active',
    area: 'query',
    sentence: 'The expire of an active session includes its relations by type and id only.',
    violates: ['query.included-resource-shape', 'query.include-inquiry'],
    clause: FULL,
    kind: 'contradicts',
    patch: {
      document: (document, call, _answer, world) => {
        const list = document['included'];
        if (!Array.isArray(list) || !expiring(call, world) || !opened(call, world)) return document;
        return {
          ...document,
          included: list.map((one) =>
            isObject(one) ? { type: one['type'] as Json, id: one['id'] as Json } : one,
          ),
        };
      },
    },
  },
  {
    slug: 'included-by-type',
    area: 'query',
    sentence: 'With several names in `include`, `included` is an object of lists by type.',
    violates: ['query.include-several', 'query.included-resource-shape'],
    clause: FULL,
    kind: 'contradicts',
    patch: {
      document: (document, call, _answer, world) => {
        const list = document['included'];
        if (!Array.isArray(list) || !several(call, world)) return document;
        const groups: Record<string, Json[]> = {};
        for (const one of list) if (isObject(one)) (groups[asText(one['type'])] ??= []).push(one);
        return { ...document, included: groups };
      },
    },
  },
  {
    slug: 'included-of-newest-sibling',
    area: 'query',
    sentence: 'The device of another session of the inquiry is included, where there is one.',
    violates: ['query.included-is-linked', 'query.links-resolve'],
    clause: FULL,
    kind: 'contradicts',
    patch: includes(expiring, (list, call, world) => {
      const session = sessionOf(world, call.params['id'] ?? '');
      const other = world.store.sessions
        .everywhere()
        .find(
          ({ id, inquiryId, deviceId }) =>
            inquiryId === session?.inquiryId && id !== session.id && deviceId !== null,
        );
      return list.map((one) =>
        one.type === 'device' && other?.deviceId ? { ...one, id: other.deviceId } : one,
      );
    }),
  },
  {
    slug: 'included-without-inquiry-status',
    area: 'query',
    sentence: 'An inquiry that is included in the answer to an expire has no status.',
    violates: ['query.inquiry-status'],
    clause: 'An inquiry has a status.',
    kind: 'contradicts',
    patch: includes(expiring, (list) =>
      list.map((one) =>
        one.type === 'inquiry' ? { ...one, attributes: lacking(one.attributes, 'status') } : one,
      ),
    ),
  },
  {
    slug: 'included-inquiry-status-as-object',
    area: 'query',
    sentence: 'The status of an included inquiry is an object in camel case.',
    violates: ['query.inquiry-status'],
    clause: 'The status of an inquiry is a text.',
    kind: 'contradicts',
    patch: wire(
      'inquiry',
      camel,
      (one) => ({
        ...one,
        attributes: { ...(one['attributes'] as JsonObject), status: { value: 'pending' } },
      }),
      'included',
    ),
  },
  {
    slug: 'included-inquiry-pretends-expired',
    area: 'query',
    sentence: 'The inquiry that the answer to an expire includes is shown as expired.',
    violates: ['state.inquiry-untouched'],
    clause: 'Expiring a session is not expiring its inquiry; what is included is the inquiry.',
    kind: 'contradicts',
    patch: includes(expiring, (list) =>
      list.map((one) =>
        one.type === 'inquiry' ? { ...one, attributes: { ...one.attributes, status: 'expired' } } : one,
      ),
    ),
  },
  {
    slug: 'fingerprints-of-device-as-list',
    area: 'query',
    sentence: 'The fingerprints of an included device are lists.',
    violates: ['query.device-attributes'],
    clause: 'The attributes of a device are texts or null.',
    kind: 'contradicts',
    patch: includes(any, (list) =>
      list.map((one) =>
        one.type === 'device'
          ? {
              ...one,
              attributes: {
                ...one.attributes,
                'device-fingerprint': [one.attributes['device-fingerprint'] ?? ''],
              },
            }
          : one,
      ),
    ),
  },
  {
    slug: 'included-device-without-id',
    area: 'query',
    sentence: 'With `fields` an included device has no id.',
    violates: ['query.included-resource-shape', 'query.links-resolve'],
    clause: BOTH,
    kind: 'contradicts',
    patch: wire('device', sparse, (one) => lacking(one, 'id'), 'included'),
  },
  {
    slug: 'empty-include-with-fields-is-default',
    area: 'query',
    sentence: 'With `fields` an empty `include` includes everything.',
    violates: ['query.include-none'],
    clause: EMPTY,
    kind: 'contradicts',
    patch: queried(
      (call, world) => sparse(call, world) && call.query.get('include') === '',
      (query) => query.set('include', 'inquiry,device,network'),
      'include',
    ),
  },
  {
    slug: 'empty-include-means-inquiry-on-reads',
    area: 'query',
    sentence: 'A read with an empty `include` includes the inquiry.',
    violates: ['query.include-none'],
    clause: EMPTY,
    kind: 'contradicts',
    patch: queried(
      (call, world) => reading(call, world) && call.query.get('include') === '',
      (query) => query.set('include', 'inquiry'),
      'include',
    ),
  },
  {
    slug: 'network-included-uncalled',
    area: 'query',
    sentence: '`include=device` includes the network too.',
    violates: ['query.include-only-asked'],
    clause: 'What is included is what was asked for.',
    kind: 'softer',
    patch: queried(
      (call) => call.query.get('include') === 'device',
      (query) => query.set('include', 'device,network'),
      'include',
    ),
  },
  {
    slug: 'nested-include-lost',
    area: 'query',
    sentence: 'Of `include=inquiry.sessions` only the inquiry is included.',
    violates: ['query.include-nested'],
    clause: '`include` reaches one level of nesting.',
    kind: 'softer',
    patch: queried(
      (call) => (call.query.get('include') ?? '').includes('.'),
      (query) => query.set('include', (query.get('include') ?? '').replace(/\.[^,]+/g, '')),
      'include',
    ),
  },
  {
    slug: 'nested-include-fails',
    area: 'query',
    sentence: 'An expire with a nested `include` is answered 500.',
    violates: ['query.include-nested'],
    clause: '`include` reaches one level of nesting.',
    kind: 'contradicts',
    patch: instead(
      'expireSession',
      (call) => (call.query.get('include') ?? '').includes('.'),
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'network-include-refused',
    area: 'query',
    sentence: '`include=network` is refused.',
    violates: ['query.include-several'],
    clause: 'The related resources of a session are device, inquiry and network.',
    kind: 'contradicts',
    patch: instead(
      'expireSession',
      (call) => (call.query.get('include') ?? '').split(',').includes('network'),
      (_call, world) => refuse(world, 400, { details: 'include names an unknown relationship.' }),
    ),
  },
  {
    slug: 'network-include-empty',
    area: 'query',
    sentence: '`include=network` includes nothing.',
    violates: ['query.links-resolve'],
    clause: FULL,
    kind: 'contradicts',
    patch: includes(any, (list) => list.filter(({ type }) => type !== 'network')),
  },
  {
    slug: 'include-ignored-with-body',
    area: 'query',
    sentence: 'With a body `include` has no effect.',
    violates: ['query.include-inquiry'],
    clause: FULL,
    kind: 'contradicts',
    patch: queried(all(bodied, expiring), (query) => query.delete('include'), 'include'),
  },
  {
    slug: 'include-ignored-on-creation',
    area: 'query',
    sentence: 'The creation of a session takes no notice of `include`.',
    violates: ['query.include-inquiry'],
    clause: FULL,
    kind: 'contradicts',
    patch: queried(creating, (query) => query.delete('include'), 'include'),
  },
  {
    slug: 'include-ignored-under-key',
    area: 'query',
    sentence: 'Under an idempotency key `include` has no effect.',
    violates: ['query.include-inquiry'],
    clause: FULL,
    kind: 'contradicts',
    patch: queried(keyed, (query) => query.delete('include'), 'include'),
  },
  {
    slug: 'include-ignored-under-2025',
    area: 'query',
    sentence: 'From 2025-10-27 on an expire includes nothing, not even what was asked for.',
    violates: ['query.include-inquiry'],
    clause: FULL,
    kind: 'contradicts',
    patch: queried(
      all(expiring, (call) => call.version >= '2025-10-27'),
      (query) => query.delete('include'),
      'include',
    ),
  },
  {
    slug: 'fields-match-by-ending',
    area: 'query',
    sentence:
      'A name in `fields` also keeps every attribute that ends with it: `latitude` keeps `gps-latitude`.',
    violates: ['query.fields-drop'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: kept(any, (_left, full, call) =>
      pick(full, (name) => named(call).some((wanted) => name.endsWith(wanted))),
    ),
  },
  {
    slug: 'fields-match-by-beginning',
    area: 'query',
    sentence: 'A name in `fields` also keeps every attribute that begins with its first word.',
    violates: ['query.fields-drop'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: kept(any, (left, full, call) =>
      named(call).length === 0
        ? left
        : pick(full, (name) => named(call).some((wanted) => name.split('-')[0] === wanted.split('-')[0])),
    ),
  },
  {
    slug: 'sparse-drops-nulls',
    area: 'query',
    sentence: 'Named attributes that are null are left out of a sparse answer.',
    violates: ['query.fields-keep'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: kept(any, (left) => pick(left, (_name, value) => value !== null)),
  },
  {
    slug: 'sparse-drops-false',
    area: 'query',
    sentence: 'Named flags that are false are left out of a sparse answer.',
    violates: ['query.fields-keep'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: kept(any, (left) => pick(left, (_name, value) => value !== false)),
  },
  {
    slug: 'only-last-field-kept',
    area: 'query',
    sentence: 'Of three names or more in `fields` the last is lost.',
    violates: ['query.fields-keep'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(
      (call) => named(call).length > 2,
      (query, call) => query.set(SESSION, named(call).slice(0, -1).join(',')),
      'fields',
    ),
  },
  {
    slug: 'status-always-kept',
    area: 'query',
    sentence: 'A sparse session always has its status, named or not.',
    violates: ['query.fields-drop'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: kept(
      (call) => named(call).length > 0,
      (left, full) => ({ status: full['status'] ?? null, ...left }),
    ),
  },
  {
    slug: 'empty-fields-keep-everything',
    area: 'query',
    sentence: '`fields[inquiry-session]=` keeps every attribute.',
    violates: ['query.fields-drop'],
    clause: KEEPS,
    kind: 'softer',
    patch: queried(
      (call) => call.query.get(SESSION) === '',
      (query) => query.delete(SESSION),
      'fields',
    ),
  },
  {
    slug: 'fields-ignored-on-lists',
    area: 'query',
    sentence: 'Lists take no notice of `fields`.',
    violates: ['query.fields-drop'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(listing, (query) => query.delete(SESSION), 'fields'),
  },
  {
    slug: 'fields-ignored-on-reads',
    area: 'query',
    sentence: 'A read takes no notice of `fields`.',
    violates: ['query.fields-drop'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(reading, (query) => query.delete(SESSION), 'fields'),
  },
  {
    slug: 'fields-ignored-for-opened',
    area: 'query',
    sentence: 'The expire of an opened session takes no notice of `fields`.',
    violates: ['query.fields-drop'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(all(expiring, opened), (query) => query.delete(SESSION), 'fields'),
  },
  {
    slug: 'fields-ignored-with-include',
    area: 'query',
    sentence: 'With `include` the fields of the session have no effect.',
    violates: ['query.include-with-fields', 'query.fields-drop'],
    clause: BOTH,
    kind: 'contradicts',
    patch: queried(asking('include'), (query) => query.delete(SESSION), 'fields'),
  },
  {
    slug: 'fields-of-device-ignored',
    area: 'query',
    sentence: '`fields[device]` has no effect.',
    violates: ['query.fields-of-included'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(any, (query) => query.delete('fields[device]'), 'fields'),
  },
  {
    slug: 'fields-of-network-ignored',
    area: 'query',
    sentence: '`fields[network]` has no effect.',
    violates: ['query.fields-of-included'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(any, (query) => query.delete('fields[network]'), 'fields'),
  },
  {
    slug: 'fields-of-inquiry-thin-out-session',
    area: 'query',
    sentence: '`fields[inquiry]` thins out the session as well.',
    violates: ['query.fields-leave-other-types'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(
      (call) => call.query.has('fields[inquiry]') && !call.query.has(SESSION),
      (query) => query.set(SESSION, query.get('fields[inquiry]') ?? ''),
      'fields',
    ),
  },
  {
    slug: 'fields-of-session-thin-out-device',
    area: 'query',
    sentence: '`fields[inquiry-session]` thins out an included device as well.',
    violates: ['query.fields-leave-other-types'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(
      (call) => call.query.has(SESSION) && !call.query.has('fields[device]'),
      (query) => query.set('fields[device]', query.get(SESSION) ?? ''),
      'fields',
    ),
  },
  {
    slug: 'second-fieldset-wins',
    area: 'query',
    sentence: 'Of two sparse fieldsets for two types only the last counts.',
    violates: ['query.include-with-fields', 'query.fields-drop'],
    clause: KEEPS,
    kind: 'contradicts',
    patch: queried(
      any,
      (query) => {
        const sets = [...query.keys()].filter((name) => name.startsWith('fields['));
        for (const name of sets.slice(0, -1)) query.delete(name);
      },
      'fields',
    ),
  },
  {
    slug: 'dotted-fields-keep-nothing',
    area: 'query',
    sentence: 'A dotted name in `fields[inquiry]` keeps nothing.',
    violates: ['query.fields-dotted'],
    clause: 'Dotted names reach into nested `fields`.',
    kind: 'contradicts',
    patch: kept(
      (call) => named(call, 'inquiry').some((name) => name.includes('.')),
      (left) => lacking(left, 'fields'),
      'inquiry',
    ),
  },
  {
    slug: 'dotted-fields-keep-all',
    area: 'query',
    sentence: 'A dotted name in `fields[inquiry]` keeps everything that is nested.',
    violates: ['query.fields-dotted'],
    clause: 'Dotted names reach into nested `fields`.',
    kind: 'contradicts',
    patch: kept(
      (call) => named(call, 'inquiry').some((name) => name.includes('.')),
      (left, full) => ({ ...left, fields: full['fields'] ?? null }),
      'inquiry',
    ),
  },
  {
    slug: 'sparse-include-names-no-inquiry',
    area: 'query',
    sentence: 'With `include` and `fields` the included inquiry is missing.',
    violates: ['query.include-with-fields'],
    clause: BOTH,
    kind: 'contradicts',
    patch: includes(sparse, (list) => list.filter(({ type }) => type !== 'inquiry')),
  },
  {
    slug: 'include-of-inquiry-brings-all-inquiries',
    area: 'query',
    sentence: '`include=inquiry` also includes the inquiry that was created before.',
    violates: ['query.included-is-linked', 'query.include-only-asked'],
    clause: 'What is included is what the session links to.',
    kind: 'contradicts',
    patch: includes(expiring, (list, call, world) => {
      const own = list.find(({ type }) => type === 'inquiry');
      const session = sessionOf(world, call.params['id'] ?? '');
      const before = world.store.inquiries
        .list(session?.environment ?? '')
        .find(({ order }) => session && order < (inquiryOf(world, session)?.order ?? 0));
      return own && before ? [...list, { ...own, id: before.id }] : list;
    }),
  },
];
