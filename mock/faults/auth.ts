/** Faults of authorization: let through, refused wrongly, refused and done all the same. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { after } from '../patches.ts';
import type { Patch, World } from '../types.ts';
import type { Call } from '../call.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';
import { all, calling, type Condition, expireAnyway, only } from './build.ts';
import type { Fault } from './fault.ts';

const authorization = (call: Call): string => call.header('authorization') ?? '';

const withoutKey: Condition = (call) => authorization(call) === '';
const withUnknownKey: Condition = (call, world) =>
  /^Bearer \S+$/.test(authorization(call)) &&
  !Object.values(world.keys).some(({ secret }) => authorization(call) === `Bearer ${secret}`);
const withEmptyKey: Condition = (call) => /^Bearer\s*$/.test(authorization(call));
const underBasic: Condition = (call) => authorization(call).startsWith('Basic ');
const sessionExists: Condition = (call, world) =>
  world.store.sessions.everywhere().some(({ id }) => id === call.params['id']);

const expiring = calling('expireSession');

/** Such requests count as the main key’s. */
const letThrough: Patch = {
  stages: {
    authentication: () => (call, world) => {
      call.key = world.keys.full;
      return undefined;
    },
  },
};

/** Such requests are refused with another status than 401. */
function refusedWith(status: number): Patch {
  return { stages: { authentication: () => (_call, world) => refuse(world, status) } };
}

/** Such requests are answered as if they had succeeded, and nothing is done. */
const pretending: Patch = {
  stages: {
    authentication: () => (call, world) => {
      const session = world.store.sessions.everywhere().find(({ id }) => id === call.params['id']);
      if (!session) return refuse(world, 401);
      const shown = { ...session, status: 'expired', expiredAt: call.at.getTime() } as const;
      return { status: 200, document: { data: sessionResource(shown, world.settings.open) } };
    },
  },
};

interface Stranger {
  readonly who: string;
  readonly words: string;
  readonly condition: Condition;
  readonly id: RequirementId;
  readonly other: number;
}

const strangers: readonly Stranger[] = [
  { who: 'no-key', words: 'without a key', condition: withoutKey, id: 'auth.no-key', other: 403 },
  {
    who: 'unknown-key',
    words: 'with an unknown key',
    condition: withUnknownKey,
    id: 'auth.unknown-key',
    other: 403,
  },
  { who: 'empty-key', words: 'with an empty key', condition: withEmptyKey, id: 'auth.empty-key', other: 400 },
  {
    who: 'wrong-scheme',
    words: 'under the Basic scheme',
    condition: underBasic,
    id: 'auth.wrong-scheme',
    other: 404,
  },
];

const strangerFaults = strangers.flatMap(({ who, words, condition, id, other }): Fault[] => [
  {
    slug: `${who}-let-through`,
    area: 'auth',
    sentence: `Expiring ${words} works.`,
    violates: [id, 'auth.refused-without-effect'],
    patch: only(all(expiring, condition, sessionExists), letThrough),
  },
  {
    slug: `${who}-answered-like-success`,
    area: 'auth',
    sentence: `Expiring ${words} is answered like a success, and does nothing.`,
    violates: [id],
    patch: only(all(expiring, condition, sessionExists), pretending),
  },
  {
    slug: `${who}-${String(other)}`,
    area: 'auth',
    sentence: `Expiring ${words} is refused with ${String(other)}.`,
    violates: [id],
    patch: only(all(expiring, condition, sessionExists), refusedWith(other)),
  },
  {
    slug: `${who}-refused-and-done`,
    area: 'auth',
    sentence: `Expiring ${words} is refused with 401, and done all the same.`,
    violates: ['auth.refused-without-effect'],
    patch: only(all(expiring, condition), {
      stages: {
        authentication: (original) => (call, world) => {
          expireAnyway(call, world);
          return original(call, world);
        },
      },
    }),
  },
]);

const withKey =
  (name: 'readOnly' | 'otherEnvironment'): Condition =>
  (call: Call, world: World) =>
    authorization(call) === `Bearer ${world.keys[name].secret}`;

const readOnly = all(expiring, withKey('readOnly'));
const foreign = withKey('otherEnvironment');

/** Looks for sessions in every environment. */
const acrossEnvironments: Patch = {
  stages: {
    authentication: (original) => async (call, world) => {
      const refusal = await original(call, world);
      if (!refusal) call.key = world.keys.full;
      return refusal;
    },
  },
};

export const authFaults: readonly Fault[] = [
  {
    slug: 'no-key-500',
    area: 'auth',
    sentence: 'A request without `Authorization` makes the server fail, each time.',
    violates: ['auth.no-key'],
    patch: {
      stages: {
        authentication: (original) => (call, world) =>
          call.header('authorization') === undefined ? refuse(world, 500) : original(call, world),
      },
    },
  },
  ...strangerFaults,
  {
    slug: 'lookup-before-authentication',
    area: 'auth',
    sentence: 'Without a key an unknown session is answered 404, a known one 401.',
    violates: ['auth.before-lookup'],
    patch: only(
      all(expiring, withoutKey, (call, world) => !sessionExists(call, world)),
      refusedWith(404),
    ),
  },
  {
    slug: 'unknown-session-without-key-403',
    area: 'auth',
    sentence: 'Without a key an unknown session is answered 403, a known one 401.',
    violates: ['auth.before-lookup'],
    patch: only(
      all(expiring, withoutKey, (call, world) => !sessionExists(call, world)),
      refusedWith(403),
    ),
  },
  {
    slug: 'read-only-key-let-through',
    area: 'auth',
    sentence: 'A key that may only read can expire sessions.',
    violates: ['auth.read-only-key', 'auth.read-only-key-without-effect'],
    patch: only(readOnly, { stages: { permission: () => () => undefined } }),
  },
  {
    slug: 'read-only-key-401',
    area: 'auth',
    sentence: 'A key that may only read is refused as if it were unknown.',
    violates: ['auth.read-only-key'],
    patch: only(readOnly, { stages: { permission: () => (_call, world) => refuse(world, 401) } }),
  },
  {
    slug: 'read-only-key-404',
    area: 'auth',
    sentence: 'A key that may only read is told that the session does not exist.',
    violates: ['auth.read-only-key'],
    patch: only(readOnly, { stages: { permission: () => (_call, world) => refuse(world, 404) } }),
  },
  {
    slug: 'read-only-key-refused-and-done',
    area: 'auth',
    sentence: 'A key that may only read is refused with 403, and the session is expired all the same.',
    violates: ['auth.read-only-key-without-effect'],
    patch: only(readOnly, {
      stages: {
        permission: (original) => (call, world) => {
          expireAnyway(call, world);
          return original(call, world);
        },
      },
    }),
  },
  {
    slug: 'foreign-key-lets-through',
    area: 'auth',
    sentence: 'A key of another environment can expire the session.',
    violates: ['auth.other-environment-refused', 'auth.other-environment-without-effect'],
    patch: only(all(expiring, foreign), acrossEnvironments),
  },
  {
    slug: 'foreign-key-answered-like-success',
    area: 'auth',
    sentence: 'Expiring with a key of another environment is answered like a success, and does nothing.',
    violates: ['auth.other-environment-refused'],
    patch: only(all(expiring, foreign), pretending),
  },
  {
    slug: 'foreign-key-refused-and-done',
    area: 'auth',
    sentence: 'Expiring with a key of another environment is refused with 404, and done all the same.',
    violates: ['auth.other-environment-without-effect'],
    patch: only(all(expiring, foreign), {
      handlers: {
        expireSession: after((answer, call, world) => {
          expireAnyway(call, world);
          return answer;
        }),
      },
    }),
  },
  {
    slug: 'foreign-key-reads',
    area: 'auth',
    sentence: 'A key of another environment can read the session.',
    violates: ['auth.other-environment-cannot-read'],
    patch: only(all(calling('retrieveSession'), foreign), acrossEnvironments),
  },
];
