/** Breaking changes written from the documentation and the mock alone, before it was known what the comparison says of them. */
import { endSession, sessionsOf } from '../../mock/lifecycle.ts';
import { refuse } from '../../mock/refusals.ts';
import type { Json, JsonObject } from '../../mock/json.ts';
import type { Call } from '../../mock/call.ts';
import type { Patch, World } from '../../mock/types.ts';
import type { Case } from './case.ts';
import {
  attributes,
  errors,
  handled,
  headerNamed,
  headerValued,
  inText,
  isExpire,
  isObject,
  json,
  omit,
  refusingAll,
  relinked,
  renamed,
  restated,
  revalued,
  without,
} from './build.ts';

type Row = Omit<Case, 'label' | 'plane'>;

/** Two attributes that change places. */
const swapped = (one: string, other: string, type?: string) =>
  attributes(type ?? 'inquiry-session', (values) => ({
    ...values,
    [one]: values[other] ?? null,
    [other]: values[one] ?? null,
  }));

const later = (names: readonly string[], ms: number, type?: string) =>
  revalued(names, (value) => new Date(Date.parse(inText(value)) + ms).toISOString(), type);

const emptied = (names: readonly string[], type = 'inquiry-session') =>
  attributes(type, (values) => ({
    ...values,
    ...Object.fromEntries(names.filter((name) => values[name] === null).map((name) => [name, ''])),
  }));

const scaled = (names: readonly string[], factor: number, type?: string) =>
  revalued(names, (value) => (typeof value === 'number' ? value * factor : value), type);

const opposite = (names: readonly string[]) =>
  revalued(names, (value) => (typeof value === 'boolean' ? !value : value));

/** Idempotency keys that count by a part of themselves. */
const keyedBy = (part: (key: string) => string): Patch => ({
  stages: {
    idempotency: (original) => async (call, world) => {
      const other: Call = {
        ...call,
        header: (name: string) => {
          const value = call.header(name);
          return value !== undefined && name.toLowerCase() === 'idempotency-key' ? part(value) : value;
        },
      };
      const answer = await original(other, world);
      // What is remembered is remembered by the call itself.
      call.slot = other.slot;
      return answer;
    },
  },
});

function underAKey(call: Call): boolean {
  return isExpire(call) && call.header('idempotency-key') !== undefined;
}

function sessionOf(call: Call, world: World) {
  const { environment = '' } = call.key ?? {};
  return world.store.sessions.get(call.params['id'] ?? '', environment);
}

const values: readonly Row[] = [
  {
    slug: 'b-coordinates-swapped',
    sentence: 'Latitude and longitude change places.',
    policy: 'breaking.meaning',
    about: ['latitude', 'longitude'],
    patch: swapped('latitude', 'longitude'),
  },
  {
    slug: 'b-country-and-region-swapped',
    sentence: 'The code of the country stands where that of the region stood.',
    policy: 'breaking.meaning',
    about: ['country-code', 'region-code'],
    patch: swapped('country-code', 'region-code'),
  },
  {
    slug: 'b-browser-is-system',
    sentence: '`browser-name` says what `os-name` said, and the other way round.',
    policy: 'breaking.meaning',
    about: ['browser-name', 'os-name'],
    patch: swapped('browser-name', 'os-name'),
  },
  {
    slug: 'b-times-swapped',
    sentence: 'Creation and start change places.',
    policy: 'breaking.meaning',
    about: ['created-at', 'started-at'],
    patch: swapped('created-at', 'started-at'),
  },
  {
    slug: 'b-isp-and-organization-swapped',
    sentence: 'Provider and organization change places.',
    policy: 'breaking.meaning',
    about: ['ip-isp', 'network-organization'],
    patch: swapped('ip-isp', 'network-organization'),
  },
  {
    slug: 'b-vpn-inverted',
    sentence: '`is-vpn` says the opposite.',
    policy: 'breaking.meaning',
    about: ['is-vpn'],
    patch: opposite(['is-vpn']),
  },
  {
    slug: 'b-proxy-inverted',
    sentence: '`is-proxy` says the opposite.',
    policy: 'breaking.meaning',
    about: ['is-proxy'],
    patch: opposite(['is-proxy']),
  },
  {
    slug: 'b-all-flags-inverted',
    sentence: 'All flags say the opposite.',
    policy: 'breaking.meaning',
    about: ['is-proxy', 'is-tor', 'is-vpn', 'is-datacenter'],
    patch: opposite(['is-proxy', 'is-tor', 'is-vpn', 'is-datacenter']),
  },
  {
    slug: 'b-latitude-in-radians',
    sentence: 'Coordinates are in radians.',
    policy: 'breaking.meaning',
    about: ['latitude', 'longitude'],
    patch: scaled(['latitude', 'longitude'], Math.PI / 180),
  },
  {
    slug: 'b-gps-in-microdegrees',
    sentence: 'GPS coordinates are in millionths of a degree.',
    policy: 'breaking.meaning',
    about: ['gps-latitude', 'gps-longitude'],
    patch: scaled(['gps-latitude', 'gps-longitude'], 1e6),
  },
  {
    slug: 'b-longitude-negated',
    sentence: 'Longitudes count westwards.',
    policy: 'breaking.meaning',
    about: ['longitude'],
    patch: scaled(['longitude'], -1),
  },
  {
    slug: 'b-network-latitude-negated',
    sentence: 'Latitudes of networks count southwards.',
    policy: 'breaking.meaning',
    about: ['latitude'],
    patch: scaled(['latitude'], -1, 'network'),
  },
  {
    slug: 'b-null-handoff-is-empty',
    sentence: 'No hand-over is an empty text instead of null.',
    policy: 'breaking.meaning',
    about: ['device-handoff-method'],
    patch: emptied(['device-handoff-method']),
  },
  {
    slug: 'b-null-country-is-empty',
    sentence: 'An unknown country is an empty text instead of null.',
    policy: 'breaking.meaning',
    about: ['country-code', 'country-name'],
    patch: emptied(['country-code', 'country-name']),
  },
  {
    slug: 'b-null-times-are-empty',
    sentence: 'Times that have not come are empty texts.',
    policy: 'breaking.meaning',
    about: ['started-at', 'expired-at'],
    patch: emptied(['started-at', 'expired-at']),
  },
  {
    slug: 'b-null-flags-are-false',
    sentence: 'Unknown flags are null no more: they are the text "unknown".',
    policy: 'breaking.attribute-type',
    about: ['is-vpn'],
    patch: attributes('inquiry-session', (own) => ({ ...own, 'is-vpn': own['is-vpn'] ?? 'unknown' })),
  },
  {
    slug: 'b-expired-at-an-hour-late',
    sentence: 'The end is shown an hour late.',
    policy: 'breaking.meaning',
    about: ['expired-at'],
    patch: later(['expired-at'], 3_600_000),
  },
  {
    slug: 'b-created-at-a-day-early',
    sentence: 'The creation is shown a day early.',
    policy: 'breaking.meaning',
    about: ['created-at'],
    patch: later(['created-at'], -86_400_000),
  },
  {
    slug: 'b-started-at-is-creation',
    sentence: 'The start shows when the session was created.',
    policy: 'breaking.meaning',
    about: ['started-at'],
    patch: attributes('inquiry-session', (own) => ({
      ...own,
      'started-at': own['started-at'] === null ? null : (own['created-at'] ?? null),
    })),
  },
  {
    slug: 'b-expired-at-is-creation',
    sentence: 'The end shows when the session was created.',
    policy: 'breaking.meaning',
    about: ['expired-at'],
    patch: attributes('inquiry-session', (own) => ({
      ...own,
      'expired-at': own['expired-at'] === null ? null : (own['created-at'] ?? null),
    })),
  },
  {
    slug: 'b-expired-at-foretold',
    sentence: 'The end is foretold for sessions that are not over.',
    policy: 'breaking.meaning',
    about: ['expired-at'],
    patch: attributes('inquiry-session', (own) => ({
      ...own,
      'expired-at':
        own['expired-at'] ?? new Date(Date.parse(inText(own['created-at'])) + 86_400_000).toISOString(),
    })),
  },
  {
    slug: 'b-started-at-from-the-beginning',
    sentence: 'The start is filled for sessions that nobody has opened.',
    policy: 'breaking.meaning',
    about: ['started-at'],
    patch: attributes('inquiry-session', (own) => ({
      ...own,
      'started-at': own['started-at'] ?? own['created-at'] ?? null,
    })),
  },
  {
    slug: 'b-times-in-local-time',
    sentence: 'Times are two hours ahead and still end in Z.',
    policy: 'breaking.meaning',
    about: ['created-at', 'started-at', 'expired-at'],
    patch: later(['created-at', 'started-at', 'expired-at'], 7_200_000),
  },
  {
    slug: 'b-ip-is-number',
    sentence: 'Addresses are numbers.',
    policy: 'breaking.attribute-type',
    about: ['ip-address'],
    patch: revalued(['ip-address'], (value) =>
      inText(value)
        .split('.')
        .reduce((sum, part) => sum * 256 + Number(part), 0),
    ),
  },
  {
    slug: 'b-threat-is-number',
    sentence: 'Threat levels are numbers.',
    policy: 'breaking.attribute-type',
    about: ['threat-level'],
    patch: revalued(['threat-level'], (value) => (value === 'low' ? 1 : 2)),
  },
  {
    slug: 'b-threat-turned-round',
    sentence: 'Low and medium threat change places.',
    policy: 'breaking.meaning',
    about: ['threat-level'],
    patch: revalued(['threat-level'], (value) =>
      value === 'low' ? 'medium' : value === 'medium' ? 'low' : value,
    ),
  },
  {
    slug: 'b-connection-object',
    sentence: 'The type of the connection is an object.',
    policy: 'breaking.attribute-type',
    about: ['ip-connection-type'],
    patch: revalued(['ip-connection-type'], (value) => ({ kind: value })),
  },
  {
    slug: 'b-times-in-milliseconds',
    sentence: 'Times are milliseconds since 1970.',
    policy: 'breaking.attribute-type',
    about: ['created-at', 'started-at', 'expired-at'],
    patch: revalued(['created-at', 'started-at', 'expired-at'], (value) => Date.parse(inText(value))),
  },
  {
    slug: 'b-user-agent-list',
    sentence: 'The user agent is a list of its parts.',
    policy: 'breaking.attribute-type',
    about: ['user-agent'],
    patch: revalued(['user-agent'], (value) => inText(value).split(' ')),
  },
  {
    slug: 'b-status-in-capitals',
    sentence: 'States are in capitals.',
    policy: 'breaking.meaning',
    about: ['status'],
    patch: revalued(['status'], (value) => inText(value).toUpperCase()),
  },
];

const members: readonly Row[] = [
  {
    slug: 'b-device-vendor-id-gone',
    sentence: '`device-vendor-id` leaves the device.',
    policy: 'breaking.removed-attribute',
    about: ['device-vendor-id'],
    patch: without(['device-vendor-id'], 'device'),
  },
  {
    slug: 'b-network-country-gone',
    sentence: 'The country leaves the network.',
    policy: 'breaking.removed-attribute',
    about: ['country-code'],
    patch: without(['country-code'], 'network'),
  },
  {
    slug: 'b-network-created-at-renamed',
    sentence: '`created-at` of a network is called `first-seen-at`.',
    policy: 'breaking.removed-attribute',
    about: ['created-at'],
    patch: renamed('created-at', 'first-seen-at', 'network'),
  },
  {
    slug: 'b-inquiry-note-gone',
    sentence: '`note` leaves the inquiry.',
    policy: 'breaking.removed-attribute',
    about: ['note'],
    patch: without(['note'], 'inquiry'),
  },
  {
    slug: 'b-inquiry-status-renamed',
    sentence: '`status` of an inquiry is called `state`.',
    policy: 'breaking.removed-attribute',
    about: ['status'],
    patch: renamed('status', 'state', 'inquiry'),
  },
  {
    slug: 'b-inquiry-tags-text',
    sentence: 'Tags of an inquiry are one text.',
    policy: 'breaking.attribute-type',
    about: ['tags'],
    patch: revalued(
      ['tags'],
      (value) => (Array.isArray(value) ? value.map(inText).join(',') : value),
      'inquiry',
    ),
  },
  {
    slug: 'b-inquiry-expires-at-gone',
    sentence: '`expires-at` leaves the inquiry.',
    policy: 'breaking.removed-attribute',
    about: ['expires-at'],
    patch: without(['expires-at'], 'inquiry'),
  },
  {
    slug: 'b-expired-without-device-data',
    sentence: 'Expired sessions no longer say what they were opened on.',
    policy: 'breaking.removed-attribute',
    about: ['device-name', 'device-type'],
    patch: without(
      ['device-name', 'device-type'],
      'inquiry-session',
      ({ attributes: own }) => own['status'] === 'expired',
    ),
  },
  {
    slug: 'b-new-without-status',
    sentence: 'Sessions that nobody has opened show no state.',
    policy: 'breaking.removed-attribute',
    about: ['status'],
    patch: without(['status'], 'inquiry-session', ({ attributes: own }) => own['status'] === 'new'),
  },
  {
    slug: 'b-list-without-attributes',
    sentence: 'Lists show type and id only.',
    policy: 'breaking.removed-attribute',
    about: ['attributes', 'list'],
    patch: json((document) =>
      Array.isArray(document['data'])
        ? {
            ...document,
            data: document['data'].map((one) =>
              isObject(one) ? omit(one, ['attributes', 'relationships']) : one,
            ),
          }
        : document,
    ),
  },
  {
    slug: 'b-list-without-links',
    sentence: 'Lists carry no `links`.',
    policy: 'breaking.removed-attribute',
    about: ['links'],
    patch: json((document) => (Array.isArray(document['data']) ? omit(document, ['links']) : document)),
  },
  {
    slug: 'b-data-in-a-list',
    sentence: 'The answer to expire is a list of one.',
    policy: 'breaking.attribute-type',
    about: ['data', 'expire'],
    patch: json((document, call) =>
      isExpire(call) && isObject(document['data']) ? { ...document, data: [document['data']] } : document,
    ),
  },
  {
    slug: 'b-expire-answers-nothing',
    sentence: 'Expire answers 200 with `data` null.',
    policy: 'breaking.removed-attribute',
    about: ['data', 'expire'],
    patch: json((document, call) =>
      isExpire(call) && isObject(document['data']) ? { ...document, data: null } : document,
    ),
  },
  {
    slug: 'b-created-without-relationships',
    sentence: 'A created session shows no relationships.',
    policy: 'breaking.removed-relationship',
    about: ['relationships'],
    patch: json((document, call) =>
      call.endpoint.name === 'createSession' && isObject(document['data'])
        ? { ...document, data: omit(document['data'], ['relationships']) }
        : document,
    ),
  },
  {
    slug: 'b-relationship-flattened',
    sentence: 'Relationships show type and id without `data`.',
    policy: 'breaking.attribute-type',
    about: ['relationships.inquiry', 'relationships'],
    patch: json((document) => {
      const { data } = document;
      if (!isObject(data) || !isObject(data['relationships'])) return document;
      return {
        ...document,
        data: {
          ...data,
          relationships: Object.fromEntries(
            Object.entries(data['relationships']).map(([name, link]): [string, Json] => [
              name,
              isObject(link) ? (link['data'] ?? null) : null,
            ]),
          ),
        },
      };
    }),
  },
  {
    slug: 'b-device-link-without-type',
    sentence: 'The link to the device names no type.',
    policy: 'breaking.removed-attribute',
    about: ['relationships.device'],
    patch: relinked((links) => ({
      ...links,
      device: {
        data: isObject(links['device']?.data)
          ? (omit(links['device'].data as unknown as JsonObject, ['type']) as never)
          : null,
      },
    })),
  },
  {
    slug: 'b-inquiry-link-to-template',
    sentence: 'The link to the inquiry leads to its template.',
    policy: 'breaking.meaning',
    about: ['relationships.inquiry'],
    patch: relinked((links) => ({
      ...links,
      inquiry: { data: { type: 'inquiry-template', id: 'itmpl_x' } },
    })),
  },
  {
    slug: 'b-device-shared',
    sentence: 'Every session is linked to the same device.',
    policy: 'breaking.meaning',
    about: ['relationships.device'],
    patch: relinked((links) =>
      links['device']?.data ? { ...links, device: { data: { type: 'device', id: 'dev_one' } } } : links,
    ),
  },
  {
    slug: 'b-included-without-attributes',
    sentence: 'What is included shows no attributes.',
    policy: 'breaking.removed-attribute',
    about: ['included'],
    patch: json((document) =>
      Array.isArray(document['included'])
        ? {
            ...document,
            included: document['included'].map((one) => (isObject(one) ? omit(one, ['attributes']) : one)),
          }
        : document,
    ),
  },
  {
    slug: 'b-network-not-included',
    sentence: '`include=network` includes nothing.',
    policy: 'breaking.removed-api',
    about: ['network'],
    patch: json((document) =>
      Array.isArray(document['included'])
        ? {
            ...document,
            included: document['included'].filter((one) => !isObject(one) || one['type'] !== 'network'),
          }
        : document,
    ),
  },
  {
    slug: 'b-links-meta-gone',
    sentence: 'A made link stands in `data` instead of `meta`.',
    policy: 'breaking.removed-attribute',
    about: ['meta'],
    patch: json((document, call) =>
      call.endpoint.name === 'generateOneTimeLink' && isObject(document['meta'])
        ? { ...omit(document, ['meta']), data: document['meta'] }
        : document,
    ),
  },
  {
    slug: 'b-ids-are-numbers',
    sentence: 'Ids of sessions are numbers.',
    policy: 'breaking.attribute-type',
    about: ['data.id', 'id'],
    patch: json((document, call) =>
      call.endpoint.name === 'retrieveSession' && isObject(document['data'])
        ? { ...document, data: { ...document['data'], id: 12345 } }
        : document,
    ),
  },
];

const behaviour: readonly Row[] = [
  {
    slug: 'b-expire-idempotent',
    sentence: 'A second expire is answered 204.',
    policy: 'breaking.status-code',
    about: ['expire'],
    patch: restated(409, 204, isExpire),
  },
  {
    slug: 'b-create-200',
    sentence: 'Creations are answered 200.',
    policy: 'breaking.status-code',
    about: ['POST /inquiry-sessions'],
    patch: restated(201, 200, ({ endpoint }) => endpoint.name === 'createSession'),
  },
  {
    slug: 'b-list-needs-filter',
    sentence: 'A page size over 25 is refused.',
    policy: 'breaking.stricter-validation',
    about: ['GET /inquiry-sessions'],
    patch: refusingAll(
      400,
      (call) => call.endpoint.name === 'listSessions' && Number(call.query.get('page[size]') ?? 0) > 25,
    ),
  },
  {
    slug: 'b-body-refused',
    sentence: 'Expire refuses every body.',
    policy: 'breaking.stricter-validation',
    about: ['expire'],
    patch: refusingAll(400, (call) => isExpire(call) && call.bodyText !== ''),
  },
  {
    slug: 'b-camel-refused',
    sentence: '`Key-Inflection: camel` is refused.',
    policy: 'breaking.removed-api',
    about: ['400', 'camel'],
    patch: refusingAll(400, (call) => call.header('key-inflection') === 'camel'),
  },
  {
    slug: 'b-fields-refused',
    sentence: '`fields` is refused.',
    policy: 'breaking.removed-api',
    about: ['400', 'fields'],
    patch: refusingAll(400, (call) => [...call.query.keys()].some((name) => name.startsWith('fields'))),
  },
  {
    slug: 'b-long-keys-refused',
    sentence: 'Idempotency keys of more than 64 characters are refused.',
    policy: 'breaking.stricter-validation',
    about: ['400', 'key'],
    patch: refusingAll(400, (call) => (call.header('idempotency-key') ?? '').length > 64),
  },
  {
    slug: 'b-keys-without-case',
    sentence: 'Idempotency keys are compared without regard to case.',
    policy: 'breaking.meaning',
    about: ['case', 'repeated', 'expire'],
    patch: keyedBy((key) => key.toLowerCase()),
  },
  {
    slug: 'b-keys-cut',
    sentence: 'Idempotency keys count by their first 100 characters.',
    policy: 'breaking.meaning',
    about: ['128th', 'repeated', 'expire'],
    patch: keyedBy((key) => key.slice(0, 100)),
  },
  {
    slug: 'b-401-becomes-404',
    sentence: 'Without a key nothing is found.',
    policy: 'breaking.status-code',
    about: ['expire', '404'],
    patch: restated(401, 404),
  },
  {
    slug: 'b-403-becomes-401',
    sentence: 'A key without permission is answered 401.',
    policy: 'breaking.status-code',
    about: ['expire', '401'],
    patch: restated(403, 401),
  },
  {
    slug: 'b-mismatch-is-500',
    sentence: 'A key used for something else fails with 500.',
    policy: 'breaking.status-code',
    about: ['500'],
    patch: {
      response: (answer, call) =>
        [400, 422].includes(answer.status) && underAKey(call) ? { ...answer, status: 500 } : answer,
    },
  },
  {
    slug: 'b-default-camel',
    sentence: 'Without `Key-Inflection` names are in camelCase.',
    policy: 'breaking.removed-attribute',
    about: ['casing', 'Key-Inflection'],
    patch: {
      steps: {
        inflection: (original) => (document, call, world) =>
          original(
            document,
            call.header('key-inflection') === undefined ? { ...call, inflection: 'camel' } : call,
            world,
          ),
      },
    },
  },
  {
    slug: 'b-expire-all-leaves-active',
    sentence: 'Expiring all sessions expires none that is in use.',
    policy: 'breaking.meaning',
    about: ['expire-all', 'status'],
    patch: handled('expireAllSessions', () => () => ({ status: 200, document: { data: [] } })),
  },
  {
    slug: 'b-expire-restarts',
    sentence: 'Expiring starts another session of the inquiry over.',
    policy: 'breaking.meaning',
    about: ['status', 'started-at', 'read'],
    patch: handled('expireSession', (original) => async (call, world) => {
      const answer = await original(call, world);
      const session = sessionOf(call, world);
      const { environment = '' } = call.key ?? {};
      const inquiry = session && world.store.inquiries.get(session.inquiryId, environment);
      if (answer.status === 200 && inquiry)
        for (const other of sessionsOf(inquiry, world))
          if (other.status === 'new') endSession(other, world, call.at.getTime());
      return answer;
    }),
  },
  {
    slug: 'b-link-ends-session',
    sentence: 'A second link for a session ends it.',
    policy: 'breaking.meaning',
    about: ['status'],
    patch: handled('generateOneTimeLink', (original) => async (call, world) => {
      const answer = await original(call, world);
      const session = sessionOf(call, world);
      if (answer.status === 200 && session?.status === 'active')
        endSession(session, world, call.at.getTime());
      return answer;
    }),
  },
  {
    slug: 'b-new-not-listed',
    sentence: 'Lists leave sessions away that nobody has opened.',
    policy: 'breaking.meaning',
    about: ['list'],
    patch: handled('listSessions', (original) => async (call, world) => {
      const answer = await original(call, world);
      const data = answer.document?.data;
      return Array.isArray(data)
        ? {
            ...answer,
            document: {
              ...answer.document,
              data: data.filter(({ attributes: own }) => own['status'] !== 'new'),
            },
          }
        : answer;
    }),
  },
  {
    slug: 'b-filter-not-heeded',
    sentence: 'The filter of lists is not heeded.',
    policy: 'breaking.removed-api',
    about: ['list'],
    patch: handled('listSessions', (original) => (call, world) => {
      const query = new URLSearchParams([...call.query].filter(([name]) => !name.startsWith('filter')));
      return original({ ...call, query }, world);
    }),
  },
  {
    slug: 'b-limit-headers-gone',
    sentence: 'Nothing announces the limit any more.',
    policy: 'breaking.removed-api',
    about: ['ratelimit'],
    patch: headerNamed(/^ratelimit-/i, () => null),
  },
  {
    slug: 'b-reset-in-words',
    sentence: 'RateLimit-Reset carries a unit.',
    policy: 'breaking.attribute-type',
    about: ['ratelimit-reset'],
    patch: headerValued(/^ratelimit-reset$/i, (value) => `${value}s`),
  },
  {
    slug: 'b-environment-header-gone',
    sentence: 'Answers do not name the environment.',
    policy: 'breaking.removed-api',
    about: ['persona-environment-id'],
    patch: headerNamed(/^persona-environment-id$/i, () => null),
  },
  {
    slug: 'b-errors-in-text',
    sentence: 'Errors are plain text.',
    policy: 'breaking.removed-attribute',
    about: ['errors', 'content-type', 'answers are'],
    patch: {
      response: (answer) =>
        answer.status >= 400
          ? {
              ...answer,
              text: 'refused',
              headers: answer.headers.map(
                ([name, value]) => [name, /^content-type$/i.test(name) ? 'text/plain' : value] as const,
              ),
            }
          : answer,
    },
  },
  {
    slug: 'b-errors-by-name',
    sentence: 'Errors are an object by number.',
    policy: 'breaking.removed-attribute',
    about: ['errors'],
    patch: json((document) =>
      Array.isArray(document['errors'])
        ? { ...document, errors: { '0': document['errors'][0] ?? null } }
        : document,
    ),
  },
  {
    slug: 'b-titles-gone',
    sentence: 'Errors carry no title.',
    policy: 'breaking.removed-attribute',
    about: ['title'],
    patch: errors((error) => omit(error, ['title'])),
  },
  {
    slug: 'b-unknown-version-ok-refused',
    sentence: 'This version is refused altogether.',
    policy: 'breaking.removed-api',
    about: ['refused with 400'],
    patch: { stages: { parameters: () => (_, world) => refuse(world, 400) } },
  },
];

const on = (plane: Case['plane'], rows: readonly Row[]): Case[] =>
  rows.map((row) => ({ ...row, plane, label: 'breaking', blind: true }));

export const blindBreaking: readonly Case[] = [
  ...on('shape', values),
  ...on('shape', members),
  ...on('transitions', behaviour),
];
