/** Faults that two parameters bring about together, and neither by itself. */
import { refuse } from '../refusals.ts';
import { all, calling, only, storedOtherwise, uponExpiry, type Condition } from './build.ts';
import type { Fault } from './fault.ts';

const casing =
  (style: string): Condition =>
  (call) =>
    call.header('key-inflection') === style;

const under =
  (date: string): Condition =>
  (call) =>
    call.header('persona-version') === date;

const asking =
  (name: string): Condition =>
  (call) =>
    call.query.has(name);

const withKey: Condition = (call) => call.header('idempotency-key') !== undefined;

export const combinedFaults: readonly Fault[] = [
  {
    slug: 'active-in-camel-not-expired',
    area: 'query',
    sentence:
      'An active session that is expired with camel casing is answered as expired, and goes on being active.',
    violates: ['query.every-combination', 'state.stays-expired'],
    patch: only(
      all(calling('expireSession'), casing('camel')),
      uponExpiry(({ before, world }) => {
        if (before.status === 'active') world.store.sessions.put(before);
        return undefined;
      }),
    ),
  },
  {
    slug: 'snake-with-fields-refused',
    area: 'query',
    sentence: 'Snake casing together with a sparse fieldset is refused.',
    violates: ['query.every-combination'],
    patch: only(all(calling('expireSession'), casing('snake'), asking('fields[inquiry-session]')), {
      handlers: { expireSession: () => (_call, world) => refuse(world, 422) },
    }),
  },
  {
    slug: 'old-version-with-key-refused',
    area: 'query',
    sentence: 'An idempotency key under version 2020-05-18 is refused.',
    violates: ['query.every-combination'],
    patch: only(all(calling('expireSession'), under('2020-05-18'), withKey), {
      handlers: { expireSession: () => (_call, world) => refuse(world, 400) },
    }),
  },
  {
    slug: 'include-with-key-not-stored',
    area: 'query',
    sentence: 'An expire with `include` and an idempotency key under version 2025-12-08 changes nothing.',
    violates: ['query.every-combination', 'state.stays-expired'],
    patch: only(
      all(calling('expireSession'), under('2025-12-08'), asking('include'), withKey),
      storedOtherwise((_session, { before }) => before),
    ),
  },
  {
    slug: 'camel-under-old-version-uncased',
    area: 'inflection',
    sentence: 'Under version 2021-02-21 camel casing is not applied.',
    violates: ['inflection.camel'],
    patch: only(all(calling('expireSession'), under('2021-02-21'), casing('camel')), {
      steps: { inflection: () => (document) => document },
    }),
  },
];
