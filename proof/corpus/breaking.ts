/** Changes that break somebody who reads everything documented. */
import { faults } from '../../mock/faults/faults.ts';
import { inflect, kebab } from '../../mock/casing.ts';
import { mapResources, type JsonObject } from '../../mock/json.ts';
import { endInquiry, endSession, sessionsOf } from '../../mock/lifecycle.ts';
import { refuse } from '../../mock/refusals.ts';
import { sessionResource } from '../../mock/resources/session.ts';
import type { Case } from './case.ts';
import {
  attributes,
  envelope,
  errors,
  handled,
  headerNamed,
  headerValued,
  isExpire,
  inText,
  isObject,
  json,
  omit,
  refusing,
  refusingAll,
  relinked,
  renamed,
  resources,
  restated,
  revalued,
  without,
} from './build.ts';

type Row = Omit<Case, 'label' | 'plane'>;

const transitions: readonly Row[] = [
  {
    slug: 'expire-answers-202',
    sentence: 'A successful expire is answered 202.',
    policy: 'breaking.status-code',
    rule: 'transition.other-success',
    patch: restated(200, 202, isExpire),
  },
  {
    slug: 'expire-needs-a-body',
    sentence: 'Expire refuses a request without a body.',
    policy: 'breaking.new-required-parameter',
    rule: 'transition.refused-now',
    patch: refusingAll(400, (call) => isExpire(call) && call.bodyText === '', 'A body is required.'),
  },
  {
    slug: 'expire-needs-a-key',
    sentence: 'Expire refuses a request without an Idempotency-Key.',
    policy: 'breaking.new-required-parameter',
    rule: 'transition.refused-now',
    patch: refusingAll(
      400,
      (call) => isExpire(call) && call.header('idempotency-key') === undefined,
      'Idempotency-Key is required.',
    ),
  },
  {
    slug: 'new-session-cannot-be-expired',
    sentence: 'A session that nobody has opened cannot be expired.',
    policy: 'breaking.status-code',
    rule: 'transition.refused-now',
    patch: handled('expireSession', (original) => (call, world) => {
      const session = call.view.sessions.get(call.params['id'] ?? '', call.key?.environment ?? '');
      return session?.status === 'new' ? refuse(world, 409) : original(call, world);
    }),
  },
  {
    slug: 'active-session-cannot-be-expired',
    sentence: 'A session in use cannot be expired.',
    policy: 'breaking.stricter-validation',
    rule: 'transition.refused-now',
    patch: handled('expireSession', (original) => (call, world) => {
      const session = call.view.sessions.get(call.params['id'] ?? '', call.key?.environment ?? '');
      return session?.status === 'active' ? refuse(world, 422) : original(call, world);
    }),
  },
  {
    slug: 'expire-only-says-so',
    sentence: 'Expire answers as before, but the session lives on.',
    policy: 'breaking.meaning',
    rule: 'transition.other-state',
    patch: handled('expireSession', () => (call, world) => {
      const session = call.view.sessions.get(call.params['id'] ?? '', call.key?.environment ?? '');
      if (!session) return refuse(world, 404);
      const shown = { ...session, status: 'expired' as const, expiredAt: call.at.getTime() };
      return { status: 200, document: { data: sessionResource(shown, world.settings.open) } };
    }),
  },
  {
    slug: 'expired-is-called-ended',
    sentence: 'The state `expired` is called `ended`.',
    policy: 'breaking.meaning',
    rule: 'transition.other-state',
    patch: revalued(['status'], (value) => (value === 'expired' ? 'ended' : value)),
  },
  {
    slug: 'active-is-called-started',
    sentence: 'The state `active` is called `started`.',
    policy: 'breaking.meaning',
    rule: 'transition.other-state',
    patch: revalued(['status'], (value) => (value === 'active' ? 'started' : value)),
  },
  {
    slug: 'second-expire-succeeds',
    sentence: 'Expiring what is expired already succeeds.',
    policy: 'breaking.status-code',
    rule: 'transition.accepted-now',
    patch: { open: { reExpire: 200 } },
  },
  {
    slug: 'unknown-session-succeeds',
    sentence: 'Expiring a session that does not exist succeeds.',
    policy: 'breaking.meaning',
    rule: 'transition.accepted-now',
    patch: handled('expireSession', (original) => async (call, world) => {
      const answer = await original(call, world);
      return answer.status === 404 ? { status: 200, text: '{"data":null}' } : answer;
    }),
  },
  {
    slug: 'second-expire-422',
    sentence: 'Expiring what is expired already is answered 422.',
    policy: 'breaking.status-code',
    rule: 'transition.other-refusal',
    patch: { open: { reExpire: 422 } },
  },
  {
    slug: 'inquiry-expires-too',
    sentence: 'Expiring a session expires its inquiry.',
    policy: 'breaking.meaning',
    rule: 'transition.side-effect',
    patch: handled('expireSession', (original) => async (call, world) => {
      const answer = await original(call, world);
      const { environment = '' } = call.key ?? {};
      const session = world.store.sessions.get(call.params['id'] ?? '', environment);
      const inquiry = session && world.store.inquiries.get(session.inquiryId, environment);
      if (answer.status === 200 && inquiry) endInquiry(inquiry, world, call.at.getTime());
      return answer;
    }),
  },
  {
    slug: 'siblings-expire-too',
    sentence: 'Expiring a session expires the other sessions of its inquiry.',
    policy: 'breaking.meaning',
    rule: 'transition.other-state',
    patch: handled('expireSession', (original) => async (call, world) => {
      const answer = await original(call, world);
      const { environment = '' } = call.key ?? {};
      const session = world.store.sessions.get(call.params['id'] ?? '', environment);
      const inquiry = session && world.store.inquiries.get(session.inquiryId, environment);
      if (answer.status === 200 && inquiry) {
        for (const other of sessionsOf(inquiry, world)) endSession(other, world, call.at.getTime());
      }
      return answer;
    }),
  },
  {
    slug: 'expire-all-takes-new',
    sentence: 'Expiring all sessions takes those that nobody has opened.',
    policy: 'breaking.meaning',
    rule: 'transition.other-state',
    patch: { open: { expireAllTakesNew: true } },
  },
  {
    slug: 'expired-inquiry-not-resumed',
    sentence: 'Resuming an inquiry that has expired is refused.',
    policy: 'breaking.status-code',
    rule: 'transition.refused-now',
    patch: refusing('resumeInquiry', 409),
  },
  {
    slug: 'link-endpoint-gone',
    sentence: 'One-time links are made elsewhere: the endpoint is gone.',
    policy: 'breaking.removed-api',
    rule: 'transition.refused-now',
    patch: refusing('generateOneTimeLink', 404),
  },
  {
    slug: 'expire-all-gone',
    sentence: 'Expiring all sessions is gone.',
    policy: 'breaking.removed-api',
    rule: 'transition.refused-now',
    patch: refusing('expireAllSessions', 404),
  },
  {
    slug: 'include-device-refused',
    sentence: '`include=device` is not accepted any more.',
    policy: 'breaking.removed-api',
    rule: 'transition.refused-now',
    patch: refusingAll(400, (call) => (call.query.get('include') ?? '').includes('device')),
  },
  {
    slug: 'unknown-fields-refused',
    sentence: 'An unknown name in `fields` is refused.',
    policy: 'breaking.stricter-validation',
    rule: 'transition.refused-now',
    patch: { open: { unknownFields: 'refuse' } },
  },
  {
    slug: 'unknown-casing-refused',
    sentence: 'An unknown casing is refused.',
    policy: 'breaking.stricter-validation',
    rule: 'transition.refused-now',
    patch: { open: { unknownInflection: 'refuse' } },
  },
  {
    slug: 'unknown-key-403',
    sentence: 'An unknown key is answered 403.',
    policy: 'breaking.status-code',
    rule: 'transition.other-refusal',
    patch: restated(401, 403),
  },
  {
    slug: 'expired-at-moves',
    sentence: 'Reading an expired session shows another time of its end each time.',
    policy: 'breaking.meaning',
    rule: 'transition.side-effect',
    patch: handled('retrieveSession', (original) => async (call, world) => {
      const answer = await original(call, world);
      const data = answer.document?.data;
      if (data === undefined || Array.isArray(data) || data.attributes['expired-at'] === null) return answer;
      const moved = new Date(call.at.getTime() + world.random.below(5000)).toISOString();
      return {
        ...answer,
        document: { data: { ...data, attributes: { ...data.attributes, 'expired-at': moved } } },
      };
    }),
  },
];

const errorObjects: readonly Row[] = [
  {
    slug: 'titles-empty',
    sentence: 'Titles of errors are empty.',
    policy: 'breaking.meaning',
    rule: 'requirement.broken',
    patch: errors((error) => ({ ...error, title: '' })),
  },
  {
    slug: 'new-source-is-a-text',
    sentence: 'Errors that had no source carry one of a type that is not documented.',
    policy: 'breaking.attribute-type',
    rule: 'error.member-type',
    patch: errors((error) => ('source' in error ? error : { ...error, source: 'path' })),
  },
  {
    slug: 'meta-of-errors-is-a-text',
    sentence: 'Errors carry a `meta` of a type that is not documented.',
    policy: 'breaking.attribute-type',
    rule: 'error.member-type',
    patch: errors((error) => ({ ...error, meta: 'more' })),
  },
  {
    slug: 'errors-become-error',
    sentence: 'Refusals carry one `error` instead of a list.',
    policy: 'breaking.removed-attribute',
    rule: 'error.envelope',
    patch: envelope((document) => ({
      error: Array.isArray(document['errors']) ? (document['errors'][0] ?? null) : null,
    })),
  },
  {
    slug: 'title-becomes-message',
    sentence: 'The title of an error is called `message`.',
    policy: 'breaking.removed-attribute',
    rule: 'error.member-removed',
    patch: errors(({ title, ...rest }) => ({ ...rest, message: title ?? null })),
  },
  {
    slug: 'details-gone',
    sentence: 'Errors carry no details.',
    policy: 'breaking.removed-attribute',
    rule: 'error.member-removed',
    patch: { open: { errorDetails: false } },
  },
  {
    slug: 'details-become-a-list',
    sentence: 'The details of an error are a list.',
    policy: 'breaking.attribute-type',
    rule: 'error.member-type',
    patch: errors((error) =>
      'details' in error ? { ...error, details: [error['details'] ?? null] } : error,
    ),
  },
];

const shape: readonly Row[] = [
  {
    slug: 'os-name-gone',
    sentence: '`os-name` is removed.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: without(['os-name']),
  },
  {
    slug: 'created-at-renamed',
    sentence: '`created-at` is called `created-time`.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: renamed('created-at', 'created-time'),
  },
  {
    slug: 'latitude-is-text',
    sentence: 'Coordinates are texts.',
    policy: 'breaking.attribute-type',
    rule: 'shape.type-changed',
    patch: revalued(['latitude', 'longitude'], inText),
  },
  {
    slug: 'flags-are-words',
    sentence: 'Flags are `yes` and `no`.',
    policy: 'breaking.attribute-type',
    rule: 'shape.type-changed',
    patch: revalued(['is-proxy', 'is-vpn', 'is-tor', 'is-datacenter'], (value) =>
      value === true ? 'yes' : 'no',
    ),
  },
  {
    slug: 'times-are-numbers',
    sentence: 'The end of a session is a number of seconds.',
    policy: 'breaking.attribute-type',
    rule: 'shape.type-changed',
    patch: revalued(['expired-at'], (value) => Math.floor(Date.parse(inText(value)) / 1000)),
  },
  {
    slug: 'times-are-days',
    sentence: 'The creation of a session is a day.',
    policy: 'breaking.attribute-type',
    rule: 'shape.type-changed',
    patch: revalued(['created-at'], (value) => inText(value).slice(0, 10)),
  },
  {
    slug: 'started-at-always-null',
    sentence: '`started-at` is never filled.',
    policy: 'breaking.meaning',
    rule: 'shape.null-always',
    patch: revalued(['started-at'], () => null),
  },
  {
    slug: 'created-at-may-be-null',
    sentence: '`created-at` is null for sessions that nobody has opened.',
    policy: 'breaking.attribute-type',
    patch: attributes('inquiry-session', (values) =>
      values['status'] === 'new' ? { ...values, 'created-at': null } : values,
    ),
  },
  {
    slug: 'device-fingerprint-gone',
    sentence: '`device-fingerprint` leaves the device.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: without(['device-fingerprint'], 'device'),
  },
  {
    slug: 'link-renamed',
    sentence: 'The one-time link in `meta` is called `link`.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: handled('generateOneTimeLink', (original) => async (call, world) => {
      const answer = await original(call, world);
      const { 'one-time-link-short': short, ...rest } = answer.document?.meta ?? {};
      return short === undefined
        ? answer
        : { ...answer, document: { ...answer.document, meta: { ...rest, 'short-link': short } } };
    }),
  },
  {
    slug: 'expire-shows-less',
    sentence: 'The answer to expire leaves `expired-at` away.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: json((document, call) => {
      const { data } = document;
      return isExpire(call) && isObject(data) && isObject(data['attributes'])
        ? {
            ...document,
            data: {
              ...data,
              attributes: omit(data['attributes'], ['expired-at', 'expiredAt', 'expired_at']),
            },
          }
        : document;
    }),
  },
  {
    slug: 'unopened-without-country',
    sentence: 'Sessions that nobody has opened leave the country away.',
    policy: 'breaking.removed-attribute',
    patch: without(
      ['country-code', 'country-name'],
      'inquiry-session',
      ({ attributes: values }) => values['started-at'] === null,
    ),
  },
  {
    slug: 'sometimes-without-threat-level',
    sentence: 'Half of the sessions leave `threat-level` away.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-sometimes-absent',
    patch: without(['threat-level'], 'inquiry-session', ({ id }) => id.charCodeAt(id.length - 1) % 2 === 0),
  },
  {
    slug: 'names-below-fields-rewritten',
    sentence: 'The names below an inquiry’s `fields` come in snake_case where they came in camelCase.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) =>
          mapResources(original(document, call, world), (resource) =>
            resource.type === 'inquiry' && call.inflection === 'camel'
              ? { ...resource, attributes: inSnake(resource.attributes) }
              : resource,
          ),
      },
    },
  },
  {
    slug: 'personal-attributes-gone',
    sentence: 'An inquiry carries what is personal in its `fields` alone.',
    about: ['name-first', 'birthdate'],
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: without(['name-first', 'name-last', 'birthdate'], 'inquiry'),
  },
  {
    slug: 'reference-id-gone',
    sentence: 'An inquiry does not carry its `reference-id`.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: without(['reference-id'], 'inquiry'),
  },
  {
    slug: 'network-provider-gone',
    sentence: 'A network does not name its provider.',
    policy: 'breaking.removed-attribute',
    rule: 'shape.member-removed',
    patch: without(['service-provider'], 'network'),
  },
  {
    slug: 'network-coordinates-are-texts',
    sentence: 'The coordinates of a network are texts.',
    policy: 'breaking.attribute-type',
    rule: 'shape.type-changed',
    patch: revalued(['latitude', 'longitude'], inText, 'network'),
  },
  {
    slug: 'fields-ignored',
    sentence: '`fields` is not heeded any more.',
    policy: 'breaking.removed-api',
    patch: { steps: { fields: () => (document) => document } },
  },
];

const headersAndCasing: readonly Row[] = [
  {
    slug: 'request-id-gone',
    sentence: 'Answers carry no Request-Id.',
    policy: 'breaking.removed-api',
    rule: 'header.removed',
    patch: headerNamed(/^request-id$/i, () => null),
  },
  {
    slug: 'request-id-gone-from-a-404',
    sentence: 'The refusal of an unknown id carries no Request-Id.',
    policy: 'breaking.removed-api',
    patch: {
      response: (answer) =>
        answer.status === 404
          ? { ...answer, headers: answer.headers.filter(([name]) => name !== 'Request-Id') }
          : answer,
    },
  },
  {
    slug: 'environment-id-gone',
    sentence: 'Answers do not say which environment they are of.',
    policy: 'breaking.removed-api',
    rule: 'header.removed',
    patch: headerNamed(/^persona-environment-id$/i, () => null),
  },
  {
    slug: 'organization-id-gone',
    sentence: 'Answers do not say which organisation they are of.',
    policy: 'breaking.removed-api',
    rule: 'header.removed',
    patch: headerNamed(/^persona-organization-id$/i, () => null),
  },
  {
    slug: 'media-type-changed',
    sentence: 'Answers are `application/vnd.api+json`.',
    policy: 'breaking.meaning',
    rule: 'header.media-type',
    patch: headerValued(/^content-type$/i, () => 'application/vnd.api+json'),
  },
  {
    slug: 'limit-headers-renamed',
    sentence: 'The headers of the rate limit begin with X-.',
    policy: 'breaking.removed-api',
    rule: 'header.removed',
    patch: headerNamed(/^ratelimit-/i, (name) => `X-${name}`),
  },
  {
    slug: 'reset-is-a-date',
    sentence: 'RateLimit-Reset is a date.',
    policy: 'breaking.attribute-type',
    rule: 'header.kind',
    patch: headerValued(/^ratelimit-reset$/i, () => new Date(Date.now() + 60_000).toUTCString()),
  },
  {
    slug: 'snake-not-heeded',
    sentence: '`Key-Inflection: snake` is not heeded any more.',
    policy: 'breaking.removed-api',
    rule: 'casing.changed',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) =>
          original(document, call.inflection === 'snake' ? { ...call, inflection: 'kebab' } : call, world),
      },
    },
  },
  {
    slug: 'kebab-becomes-snake',
    sentence: 'Names are in snake_case whatever is asked for.',
    policy: 'breaking.removed-attribute',
    rule: 'casing.changed',
    patch: {
      steps: {
        inflection: (original) => (document, call, world) =>
          original(document, { ...call, inflection: 'snake' }, world),
      },
    },
  },
];

const idempotency: readonly Row[] = [
  {
    slug: 'keys-not-heeded',
    sentence: 'A repeated request is carried out again.',
    policy: 'breaking.meaning',
    rule: 'idempotency.replay',
    patch: { stages: { idempotency: () => () => undefined } },
  },
  {
    slug: 'other-parameters-replayed',
    sentence: 'A key used for something else gets the first answer.',
    policy: 'breaking.status-code',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const answer = await original(call, world);
          return answer?.status === world.settings.open.mismatch
            ? { status: 200, text: '{"data":null}' }
            : answer;
        },
      },
    },
  },
  {
    slug: 'other-parameters-409',
    sentence: 'A key used for something else is answered 409.',
    policy: 'breaking.status-code',
    rule: 'transition.other-refusal',
    patch: { open: { mismatch: 409 } },
  },
  borrowed('failed-creation-not-saved'),
  borrowed('failed-expire-not-saved'),
  borrowed('replay-as-it-is-now'),
  borrowed('creation-replayed-under-another-id'),
  borrowed('mismatch-runs'),
];

/** A fault of the mock that, coming with a version, is a breaking change. */
function borrowed(slug: string): Row {
  const fault = faults.find((one) => one.slug === slug);
  if (!fault) throw new Error(`The mock has no fault "${slug}" any more.`);
  return { slug: `fault-${slug}`, sentence: fault.sentence, policy: 'breaking.meaning', patch: fault.patch };
}

const linkage: readonly Row[] = [
  {
    slug: 'inquiry-link-gone',
    sentence: 'A session does not say which inquiry it belongs to.',
    policy: 'breaking.removed-relationship',
    rule: 'linkage.relationship-removed',
    patch: relinked((links) => omit(links, ['inquiry'])),
  },
  {
    slug: 'inquiry-link-null',
    sentence: 'The link to the inquiry is null.',
    policy: 'breaking.meaning',
    rule: 'linkage.relationship-target',
    patch: relinked((links) => ({ ...links, inquiry: { data: null } })),
  },
  {
    slug: 'network-renamed',
    sentence: '`network` is called `networks`.',
    policy: 'breaking.removed-relationship',
    rule: 'linkage.relationship-removed',
    patch: relinked(({ network, ...rest }) => ({ ...rest, networks: network ?? { data: null } })),
  },
  {
    slug: 'device-is-a-list',
    sentence: 'A session has a list of devices.',
    policy: 'breaking.meaning',
    rule: 'linkage.relationship-target',
    patch: relinked((links) => {
      const data = links['device']?.data;
      return { ...links, device: { data: data && !Array.isArray(data) ? [data] : [] } };
    }),
  },
  {
    slug: 'type-renamed',
    sentence: 'The type of a session is `session`.',
    policy: 'breaking.meaning',
    patch: resources((resource) =>
      resource.type === 'inquiry-session' ? { ...resource, type: 'session' } : resource,
    ),
  },
  {
    slug: 'include-not-heeded',
    sentence: '`include` is not heeded any more.',
    policy: 'breaking.removed-api',
    rule: 'linkage.included-removed',
    patch: { steps: { include: () => (document) => document } },
  },
  {
    slug: 'expire-answers-another',
    sentence: 'The answer to expire carries another id.',
    policy: 'breaking.meaning',
    rule: 'linkage.identity',
    patch: json((document, call) => {
      const { data } = document;
      return isExpire(call) && isObject(data)
        ? { ...document, data: { ...data, id: `${inText(data['id'])}x` } }
        : document;
    }),
  },
  {
    slug: 'expired-not-listed',
    sentence: 'Lists leave expired sessions away.',
    policy: 'breaking.meaning',
    patch: handled('listSessions', (original) => async (call, world) => {
      const answer = await original(call, world);
      const data = answer.document?.data;
      return Array.isArray(data)
        ? {
            ...answer,
            document: {
              ...answer.document,
              data: data.filter(({ attributes: own }) => own['status'] !== 'expired'),
            },
          }
        : answer;
    }),
  },
];

/** The names below `fields`, and nothing else, in snake_case. */
function inSnake(values: JsonObject): JsonObject {
  const { fields } = values;
  if (!isObject(fields)) return values;
  const renamed = Object.entries(fields).map(
    ([name, value]) => [inflect(kebab(name), 'snake'), value] as const,
  );
  return { ...values, fields: Object.fromEntries(renamed) };
}

const on = (plane: Case['plane'], rows: readonly Row[]): Case[] =>
  rows.map((row) => ({ ...row, plane, label: 'breaking' }));

export const breaking: readonly Case[] = [
  ...on('transitions', transitions),
  ...on('errors', errorObjects),
  ...on('shape', shape),
  ...on('headers', headersAndCasing),
  ...on('idempotency', idempotency),
  ...on('linkage', linkage),
];
