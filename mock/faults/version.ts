/** Faults of versions: refused, ignored, sticking, and one version that renames, retypes or drops something. */
import type { RequirementId } from '../../contract/catalogue.ts';
import type { Patch } from '../types.ts';
import type { JsonObject } from '../json.ts';
import { refuse } from '../refusals.ts';
import {
  all,
  asText,
  calling,
  type Condition,
  data,
  included,
  lacking,
  notebook,
  only,
  plainExpire,
  primary,
  whole,
} from './build.ts';
import type { Fault } from './fault.ts';

const under =
  (date: string): Condition =>
  (call) =>
    call.header('persona-version') === date;

const expireUnder = (date: string): Condition => all(calling('expireSession'), under(date));

/** A version that the whole mock refuses with a status. */
function refused(date: string, status: number, id: RequirementId): Fault {
  return {
    slug: `version-${date}-refused`,
    area: 'version',
    sentence: `Version ${date} is refused with ${String(status)}.`,
    violates: [id],
    patch: only(expireUnder(date), {
      stages: {
        parameters: () => (_call, world) => refuse(world, status, { details: 'This version is retired.' }),
      },
    }),
  };
}

/** A version under which the answer has another shape. */
function reshaped(date: string, what: string, id: RequirementId, patch: Patch, slug: string): Fault {
  return {
    slug: `version-${date}-${slug}`,
    area: 'version',
    sentence: `Under version ${date} ${what}.`,
    violates: [id],
    patch: only(expireUnder(date), patch),
  };
}

const attributes = (change: (values: JsonObject) => JsonObject): Patch =>
  data((at) => ({ ...at, attributes: change(at['attributes'] as JsonObject) }));

const lastVersion = notebook(() => ({ version: undefined as string | undefined }));

/** Without the header, the version of an earlier request applies. */
function sticking(remembers: Condition): Patch {
  return {
    stages: {
      parameters: (original) => async (call, world) => {
        const answer = await original(call, world);
        const last = lastVersion(world);
        if (call.header('persona-version') === undefined) call.version = last.version ?? call.version;
        else if (remembers(call, world)) last.version = call.version;
        return answer;
      },
    },
  };
}

/** The header is read by nobody: the key’s own version always applies. */
const headerIgnored: Patch = {
  stages: {
    parameters: (original) => async (call, world) => {
      const answer = await original(call, world);
      call.version = call.key?.version ?? call.version;
      return answer;
    },
  },
};

const withoutFingerprint = primary((resource) => ({
  ...resource,
  attributes: lacking(resource.attributes, 'browser-fingerprint'),
}));

const before = (call: { version: string }): boolean => call.version < '2021-08-18';
const since: Condition = (call) => !before(call);

export const versionFaults: readonly Fault[] = [
  refused('2025-12-08', 400, 'version.accepts-2025-12-08'),
  refused('2025-10-27', 400, 'version.accepts-2025-10-27'),
  refused('2022-09-01', 422, 'version.accepts-2022-09-01'),
  refused('2021-08-18', 400, 'version.accepts-2021-08-18'),
  refused('2021-07-05', 404, 'version.accepts-2021-07-05'),
  refused('2021-02-21', 410, 'version.accepts-2021-02-21'),
  refused('2020-05-18', 403, 'version.accepts-2020-05-18'),
  reshaped(
    '2025-12-08',
    '`created-at` is a number',
    'version.accepts-2025-12-08',
    attributes((values) => ({ ...values, 'created-at': 1_700_000_000 })),
    'retypes',
  ),
  reshaped(
    '2025-10-27',
    '`status` is called `state`',
    'version.accepts-2025-10-27',
    attributes((values) => ({ ...lacking(values, 'status'), state: values['status'] ?? null })),
    'renames',
  ),
  {
    slug: 'version-2023-01-05-drops-type',
    area: 'version',
    sentence: 'Under version 2023-01-05 the session has no `type` when nothing else is asked for.',
    violates: ['version.accepts-2023-01-05', 'schema.type', 'concurrency.documented-answers'],
    patch: only(
      all(expireUnder('2023-01-05'), plainExpire),
      data((at) => lacking(at, 'type')),
    ),
  },
  reshaped(
    '2022-09-01',
    'the session stands in a list',
    'version.accepts-2022-09-01',
    whole((at) => ({ ...at, data: [at['data']] })),
    'wraps',
  ),
  reshaped(
    '2021-07-05',
    'the session has no attributes',
    'version.accepts-2021-07-05',
    only(
      (call, world) => world.store.sessions.get(call.params['id'] ?? '', 'main')?.startedAt === null,
      data((at) => lacking(at, 'attributes')),
    ),
    'drops-attributes',
  ),
  reshaped(
    '2020-05-18',
    'times have no zone',
    'version.accepts-2020-05-18',
    attributes((values) => ({ ...values, 'created-at': asText(values['created-at']).replace('Z', '') })),
    'cuts-zone',
  ),
  reshaped(
    '2021-02-21',
    '`id` is a number',
    'version.accepts-2021-02-21',
    data((at) => ({ ...at, id: 12 })),
    'retypes-id',
  ),
  {
    slug: 'version-required',
    area: 'version',
    sentence: 'Expiring without Persona-Version is refused.',
    violates: ['version.header-optional'],
    patch: only(
      all(calling('expireSession'), (call) => call.header('persona-version') === undefined),
      {
        stages: {
          parameters: () => (_call, world) => refuse(world, 400, { details: 'Persona-Version is missing.' }),
        },
      },
    ),
  },
  {
    slug: 'fingerprint-missing-before-move',
    area: 'version',
    sentence: 'Before 2021-08-18 the answer to expire lacks the fingerprint.',
    violates: ['version.fingerprint-before-move'],
    patch: only(all(calling('expireSession'), before), withoutFingerprint),
  },
  {
    slug: 'fingerprint-number-before-move',
    area: 'version',
    sentence: 'Before 2021-08-18 the fingerprint is a number.',
    violates: ['version.fingerprint-before-move'],
    patch: only(
      all(calling('expireSession'), before),
      primary((resource) => ({
        ...resource,
        attributes: {
          ...resource.attributes,
          ...(typeof resource.attributes['browser-fingerprint'] === 'string' && {
            'browser-fingerprint': 12,
          }),
        },
      })),
    ),
  },
  {
    slug: 'fingerprint-after-move',
    area: 'version',
    sentence: 'From 2021-08-18 on the answer to expire still carries the fingerprint.',
    violates: ['version.fingerprint-after-move'],
    patch: only(
      all(calling('expireSession'), since),
      primary((resource) => ({
        ...resource,
        attributes: { ...resource.attributes, 'browser-fingerprint': 'still here' },
      })),
    ),
  },
  {
    slug: 'fingerprint-null-after-move',
    area: 'version',
    sentence: 'From 2021-08-18 on the fingerprint is still there, as null.',
    violates: ['version.fingerprint-after-move'],
    patch: only(
      all(calling('expireSession'), since),
      primary((resource) => ({
        ...resource,
        attributes: { ...resource.attributes, 'browser-fingerprint': null },
      })),
    ),
  },
  {
    slug: 'fingerprint-gone-from-device',
    area: 'version',
    sentence: 'The device carries no fingerprint.',
    violates: ['version.fingerprint-on-device'],
    patch: included('device', (device) => ({
      ...device,
      attributes: lacking(device.attributes, 'browser-fingerprint'),
    })),
  },
  {
    slug: 'version-header-ignored',
    area: 'version',
    sentence: 'The header is ignored on expiring: the key’s own version always applies.',
    violates: ['version.overrides-key-default', 'version.fingerprint-before-move'],
    patch: only(calling('expireSession'), headerIgnored),
  },
  {
    slug: 'version-header-ignored-everywhere',
    area: 'version',
    sentence: 'The header is ignored: the key’s own version always applies.',
    violates: ['version.overrides-key-default', 'version.fingerprint-before-move'],
    patch: headerIgnored,
  },
  {
    slug: 'version-sticks',
    area: 'version',
    sentence: 'The version of a request holds for the next one without the header.',
    violates: ['version.no-leak'],
    patch: sticking(() => true),
  },
  {
    slug: 'default-inclusion-lost-with-key',
    area: 'version',
    sentence:
      'Without a version an expire includes the inquiry by itself, but not where it brings an idempotency key.',
    violates: ['version.no-leak'],
    patch: {
      steps: {
        include: (original) => (document, call, world) => {
          const isPlain = ['persona-version', 'idempotency-key'].every(
            (name) => call.header(name) === undefined,
          );
          if (call.endpoint.name !== 'expireSession' || call.query.has('include') || !isPlain)
            return original(document, call, world);
          const query = new URLSearchParams([...call.query, ['include', 'inquiry']]);
          return original(document, { ...call, query }, world);
        },
      },
    },
  },
  {
    slug: 'personal-attributes-since-2025-10-27',
    area: 'version',
    sentence: 'Under 2025-12-08 an inquiry still shows a first name beside its fields.',
    violates: ['version.personal-attributes-moved'],
    patch: included('inquiry', (inquiry) => ({
      ...inquiry,
      attributes: { ...inquiry.attributes, 'name-first': 'Ada' },
    })),
    under: '2025-12-08',
  },
];
