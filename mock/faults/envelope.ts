/** Faults of the envelope that refusals come in, each in one kind of refusal. */
import type { RequirementId } from '../../contract/catalogue.ts';
import type { JsonObject } from '../json.ts';
import type { Patch } from '../types.ts';
import { headers } from '../patches.ts';
import { sessionResource } from '../resources/session.ts';
import {
  all,
  calling,
  type Condition,
  firstError,
  html,
  lacking,
  onMismatch,
  only,
  refusals,
  unknownId,
} from './build.ts';
import type { Fault } from './fault.ts';

/** Requests that are refused with this status, as the suite meets them. */
const asking = (code: number): Condition => {
  const wanted: Readonly<Record<number, Condition>> = {
    400: (call) => call.endpoint.name === 'createSession',
    401: (call, world) =>
      call.endpoint.name === 'expireSession' &&
      !Object.values(world.keys).some(({ secret }) => call.header('authorization') === `Bearer ${secret}`),
    403: (call, world) =>
      call.endpoint.name === 'expireSession' &&
      call.header('authorization') === `Bearer ${world.keys.readOnly.secret}`,
    404: all(calling('expireSession'), unknownId),
    // The refusal of a reused idempotency key; any other of these calls succeeds.
    422: (call) => call.endpoint.name === 'expireSession' && call.header('idempotency-key') !== undefined,
  };
  return wanted[code] ?? (() => false);
};

type Violated = readonly [RequirementId, ...RequirementId[]];

/** Refusals of each kind in turn: the envelope must hold for all of them. */
const kinds = [400, 401, 403, 404] as const;

function envelope(
  slug: string,
  code: (typeof kinds)[number] | 422,
  sentence: string,
  patch: Patch,
  ...violates: Violated
): Fault {
  // Where a reused key is refused with a 400, no 422 is ever seen.
  const open = code === 422 ? { open: { mismatch: 422 } as const } : {};
  return { slug, area: 'errors', sentence, violates, patch: { ...only(asking(code), patch), ...open } };
}

const contentType = (value: string): Patch => ({
  response: (answer) =>
    answer.status >= 400
      ? {
          ...answer,
          headers: answer.headers.map(([name, old]) => [name, name === 'Content-Type' ? value : old]),
        }
      : answer,
});

/** Refusals of idempotency keys that were used with other parameters. */
function mismatch(
  slug: string,
  sentence: string,
  change: (error: JsonObject) => unknown,
  ...violates: Violated
) {
  const patch = onMismatch((answer) => ({
    ...answer,
    text: JSON.stringify(change(JSON.parse(answer.text) as JsonObject)),
  }));
  return { slug, area: 'errors', sentence, violates, patch } satisfies Fault;
}

export const envelopeFaults: readonly Fault[] = [
  mismatch(
    'reused-key-with-session',
    'The refusal of a reused idempotency key carries a session.',
    (at) => ({ ...at, data: { type: 'inquiry-session', id: 'iqse_other', attributes: {} } }),
    'errors.no-data',
  ),
  mismatch(
    'reused-key-without-title',
    'The refusal of a reused idempotency key has no title.',
    ({ errors: list }) => ({ errors: Array.isArray(list) ? list.map(() => ({ details: 'No.' })) : list }),
    'errors.title',
    'idempotency.mismatch-envelope',
  ),
  mismatch(
    'reused-key-with-sql',
    'The refusal of a reused idempotency key shows a query.',
    () => ({
      errors: [{ title: 'Conflict', details: 'SELECT parameters FROM keys WHERE token = 1 returned 1 row' }],
    }),
    'errors.no-internals',
  ),
  envelope(
    'error-404-with-stack',
    404,
    'The details of a 404 are a stack trace.',
    firstError((error) => ({ ...error, details: 'RecordNotFound\n    at find (/srv/app/sessions.js:12:7)' })),
    'errors.no-internals',
  ),
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
    'error-400-details-number',
    400,
    'The details of a 400 are a number.',
    firstError((error) => ({ ...error, details: 7 })),
    'errors.details',
  ),
  ...([400, 404] as const).map((code) =>
    envelope(
      `error-${String(code)}-meta-text`,
      code,
      `The meta of a ${String(code)} is a text.`,
      firstError((error) => ({ ...error, meta: 'more' })),
      'errors.meta',
      ...(code === 400 ? (['errors.missing-parameter'] as const) : []),
    ),
  ),
  envelope(
    'error-422-source-text',
    422,
    'The source of a 422 is a text.',
    firstError((error) => ({ ...error, source: 'path' })),
    'errors.source',
    'idempotency.mismatch-envelope',
  ),
  envelope(
    'error-422-pointer-list',
    422,
    'The pointer of a 422 is a list.',
    firstError((error) => ({ ...error, source: { pointer: ['data', 'attributes'] } })),
    'errors.source',
    'idempotency.mismatch-envelope',
  ),
  envelope(
    'error-422-source-list',
    422,
    'The source of a 422 is a list.',
    firstError((error) => ({ ...error, source: [] })),
    'errors.source',
    'idempotency.mismatch-envelope',
  ),
  {
    slug: 'error-403-with-session',
    area: 'errors',
    sentence: 'A 403 carries the session.',
    violates: ['errors.no-data'],
    patch: only(asking(403), {
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
    patch: only(asking(401), {
      document: (document, call, answer, world) => {
        const session = world.store.sessions.everywhere().find(({ id }) => id === call.params['id']);
        return answer.status === 401 && session
          ? { ...document, data: sessionResource(session, world.settings.open) }
          : document;
      },
    }),
  },
];
