/** A second set of changes written from the documentation and the mock alone, before it was known what the comparison says of them. */
import { endSession, sessionsOf } from '../../mock/lifecycle.ts';
import { refuse } from '../../mock/refusals.ts';
import type { Answer, Call } from '../../mock/call.ts';
import type { JsonObject } from '../../mock/json.ts';
import type { Case } from './case.ts';
import {
  attributes,
  errors,
  handled,
  headers,
  inText,
  isObject,
  json,
  omit,
  refusing,
  refusingAll,
  relinked,
  revalued,
  together,
} from './build.ts';

type Row = Omit<Case, 'label'>;

const asksFor = (call: Call, parameter: string): boolean =>
  [...call.query.keys()].some((name) => name.startsWith(parameter));

/** Without some members of the document's own `meta`. */
const withoutMeta = (names: readonly string[]) =>
  json((document) =>
    isObject(document['meta'])
      ? { ...document, meta: omit(document['meta'], names) as JsonObject }
      : document,
  );

/** Calls that were answered from memory. */
const replayed = new WeakSet<Call>();

/** Only what comes from memory is written already when this stage has answered. */
function isReplay(answer: Answer | undefined): answer is Answer {
  return answer?.text !== undefined;
}

const breaks: readonly Row[] = [
  {
    slug: 'd-session-token-gone',
    sentence: 'Resuming an inquiry gives no `session-token`.',
    plane: 'shape',
    policy: 'breaking.removed-attribute',
    patch: withoutMeta(['session-token', 'sessionToken', 'session_token']),
  },
  {
    slug: 'd-short-link-gone',
    sentence: 'A made link comes without `one-time-link-short`.',
    plane: 'shape',
    policy: 'breaking.removed-attribute',
    patch: withoutMeta(['one-time-link-short', 'oneTimeLinkShort', 'one_time_link_short']),
  },
  {
    slug: 'd-page-size-ignored',
    sentence: 'Lists do not heed `page[size]`.',
    plane: 'shape',
    policy: 'breaking.removed-api',
    about: ['page', 'list'],
    patch: handled('listSessions', (original) => (call, world) => {
      const query = new URLSearchParams([...call.query].filter(([name]) => name !== 'page[size]'));
      return original({ ...call, query }, world);
    }),
  },
  {
    slug: 'd-fields-refused-with-include',
    sentence: '`fields` and `include` at once are refused.',
    plane: 'transitions',
    policy: 'breaking.stricter-validation',
    about: ['fields', 'include'],
    patch: refusingAll(400, (call) => asksFor(call, 'fields') && asksFor(call, 'include')),
  },
  {
    slug: 'd-sparse-without-type',
    sentence: 'Answers cut down by `fields` leave `type` away.',
    plane: 'shape',
    policy: 'breaking.removed-attribute',
    about: ['type', 'fields'],
    patch: json((document, call) =>
      asksFor(call, 'fields') && isObject(document['data'])
        ? { ...document, data: omit(document['data'], ['type']) as JsonObject }
        : document,
    ),
  },
  {
    slug: 'd-expired-inquiry-keeps-sessions',
    sentence: 'Expiring an inquiry leaves its sessions alone.',
    plane: 'transitions',
    policy: 'breaking.meaning',
    about: ['inquir', 'status'],
    patch: handled('expireInquiry', (original) => async (call, world) => {
      const { environment = '' } = call.key ?? {};
      const inquiry = world.store.inquiries.get(call.params['id'] ?? '', environment);
      const before = inquiry ? sessionsOf(inquiry, world) : [];
      const answer = await original(call, world);
      for (const session of before) world.store.sessions.put(session);
      return answer;
    }),
  },
  {
    slug: 'd-second-session-ends-first',
    sentence: 'Creating a session ends the others of its inquiry.',
    plane: 'transitions',
    policy: 'breaking.meaning',
    about: ['status', 'creat', 'expired-at', '409'],
    patch: handled('createSession', (original) => async (call, world) => {
      const answer = await original(call, world);
      const data = answer.document?.data;
      const { environment = '' } = call.key ?? {};
      const made = data && !Array.isArray(data) ? world.store.sessions.get(data.id, environment) : undefined;
      const inquiry = made && world.store.inquiries.get(made.inquiryId, environment);
      if (made && inquiry)
        for (const other of sessionsOf(inquiry, world))
          if (other.id !== made.id) endSession(other, world, call.at.getTime());
      return answer;
    }),
  },
  {
    slug: 'd-creation-not-idempotent',
    sentence: 'A creation that is repeated under its idempotency key makes another session.',
    plane: 'idempotency',
    policy: 'breaking.meaning',
    about: ['idempotency', 'repeated', 'creat', 'replay'],
    patch: {
      stages: {
        idempotency: (original) => (call, world) =>
          call.endpoint.name === 'createSession' ? undefined : original(call, world),
      },
    },
  },
  {
    slug: 'd-refusals-not-saved',
    sentence: 'A refusal is not saved under its idempotency key: the call runs anew.',
    plane: 'idempotency',
    policy: 'breaking.meaning',
    about: ['idempotency', 'repeated', 'replay', 'expire'],
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const answer = await original(call, world);
          return isReplay(answer) && answer.status >= 400 ? undefined : answer;
        },
      },
    },
  },
  {
    slug: 'd-times-without-zone',
    sentence: 'Times name no time zone.',
    plane: 'shape',
    policy: 'breaking.attribute-type',
    about: ['created-at', 'started-at', 'expired-at'],
    patch: revalued(['created-at', 'started-at', 'expired-at'], (value) => inText(value).replace(/Z$/, '')),
  },
  {
    slug: 'd-device-link-null-once-expired',
    sentence: 'An expired session is linked to no `device`.',
    plane: 'linkage',
    policy: 'breaking.removed-relationship',
    patch: {
      steps: {
        fields: (original) => (document, call, world) =>
          original(
            document.data && !Array.isArray(document.data) && document.data.attributes['status'] === 'expired'
              ? {
                  ...document,
                  data: {
                    ...document.data,
                    relationships: { ...document.data.relationships, device: { data: null } },
                  },
                }
              : document,
            call,
            world,
          ),
      },
    },
  },
  {
    slug: 'd-included-under-another-id',
    sentence: 'The included `device` has another id than the link to it.',
    plane: 'linkage',
    policy: 'breaking.meaning',
    patch: json((document) =>
      Array.isArray(document['included'])
        ? {
            ...document,
            included: document['included'].map((one) =>
              isObject(one) && one['type'] === 'device' ? { ...one, id: `x${inText(one['id'])}` } : one,
            ),
          }
        : document,
    ),
  },
  {
    slug: 'd-request-id-gone-from-errors',
    sentence: 'Refusals carry no `Request-Id`.',
    plane: 'headers',
    policy: 'breaking.removed-api',
    patch: headers((lines, answer) =>
      answer.status >= 400 ? lines.filter(([name]) => !/^request-id$/i.test(name)) : [...lines],
    ),
  },
  {
    slug: 'd-remaining-gone-from-replays',
    sentence: 'An answer that is replayed does not say `RateLimit-Remaining`.',
    plane: 'headers',
    policy: 'breaking.removed-api',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const answer = await original(call, world);
          if (isReplay(answer)) replayed.add(call);
          return answer;
        },
      },
      response: (answer, call) =>
        replayed.has(call)
          ? { ...answer, headers: answer.headers.filter(([name]) => !/^ratelimit-remaining$/i.test(name)) }
          : answer,
    },
  },
  {
    slug: 'd-source-gone',
    sentence: 'A 422 does not say `source`.',
    plane: 'errors',
    policy: 'breaking.removed-attribute',
    patch: errors((error) => omit(error, ['source'])),
  },
  {
    slug: 'd-content-type-needed',
    sentence: 'Expire without a `Content-Type` is answered 415.',
    plane: 'transitions',
    policy: 'breaking.new-required-parameter',
    about: ['expire', '415', 'content-type'],
    patch: refusing('expireSession', 415, (call) => call.header('content-type') === undefined),
  },
  {
    slug: 'd-latitude-is-object',
    sentence: '`latitude` and `longitude` are objects with a value and a unit.',
    plane: 'shape',
    policy: 'breaking.attribute-type',
    patch: revalued(['latitude', 'longitude'], (value) => ({ value, unit: 'degree' })),
  },
  {
    slug: 'd-active-shown-as-new',
    sentence: 'A session that was opened shows the `status` new until it ends.',
    plane: 'transitions',
    policy: 'breaking.meaning',
    patch: attributes('inquiry-session', (own) =>
      own['status'] === 'active' ? { ...own, status: 'new' } : own,
    ),
  },
];

const compatible: readonly Row[] = [
  {
    slug: 'd-c-fewer-sessions-per-inquiry',
    sentence: 'An inquiry may have ten sessions.',
    plane: 'transitions',
    policy: 'compatible.protective-limit',
    patch: handled('createSession', (original) => (call, world) => {
      const { environment = '' } = call.key ?? {};
      const body =
        isObject(call.body) && isObject(call.body['data']) ? call.body['data']['attributes'] : null;
      const id = isObject(body) ? inText(body['inquiry-id']) : '';
      const inquiry = world.store.inquiries.get(id, environment);
      return inquiry && sessionsOf(inquiry, world).length >= 10
        ? refuse(world, 422, { details: 'An inquiry has 10 sessions at most.' })
        : original(call, world);
    }),
  },
  {
    slug: 'd-c-unknown-casing-accepted',
    sentence: 'An unknown `Key-Inflection` is taken for kebab.',
    plane: 'headers',
    policy: 'compatible.wider-input',
    patch: {
      stages: {
        parameters: (original) => (call, world) =>
          original(
            ['kebab', 'camel', 'snake', undefined].includes(call.header('key-inflection'))
              ? call
              : Object.assign(call, {
                  header: ((own) => (name: string) =>
                    name.toLowerCase() === 'key-inflection' ? undefined : own(name))(call.header.bind(call)),
                }),
            world,
          ),
      },
    },
  },
  {
    slug: 'd-c-included-always-there',
    sentence: 'Every answer with a resource carries `included`, empty where nothing is.',
    plane: 'shape',
    policy: 'compatible.new-attribute',
    patch: json((document) =>
      isObject(document['data']) && document['included'] === undefined
        ? { ...document, included: [] }
        : document,
    ),
  },
  {
    slug: 'd-c-gps-approximate',
    sentence: '`gps-precision` says approximate where it said precise.',
    plane: 'shape',
    policy: 'compatible.string-values',
    patch: revalued(['gps-precision', 'service-type'], () => 'approximate'),
  },
  {
    slug: 'd-c-token-longer',
    sentence: 'Session tokens and links are longer.',
    plane: 'shape',
    policy: 'compatible.opaque-strings',
    patch: json((document) => {
      const { meta } = document;
      return isObject(meta) && typeof meta['session-token'] === 'string'
        ? { ...document, meta: { ...meta, 'session-token': `${meta['session-token']}${'A'.repeat(40)}` } }
        : document;
    }),
  },
  {
    slug: 'd-c-404-becomes-409',
    sentence: 'What does not exist is a conflict.',
    plane: 'errors',
    policy: 'compatible.status-of-404-or-5xx',
    patch: {
      response: (answer) => (answer.status === 404 ? { ...answer, status: 409 } : answer),
    },
  },
  {
    slug: 'd-c-inquiry-status-waiting',
    sentence: 'An inquiry that waits for its end user has a new status.',
    plane: 'shape',
    policy: 'compatible.string-values',
    patch: attributes('inquiry', (own) =>
      own['status'] === 'pending' ? { ...own, status: 'waiting' } : own,
    ),
  },
  {
    slug: 'd-c-errors-point',
    sentence: 'Every error says its source, status and code.',
    plane: 'errors',
    policy: 'compatible.new-attribute',
    patch: errors((error) => ({
      ...error,
      code: 'refused',
      status: '4xx',
      source: isObject(error['source']) ? { ...error['source'], parameter: 'id' } : { parameter: 'id' },
    })),
  },
  {
    slug: 'd-c-several-additions',
    sentence: 'New attributes, a new relationship and a new header at once.',
    plane: 'shape',
    policy: 'compatible.new-attribute',
    patch: [
      attributes('inquiry-session', (own) => ({ ...own, locale: { language: 'en' }, 'risk-signals': [] })),
      attributes('device', (own) => ({ ...own, model: null })),
      relinked((links) => ({ ...links, transaction: { data: null } })),
      headers((lines) => [...lines, ['Deprecation', 'false']]),
    ].reduce(together),
  },
  {
    slug: 'd-c-texts-of-errors',
    sentence: 'Details of errors are full sentences in lower case with a link.',
    plane: 'errors',
    policy: 'compatible.opaque-strings',
    patch: errors((error) => ({
      ...error,
      title: inText(error['title']).toLowerCase(),
      ...(error['details'] === undefined ? {} : { details: 'see the page on errors, part 3' }),
    })),
  },
];

export const blindSecond: readonly Case[] = [
  ...breaks.map((row): Case => ({ ...row, label: 'breaking', blind: true })),
  ...compatible.map((row): Case => ({ ...row, label: 'compatible', blind: true })),
];
