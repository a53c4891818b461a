/** Faults of include and fields. */
import type { RequirementId } from '../../contract/catalogue.ts';
import type { Patch, World } from '../types.ts';
import type { Call } from '../call.ts';
import { type Document, type Json, type JsonObject, primaryOf, type Resource } from '../json.ts';
import { findResource } from '../resources/resources.ts';
import { sessionResource } from '../resources/session.ts';
import { all, calling, type Condition, included, lacking, only } from './build.ts';
import type { Fault } from './fault.ts';

const expiring = calling('expireSession');
const includes = ({ query }: Call): string | null => query.get('include');
const sparse = ({ query }: Call): boolean => [...query.keys()].some((name) => name.startsWith('fields['));

/** Expiring with `include=inquiry` and nothing else in the query. */
const inquiryAlone: Condition = all(
  expiring,
  (call) => includes(call) === 'inquiry' && call.query.size === 1,
);
const both: Condition = all(expiring, (call) => includes(call) === 'inquiry,device,network');
const sparseSession: Condition = all(
  expiring,
  ({ query }) => query.has('fields[inquiry-session]') && !query.has('include'),
);
const sparseInquiry: Condition = all(expiring, ({ query }) => query.has('fields[inquiry]'));
const combined: Condition = all(
  expiring,
  ({ query }) => query.has('fields[inquiry-session]') && query.has('include'),
);

/** Expiring with a nested include. */
const nested: Condition = all(expiring, (call) => includes(call)?.includes('.') === true);

/** The step of serialisation is left out. */
const leavingOut = (step: 'include' | 'fields'): Patch => ({
  steps: { [step]: () => (document: Document) => document },
});

/** Changes the list of included resources. */
function includedList(
  change: (list: Resource[], document: Document, call: Call, world: World) => Resource[],
): Patch {
  return {
    steps: {
      include: (original) => (document, call, world) => {
        const done = original(document, call, world);
        return { ...done, included: change(done.included ?? [], done, call, world) };
      },
    },
  };
}

/** The inquiry of the session that the answer shows. */
function ownInquiry(document: Document): string | undefined {
  const data = primaryOf(document)[0]?.relationships?.['inquiry']?.data;
  return data && !Array.isArray(data) ? data.id : undefined;
}

/** Changes the included resources as they go over the wire. */
function includedJson(change: (resource: JsonObject) => JsonObject): Patch {
  return {
    document: (document) => {
      const { included: list } = document;
      return Array.isArray(list)
        ? { ...document, included: list.map((resource) => change(resource as JsonObject)) }
        : document;
    },
  };
}

/** A related resource of the session, in full. */
function related(
  name: 'device' | 'inquiry' | 'network',
  document: Document,
  call: Call,
  world: World,
): Resource[] {
  const link = primaryOf(document)[0]?.relationships?.[name]?.data;
  const found = link && !Array.isArray(link) ? findResource(link, call, world) : undefined;
  return found ? [found] : [];
}

/** Expiring is a preview: it answers and does nothing. */
const preview: Patch = {
  handlers: {
    expireSession: (original) => async (call, world) => {
      const restore = world.store.snapshot();
      const answer = await original(call, world);
      restore();
      return answer;
    },
  },
};

function fault(
  slug: string,
  sentence: string,
  condition: Condition,
  patch: Patch,
  ...violates: readonly [RequirementId, ...RequirementId[]]
): Fault {
  return { slug, area: 'query', sentence, violates, patch: only(condition, patch) };
}

/** Keeps of an attribute list what the change leaves. */
function sparseAttributes(change: (attributes: JsonObject, whole: JsonObject) => JsonObject): Patch {
  return {
    steps: {
      fields: (original) => (document, call, world) => {
        const done = original(document, call, world);
        const whole = primaryOf(document)[0]?.attributes ?? {};
        const { data } = done;
        return data && !Array.isArray(data)
          ? { ...done, data: { ...data, attributes: change(data.attributes, whole) } }
          : done;
      },
    },
  };
}

/** An included network of which one attribute is something else. */
const network = (name: string, value: Json): Patch =>
  included('network', (resource) => ({
    ...resource,
    attributes: { ...resource.attributes, [name]: value },
  }));

export const queryFaults: readonly Fault[] = [
  ...(['some', 'all'] as const).map((includeDefault): Fault => ({
    slug: `included-${includeDefault}-by-default-since-2025-10-27`,
    area: 'query',
    sentence: `Under 2025-12-08 ${includeDefault === 'some' ? 'the inquiry' : 'everything related'} is included though nobody asked for it.`,
    violates: ['query.nothing-by-default'],
    patch: { open: { includeDefault } },
    under: '2025-12-08',
  })),
  fault(
    'include-network-ignored',
    'Expiring includes no network.',
    both,
    included('network', () => undefined),
    'query.include-network',
  ),
  fault(
    'network-latitude-text',
    'The latitude of an included network is a text.',
    both,
    network('latitude', '37.7'),
    'query.network-attributes',
  ),
  fault(
    'network-type-list',
    'The service type of an included network is a list.',
    both,
    network('service-type', ['mobile']),
    'query.network-attributes',
  ),
  fault(
    'network-created-in-words',
    'An included network was created “lately”.',
    both,
    network('created-at', 'lately'),
    'query.network-attributes',
  ),
  ...['behaviors', 'updated-at', 'next-step-name'].map((name) =>
    fault(
      `inquiry-without-${name}`,
      `An included inquiry lacks \`${name}\`.`,
      inquiryAlone,
      included('inquiry', (inquiry) => ({ ...inquiry, attributes: lacking(inquiry.attributes, name) })),
      'query.inquiry-members',
    ),
  ),
  fault(
    'include-ignored',
    'Expiring ignores `include=inquiry`.',
    inquiryAlone,
    leavingOut('include'),
    'query.include-inquiry',
  ),
  fault(
    'include-as-references',
    'Included resources are references without attributes.',
    inquiryAlone,
    includedJson((resource) => lacking(resource, 'attributes')),
    'query.included-resource-shape',
    'query.include-inquiry',
    'query.inquiry-status',
  ),
  fault(
    'included-inquiry-elsewhere',
    'Expiring with `include=inquiry` includes another inquiry.',
    inquiryAlone,
    included('inquiry', (inquiry) => ({ ...inquiry, id: `${inquiry.id}0` })),
    'query.include-inquiry',
  ),
  fault(
    'include-device-ignored-on-reads',
    'Reading ignores `include=device`.',
    all(calling('retrieveSession'), (call) => includes(call) === 'device'),
    leavingOut('include'),
    'query.include-device',
  ),
  fault(
    'include-takes-the-first',
    'Of several names in include only the first counts.',
    both,
    includedList((list) => list.slice(0, 1)),
    'query.include-several',
    'query.links-resolve',
  ),
  fault(
    'include-takes-the-last',
    'Of several names in include only the last counts.',
    both,
    includedList((list) => list.slice(-1)),
    'query.include-several',
    'query.links-resolve',
  ),
  fault(
    'empty-include-returns-all',
    'An empty include returns everything.',
    all(expiring, (call) => includes(call) === ''),
    includedList((_list, document, call, world) => related('inquiry', document, call, world)),
    'query.include-none',
  ),
  fault(
    'include-adds-the-device',
    '`include=inquiry` returns the device as well.',
    (call) => includes(call) === 'inquiry',
    includedList((list, document, call, world) => [...list, ...related('device', document, call, world)]),
    'query.include-only-asked',
  ),
  fault(
    'include-adds-the-network',
    '`include=inquiry` returns the network as well.',
    (call) => includes(call) === 'inquiry',
    includedList((list, document, call, world) => [...list, ...related('network', document, call, world)]),
    'query.include-only-asked',
  ),
  fault(
    'included-without-id',
    'Included resources have no id.',
    inquiryAlone,
    included('inquiry', ({ type, attributes }) => ({ type, attributes }) as Resource),
    'query.included-resource-shape',
    'query.include-inquiry',
  ),
  fault(
    'included-without-type',
    'Included resources have no type.',
    inquiryAlone,
    included('inquiry', ({ id, attributes }) => ({ id, attributes }) as Resource),
    'query.included-resource-shape',
    'query.include-inquiry',
  ),
  fault(
    'included-attributes-list',
    'The attributes of included resources are a list.',
    inquiryAlone,
    includedJson((resource) => ({ ...resource, attributes: [] })),
    'query.included-resource-shape',
    'query.include-inquiry',
    'query.inquiry-status',
  ),
  fault(
    'device-fingerprint-number',
    'The fingerprint of an included device is a number.',
    both,
    included('device', (device) => ({
      ...device,
      attributes: { ...device.attributes, 'device-fingerprint': 12 },
    })),
    'query.device-attributes',
  ),
  fault(
    'device-vendor-object',
    'The vendor’s id of an included device is an object.',
    both,
    included('device', (device) => ({
      ...device,
      attributes: { ...device.attributes, 'device-vendor-id': { id: 'x' } },
    })),
    'query.device-attributes',
  ),
  fault(
    'included-inquiry-without-status',
    'An included inquiry has no status.',
    inquiryAlone,
    included('inquiry', (inquiry) => ({ ...inquiry, attributes: lacking(inquiry.attributes, 'status') })),
    'query.inquiry-status',
  ),
  fault(
    'included-inquiry-status-number',
    'The status of an included inquiry is a number.',
    inquiryAlone,
    included('inquiry', (inquiry) => ({ ...inquiry, attributes: { ...inquiry.attributes, status: 1 } })),
    'query.inquiry-status',
  ),
  fault(
    'included-inquiry-status-null',
    'The status of an included inquiry is null.',
    inquiryAlone,
    included('inquiry', (inquiry) => ({ ...inquiry, attributes: { ...inquiry.attributes, status: null } })),
    'query.inquiry-status',
  ),
  fault(
    'included-device-under-another-id',
    'The included device bears another id than the link to it.',
    both,
    included('device', (device) => ({ ...device, id: `${device.id}0` })),
    'query.links-resolve',
    'query.include-several',
    'query.included-is-linked',
  ),
  fault(
    'included-strangers-device',
    'Another session’s device is included besides.',
    both,
    includedList((list) => [
      ...list,
      ...list.filter(({ type }) => type === 'device').map((device) => ({ ...device, id: `${device.id}0` })),
    ]),
    'query.included-is-linked',
  ),
  fault(
    'included-strangers-inquiry',
    'Another inquiry is included besides.',
    both,
    includedList((list) => [
      ...list,
      ...list
        .filter(({ type }) => type === 'inquiry')
        .map((inquiry) => ({ ...inquiry, id: `${inquiry.id}0` })),
    ]),
    'query.included-is-linked',
  ),
  fault(
    'nested-strangers-session',
    'A nested include shows a session of another inquiry besides.',
    nested,
    includedList((list, document, call, world) => {
      const own = ownInquiry(document);
      const stranger = world.store.sessions
        .list(call.key?.environment ?? '')
        .find(({ inquiryId }) => inquiryId !== own);
      return stranger ? [...list, sessionResource(stranger, world.settings.open)] : list;
    }),
    'query.included-is-linked',
  ),
  fault(
    'nested-inquiry-without-sessions',
    'A nested include finds no sessions: the inquiry links to none.',
    nested,
    includedList((list) =>
      list
        .filter(({ type }) => type !== 'inquiry-session')
        .map((resource) => ({
          ...resource,
          relationships: { ...resource.relationships, sessions: { data: [] } },
        })),
    ),
    'query.include-nested',
  ),
  fault(
    'fields-keep-the-first',
    'Of several names in fields only the first counts.',
    ({ query }) => query.has('fields[inquiry-session]'),
    sparseAttributes((attributes) => Object.fromEntries(Object.entries(attributes).slice(0, 1))),
    'query.fields-keep',
  ),
  fault(
    'fields-empty-the-session',
    'A sparse session has no attributes at all.',
    sparseSession,
    sparseAttributes(() => ({})),
    'query.fields-keep',
  ),
  fault(
    'fields-ignored',
    'Expiring ignores `fields[inquiry-session]`.',
    sparseSession,
    leavingOut('fields'),
    'query.fields-drop',
  ),
  fault(
    'fields-leak-the-address',
    'The IP address comes along, whatever fields asks for.',
    sparseSession,
    sparseAttributes((attributes, whole) => ({ ...attributes, 'ip-address': whole['ip-address'] ?? null })),
    'query.fields-drop',
  ),
  fault(
    'fields-leave-empty-names',
    'Attributes that fields does not name are shown as null.',
    sparseSession,
    sparseAttributes((attributes, whole) => ({
      ...Object.fromEntries(Object.keys(whole).map((name) => [name, null])),
      ...attributes,
    })),
    'query.fields-drop',
  ),
  fault(
    'fields-of-included-ignored',
    '`fields[inquiry]` is ignored.',
    sparseInquiry,
    leavingOut('fields'),
    'query.fields-of-included',
  ),
  fault(
    'fields-of-included-leak-a-name',
    'The reference id comes along, whatever `fields[inquiry]` asks for.',
    sparseInquiry,
    includedJson((resource) => ({
      ...resource,
      attributes: { ...(resource['attributes'] as JsonObject), 'reference-id': 'x' },
    })),
    'query.fields-of-included',
  ),
  fault(
    'fields-for-every-type',
    'A sparse fieldset for the inquiry is used for the session as well.',
    sparseInquiry,
    sparseAttributes((attributes) => ({ status: attributes['status'] ?? null })),
    'query.fields-drop',
  ),
  fault(
    'fields-of-included-empty-the-session',
    'A sparse fieldset for the inquiry empties the session.',
    sparseInquiry,
    sparseAttributes(() => ({})),
    'query.fields-keep',
  ),
  fault(
    'fields-of-the-session-empty-the-device',
    'A sparse fieldset for the session empties the included device.',
    ({ query }) => query.has('fields[inquiry-session]') && !query.has('fields[device]'),
    includedJson((resource) => (resource['type'] === 'device' ? { ...resource, attributes: {} } : resource)),
    'query.fields-leave-other-types',
  ),
  fault(
    'fields-switch-include-off',
    'With fields, include is ignored.',
    combined,
    leavingOut('include'),
    'query.include-with-fields',
  ),
  fault(
    'include-switches-fields-off',
    'With include, fields is ignored.',
    combined,
    leavingOut('fields'),
    'query.fields-drop',
    'query.fields-of-included',
  ),
  fault(
    'include-makes-a-preview',
    'With include, expiring answers and does nothing.',
    both,
    preview,
    'query.expires-all-the-same',
  ),
  fault(
    'fields-make-a-preview',
    'With fields, expiring answers and does nothing.',
    sparseSession,
    preview,
    'query.expires-all-the-same',
  ),
  fault(
    'any-display-option-makes-a-preview',
    'With include or fields, expiring an opened session answers and does nothing.',
    all(expiring, (call, world) => {
      const session = world.store.sessions.get(call.params['id'] ?? '', call.key?.environment ?? '');
      return session?.status === 'active' && (sparse(call) || call.query.has('include'));
    }),
    preview,
    'query.expires-all-the-same',
  ),
];
