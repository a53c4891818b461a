/** Faults that take what is nearly right for right: keys, ids, idempotency keys; and sessions that come back. */
import { refuse } from '../refusals.ts';
import type { Call } from '../call.ts';
import type { Patch, World } from '../types.ts';
import { sessionInPath } from '../handlers/finding.ts';
import { all, calling, type Condition, only } from './build.ts';
import { fault, type Fault } from './fault.ts';

/** Lets in whoever presents the main key in this way. */
const lettingIn = (isGood: (call: Call, secret: string) => boolean): Patch => ({
  stages: {
    authentication: (original) => (call, world) => {
      const { full } = world.keys;
      if (!isGood(call, full.secret)) return original(call, world);
      call.key = full;
      return undefined;
    },
  },
});

const sent = (call: Call) => call.header('authorization') ?? '';

/** Reads the id in the path of an expire otherwise. */
const readingIds = (read: (id: string, world: World) => string): Patch => ({
  handlers: {
    expireSession: (original) => (call, world) =>
      original({ ...call, params: { ...call.params, id: read(call.params['id'] ?? '', world) } }, world),
  },
});

const known = (world: World) => world.store.sessions.everywhere();

/** Takes idempotency keys for one that agree in this. */
const readingKeys = (read: (key: string) => string | undefined): Patch => ({
  stages: {
    idempotency: (original) => (call, world) =>
      original(
        {
          ...call,
          header: (name) => {
            const value = call.header(name);
            return name === 'idempotency-key' && value !== undefined ? read(value) : value;
          },
          set slot(slot: Call['slot']) {
            call.slot = slot;
          },
        },
        world,
      ),
  },
});

const withBody = (text: (body: string) => boolean): Condition =>
  all(calling('expireSession'), (call) => text(call.bodyText));

/** Makes an expired session active again after this call. */
const reviving = (endpoint: Condition): Patch =>
  only(endpoint, {
    response: (answer, call, world) => {
      const inquiry = call.params['id'];
      for (const session of known(world)) {
        const isMeant = session.id === inquiry || session.inquiryId === inquiry || call.method === 'POST';
        if (session.status === 'expired' && isMeant && answer.status < 300)
          world.store.sessions.put({ ...session, status: 'active', expiredAt: null });
      }
      return answer;
    },
  });

/** Keys are compared with another query than the one that was sent. */
const comparing = (change: (query: URLSearchParams) => void): Patch => ({
  stages: {
    idempotency: (original) => (call, world) => {
      const query = new URLSearchParams(call.query);
      change(query);
      return original(
        {
          ...call,
          query,
          set slot(slot: Call['slot']) {
            call.slot = slot;
          },
        },
        world,
      );
    },
  },
});

export const nearMissFaults: readonly Fault[] = [
  fault(
    'key-cut-short-accepted',
    'auth',
    'A key that lacks its last characters is accepted.',
    lettingIn((call, secret) => sent(call).length > 12 && `Bearer ${secret}`.startsWith(sent(call))),
    'auth.near-miss-keys',
  ),
  fault(
    'key-with-more-behind-accepted',
    'auth',
    'A key with more characters behind it is accepted.',
    lettingIn((call, secret) => sent(call).startsWith(`Bearer ${secret}`)),
    'auth.near-miss-keys',
  ),
  fault(
    'bare-key-let-in',
    'auth',
    'A key without a scheme is accepted.',
    lettingIn((call, secret) => sent(call) === secret),
    'auth.near-miss-keys',
  ),
  fault(
    'key-in-own-header-let-in',
    'auth',
    'A key in the header X-Api-Key is accepted.',
    lettingIn((call, secret) => call.header('x-api-key') === secret),
    'auth.near-miss-keys',
  ),
  fault(
    'lists-are-public',
    'auth',
    'Sessions are listed without a key.',
    only(
      calling('listSessions'),
      lettingIn((call) => sent(call) === ''),
    ),
    'auth.no-key-elsewhere',
  ),
  fault(
    'id-beginning-is-enough',
    'errors',
    'The beginning of an id is enough to expire a session.',
    readingIds((id, world) =>
      id.length < 20 ? id : (known(world).find((session) => session.id.startsWith(id))?.id ?? id),
    ),
    'errors.near-miss-ids',
  ),
  fault(
    'id-tail-ignored',
    'errors',
    'What stands behind an id is ignored.',
    readingIds((id, world) => known(world).find((session) => id.startsWith(session.id))?.id ?? id),
    'errors.near-miss-ids',
  ),
  fault(
    'inquiry-id-is-enough',
    'errors',
    'The id of an inquiry expires one of its sessions.',
    readingIds(
      (id, world) =>
        known(world).find((session) => session.inquiryId === id && session.status === 'new')?.id ?? id,
    ),
    'errors.near-miss-ids',
  ),
  fault(
    'empty-object-refused',
    'errors',
    'An expire with an empty object as its body is refused.',
    only(
      withBody((text) => text === '{}'),
      {
        handlers: { expireSession: () => (_call, world) => refuse(world, 400) },
      },
    ),
    'errors.empty-forms-accepted',
  ),
  fault(
    'content-type-alone-refused',
    'errors',
    'An expire with a Content-Type and no body is refused.',
    only(
      all(
        withBody((text) => text === ''),
        (call) => call.header('content-type') !== undefined,
      ),
      { handlers: { expireSession: () => (_call, world) => refuse(world, 400) } },
    ),
    'errors.empty-forms-accepted',
  ),
  fault(
    'keys-in-one-case',
    'idempotency',
    'Idempotency keys that differ in case only are one key.',
    readingKeys((key) => key.toLowerCase()),
    'idempotency.keys-are-exact',
  ),
  fault(
    'keys-cut-at-128',
    'idempotency',
    'Only the first 128 characters of an idempotency key count.',
    readingKeys((key) => key.slice(0, 128)),
    'idempotency.keys-are-exact',
  ),
  fault(
    'keys-cut-at-32',
    'idempotency',
    'Only the first 32 characters of an idempotency key count.',
    readingKeys((key) => key.slice(0, 32)),
    'idempotency.keys-are-exact',
  ),
  fault(
    'long-keys-forgotten',
    'idempotency',
    'An idempotency key of more than 64 characters is not remembered.',
    readingKeys((key) => (key.length > 64 ? undefined : key)),
    'idempotency.any-key-counts',
    'idempotency.replay-status',
  ),
  fault(
    'short-keys-forgotten',
    'idempotency',
    'An idempotency key of fewer than eight characters is not remembered.',
    readingKeys((key) => (key.length < 8 ? undefined : key)),
    'idempotency.any-key-counts',
  ),
  fault(
    'include-not-compared',
    'idempotency',
    'The same idempotency key with another `include` gets the saved answer.',
    comparing((query) => query.delete('include')),
    'idempotency.include-is-compared',
  ),
  fault(
    'key-compares-whether-there-is-an-include',
    'idempotency',
    'Whether there is an `include` is compared under an idempotency key, and not which.',
    comparing((query) => {
      if (query.has('include')) query.set('include', '');
    }),
    'idempotency.include-is-compared',
    'query.include-inquiry',
    'query.links-resolve',
  ),
  fault(
    'key-of-a-creation-answers-expire',
    'idempotency',
    'An expire under the key of a creation is answered with the created session, and expires nothing.',
    only(
      all(calling('expireSession'), (call, world) => {
        const key = call.header('idempotency-key');
        const slots = world.memory.names().filter((name) => name.endsWith(` ${key}`));
        const session = sessionInPath(call);
        return key?.includes('-creation-') === true && slots.length > 0 && session?.status === 'new';
      }),
      { stages: { idempotency: () => () => ({ status: 201, document: { data: null } }) as never } },
    ),
    'idempotency.other-endpoint',
  ),
  fault(
    'old-link-revives',
    'state',
    'A one-time link from before the end makes an expired session active again.',
    {
      linkOpened: ({ sessionId, environment }, world) => {
        const session = world.store.sessions.get(sessionId, environment);
        if (session?.status === 'expired')
          world.store.sessions.put({ ...session, status: 'active', expiredAt: null });
      },
    },
    'state.nothing-revives',
  ),
  fault(
    'new-link-revives',
    'state',
    'Asking for a one-time link of an expired session makes it active again.',
    {
      handlers: {
        generateOneTimeLink: (original) => async (call, world) => {
          const answer = await original(call, world);
          for (const session of known(world))
            if (session.id === call.params['id'] && session.status === 'expired')
              world.store.sessions.put({ ...session, status: 'active', expiredAt: null });
          return answer;
        },
      },
    },
    'time.second-expire-keeps-time',
  ),
  fault(
    'resuming-revives',
    'state',
    'Resuming an inquiry revives its expired sessions.',
    reviving(calling('resumeInquiry')),
    'state.nothing-revives',
  ),
  fault(
    'creating-revives',
    'state',
    'Creating a session revives the expired ones of its inquiry.',
    {
      handlers: {
        createSession: (original) => async (call, world) => {
          const answer = await original(call, world);
          const made = known(world).toSorted((one, other) => other.order - one.order)[0];
          for (const session of known(world)) {
            if (
              made &&
              answer.status === 201 &&
              session.inquiryId === made.inquiryId &&
              session.status === 'expired'
            )
              world.store.sessions.put({ ...session, status: 'active', expiredAt: null });
          }
          return answer;
        },
      },
    },
    'state.nothing-revives',
  ),
];
