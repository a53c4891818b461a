/** Blind faults of `Persona-Version`. */
import type { Patch, World } from '../../types.ts';
import type { Call } from '../../call.ts';
import type { Resource } from '../../json.ts';
import { refuse } from '../../refusals.ts';
import { all, type Condition, lacking, notebook } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  asking,
  expiring,
  having,
  instead,
  keyed,
  listing,
  named,
  replayed,
  rewritten,
  sessionOf,
  sessions,
  since,
  snake,
  sparse,
  wireAttributes,
  finished,
} from './kit.ts';
import { isObject, type JsonObject, member } from '../../json.ts';

const MOVED = 'From 2021-08-18 on a session has no `browser-fingerprint`; before, it has.';
const OVERRIDES = 'The header overrides the version of the key, for its own request.';
const ACCEPTED = 'The version is documented on the endpoint.';
const NO_DEFAULT = 'From 2025-10-27 on nothing is included that was not asked for.';
const MOVED_NAMES = 'From 2025-10-27 on an inquiry’s personal attributes are read from `fields` only.';
const FINGERPRINT = 'browser-fingerprint';

function withFingerprint(resource: Resource, world: World): Resource {
  const visit = sessionOf(world, resource.id)?.visit;
  return {
    ...resource,
    attributes: { ...resource.attributes, [FINGERPRINT]: visit?.browserFingerprint ?? null },
  };
}

const shownAgain = (when: Condition): Patch =>
  sessions(when, (resource, _call, world) => withFingerprint(resource, world));

/** The version that is in force is another than it should be. */
function versionRead(change: (version: string, call: Call, world: World) => string): Patch {
  return {
    stages: {
      parameters: (original) => async (call, world) => {
        const answer = await original(call, world);
        call.version = change(call.version, call, world);
        return answer;
      },
    },
  };
}

const refusedWhen = (when: Condition): Patch =>
  instead('expireSession', when, (_call, world) =>
    refuse(world, 400, { details: 'Persona-Version is not supported here.' }),
  );

/** Includes what was not asked for. */
const includedByDefault = (when: Condition, names: string): Patch => ({
  steps: {
    include: (original) => (document, call, world) => {
      if (call.query.has('include') || !when(call, world)) return original(document, call, world);
      const query = new URLSearchParams(call.query);
      query.set('include', names);
      return original(document, { ...call, query }, world);
    },
  },
});

const last = notebook(() => ({ version: undefined as string | undefined }));
const modern: Condition = since('2021-08-18');
const unasked =
  (name: string): Condition =>
  (call) =>
    call.header(name) === undefined;
const stuck = notebook(() => new Map<string, string>());

export const versionFaults: readonly BlindFault[] = [
  {
    slug: 'fingerprint-in-lists',
    area: 'version',
    sentence: 'Lists show `browser-fingerprint` under every version.',
    violates: ['version.fingerprint-after-move'],
    clause: MOVED,
    kind: 'contradicts',
    patch: shownAgain(all(modern, listing)),
  },
  {
    slug: 'fingerprint-in-snake',
    area: 'version',
    sentence: 'In snake case `browser_fingerprint` is shown under every version.',
    violates: ['version.fingerprint-after-move'],
    clause: MOVED,
    kind: 'contradicts',
    patch: shownAgain(all(modern, snake)),
  },
  {
    slug: 'fingerprint-when-asked-for',
    area: 'version',
    sentence: 'A sparse fieldset that names `browser-fingerprint` gets it under every version.',
    violates: ['version.fingerprint-after-move'],
    clause: MOVED,
    kind: 'contradicts',
    patch: shownAgain(
      (call) =>
        call.version >= '2021-08-18' &&
        (call.query.get('fields[inquiry-session]') ?? '').includes('fingerprint'),
    ),
  },
  {
    slug: 'fingerprint-on-day-of-move',
    area: 'version',
    sentence: 'Under 2021-08-18 itself a session still has `browser-fingerprint`.',
    violates: ['version.fingerprint-after-move'],
    clause: MOVED,
    kind: 'contradicts',
    patch: shownAgain(having('persona-version', '2021-08-18')),
  },
  {
    slug: 'fingerprint-under-newest',
    area: 'version',
    sentence: 'Under versions from 2025-10-27 on a session has `browser-fingerprint` again.',
    violates: ['version.fingerprint-after-move'],
    clause: MOVED,
    kind: 'contradicts',
    patch: shownAgain(since('2025-10-27')),
  },
  {
    slug: 'fingerprint-with-include',
    area: 'version',
    sentence: 'With `include=device` the session has `browser-fingerprint` too.',
    violates: ['version.fingerprint-after-move'],
    clause: MOVED,
    kind: 'contradicts',
    patch: shownAgain(
      (call) => call.version >= '2021-08-18' && (call.query.get('include') ?? '').includes('device'),
    ),
  },
  {
    slug: 'fingerprint-under-key',
    area: 'version',
    sentence: 'Under an idempotency key the session has `browser-fingerprint`.',
    violates: ['version.fingerprint-after-move'],
    clause: MOVED,
    kind: 'contradicts',
    patch: shownAgain(all(modern, keyed)),
  },
  {
    slug: 'fingerprint-in-replays',
    area: 'version',
    sentence: 'A repeated answer has `browser-fingerprint` where the first had none.',
    violates: ['version.fingerprint-after-move', 'idempotency.replay-body'],
    clause: MOVED,
    kind: 'contradicts',
    patch: finished(replayed, (answer, call, world) =>
      rewritten(answer, (document) => {
        const data = document['data'];
        const visit = named(call, world)?.visit;
        if (!isObject(data) || !isObject(data['attributes'])) return document;
        const attributes = { ...data['attributes'], [FINGERPRINT]: visit?.browserFingerprint ?? null };
        return { ...document, data: { ...data, attributes } as JsonObject };
      }),
    ),
  },
  {
    slug: 'fingerprint-missing-in-july',
    area: 'version',
    sentence: 'Under 2021-07-05 a session has no `browser-fingerprint` any more.',
    violates: ['version.fingerprint-before-move'],
    clause: MOVED,
    kind: 'softer',
    patch: wireAttributes('inquiry-session', having('persona-version', '2021-07-05'), {
      [FINGERPRINT]: () => undefined,
    }),
  },
  {
    slug: 'fingerprint-missing-when-over',
    area: 'version',
    sentence: 'Under old versions an expired session has no `browser-fingerprint`.',
    violates: ['version.fingerprint-before-move'],
    clause: MOVED,
    kind: 'softer',
    patch: sessions(
      (call) => call.version < '2021-08-18',
      (resource) =>
        resource.attributes['status'] === 'expired'
          ? { ...resource, attributes: lacking(resource.attributes, FINGERPRINT) }
          : resource,
    ),
  },
  {
    slug: 'fingerprint-of-device-under-old-version-only',
    area: 'version',
    sentence: 'An included device has a `browser-fingerprint` before 2021-08-18 only.',
    violates: ['version.fingerprint-on-device'],
    clause: 'It is read from the related device since it moved.',
    kind: 'softer',
    patch: wireAttributes('device', modern, {
      [FINGERPRINT]: () => undefined,
      browserFingerprint: () => undefined,
    }),
  },
  {
    slug: 'newest-refused-under-key',
    area: 'version',
    sentence: 'Under an idempotency key version 2025-12-08 is refused.',
    violates: ['query.every-combination'],
    clause: ACCEPTED,
    kind: 'contradicts',
    patch: refusedWhen(all(having('persona-version', '2025-12-08'), keyed)),
  },
  {
    slug: 'version-2022-refused-with-include',
    area: 'version',
    sentence: 'With `include` version 2022-09-01 is refused.',
    violates: ['version.accepts-2022-09-01'],
    clause: ACCEPTED,
    kind: 'contradicts',
    patch: refusedWhen(all(having('persona-version', '2022-09-01'), asking('include'))),
  },
  {
    slug: 'oldest-refused-in-camel',
    area: 'version',
    sentence: 'With `Key-Inflection` version 2020-05-18 is refused.',
    violates: ['version.accepts-2020-05-18'],
    clause: ACCEPTED,
    kind: 'contradicts',
    patch: refusedWhen(all(having('persona-version', '2020-05-18'), having('key-inflection'))),
  },
  {
    slug: 'autumn-version-fails-for-active',
    area: 'version',
    sentence: 'Expiring an active session under 2025-10-27 is answered 500.',
    violates: ['query.every-combination'],
    clause: ACCEPTED,
    kind: 'contradicts',
    patch: instead(
      'expireSession',
      (call, world) =>
        call.header('persona-version') === '2025-10-27' && named(call, world)?.status === 'active',
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'version-demanded-with-fields',
    area: 'version',
    sentence: 'A sparse request without `Persona-Version` is refused.',
    violates: ['query.every-combination'],
    clause: 'The header is optional.',
    kind: 'contradicts',
    patch: refusedWhen(all(sparse, unasked('persona-version'))),
  },
  {
    slug: 'version-ignored-with-inflection',
    area: 'version',
    sentence: 'With `Key-Inflection` the version of the key applies, whatever the request says.',
    violates: ['version.overrides-key-default'],
    clause: OVERRIDES,
    kind: 'contradicts',
    patch: versionRead((version, call) =>
      call.header('key-inflection') === undefined ? version : (call.key?.version ?? version),
    ),
  },
  {
    slug: 'version-ignored-on-lists',
    area: 'version',
    sentence: 'Lists are shown in the version of the key, whatever the request says.',
    violates: ['version.fingerprint-before-move'],
    clause: OVERRIDES,
    kind: 'contradicts',
    patch: versionRead((version, call, world) =>
      listing(call, world) ? (call.key?.version ?? version) : version,
    ),
  },
  {
    slug: 'version-ignored-under-key',
    area: 'version',
    sentence: 'Under an idempotency key the version of the API key applies, whatever the request says.',
    violates: ['version.personal-attributes-moved'],
    clause: OVERRIDES,
    kind: 'contradicts',
    patch: versionRead((version, call, world) =>
      keyed(call, world) && expiring(call, world) ? (call.key?.version ?? version) : version,
    ),
  },
  {
    slug: 'version-lasts-after-refusal',
    area: 'version',
    sentence: 'After a request that was refused its version holds for the next one too.',
    violates: ['version.no-leak'],
    clause: OVERRIDES,
    kind: 'contradicts',
    patch: {
      ...versionRead((version, call, world) => {
        const kept = last(world).version;
        last(world).version = undefined;
        return call.header('persona-version') === undefined ? (kept ?? version) : version;
      }),
      response: (answer, call, world) => {
        if (answer.status >= 400) last(world).version = call.header('persona-version');
        return answer;
      },
    },
  },
  {
    slug: 'version-of-expire-sticks-to-session',
    area: 'version',
    sentence: 'A session is shown for good in the version of the request that expired it.',
    violates: ['version.no-leak', 'version.overrides-key-default'],
    clause: OVERRIDES,
    kind: 'contradicts',
    patch: {
      stages: {
        parameters: (original) => async (call, world) => {
          const answer = await original(call, world);
          const id = call.params['id'] ?? '';
          const kept = stuck(world).get(id);
          if (kept !== undefined && call.endpoint.name === 'retrieveSession') call.version = kept;
          if (expiring(call, world)) stuck(world).set(id, call.version);
          return answer;
        },
      },
    },
  },
  {
    slug: 'inquiry-included-by-default-in-2025',
    area: 'version',
    sentence: 'From 2025-10-27 on the inquiry is still included without being asked for.',
    violates: ['query.nothing-by-default'],
    clause: NO_DEFAULT,
    kind: 'contradicts',
    patch: includedByDefault(since('2025-10-27'), 'inquiry'),
  },
  {
    slug: 'device-included-by-default-in-expires',
    area: 'version',
    sentence: 'Under 2025-12-08 the answer to an expire includes the device without being asked.',
    violates: ['query.nothing-by-default'],
    clause: NO_DEFAULT,
    kind: 'contradicts',
    patch: includedByDefault(all(having('persona-version', '2025-12-08'), expiring), 'device'),
  },
  {
    slug: 'everything-included-with-fields',
    area: 'version',
    sentence: 'From 2025-10-27 on a sparse request includes everything without being asked.',
    violates: ['query.nothing-by-default'],
    clause: NO_DEFAULT,
    kind: 'contradicts',
    patch: includedByDefault(all(since('2025-10-27'), sparse), 'inquiry,device,network'),
  },
  {
    slug: 'personal-names-still-at-top',
    area: 'version',
    sentence: 'From 2025-10-27 on an included inquiry still has `name-first` and `name-last` at the top.',
    violates: ['version.personal-attributes-moved'],
    clause: MOVED_NAMES,
    kind: 'contradicts',
    patch: namesShown(since('2025-10-27')),
  },
  {
    slug: 'personal-names-at-top-in-camel',
    area: 'version',
    sentence: 'Under 2025-12-08 an included inquiry has `nameFirst` at the top in camel case only.',
    violates: ['version.personal-attributes-moved'],
    clause: MOVED_NAMES,
    kind: 'contradicts',
    patch: namesShown(all(having('persona-version', '2025-12-08'), having('key-inflection', 'camel'))),
  },
];

function namesShown(when: Condition): Patch {
  return {
    steps: {
      fields: (original) => (document, call, world) => {
        if (!document.included || !when(call, world)) return original(document, call, world);
        const list = document.included.map((one) => {
          if (one.type !== 'inquiry') return one;
          const value = (name: string) => member(one.attributes['fields'], name, 'value');
          const names = { 'name-first': value('name-first'), 'name-last': value('name-last') } as JsonObject;
          return { ...one, attributes: { ...one.attributes, ...names } };
        });
        return original({ ...document, included: list }, call, world);
      },
    },
  };
}
