/** Faults of refusals: their status, and what odd requests may do. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { after, text } from '../patches.ts';
import type { Patch, World } from '../types.ts';
import { isObject, type JsonObject, member } from '../json.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import {
  all,
  calling,
  type Condition,
  expireAnyway,
  html,
  MADE_HERE,
  only,
  page,
  status,
  unknownId,
} from './build.ts';
import type { Fault } from './fault.ts';

const expiring = calling('expireSession');
const creating = calling('createSession');

const oddId: Condition = (call) => !MADE_HERE.test(call.params['id'] ?? '');
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

const succeeding: Patch = {
  handlers: {
    expireSession: () => (call, world) => ({
      status: 200,
      text: JSON.stringify(invented(call.params['id'] ?? '', call.at.getTime(), world)),
    }),
  },
};

const failing = (code: number): Patch => ({
  handlers: { expireSession: () => (_call, world) => refuse(world, code) },
});

function unknownIdFault(slug: string, sentence: string, id: RequirementId, patch: Patch): Fault {
  return { slug, area: 'errors', sentence, violates: [id], patch: only(all(expiring, unknownId), patch) };
}

function oddIdFault(slug: string, sentence: string, id: RequirementId, pattern: RegExp, patch: Patch): Fault {
  return {
    slug,
    area: 'errors',
    sentence,
    violates: [id],
    patch: only(all(expiring, idIs(pattern), oddId), patch),
  };
}

/** Malformed bodies on the action that takes none. */
const malformed: Condition = (call) => call.endpoint.name === 'expireSession' && call.body === undefined;

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
    patch: only(all(expiring, unknownId), status(404, 302)),
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
    patch: only(malformed, { stages: { parameters: () => (_call, world) => refuse(world, 500) } }),
  },
  {
    slug: 'malformed-body-html',
    area: 'errors',
    sentence: 'A malformed body is refused with an HTML page.',
    violates: ['errors.malformed-body-json-answer'],
    patch: only(malformed, html(400)),
  },
  {
    slug: 'malformed-body-empty',
    area: 'errors',
    sentence: 'A malformed body is refused without a word.',
    violates: ['errors.malformed-body-json-answer'],
    patch: only(
      malformed,
      text(() => ''),
    ),
  },
  {
    slug: 'malformed-body-parser-message',
    area: 'errors',
    sentence: 'A malformed body is answered with the parser’s own message and stack trace.',
    violates: ['errors.malformed-body-json-answer'],
    patch: only(malformed, {
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
    patch: {
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
    patch: {
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
    patch: {
      handlers: {
        nothingHere: after((answer, call, world) => {
          const id = /\/inquiry-sessions\/([^/]+)\/expire$/.exec(call.path)?.[1];
          if (call.method === 'GET' && id !== undefined) expireAnyway({ ...call, params: { id } }, world);
          return answer;
        }),
      },
    },
  },
  {
    slug: 'creation-without-inquiry',
    area: 'errors',
    sentence: 'A session is created for no inquiry at all.',
    violates: ['errors.missing-parameter'],
    patch: only(nameless, {
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
    patch: only(nameless, {
      handlers: { createSession: () => () => ({ status: 400, text: '{"error":"inquiry-id missing"}' }) },
    }),
  },
];
