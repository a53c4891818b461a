/** Faults of refusals: the status, the envelope, and what odd requests may do. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { after, headers, text } from '../bends.ts';
import type { Bend } from '../bend.ts';
import { isObject, type JsonObject, member } from '../json.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import type { World } from '../world.ts';
import {
  all,
  calling,
  type Condition,
  expireAnyway,
  firstError,
  html,
  lacking,
  only,
  page,
  refusals,
  status,
} from './build.ts';
import type { Fault } from './fault.ts';

const expiring = calling('expireSession');
const creating = calling('createSession');

/** Ids of the form that the mock gives, but nobody's. */
const unknownId: Condition = (call, world) =>
  /^iqse_[A-Za-z0-9]{24}$/.test(call.params['id'] ?? '') &&
  world.store.sessions.everywhere().every(({ id }) => id !== call.params['id']);

const oddId: Condition = (call) => !/^iqse_[A-Za-z0-9]{24}$/.test(call.params['id'] ?? '');
const idIs =
  (pattern: RegExp): Condition =>
  (call) =>
    pattern.test(call.params['id'] ?? '');

/** A session that was never created, shown as expired. */
function invented(id: string, at: number, world: World): JsonObject {
  const session = {
    id,
    environment: 'main',
    order: 0,
    inquiryId: 'inq_invented',
    status: 'expired',
    createdAt: at,
    startedAt: null,
    expiredAt: at,
    expiresAt: at,
    deviceId: null,
    networkId: null,
    visit: null,
  } as const;
  return { data: sessionResource(session, world.settings.open) } as unknown as JsonObject;
}

const succeeding: Bend = {
  handlers: {
    expireSession: () => (call, world) => ({
      status: 200,
      text: JSON.stringify(invented(call.params['id'] ?? '', call.at.getTime(), world)),
    }),
  },
};

const failing = (code: number): Bend => ({
  handlers: { expireSession: () => (_call, world) => refuse(world, code) },
});

function unknownIdFault(slug: string, sentence: string, id: RequirementId, bend: Bend): Fault {
  return { slug, area: 'errors', sentence, violates: [id], bend: only(all(expiring, unknownId), bend) };
}

function oddIdFault(slug: string, sentence: string, id: RequirementId, pattern: RegExp, bend: Bend): Fault {
  return {
    slug,
    area: 'errors',
    sentence,
    violates: [id],
    bend: only(all(expiring, idIs(pattern), oddId), bend),
  };
}

/** Malformed bodies on the action that takes none. */
const malformed: Condition = (call) => call.endpoint.name === 'expireSession' && call.body === undefined;

const asking = (code: number): Condition => {
  const wanted: Readonly<Record<number, Condition>> = {
    400: (call) => call.endpoint.name === 'createSession',
    401: (call, world) =>
      call.endpoint.name === 'expireSession' &&
      !Object.values(world.keys).some(({ secret }) => call.header('authorization') === `Bearer ${secret}`),
    403: (call, world) =>
      call.endpoint.name === 'expireSession' &&
      call.header('authorization') === `Bearer ${world.keys.readOnly.secret}`,
    404: all(expiring, unknownId),
  };
  return wanted[code] ?? (() => false);
};

/** Refusals of each kind in turn: the envelope must hold for all of them. */
const kinds = [400, 401, 403, 404] as const;

function envelope(
  slug: string,
  code: (typeof kinds)[number],
  sentence: string,
  bend: Bend,
  ...violates: readonly [RequirementId, ...RequirementId[]]
): Fault {
  return { slug, area: 'errors', sentence, violates, bend: only(asking(code), bend) };
}

const contentType = (value: string): Bend => ({
  response: (answer) =>
    answer.status >= 400
      ? {
          ...answer,
          headers: answer.headers.map(([name, old]) => [name, name === 'Content-Type' ? value : old]),
        }
      : answer,
});

/** A creation that names no inquiry. */
const nameless: Condition = all(
  creating,
  (call) => member(call.body, 'data', 'attributes', 'inquiry-id') === undefined,
);

export const errorFaults: readonly Fault[] = [
  unknownIdFault(
    'unknown-id-200',
    'Expiring an unknown session succeeds.',
    'errors.unknown-id-refused',
    succeeding,
  ),
  unknownIdFault(
    'unknown-id-204',
    'Expiring an unknown session succeeds without a word.',
    'errors.unknown-id-refused',
    {
      handlers: { expireSession: () => () => ({ status: 204, text: '' }) },
    },
  ),
  {
    slug: 'unknown-id-302',
    area: 'errors',
    sentence: 'Expiring an unknown session redirects to the list.',
    violates: ['errors.unknown-id-refused', 'errors.unknown-id-404'],
    bend: only(all(expiring, unknownId), status(404, 302)),
  },
  unknownIdFault(
    'unknown-id-400',
    'Expiring an unknown session is a bad request.',
    'errors.unknown-id-404',
    failing(400),
  ),
  unknownIdFault(
    'unknown-id-403',
    'Expiring an unknown session is forbidden.',
    'errors.unknown-id-404',
    failing(403),
  ),
  unknownIdFault(
    'unknown-id-422',
    'Expiring an unknown session cannot be processed.',
    'errors.unknown-id-404',
    failing(422),
  ),
  unknownIdFault(
    'unknown-id-409',
    'Expiring an unknown session is a conflict.',
    'errors.unknown-id-404',
    failing(409),
  ),
  oddIdFault(
    'quoted-id-200',
    'An id with quotes is answered with success.',
    'errors.odd-ids-refused',
    /'/,
    succeeding,
  ),
  oddIdFault(
    'long-id-200',
    'A very long id is answered with success.',
    'errors.odd-ids-refused',
    /.{200}/,
    succeeding,
  ),
  oddIdFault(
    'quoted-id-500',
    'An id with quotes is a server error.',
    'errors.odd-ids-no-server-error',
    /'/,
    failing(500),
  ),
  oddIdFault(
    'non-ascii-id-500',
    'An id that is not ASCII is a server error.',
    'errors.odd-ids-no-server-error',
    /[^\x20-\x7e]/,
    failing(500),
  ),
  oddIdFault(
    'long-id-500',
    'A very long id is a server error.',
    'errors.odd-ids-no-server-error',
    /.{200}/,
    failing(500),
  ),
  {
    slug: 'malformed-body-500',
    area: 'errors',
    sentence: 'A malformed body is a server error.',
    violates: ['errors.malformed-body-no-server-error'],
    bend: only(malformed, { stages: { parameters: () => (_call, world) => refuse(world, 500) } }),
  },
  {
    slug: 'malformed-body-html',
    area: 'errors',
    sentence: 'A malformed body is refused with an HTML page.',
    violates: ['errors.malformed-body-json-answer'],
    bend: only(malformed, html(400)),
  },
  {
    slug: 'malformed-body-empty',
    area: 'errors',
    sentence: 'A malformed body is refused without a word.',
    violates: ['errors.malformed-body-json-answer'],
    bend: only(
      malformed,
      text(() => ''),
    ),
  },
  {
    slug: 'malformed-body-parser-message',
    area: 'errors',
    sentence: 'A malformed body is answered with the parser’s own message and stack trace.',
    violates: ['errors.malformed-body-json-answer'],
    bend: only(malformed, {
      stages: { parameters: () => () => page(400) },
      response: (answer) => ({
        ...answer,
        text: JSON.stringify({
          message: 'unexpected end of data',
          stack: ['parser.rb:1', 'application.rb:2'],
        }),
      }),
    }),
  },
  {
    slug: 'body-steers-the-status',
    area: 'errors',
    sentence: 'A body that names a status sets that status.',
    violates: ['errors.body-cannot-steer'],
    bend: {
      handlers: {
        expireSession: after((answer, call, world) => {
          const wanted = member(call.body, 'data', 'attributes', 'status');
          const session = world.store.sessions.everywhere().find(({ id }) => id === call.params['id']);
          if (session && answer.status === 200 && wanted === 'active') {
            world.store.sessions.put({ ...session, status: 'active', expiredAt: null });
          }
          return answer;
        }),
      },
    },
  },
  {
    slug: 'body-makes-a-dry-run',
    area: 'errors',
    sentence: 'With a body the action answers and does nothing.',
    violates: ['errors.body-cannot-steer'],
    bend: {
      handlers: {
        expireSession: (original) => async (call, world) => {
          const restore = world.store.snapshot();
          const answer = await original(call, world);
          if (isObject(call.body)) restore();
          return answer;
        },
      },
    },
  },
  {
    slug: 'reading-expires',
    area: 'errors',
    sentence: 'A GET on the expire address is refused, and expires the session all the same.',
    violates: ['errors.reading-expires-nothing'],
    bend: {
      handlers: {
        nothingHere: after((answer, call, world) => {
          const id = /\/inquiry-sessions\/([^/]+)\/expire$/.exec(call.path)?.[1];
          if (call.method === 'GET' && id !== undefined) expireAnyway({ ...call, params: { id } }, world);
          return answer;
        }),
      },
    },
  },

  ...kinds.map((code) =>
    envelope(
      `error-${String(code)}-html`,
      code,
      `A ${String(code)} is an HTML page.`,
      html(code),
      'errors.media-type',
      ...(code === 400 ? (['errors.missing-parameter'] as const) : []),
    ),
  ),
  envelope(
    'error-404-as-text',
    404,
    'A 404 is JSON sent as text/plain.',
    contentType('text/plain'),
    'errors.media-type',
  ),
  envelope(
    'error-401-without-media-type',
    401,
    'A 401 does not say what it is.',
    headers((lines, { status: code }) => lines.filter(([name]) => code < 400 || name !== 'Content-Type')),
    'errors.media-type',
  ),
  envelope(
    'error-403-cut-off',
    403,
    'The JSON of a 403 ends in the middle.',
    {
      response: (answer) => (answer.status === 403 ? { ...answer, text: answer.text.slice(0, -3) } : answer),
    },
    'errors.media-type',
  ),
  envelope(
    'error-401-empty',
    401,
    'A 401 has no body.',
    {
      response: (answer) => (answer.status === 401 ? { ...answer, text: '' } : answer),
    },
    'errors.media-type',
  ),
  envelope(
    'error-404-singular',
    404,
    'A 404 has `error` instead of `errors`.',
    refusals((at) => ({ error: at['errors'] })),
    'errors.list',
  ),
  envelope(
    'error-401-empty-list',
    401,
    'A 401 lists no error.',
    refusals(() => ({ errors: [] })),
    'errors.list',
  ),
  envelope(
    'error-403-object',
    403,
    'The errors of a 403 are an object.',
    refusals(() => ({ errors: { title: 'Forbidden' } })),
    'errors.list',
  ),
  envelope(
    'error-404-texts',
    404,
    'The errors of a 404 are texts.',
    refusals(() => ({ errors: ['not found'] })),
    'errors.list',
  ),
  envelope(
    'error-401-stack-trace',
    401,
    'A 401 is a message with a stack trace.',
    refusals(() => ({ message: 'unauthenticated', stack: ['application.rb:1'] })),
    'errors.list',
  ),
  envelope(
    'error-404-without-title',
    404,
    'The error of a 404 has no title.',
    firstError((error) => lacking(error, 'title')),
    'errors.title',
  ),
  envelope(
    'error-401-empty-title',
    401,
    'The title of a 401 is empty.',
    firstError((error) => ({ ...error, title: '' })),
    'errors.title',
  ),
  envelope(
    'error-403-title-number',
    403,
    'The title of a 403 is its number.',
    firstError((error) => ({ ...error, title: 403 })),
    'errors.title',
  ),
  envelope(
    'error-400-title-renamed',
    400,
    'The title of a 400 is called `message`.',
    firstError((error) => ({ ...lacking(error, 'title'), message: error['title'] ?? null })),
    'errors.title',
    'errors.missing-parameter',
  ),
  envelope(
    'error-403-details-list',
    403,
    'The details of a 403 are a list.',
    firstError((error) => ({ ...error, details: ['no permission'] })),
    'errors.details',
  ),
  envelope(
    'error-404-details-object',
    404,
    'The details of a 404 are an object.',
    firstError((error) => ({ ...error, details: { reason: 'gone' } })),
    'errors.details',
  ),
  envelope(
    'error-401-details-number',
    401,
    'The details of a 401 are a number.',
    firstError((error) => ({ ...error, details: 7 })),
    'errors.details',
  ),
  envelope(
    'error-404-source-text',
    404,
    'The source of a 404 is a text.',
    firstError((error) => ({ ...error, source: 'path' })),
    'errors.source',
  ),
  envelope(
    'error-400-pointer-list',
    400,
    'The pointer of a 400 is a list.',
    firstError((error) => ({ ...error, source: { pointer: ['data', 'attributes'] } })),
    'errors.source',
    'errors.missing-parameter',
  ),
  envelope(
    'error-403-source-list',
    403,
    'The source of a 403 is a list.',
    firstError((error) => ({ ...error, source: [] })),
    'errors.source',
  ),
  {
    slug: 'error-403-with-session',
    area: 'errors',
    sentence: 'A 403 carries the session.',
    violates: ['errors.no-data'],
    bend: only(asking(403), {
      document: (document, call, answer, world) => {
        const session = world.store.sessions.everywhere().find(({ id }) => id === call.params['id']);
        return answer.status === 403 && session
          ? { ...document, data: sessionResource(session, world.settings.open) }
          : document;
      },
    }),
  },
  {
    slug: 'error-401-with-session',
    area: 'errors',
    sentence: 'A 401 carries the session.',
    violates: ['errors.no-data'],
    bend: only(asking(401), {
      document: (document, call, answer, world) => {
        const session = world.store.sessions.everywhere().find(({ id }) => id === call.params['id']);
        return answer.status === 401 && session
          ? { ...document, data: sessionResource(session, world.settings.open) }
          : document;
      },
    }),
  },
  {
    slug: 'creation-without-inquiry',
    area: 'errors',
    sentence: 'A session is created for no inquiry at all.',
    violates: ['errors.missing-parameter'],
    bend: only(nameless, {
      handlers: {
        createSession: () => (call, world) => {
          const id = `iqse_${world.random.characters(24)}`;
          return { status: 201, text: JSON.stringify(invented(id, call.at.getTime(), world)) };
        },
      },
    }),
  },
  {
    slug: 'creation-without-inquiry-bare',
    area: 'errors',
    sentence: 'A creation that names no inquiry is refused outside the envelope.',
    violates: ['errors.missing-parameter', 'errors.list'],
    bend: only(nameless, {
      handlers: { createSession: () => () => ({ status: 400, text: '{"error":"inquiry-id missing"}' }) },
    }),
  },
];
