/** Blind faults of refusals: ids that cannot exist, bodies that steer, envelopes that break. */
import { showSession } from '../../handlers/finding.ts';
import { endInquiry } from '../../lifecycle.ts';
import { member } from '../../json.ts';
import { refuse } from '../../refusals.ts';
import { sessionResource } from '../../resources/session.ts';
import type { Session } from '../../store/entities.ts';
import type { Call } from '../../call.ts';
import type { World } from '../../types.ts';
import { all, lacking } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  alter,
  asking,
  asPage,
  behind,
  behindStatus,
  bodied,
  camel,
  creating,
  end,
  error,
  expiring,
  finished,
  instead,
  misread,
  named,
  reading,
  sessionOf,
  sparse,
  uponSuccess,
  withId,
  withStatus,
} from './kit.ts';

const UNKNOWN = 'What does not exist is answered 404: never with success.';
const ENVELOPE =
  'Errors are JSON: a list of objects with a title, perhaps details, perhaps a source with a pointer.';
const NO_BODY = 'The action has no documented body: the path says what is expired.';
const any = (): boolean => true;

/** Every session of the caller's environment, newest first. */
function own(call: Call, world: World): Session[] {
  return world.store.sessions.list(call.key?.environment ?? '');
}

/** Lets the expire endpoint find a session by some laxer measure where none has the id. */
const found = (measure: (id: string, call: Call, world: World) => Session | undefined) =>
  misread('expireSession', (call, world) => {
    const id = call.params['id'] ?? '';
    if (own(call, world).some((session) => session.id === id)) return call;
    const taken = measure(id, call, world);
    return taken ? withId(call, taken.id) : call;
  });

export const errorFaults: readonly BlindFault[] = [
  {
    slug: 'inquiry-id-accepted',
    area: 'errors',
    sentence: 'The id of an inquiry in the path expires its newest session.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) => own(call, world).find(({ inquiryId }) => inquiryId === id)),
  },
  {
    slug: 'inquiry-id-refused-and-obeyed',
    area: 'errors',
    sentence: 'The id of an inquiry in the path is answered 404, and the whole inquiry is expired.',
    violates: ['errors.unknown-id-refused', 'state.inquiry-untouched'],
    clause: 'Expiring a session is not expiring an inquiry; what is refused does nothing.',
    kind: 'contradicts',
    patch: behindStatus(404, expiring, (call, world) => {
      const inquiry = world.store.inquiries.everywhere().find(({ id }) => id === call.params['id']);
      if (inquiry) endInquiry(inquiry, world, call.at.getTime());
    }),
  },
  {
    slug: 'device-id-accepted',
    area: 'errors',
    sentence: 'The id of a device in the path expires the session that was opened on it.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) => own(call, world).find(({ deviceId }) => deviceId === id)),
  },
  {
    slug: 'id-prefix-accepted',
    area: 'errors',
    sentence: 'The beginning of an id is enough to expire a session.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) =>
      id.length < 12 ? undefined : own(call, world).find((s) => s.id.startsWith(id)),
    ),
  },
  {
    slug: 'id-with-tail-accepted',
    area: 'errors',
    sentence: 'An id with more characters behind it expires the session.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) => own(call, world).find((session) => id.startsWith(session.id))),
  },
  {
    slug: 'id-without-prefix-accepted',
    area: 'errors',
    sentence: 'An id without its prefix, or with that of another kind, expires the session.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) => {
      const tail = id.replace(/^[a-z]+_/, '');
      return own(call, world).find((session) => session.id.replace(/^[a-z]+_/, '') === tail);
    }),
  },
  {
    slug: 'id-in-other-case-accepted',
    area: 'errors',
    sentence: 'An id is accepted in capitals.',
    violates: ['errors.unknown-id-refused'],
    clause: 'Ids are opaque: another spelling is another id.',
    kind: 'softer',
    patch: found((id, call, world) => own(call, world).find((s) => s.id.toLowerCase() === id.toLowerCase())),
  },
  {
    slug: 'id-cut-at-null',
    area: 'errors',
    sentence: 'An id is read up to a null character: what follows does not count.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) => {
      const [head, ...rest] = id.split('\0');
      return rest.length > 0 ? own(call, world).find((session) => session.id === head) : undefined;
    }),
  },
  {
    slug: 'encoded-slash-resolved',
    area: 'errors',
    sentence: 'An id with an encoded `/../` in it is resolved like a path, and the last session is expired.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) =>
      id.includes('/')
        ? own(call, world).find((session) => session.id === id.split('/').filter(Boolean).at(-1))
        : undefined,
    ),
  },
  {
    slug: 'list-of-ids-accepted',
    area: 'errors',
    sentence: 'Two ids with a comma between them expire both sessions.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) => {
      const ids = id.split(',');
      const all = own(call, world).filter((session) => ids.includes(session.id));
      if (ids.length < 2) return undefined;
      for (const session of all.slice(1)) end(session, call, world);
      return all[0];
    }),
  },
  {
    slug: 'wildcard-in-id',
    area: 'errors',
    sentence: 'A per cent sign at the end of an id stands for any characters.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) =>
      id.endsWith('%')
        ? own(call, world).find((session) => session.id.startsWith(id.slice(0, -1)))
        : undefined,
    ),
  },
  {
    slug: 'quotes-stripped-from-id',
    area: 'errors',
    sentence: 'An id in quotation marks expires the session.',
    violates: ['errors.near-miss-ids'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: found((id, call, world) =>
      own(call, world).find((session) => session.id === id.replace(/^["']+|["']+$/g, '')),
    ),
  },
  {
    slug: 'unknown-id-answered-empty',
    area: 'errors',
    sentence: 'An unknown session is answered 200 with `data: null`.',
    violates: ['errors.unknown-id-refused'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 404 && expiring(call, world),
      (answer) => ({ ...answer, status: 200, text: '{"data":null}' }),
    ),
  },
  {
    slug: 'unknown-id-in-camel-answered-with-errors-at-200',
    area: 'errors',
    sentence: 'With `Key-Inflection: camel` refusals come with status 200.',
    violates: ['schema.no-errors'],
    clause: UNKNOWN,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => withStatus(404, 409, 422)(answer) && camel(call, world),
      (answer) => ({ ...answer, status: 200 }),
    ),
  },
  {
    slug: 'unknown-id-with-include-not-found-as-422',
    area: 'errors',
    sentence: 'With `include` an unknown session is answered 422.',
    violates: ['errors.unknown-id-404'],
    clause: 'What does not exist is answered 404.',
    kind: 'softer',
    patch: finished(
      (answer, call, world) =>
        answer.status === 404 && expiring(call, world) && asking('include')(call, world),
      (answer) => ({ ...answer, status: 422 }),
    ),
  },
  {
    slug: 'long-id-fails',
    area: 'errors',
    sentence: 'An id of more than 255 characters is answered 500.',
    violates: ['errors.odd-ids-no-server-error'],
    clause: 'What does not exist is a client error.',
    kind: 'softer',
    patch: instead(
      'expireSession',
      (call) => (call.params['id'] ?? '').length > 255,
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'null-in-id-fails',
    area: 'errors',
    sentence: 'An id with a null character is answered 500.',
    violates: ['errors.odd-ids-no-server-error'],
    clause: 'What does not exist is a client error.',
    kind: 'softer',
    patch: instead(
      'expireSession',
      (call) => (call.params['id'] ?? '').includes('\0'),
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'emoji-in-id-fails',
    area: 'errors',
    sentence: 'An id with a character beyond the basic plane is answered 500.',
    violates: ['errors.odd-ids-no-server-error'],
    clause: 'What does not exist is a client error.',
    kind: 'softer',
    patch: instead(
      'expireSession',
      (call) => /[\u{10000}-\u{10ffff}]/u.test(call.params['id'] ?? ''),
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'malformed-body-refused-and-obeyed',
    area: 'errors',
    sentence: 'A malformed body is answered 400, and the session is expired.',
    violates: null,
    clause: 'A 400 is a request that was not accepted.',
    kind: 'softer',
    patch: behindStatus(
      400,
      (call, world) => expiring(call, world) && call.body === undefined,
      (call, world) => {
        end(named(call, world), call, world);
      },
    ),
  },
  {
    slug: 'malformed-body-not-in-envelope',
    area: 'errors',
    sentence: 'A malformed body is answered with `{"error": "…"}`.',
    violates: ['errors.list', 'errors.malformed-body-json-answer'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: {
      document: (document, call, answer) =>
        answer.status === 400 && call.body === undefined ? { error: 'unexpected token' } : document,
    },
  },
  {
    slug: 'array-body-fails',
    area: 'errors',
    sentence: 'A body that is a JSON array is answered 500.',
    violates: ['errors.malformed-body-no-server-error'],
    clause: 'An odd body is refused or ignored.',
    kind: 'softer',
    patch: instead(
      'expireSession',
      (call) => Array.isArray(call.body),
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'json-type-without-body-refused',
    area: 'errors',
    sentence: 'A request that announces JSON and sends no body is refused.',
    violates: ['errors.empty-forms-accepted'],
    clause: 'Action endpoints need no body.',
    kind: 'softer',
    patch: instead(
      'expireSession',
      (call) => (call.header('content-type') ?? '').includes('json') && call.bodyText === '',
      (_call, world) => refuse(world, 400, { details: 'The body is empty.' }),
    ),
  },
  {
    slug: 'body-id-wins',
    area: 'errors',
    sentence: 'A body that names another session expires that one.',
    violates: ['errors.body-cannot-steer', 'state.answer-is-the-session'],
    clause: NO_BODY,
    kind: 'contradicts',
    patch: misread('expireSession', (call, world) => {
      const id = member(call.body, 'data', 'id');
      return typeof id === 'string' && sessionOf(world, id) ? withId(call, id) : call;
    }),
  },
  {
    slug: 'body-status-wins',
    area: 'errors',
    sentence: 'The status that a body names is stored.',
    violates: ['errors.body-cannot-steer'],
    clause: NO_BODY,
    kind: 'softer',
    patch: uponSuccess(bodied, (session, call, world) => {
      const status = member(call.body, 'data', 'attributes', 'status');
      if (status === 'new' || status === 'active') alter(world, session.id, () => ({ status }));
    }),
  },
  {
    slug: 'body-sets-time',
    area: 'errors',
    sentence: 'The `expired-at` of a body is stored as the time of the end.',
    violates: ['errors.body-cannot-steer', 'time.expired-at-is-now'],
    clause: NO_BODY,
    kind: 'softer',
    patch: uponSuccess(bodied, (session, call, world) => {
      const at = Date.parse(String(member(call.body, 'data', 'attributes', 'expired-at')));
      if (Number.isNaN(at)) return undefined;
      alter(world, session.id, () => ({ expiredAt: at }));
      return showSession({ ...session, expiredAt: at }, world);
    }),
  },
  {
    slug: 'body-names-inquiries',
    area: 'errors',
    sentence:
      'A body with `meta.inquiry-ids`, meant for expire-all, expires the sessions of those inquiries too.',
    violates: ['errors.body-cannot-steer', 'state.other-inquiries-untouched'],
    clause: NO_BODY,
    kind: 'contradicts',
    patch: uponSuccess(bodied, (_session, call, world) => {
      const ids = member(call.body, 'meta', 'inquiry-ids');
      if (!Array.isArray(ids)) return;
      for (const other of own(call, world)) if (ids.includes(other.inquiryId)) end(other, call, world);
    }),
  },
  {
    slug: 'not-found-names-resembling-session',
    area: 'errors',
    sentence: 'The 404 for an id with a wrong last character carries the session that it resembles.',
    violates: ['errors.no-data'],
    clause: 'A refusal is an envelope of errors.',
    kind: 'softer',
    patch: {
      document: (document, call, answer, world) => {
        const start = (call.params['id'] ?? '').slice(0, -1);
        const similar = own(call, world).find(({ id }) => id.startsWith(start));
        if (answer.status !== 404 || !expiring(call, world) || start.length < 8 || !similar) return document;
        return { ...document, data: sessionResource(similar, world.settings.open) };
      },
    },
  },
  {
    slug: 'conflict-carries-session',
    area: 'errors',
    sentence: 'The refusal of a second expire with sparse fieldsets carries the session.',
    violates: ['errors.no-data'],
    clause: 'A refusal is an envelope of errors.',
    kind: 'softer',
    patch: {
      document: (document, call, answer, world) => {
        const session = named(call, world);
        return answer.status === 409 && session && sparse(call, world)
          ? { ...document, data: sessionResource(session, world.settings.open) }
          : document;
      },
    },
  },
  {
    slug: 'conflict-errors-as-object',
    area: 'errors',
    sentence: 'The errors of a 409 are one object, not a list.',
    violates: ['errors.list', 'state.second-expire-documented-shape'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: {
      document: (document, _call, answer) =>
        answer.status === 409 && Array.isArray(document['errors'])
          ? { ...document, errors: document['errors'][0] }
          : document,
    },
  },
  {
    slug: 'forbidden-without-errors',
    area: 'errors',
    sentence: 'The list of errors of a 403 is empty.',
    violates: ['errors.list'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: {
      document: (document, _call, answer) => (answer.status === 403 ? { ...document, errors: [] } : document),
    },
  },
  {
    slug: 'forbidden-title-as-object',
    area: 'errors',
    sentence: 'The title of a 403 is an object by language.',
    violates: ['errors.title'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([403], any, (one) => ({ ...one, title: { en: one['title'] ?? '' } })),
  },
  {
    slug: 'mismatch-title-as-number',
    area: 'errors',
    sentence: 'The title of a 422 is its status as a number.',
    violates: ['errors.title', 'idempotency.mismatch-envelope'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([422], any, (one) => ({ ...one, title: 422 })),
  },
  {
    slug: 'not-found-title-missing-with-include',
    area: 'errors',
    sentence: 'A 404 to a request with `include` has no title.',
    violates: ['errors.title'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([404], asking('include'), (one) => lacking(one, 'title')),
  },
  {
    slug: 'not-found-title-null-on-read',
    area: 'errors',
    sentence: 'The title of a 404 to a read is null.',
    violates: ['errors.title'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([404], reading, (one) => ({ ...one, title: null })),
  },
  {
    slug: 'conflict-title-empty',
    area: 'errors',
    sentence: 'The title of a 409 is empty.',
    violates: ['errors.title'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([409], any, (one) => ({ ...one, title: '' })),
  },
  {
    slug: 'bad-request-details-as-trace',
    area: 'errors',
    sentence: 'The details of a 400 are the lines of a stack trace, as a list.',
    violates: ['errors.details'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([400], any, (one) => ({
      ...one,
      details: ['TypeError: undefined', '    at expire (sessions.js:41)'],
    })),
  },
  {
    slug: 'not-found-details-as-object',
    area: 'errors',
    sentence: 'The details of a 404 are an object with the model and the id that was looked for.',
    violates: ['errors.details'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([404], expiring, (one) => ({ ...one, details: { model: 'InquirySession' } })),
  },
  {
    slug: 'creation-source-as-text',
    area: 'errors',
    sentence: 'The source of a refused creation is the pointer itself, as a text.',
    violates: ['errors.source'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([400, 422], creating, (one) => ({ ...one, source: '/data/attributes/inquiry-id' })),
  },
  {
    slug: 'creation-pointer-as-list',
    area: 'errors',
    sentence: 'The pointer of a refused creation is a list of names.',
    violates: ['errors.source'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: error([400, 422], creating, (one) => ({
      ...one,
      source: { pointer: ['data', 'attributes', 'inquiry-id'] },
    })),
  },
  {
    slug: 'conflict-answered-as-page-with-idempotency-key',
    area: 'errors',
    sentence: 'A 422 for a reused idempotency key is an HTML page.',
    violates: ['idempotency.mismatch-envelope', 'errors.media-type'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: finished(
      (answer, call) => answer.status === 422 && call.header('idempotency-key') !== undefined,
      (answer) => asPage(answer),
    ),
  },
  {
    slug: 'not-found-labelled-text-on-read',
    area: 'errors',
    sentence: 'A 404 to a read is JSON that calls itself plain text.',
    violates: ['errors.media-type'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 404 && reading(call, world),
      (answer) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [
          name,
          name === 'Content-Type' ? 'text/plain' : value,
        ]),
      }),
    ),
  },
  {
    slug: 'not-found-with-second-bad-error',
    area: 'errors',
    sentence: 'A 404 has two errors, and the second is a text.',
    violates: ['errors.list'],
    clause: ENVELOPE,
    kind: 'contradicts',
    patch: {
      document: (document, _call, answer) =>
        answer.status === 404 && Array.isArray(document['errors'])
          ? { ...document, errors: [...document['errors'], 'Record not found'] }
          : document,
    },
  },
  {
    slug: 'creation-without-inquiry-guesses',
    area: 'errors',
    sentence: 'A session created without naming its inquiry belongs to the newest inquiry.',
    violates: ['errors.missing-parameter'],
    clause: 'A 400 says that a parameter is missing.',
    kind: 'contradicts',
    patch: misread('createSession', (call, world) => {
      const newest = world.store.inquiries.list(call.key?.environment ?? '')[0];
      const missing = member(call.body, 'data', 'attributes', 'inquiry-id') === undefined;
      return missing && newest
        ? { ...call, body: { data: { attributes: { 'inquiry-id': newest.id } } } }
        : call;
    }),
  },
  {
    slug: 'creation-for-null-inquiry-fails',
    area: 'errors',
    sentence: 'A session created for the inquiry `null` is answered 500.',
    violates: ['errors.missing-parameter'],
    clause: 'A 400 says that a parameter is missing or mistyped.',
    kind: 'contradicts',
    patch: instead(
      'createSession',
      (call) => member(call.body, 'data', 'attributes', 'inquiry-id') === null,
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'refused-version-obeyed',
    area: 'errors',
    sentence: 'A request that is refused with 400 for its version or its query expires the session.',
    violates: ['errors.refused-without-effect'],
    clause: 'A 400 is a request that was not accepted.',
    kind: 'softer',
    patch: behind(
      (answer, call, world) => answer.status === 400 && expiring(call, world) && call.body !== undefined,
      (call, world) => end(named(call, world), call, world),
    ),
  },
  {
    slug: 'refused-repeat-ends-siblings',
    area: 'errors',
    sentence: 'A refused second expire expires the session’s newer sibling.',
    violates: ['state.new-sibling-untouched', 'state.active-sibling-untouched'],
    clause: 'What is refused does nothing; the endpoint expires one specific session.',
    kind: 'contradicts',
    patch: behindStatus(409, all(expiring), (call, world) => {
      const session = named(call, world);
      if (!session) return;
      const newer = own(call, world).filter(
        ({ inquiryId, order }) => inquiryId === session.inquiryId && order > session.order,
      );
      end(newer.at(-1), call, world);
    }),
  },
];
