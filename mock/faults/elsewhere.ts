/** Faults of an answer that no test looks at for its own sake: a repeat, a list, a sparse or included resource, one casing. */
import type { JsonObject } from '../json.ts';
import type { FinishedAnswer, Patch } from '../types.ts';
import {
  all,
  asText,
  calling,
  type Condition,
  data,
  lacking,
  only,
  onReplay,
  primary,
  showing,
  whole,
} from './build.ts';
import { fault, type Fault } from './fault.ts';

const cased =
  (casing: string): Condition =>
  (call) =>
    call.header('key-inflection') === casing;

const sparse: Condition = (call) => [...call.query.keys()].some((name) => name.startsWith('fields'));

const expire = calling('expireSession');
const reading = calling('retrieveSession');
const listing = calling('listSessions');

const rewritten =
  (change: (document: JsonObject) => JsonObject) =>
  (answer: FinishedAnswer): FinishedAnswer => ({
    ...answer,
    text: JSON.stringify(change(JSON.parse(answer.text) as JsonObject)),
  });

/** Every resource of a list. */
const listed = (change: (resource: JsonObject) => JsonObject): Patch =>
  only(listing, {
    document: (document) => {
      const { data: list } = document;
      return Array.isArray(list)
        ? { ...document, data: list.map((resource) => change(resource as JsonObject)) }
        : document;
    },
  });

const attributesOf = (resource: JsonObject) => (resource['attributes'] ?? {}) as JsonObject;

export const elsewhereFaults: readonly Fault[] = [
  fault(
    'errors-beside-data-in-camel',
    'schema',
    'In camel casing a success carries an empty list of errors as well.',
    only(
      all(expire, cased('camel')),
      whole((document) => ({ ...document, errors: [] })),
    ),
    'schema.no-errors',
  ),
  fault(
    'errors-beside-data-on-replay',
    'schema',
    'A repeated success carries a warning under `errors`.',
    onReplay(
      rewritten((document) =>
        'data' in document ? { ...document, errors: [{ title: 'Replayed' }] } : document,
      ),
    ),
    'schema.no-errors',
  ),
  fault(
    'sparse-without-id',
    'schema',
    'A sparse answer leaves the id away.',
    only(
      all(expire, sparse),
      data((resource) => lacking(resource, 'id')),
    ),
    'schema.id',
  ),
  fault(
    'sparse-without-type',
    'schema',
    'A sparse answer leaves the type away.',
    only(
      all(expire, sparse),
      data((resource) => lacking(resource, 'type')),
    ),
    'schema.type',
  ),
  fault(
    'read-without-type',
    'schema',
    'A session that is read has no type.',
    only(
      reading,
      data((resource) => lacking(resource, 'type')),
    ),
    'schema.type',
  ),
  fault(
    'list-without-id',
    'schema',
    'In a list the ids are numbers.',
    listed((resource) => ({ ...resource, id: 1 })),
    'schema.id',
  ),
  fault(
    'flags-as-text-in-lists',
    'schema',
    'In a list the flags are text.',
    listed((resource) => {
      const attributes = attributesOf(resource);
      const flags = Object.entries(attributes).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? String(value) : value,
      ]);
      return { ...resource, attributes: Object.fromEntries(flags) as JsonObject };
    }),
    'schema.flags',
  ),
  fault(
    'created-at-without-zone-when-read',
    'schema',
    'A session that is read shows `created-at` without a time zone.',
    only(reading, showing({ 'created-at': (value) => asText(value).slice(0, 19) })),
    'schema.created-at',
  ),
  fault(
    'created-at-with-a-space-when-read',
    'schema',
    'A session that is read shows `created-at` with a space in place of the T.',
    only(reading, showing({ 'created-at': (value) => asText(value).replace('T', ' ') })),
    'schema.created-at',
  ),
  fault(
    'created-at-offset-without-colon-when-read',
    'schema',
    'A session that is read shows `created-at` with the zone +0000.',
    only(reading, showing({ 'created-at': (value) => asText(value).replace('Z', '+0000') })),
    'schema.created-at',
  ),
  fault(
    'coordinates-as-text-when-read',
    'schema',
    'A session that is read shows its coordinates as text.',
    only(reading, showing({ latitude: asText, longitude: asText })),
    'schema.place-attributes',
  ),
  fault(
    'media-type-html-on-lists',
    'schema',
    'A list is sent as text/html.',
    only(listing, {
      response: (answer) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [name, name === 'Content-Type' ? 'text/html' : value]),
      }),
    }),
    'schema.media-type',
  ),
  fault(
    'lists-in-snake-case',
    'inflection',
    'A list is in snake casing, whatever was asked for.',
    listed((resource) => ({
      ...resource,
      attributes: Object.fromEntries(
        Object.entries(attributesOf(resource)).map(([name, value]) => [name.replaceAll('-', '_'), value]),
      ),
    })),
    'inflection.kebab',
  ),
  fault(
    'null-among-included',
    'query',
    'What cannot be included is there as null.',
    only(
      all(expire, (call) => call.query.has('include')),
      whole((document) => {
        const { included } = document;
        return Array.isArray(included) ? { ...document, included: [...included, null] } : document;
      }),
    ),
    'query.included-resource-shape',
  ),
  fault(
    'reads-belong-elsewhere',
    'schema',
    'A session that is read links to another inquiry.',
    only(
      reading,
      primary((resource) => ({
        ...resource,
        relationships: {
          ...resource.relationships,
          inquiry: { data: { type: 'inquiry', id: 'inq_another' } },
        },
      })),
    ),
    'schema.inquiry-is-its-own',
  ),
  fault(
    'lists-with-an-old-creation',
    'time',
    'A list shows another `created-at` than the session itself.',
    listed((resource) => ({
      ...resource,
      attributes: { ...attributesOf(resource), 'created-at': '2020-01-01T00:00:00.000Z' },
    })),
    'time.created-at-kept',
  ),
  fault(
    'lists-without-the-end',
    'time',
    'A list shows expired sessions without `expired-at`.',
    listed((resource) => ({ ...resource, attributes: { ...attributesOf(resource), 'expired-at': null } })),
    'time.expired-at-set',
  ),
];
