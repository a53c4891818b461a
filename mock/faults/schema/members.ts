/** Faults of the session's own members and of the attributes that every session has. */
import type { Patch } from '../../types.ts';
import type { Json, JsonObject } from '../../json.ts';
import { asText, data, lacking, primary, showing } from '../build.ts';
import type { Fault } from '../fault.ts';
import { FORM, NO_ATTRIBUTES, plainNew, SHAPE } from './kit.ts';

/** One attribute, whatever its value. */
function attribute(name: string, value: Json): Patch {
  return primary((resource) => ({ ...resource, attributes: { ...resource.attributes, [name]: value } }));
}

/** All attributes, before they are re-cased. */
function attributes(change: (values: JsonObject) => JsonObject): Patch {
  return primary((resource) => ({ ...resource, attributes: change(resource.attributes) }));
}

const ID = [...SHAPE, 'state.answer-is-the-session'] as const;
const STATUS = [...FORM, 'state.answer-shows-expired'] as const;
const CREATED = [...FORM, 'time.created-at-kept'] as const;
const EXPIRED = [...FORM, 'time.expired-at-set'] as const;

export const memberFaults: readonly Fault[] = [
  plainNew(
    'type-snake',
    '`type` is `inquiry_session`.',
    data((at) => ({ ...at, type: 'inquiry_session' })),
    'schema.type',
    ...SHAPE,
  ),
  plainNew(
    'type-plural',
    '`type` is `inquiry-sessions`.',
    data((at) => ({ ...at, type: 'inquiry-sessions' })),
    'schema.type',
    ...SHAPE,
  ),
  plainNew(
    'type-gone',
    '`type` is missing.',
    data((at) => lacking(at, 'type')),
    'schema.type',
    ...SHAPE,
  ),
  plainNew(
    'id-number',
    '`id` is a number.',
    data((at) => ({ ...at, id: 4711 })),
    'schema.id',
    ...ID,
  ),
  plainNew(
    'id-empty',
    '`id` is empty.',
    data((at) => ({ ...at, id: '' })),
    'schema.id',
    ...ID,
  ),
  plainNew(
    'id-gone',
    '`id` is missing.',
    data((at) => lacking(at, 'id')),
    'schema.id',
    ...ID,
  ),
  plainNew(
    'attributes-list',
    '`attributes` is a list of names and values.',
    data((at) => ({
      ...at,
      attributes: Object.entries(at['attributes'] as JsonObject).map(([name, value]) => ({ name, value })),
    })),
    'schema.attributes',
    ...NO_ATTRIBUTES,
  ),
  plainNew(
    'attributes-gone',
    'The attributes stand beside `type` and `id`, not under `attributes`.',
    data((at) => ({ ...lacking(at, 'attributes'), ...(at['attributes'] as JsonObject) })),
    'schema.attributes',
    ...NO_ATTRIBUTES,
  ),
  plainNew('status-number', '`status` is a number.', attribute('status', 3), 'schema.status', ...STATUS),
  plainNew('status-null', '`status` is null.', attribute('status', null), 'schema.status', ...STATUS),
  plainNew(
    'status-object',
    '`status` is an object.',
    attribute('status', { value: 'expired' }),
    'schema.status',
    ...STATUS,
  ),
  plainNew(
    'status-renamed',
    '`status` is called `state`.',
    attributes((values) => ({ ...lacking(values, 'status'), state: values['status'] ?? null })),
    'schema.status',
    ...STATUS,
  ),
  plainNew(
    'created-at-gone',
    '`created-at` is missing.',
    attributes((values) => lacking(values, 'created-at')),
    'schema.created-at',
    ...CREATED,
  ),
  plainNew(
    'created-at-null',
    '`created-at` is null.',
    attribute('created-at', null),
    'schema.created-at',
    ...CREATED,
    'state.answer-agrees-with-read',
  ),
  plainNew(
    'created-at-epoch',
    '`created-at` is a number of seconds.',
    showing({ 'created-at': (value) => Math.floor(Date.parse(asText(value)) / 1000) }),
    'schema.created-at',
    ...CREATED,
    'state.answer-agrees-with-read',
  ),
  plainNew(
    'created-at-without-zone',
    '`created-at` has no time zone.',
    showing({ 'created-at': (value) => asText(value).replace('Z', '') }),
    'schema.created-at',
    ...FORM,
  ),
  plainNew(
    'created-at-date-only',
    '`created-at` is a date without a time.',
    showing({ 'created-at': (value) => asText(value).slice(0, 10) }),
    'schema.created-at',
    ...CREATED,
    'state.answer-agrees-with-read',
  ),
  plainNew(
    'created-at-http-date',
    '`created-at` is written like an HTTP date.',
    showing({ 'created-at': (value) => new Date(asText(value)).toUTCString() }),
    'schema.created-at',
    ...CREATED,
    'state.answer-agrees-with-read',
  ),
  plainNew(
    'expired-at-without-zone',
    '`expired-at` has no time zone.',
    showing({ 'expired-at': (value) => asText(value).replace('Z', '') }),
    'schema.times',
    ...FORM,
  ),
  plainNew(
    'expired-at-epoch',
    '`expired-at` is a number of milliseconds.',
    showing({ 'expired-at': (value) => Date.parse(asText(value)) }),
    'schema.times',
    ...EXPIRED,
    'state.answer-agrees-with-read',
  ),
  plainNew(
    'expired-at-words',
    '`expired-at` is written in words.',
    showing({ 'expired-at': () => 'just now' }),
    'schema.times',
    ...EXPIRED,
    'state.answer-agrees-with-read',
  ),
  plainNew(
    'started-at-zero',
    '`started-at` of a session that was never opened is 0.',
    attributes((values) => ({ ...values, 'started-at': values['started-at'] ?? 0 })),
    'schema.times',
    ...FORM,
    'state.answer-agrees-with-read',
  ),
];
