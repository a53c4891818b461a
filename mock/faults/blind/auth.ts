/** Blind faults of keys: near misses that are let in, refusals that do the work, other environments. */
import type { Patch, World } from '../../types.ts';
import type { Call } from '../../call.ts';
import { showSession } from '../../handlers/finding.ts';
import type { KeyRecord } from '../../keys.ts';
import { sessionResource } from '../../resources/session.ts';
import { all, type Condition, notebook } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  asking,
  asPage,
  behindStatus,
  bodied,
  creating,
  end,
  expiring,
  finished,
  instead,
  keyed,
  listing,
  named,
  opened,
  rewritten,
} from './kit.ts';

const BEARER = 'Authentication is a Bearer header with the API key; everything else fails with 401.';
const REFUSED = 'A request that is refused for its key does nothing.';
const PERMISSION = 'A key without the permission is answered 403.';
const ENVIRONMENTS = 'Each environment has its own keys; its data is its own.';

/** Lets a request in that authentication would refuse, under the key that it is taken for. */
function letIn(whose: (call: Call, world: World) => KeyRecord | undefined): Patch {
  return {
    stages: {
      authentication: (original) => async (call, world) => {
        const refusal = await original(call, world);
        if (!refusal) return undefined;
        call.key = whose(call, world);
        return call.key ? undefined : refusal;
      },
    },
  };
}

/** The key that fits the token of a Bearer header by some laxer measure. */
function fits(measure: (secret: string, token: string) => boolean): Patch {
  return letIn((call, world) => {
    const token = /^Bearer (\S+)$/.exec(call.header('authorization') ?? '')?.[1];
    if (token === undefined) return undefined;
    return Object.values(world.keys).find(({ secret }) => measure(secret, token));
  });
}

function keyFor(world: World, secret: string | undefined): KeyRecord | undefined {
  return Object.values(world.keys).find((key) => key.secret === secret);
}

const unauthenticated: Condition = (call) => call.header('authorization') === undefined;
const lastSeen = notebook(() => new Map<string, KeyRecord>());
const locked = notebook(() => new Set<string>());

export const authFaults: readonly BlindFault[] = [
  {
    slug: 'truncated-key-accepted',
    area: 'auth',
    sentence: 'A key that lacks its last characters is accepted.',
    violates: ['auth.unknown-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: fits((secret, token) => token.length >= secret.length - 4 && secret.startsWith(token)),
  },
  {
    slug: 'lengthened-key-accepted',
    area: 'auth',
    sentence: 'A key with more characters behind it is accepted.',
    violates: ['auth.unknown-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: fits((secret, token) => token.startsWith(secret)),
  },
  {
    slug: 'key-in-other-case-accepted',
    area: 'auth',
    sentence: 'A key is accepted in capitals.',
    violates: ['auth.unknown-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: fits((secret, token) => secret.toLowerCase() === token.toLowerCase()),
  },
  {
    slug: 'key-of-same-tail-accepted',
    area: 'auth',
    sentence: 'Only the part of a key behind `sandbox_` or `production_` is compared.',
    violates: ['auth.unknown-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: fits(
      (secret, token) =>
        secret.replace(/^persona_(sandbox|production)_/, '') ===
        token.replace(/^persona_(sandbox|production)_/, ''),
    ),
  },
  {
    slug: 'key-in-query-accepted',
    area: 'auth',
    sentence: 'A key in the query is accepted where the header is missing.',
    violates: ['auth.no-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: letIn((call, world) =>
      unauthenticated(call, world)
        ? Object.values(world.keys).find(({ secret }) => [...call.query.values()].includes(secret))
        : undefined,
    ),
  },
  {
    slug: 'basic-with-key-accepted',
    area: 'auth',
    sentence: 'A key as the user name of Basic authentication is accepted.',
    violates: ['auth.wrong-scheme'],
    clause: BEARER,
    kind: 'contradicts',
    patch: letIn((call, world) => {
      const coded = /^Basic (\S+)$/i.exec(call.header('authorization') ?? '')?.[1];
      return keyFor(world, coded && Buffer.from(coded, 'base64').toString().split(':')[0]);
    }),
  },
  {
    slug: 'token-scheme-accepted-on-expire',
    area: 'auth',
    sentence: 'On the expire endpoint the scheme `Token` is accepted.',
    violates: ['auth.wrong-scheme'],
    clause: BEARER,
    kind: 'contradicts',
    patch: letIn((call, world) =>
      expiring(call, world)
        ? keyFor(world, /^Token (\S+)$/i.exec(call.header('authorization') ?? '')?.[1])
        : undefined,
    ),
  },
  {
    slug: 'bare-key-accepted',
    area: 'auth',
    sentence: 'The key alone, without a scheme, is accepted.',
    violates: ['auth.wrong-scheme'],
    clause: BEARER,
    kind: 'contradicts',
    patch: letIn((call, world) => keyFor(world, call.header('authorization'))),
  },
  {
    slug: 'x-api-key-accepted',
    area: 'auth',
    sentence: 'A key in an `X-Api-Key` header is accepted.',
    violates: ['auth.no-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: letIn((call, world) => keyFor(world, call.header('x-api-key'))),
  },
  {
    slug: 'empty-token-is-bad-request',
    area: 'auth',
    sentence: 'An empty bearer token is answered 400.',
    violates: ['auth.empty-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: finished(
      (answer, call) => answer.status === 401 && /^Bearer\s*$/i.test(call.header('authorization') ?? ''),
      (answer) => ({ ...answer, status: 400 }),
    ),
  },
  {
    slug: 'missing-key-is-forbidden-with-idempotency-key',
    area: 'auth',
    sentence: 'A request without a key but with an idempotency key is answered 403.',
    violates: ['auth.no-key', 'idempotency.authentication-first'],
    clause: BEARER,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 401 && unauthenticated(call, world) && keyed(call, world),
      (answer) => ({ ...answer, status: 403 }),
    ),
  },
  {
    slug: 'unauthenticated-repeat-is-conflict',
    area: 'auth',
    sentence: 'Without a key an expired session is answered 409: a stranger learns that it exists.',
    violates: ['auth.no-key', 'auth.before-lookup'],
    clause: BEARER,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) =>
        answer.status === 401 && expiring(call, world) && named(call, world)?.status === 'expired',
      (answer) => ({ ...answer, status: 409 }),
    ),
  },
  {
    slug: 'unauthenticated-just-read-let-in',
    area: 'auth',
    sentence: 'Whoever comes without a key to a session that was just read is taken for its reader.',
    violates: ['auth.no-key', 'auth.refused-without-effect'],
    clause: BEARER,
    kind: 'contradicts',
    patch: {
      stages: {
        authentication: (original) => async (call, world) => {
          const refusal = await original(call, world);
          const id = call.params['id'] ?? '';
          if (!refusal && call.key && call.endpoint.name === 'retrieveSession')
            lastSeen(world).set(id, call.key);
          if (refusal && unauthenticated(call, world) && expiring(call, world)) {
            call.key = lastSeen(world).get(id);
            return call.key ? undefined : refusal;
          }
          return refusal;
        },
      },
    },
  },
  {
    slug: 'unauthenticated-list-empty',
    area: 'auth',
    sentence: 'Without a key the list of sessions is answered 200, and empty.',
    violates: ['auth.no-key'],
    clause: BEARER,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 401 && listing(call, world),
      (answer) => ({
        ...answer,
        status: 200,
        text: JSON.stringify({ data: [], links: { prev: null, next: null } }),
      }),
    ),
  },
  {
    slug: 'truncated-key-refused-and-obeyed',
    area: 'auth',
    sentence: 'An unknown key of the right length is answered 401, and the session is expired.',
    violates: ['auth.refused-without-effect'],
    clause: REFUSED,
    kind: 'contradicts',
    patch: behindStatus(
      401,
      (call, world) =>
        expiring(call, world) &&
        (call.header('authorization') ?? '').length >= 'Bearer '.length + world.keys.full.secret.length,
      (call, world) => end(named(call, world), call, world),
    ),
  },
  {
    slug: 'keyless-keyed-refused-and-obeyed',
    area: 'auth',
    sentence: 'Without a key but with an idempotency key: 401, and an active session is expired.',
    violates: ['auth.refused-without-effect'],
    clause: REFUSED,
    kind: 'contradicts',
    patch: behindStatus(401, all(expiring, keyed, opened), (call, world) =>
      end(named(call, world), call, world),
    ),
  },
  {
    slug: 'valid-key-refused-after-bad-one',
    area: 'auth',
    sentence:
      'After a 401 for an unknown key the next request for the same session is refused, whoever asks.',
    violates: ['idempotency.unauthenticated-not-saved'],
    clause: 'A documented, valid call is answered.',
    kind: 'contradicts',
    patch: {
      stages: {
        authentication: (original) => async (call, world) => {
          const refusal = await original(call, world);
          if (refusal && !unauthenticated(call, world)) locked(world).add(call.path);
          if (!refusal && locked(world).delete(call.path)) {
            return { status: 401, document: { errors: [{ title: 'Token is invalid' }] } };
          }
          return refusal;
        },
      },
    },
  },
  {
    slug: 'wrong-scheme-answered-as-page',
    area: 'auth',
    sentence: 'A request under another scheme than Bearer is answered 401 with an HTML page.',
    violates: ['errors.media-type'],
    clause: 'Every documented error is JSON.',
    kind: 'contradicts',
    patch: finished(
      (answer, call) => answer.status === 401 && /^(?!Bearer\b)\S/i.test(call.header('authorization') ?? ''),
      (answer) => asPage(answer),
    ),
  },
  {
    slug: 'unauthenticated-with-message-only',
    area: 'auth',
    sentence: 'A 401 for an unknown key carries a `message` and no errors.',
    violates: ['errors.list'],
    clause: 'A 401 comes in the envelope with a title.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 401 && !unauthenticated(call, world),
      (answer) => rewritten(answer, () => ({ message: 'Token is invalid' })),
    ),
  },
  {
    slug: 'keyed-reader-may-write',
    area: 'auth',
    sentence: 'With an idempotency key a key without write permission may expire.',
    violates: ['auth.read-only-key', 'auth.read-only-key-without-effect'],
    clause: PERMISSION,
    kind: 'contradicts',
    patch: {
      stages: {
        permission: (original) => (call, world) => (keyed(call, world) ? undefined : original(call, world)),
      },
    },
  },
  {
    slug: 'reader-may-expire-active',
    area: 'auth',
    sentence: 'A key without write permission may expire sessions that somebody has opened.',
    violates: ['auth.read-only-key', 'auth.read-only-key-without-effect'],
    clause: PERMISSION,
    kind: 'contradicts',
    patch: {
      stages: {
        permission: (original) => (call, world) =>
          expiring(call, world) && opened(call, world) ? undefined : original(call, world),
      },
    },
  },
  {
    slug: 'reader-with-body-refused-and-obeyed',
    area: 'auth',
    sentence: 'A key without write permission that sends a body is answered 403, and the session is expired.',
    violates: ['auth.read-only-key-without-effect'],
    clause: REFUSED,
    kind: 'contradicts',
    patch: behindStatus(403, all(expiring, bodied), (call, world) => end(named(call, world), call, world)),
  },
  {
    slug: 'reader-may-expire-all',
    area: 'auth',
    sentence: 'A key without write permission may expire all sessions of an inquiry.',
    violates: ['auth.read-only-key'],
    clause: PERMISSION,
    kind: 'contradicts',
    patch: {
      stages: {
        permission: (original) => (call, world) =>
          call.endpoint.name === 'expireAllSessions' ? undefined : original(call, world),
      },
    },
  },
  {
    slug: 'reader-sees-session-in-refusal',
    area: 'auth',
    sentence: 'The 403 of a key without write permission carries the session beside the errors.',
    violates: ['errors.no-data'],
    clause: 'A refusal is an envelope of errors.',
    kind: 'softer',
    patch: {
      document: (document, call, answer, world) => {
        const session = named(call, world);
        return answer.status === 403 && session
          ? { ...document, data: sessionResource(session, world.settings.open) }
          : document;
      },
    },
  },
  {
    slug: 'other-environment-gets-saved-answer',
    area: 'auth',
    sentence: 'A key of another environment gets the saved answer when it repeats an idempotency key.',
    violates: ['auth.other-environment-refused'],
    clause: ENVIRONMENTS,
    kind: 'softer',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const { key } = call;
          if (key?.environment !== world.keys.otherEnvironment.environment) return original(call, world);
          const name = `${world.keys.full.environment} ${call.header('idempotency-key') ?? ''}`;
          const saved = world.memory.find(name, call.at)?.saved;
          return saved ? { status: saved.status, text: saved.text } : original(call, world);
        },
      },
    },
  },
  {
    slug: 'other-environment-lists-by-inquiry',
    area: 'auth',
    sentence: 'A list with a filter shows the sessions of every environment.',
    violates: ['auth.other-environment-cannot-read'],
    clause: ENVIRONMENTS,
    kind: 'softer',
    patch: instead('listSessions', asking('filter[inquiry-id]'), (call, world) => ({
      status: 200,
      document: {
        data: world.store.sessions
          .everywhere()
          .filter(({ inquiryId }) => inquiryId === call.query.get('filter[inquiry-id]'))
          .map((session) => sessionResource(session, world.settings.open)),
        links: { prev: null, next: null },
      },
    })),
  },
  {
    slug: 'other-environment-refused-and-obeyed',
    area: 'auth',
    sentence:
      'A key of another environment that asks for the inquiry too is answered 404, and the session ends.',
    violates: ['auth.other-environment-without-effect'],
    clause: ENVIRONMENTS,
    kind: 'softer',
    patch: behindStatus(404, all(expiring, asking('include')), (call, world) => {
      end(named(call, world), call, world);
    }),
  },
  {
    slug: 'other-environment-reads-expired',
    area: 'auth',
    sentence: 'A key of another environment can read a session once it has expired.',
    violates: ['auth.other-environment-cannot-read'],
    clause: ENVIRONMENTS,
    kind: 'softer',
    patch: instead(
      'retrieveSession',
      (call, world) => named(call, world)?.status === 'expired',
      (call, world, original) => {
        const session = named(call, world);
        return session ? showSession(session, world) : original(call, world);
      },
    ),
  },
  {
    slug: 'creation-without-key-obeyed',
    area: 'auth',
    sentence: 'Creating a session under an unknown key is answered 401, and the session is there.',
    violates: ['state.as-many-as-made'],
    clause: REFUSED,
    kind: 'contradicts',
    patch: {
      stages: {
        authentication: (original) => async (call, world) => {
          const refusal = await original(call, world);
          if (refusal && creating(call, world)) {
            await world.handlers.createSession({ ...call, key: world.keys.full }, world);
          }
          return refusal;
        },
      },
    },
  },
];
