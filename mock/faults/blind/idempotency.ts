/** Blind faults of `Idempotency-Key`. */
import type { Patch, World } from '../../types.ts';
import type { Answer, Call } from '../../call.ts';
import { inflect, kebab, renameDeep } from '../../casing.ts';
import { isObject, type Json, type JsonObject, member } from '../../json.ts';
import { parametersOf, replay, slotName } from '../../stages/idempotency.ts';
import type { Slot } from '../../stages/idempotency-memory.ts';
import { type Condition, lacking, notebook } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  alter,
  behind,
  counter,
  creating,
  end,
  expiring,
  finished,
  keyed,
  listing,
  named,
  reheaded,
  replayed,
  rewritten,
  sessionOf,
  without,
} from './kit.ts';

const REPLAY = 'The first answer under a key – status and body – is saved and returned for every repetition.';
const ANOTHER = 'Another key is another request.';
const MISMATCH = 'The same key with other parameters is an error.';
const SAVED = 'Failures are saved like successes.';
const POST_ONLY = 'The key has no effect on GET and DELETE.';
const EVERY_POST = 'Every POST takes the key.';

/** Reads the key of a request otherwise than it was sent; undefined: as if there were none. */
function keyRead(change: (key: string, call: Call) => string | undefined): Patch {
  return {
    stages: {
      idempotency: (original) => async (call, world) => {
        const key = call.header('idempotency-key');
        if (key === undefined) return original(call, world);
        const read = change(key, call);
        const header = (name: string): string | undefined =>
          name.toLowerCase() === 'idempotency-key' ? read : call.header(name);
        const seen: Call = { ...call, header };
        const answer = await original(seen, world);
        call.slot = seen.slot;
        return answer;
      },
    },
  };
}

/** Decides by a looser (or no) measure whether a saved answer is for these parameters. */
function sameWhen(measure: (slot: Slot, call: Call, world: World) => boolean): Patch {
  return {
    stages: {
      idempotency: (original) => async (call, world) => {
        const key = call.header('idempotency-key');
        const slot =
          key === undefined || call.method !== 'POST'
            ? undefined
            : world.memory.find(slotName(call, world, key), call.at);
        if (slot?.saved && measure(slot, call, world)) return replay(slot.saved, world);
        return original(call, world);
      },
    },
  };
}

/** Changes what is repeated, not what was answered first. */
function repeating(
  when: Condition,
  change: (document: JsonObject, call: Call, world: World) => Json,
  place: (answer: { status: number }) => boolean = () => true,
): Patch {
  return finished(
    (answer, call, world) => replayed(answer, call, world) && place(answer) && when(call, world),
    (answer, call, world) => rewritten(answer, (document) => change(document, call, world)),
  );
}

/** Lets a request under a known key run as if the key were new. */
function forgetting(when: (call: Call, world: World, slot: Slot) => boolean): Patch {
  return {
    stages: {
      idempotency: (original) => async (call, world) => {
        const key = call.header('idempotency-key');
        if (key === undefined || call.method !== 'POST') return original(call, world);
        const name = slotName(call, world, key);
        const slot = world.memory.find(name, call.at);
        if (!slot || !when(call, world, slot)) return original(call, world);
        call.slot = world.memory.open(name, parametersOf(call, world), call.at);
        return undefined;
      },
    },
  };
}

const any = (): boolean => true;
const uses = counter();
const creationUses = counter();
const spoilt = notebook(() => new Map<string, Answer>());
const dropped = notebook(() => new Set<string>());
const readAnswers = notebook(() => new Map<string, string>());
const deleted = notebook(() => new Map<string, string>());

function attributesOf(document: JsonObject): JsonObject {
  const attributes = member(document, 'data', 'attributes');
  return isObject(attributes) ? (attributes as JsonObject) : {};
}

function withAttributes(document: JsonObject, attributes: JsonObject): JsonObject {
  const { data } = document;
  return isObject(data) ? { ...document, data: { ...data, attributes } } : document;
}

export const idempotencyFaults: readonly BlindFault[] = [
  {
    slug: 'key-case-ignored',
    area: 'idempotency',
    sentence: 'Keys that differ in case only are one key.',
    violates: ['idempotency.keys-are-exact'],
    clause: ANOTHER,
    kind: 'contradicts',
    patch: keyRead((key) => key.toLowerCase()),
  },
  {
    slug: 'key-cut-to-36',
    area: 'idempotency',
    sentence: 'Only the first 36 characters of a key count.',
    violates: ['idempotency.keys-are-exact'],
    clause: ANOTHER,
    kind: 'contradicts',
    patch: keyRead((key) => key.slice(0, 36)),
  },
  {
    slug: 'key-cut-to-128',
    area: 'idempotency',
    sentence: 'Only the first 128 characters of a key count.',
    violates: ['idempotency.keys-are-exact'],
    clause: ANOTHER,
    kind: 'contradicts',
    patch: keyRead((key) => key.slice(0, 128)),
  },
  {
    slug: 'key-punctuation-ignored',
    area: 'idempotency',
    sentence: 'Only the letters and digits of a key count.',
    violates: ['idempotency.keys-are-exact'],
    clause: ANOTHER,
    kind: 'contradicts',
    patch: keyRead((key) => key.replace(/[^A-Za-z0-9]/g, '')),
  },
  {
    slug: 'key-numbered-tail-ignored',
    area: 'idempotency',
    sentence: 'A number at the end of a key, behind a hyphen, does not count.',
    violates: ['idempotency.keys-are-exact'],
    clause: ANOTHER,
    kind: 'contradicts',
    patch: keyRead((key) => key.replace(/-\d+$/, '')),
  },
  {
    slug: 'long-key-ignored',
    area: 'idempotency',
    sentence: 'A key of more than 64 characters is not remembered.',
    violates: ['idempotency.create-once', 'idempotency.replay-status'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: keyRead((key) => (key.length > 64 ? undefined : key)),
  },
  {
    slug: 'key-with-colon-ignored',
    area: 'idempotency',
    sentence: 'A key with a colon or a slash in it is not remembered.',
    violates: ['idempotency.create-once', 'idempotency.replay-status'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: keyRead((key) => (/[:/]/.test(key) ? undefined : key)),
  },
  {
    slug: 'short-key-ignored',
    area: 'idempotency',
    sentence: 'A key of fewer than eight characters is not remembered.',
    violates: ['idempotency.any-key-counts'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: keyRead((key) => (key.length < 8 ? undefined : key)),
  },
  {
    slug: 'key-of-digits-ignored',
    area: 'idempotency',
    sentence: 'A key of digits alone is not remembered.',
    violates: ['idempotency.any-key-counts'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: keyRead((key) => (/^\d+$/.test(key) ? undefined : key)),
  },
  {
    slug: 'third-use-runs',
    area: 'idempotency',
    sentence: 'The third use of a key runs the request again.',
    violates: ['idempotency.replay-status', 'idempotency.create-once'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: forgetting((call, world) => uses(world, call.header('idempotency-key') ?? '') === 2),
  },
  {
    slug: 'seventh-creation-runs',
    area: 'idempotency',
    sentence: 'The seventh use of a key creates another session.',
    violates: ['idempotency.create-once', 'idempotency.create-replayed'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: forgetting(
      (call, world) =>
        creating(call, world) && creationUses(world, call.header('idempotency-key') ?? '') === 6,
    ),
  },
  {
    slug: 'key-forgotten-after-two-seconds',
    area: 'idempotency',
    sentence: 'A key is forgotten two seconds after its first use.',
    violates: ['idempotency.replay-status', 'idempotency.create-once'],
    clause: 'Keys are kept for 24 hours.',
    kind: 'contradicts',
    patch: forgetting((call, _world, slot) => call.at.getTime() - slot.since > 2000),
  },
  {
    slug: 'keys-of-expire-all-ignored',
    area: 'idempotency',
    sentence: 'Expiring all sessions of an inquiry takes no notice of the key.',
    violates: ['idempotency.replay-body'],
    clause: EVERY_POST,
    kind: 'contradicts',
    patch: keyRead((key, call) => (call.endpoint.name === 'expireAllSessions' ? undefined : key)),
  },
  {
    slug: 'keys-of-links-ignored',
    area: 'idempotency',
    sentence: 'Making a one-time link takes no notice of the key: a repetition makes another link.',
    violates: ['idempotency.replay-body'],
    clause: EVERY_POST,
    kind: 'contradicts',
    patch: keyRead((key, call) => (call.endpoint.name === 'generateOneTimeLink' ? undefined : key)),
  },
  {
    slug: 'keys-of-inquiries-ignored',
    area: 'idempotency',
    sentence: 'Creating an inquiry takes no notice of the key: a repetition creates another inquiry.',
    violates: ['idempotency.replay-body'],
    clause: EVERY_POST,
    kind: 'contradicts',
    patch: keyRead((key, call) => (call.endpoint.name === 'createInquiry' ? undefined : key)),
  },
  {
    slug: 'keys-of-inquiry-expiry-ignored',
    area: 'idempotency',
    sentence: 'Expiring an inquiry takes no notice of the key: a repetition is refused.',
    violates: ['idempotency.replay-status'],
    clause: EVERY_POST,
    kind: 'contradicts',
    patch: keyRead((key, call) => (call.endpoint.name === 'expireInquiry' ? undefined : key)),
  },
  {
    slug: 'replay-in-asked-casing',
    area: 'idempotency',
    sentence: 'A saved answer is written anew in the casing that the repetition asks for.',
    violates: ['idempotency.replay-not-rewritten'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: finished(replayed, (answer, call) => {
      const asked = call.header('key-inflection');
      if (asked !== 'camel' && asked !== 'snake') return answer;
      return rewritten(answer, (document) => renameDeep(document, (name) => inflect(kebab(name), asked)));
    }),
  },
  {
    slug: 'replay-includes-inquiry-of-today',
    area: 'idempotency',
    sentence: 'A saved answer shows the included inquiry with its status of today.',
    violates: ['idempotency.replay-body'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: repeating(any, (document, _call, world) => {
      const list = document['included'];
      if (!Array.isArray(list)) return document;
      return {
        ...document,
        included: list.map((one) => {
          const inquiry = world.store.inquiries.everywhere().find(({ id }) => id === member(one, 'id'));
          if (!inquiry || !isObject(one) || !isObject(one['attributes'])) return one;
          return { ...one, attributes: { ...one['attributes'], status: inquiry.status } };
        }),
      };
    }),
  },
  {
    slug: 'replay-of-creation-shows-status-of-today',
    area: 'idempotency',
    sentence: 'The saved answer of a creation shows the status that the session has by now.',
    violates: ['idempotency.replay-body'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: repeating(creating, (document, _call, world) => {
      const session = sessionOf(world, String(member(document, 'data', 'id')));
      return session
        ? withAttributes(document, { ...attributesOf(document), status: session.status })
        : document;
    }),
  },
  {
    slug: 'saved-answer-without-included',
    area: 'idempotency',
    sentence: 'A saved answer comes without what was included.',
    violates: ['idempotency.replay-body'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: repeating(any, (document) => lacking(document, 'included')),
  },
  {
    slug: 'replay-without-nulls',
    area: 'idempotency',
    sentence: 'A saved answer comes without the attributes that are null.',
    violates: ['idempotency.replay-body'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: repeating(any, (document) =>
      withAttributes(
        document,
        Object.fromEntries(Object.entries(attributesOf(document)).filter(([, value]) => value !== null)),
      ),
    ),
  },
  {
    slug: 'replay-with-numbers-as-text',
    area: 'idempotency',
    sentence: 'Numbers come back as texts in a saved answer.',
    violates: ['idempotency.replay-body', 'schema.place-attributes'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: repeating(any, (document) =>
      withAttributes(
        document,
        Object.fromEntries(
          Object.entries(attributesOf(document)).map(([name, value]) => [
            name,
            typeof value === 'number' ? String(value) : value,
          ]),
        ),
      ),
    ),
  },
  {
    slug: 'replay-without-links',
    area: 'idempotency',
    sentence: 'A saved answer comes without its relationships.',
    violates: ['idempotency.replay-body'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: repeating(any, (document) =>
      isObject(document['data'])
        ? { ...document, data: lacking(document['data'], 'relationships') }
        : document,
    ),
  },
  {
    slug: 'replay-cut-off',
    area: 'idempotency',
    sentence: 'A saved answer of more than 1000 characters is cut off.',
    violates: ['idempotency.replay-body', 'schema.media-type'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: finished(replayed, (answer) => ({ ...answer, text: answer.text.slice(0, 1000) })),
  },
  {
    slug: 'replay-in-ascii',
    area: 'idempotency',
    sentence: 'Letters beyond ASCII come back as question marks in a saved answer.',
    violates: ['idempotency.replay-body'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: finished(replayed, (answer) => ({ ...answer, text: answer.text.replace(/[^\x20-\x7e]/g, '?') })),
  },
  {
    slug: 'replay-of-failure-empty',
    area: 'idempotency',
    sentence: 'A saved failure is repeated with its status and an empty list of errors.',
    violates: ['idempotency.error-replayed', 'errors.list'],
    clause: SAVED,
    kind: 'contradicts',
    patch: repeating(
      any,
      () => ({ errors: [] }),
      ({ status }) => status >= 400,
    ),
  },
  {
    slug: 'replay-of-not-found-is-bad-request',
    area: 'idempotency',
    sentence: 'A saved 404 is repeated as a 400.',
    violates: ['idempotency.replay-status', 'idempotency.error-replayed'],
    clause: SAVED,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 404 && replayed(answer, call, world),
      (answer) => ({ ...answer, status: 400 }),
    ),
  },
  {
    slug: 'replay-of-creation-is-200',
    area: 'idempotency',
    sentence: 'A saved 201 is repeated as a 200.',
    violates: ['idempotency.create-replayed'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 201 && replayed(answer, call, world),
      (answer) => ({ ...answer, status: 200 }),
    ),
  },
  {
    slug: 'replay-as-plain-text',
    area: 'idempotency',
    sentence: 'A saved answer is repeated as `text/plain`.',
    violates: ['schema.media-type'],
    clause: 'Answers are `application/json`.',
    kind: 'contradicts',
    patch: finished(replayed, (answer) =>
      reheaded(answer, 'Content-Type', () => 'text/plain; charset=utf-8'),
    ),
  },
  {
    slug: 'replay-without-request-id',
    area: 'idempotency',
    sentence: 'A repeated answer has no `Request-Id`.',
    violates: ['headers.request-id'],
    clause: '`Request-Id` is on every authenticated response.',
    kind: 'contradicts',
    patch: finished(replayed, (answer) => without(answer, 'Request-Id')),
  },
  {
    slug: 'replay-without-limits',
    area: 'idempotency',
    sentence: 'A repeated answer does not announce the rate limit.',
    violates: ['headers.rate-limit-announced'],
    clause: '`RateLimit-*` is on every authenticated response.',
    kind: 'contradicts',
    patch: finished(replayed, (answer) =>
      without(answer, 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'),
    ),
  },
  {
    slug: 'replay-moves-end',
    area: 'idempotency',
    sentence: 'Repeating an expire returns the saved answer and moves the stored `expired-at`.',
    violates: ['time.second-expire-keeps-time'],
    clause: 'A repetition returns the saved answer; it does not run.',
    kind: 'contradicts',
    patch: behind(
      (answer, call, world) => expiring(call, world) && replayed(answer, call, world),
      (call, world) => alter(world, call.params['id'] ?? '', () => ({ expiredAt: call.at.getTime() })),
    ),
  },
  {
    slug: 'replayed-expire-all-runs',
    area: 'idempotency',
    sentence: 'Repeating an expire-all returns the saved answer and expires whatever is active by now.',
    violates: ['state.stays-as-left'],
    clause: 'A repetition returns the saved answer; it does not run.',
    kind: 'contradicts',
    patch: behind(
      (answer, call, world) => call.endpoint.name === 'expireAllSessions' && replayed(answer, call, world),
      (call, world) => {
        const ids = member(call.body, 'meta', 'inquiry-ids');
        for (const session of world.store.sessions.everywhere()) {
          const meant = Array.isArray(ids) && ids.includes(session.inquiryId);
          if (meant && session.status === 'active') end(session, call, world);
        }
      },
    ),
  },
  {
    slug: 'other-body-not-noticed',
    area: 'idempotency',
    sentence: 'The body is not compared: a creation for another inquiry gets the first answer.',
    violates: ['idempotency.mismatch-refused'],
    clause: MISMATCH,
    kind: 'contradicts',
    patch: sameWhen((slot, call) => {
      const [, path] = JSON.parse(slot.parameters) as [string, string];
      return call.endpoint.name === 'createSession' && path === call.path;
    }),
  },
  {
    slug: 'other-query-not-noticed',
    area: 'idempotency',
    sentence: 'The query is not compared: an expire with another `include` gets the first answer.',
    violates: ['idempotency.include-is-compared'],
    clause: 'Parameters are compared, and the query holds parameters.',
    kind: 'softer',
    patch: sameWhen((slot, call) => {
      const [, path] = JSON.parse(slot.parameters) as [string, string];
      return call.endpoint.name === 'expireSession' && path === call.path;
    }),
  },
  {
    slug: 'sibling-not-noticed',
    area: 'idempotency',
    sentence: 'A key used for one session gives its answer for every session of the same inquiry.',
    violates: ['idempotency.any-key-counts'],
    clause: MISMATCH,
    kind: 'contradicts',
    patch: sameWhen((slot, call, world) => {
      const inquiryId = member(
        JSON.parse(slot.saved?.text ?? '{}'),
        'data',
        'relationships',
        'inquiry',
        'data',
        'id',
      );
      return call.endpoint.name === 'expireSession' && named(call, world)?.inquiryId === inquiryId;
    }),
  },
  {
    slug: 'other-endpoint-not-noticed',
    area: 'idempotency',
    sentence: 'A key used for a creation gives the created session when it is used for an expire.',
    violates: ['idempotency.other-endpoint'],
    clause: MISMATCH,
    kind: 'contradicts',
    patch: sameWhen((slot, call) => slot.saved?.status === 201 && call.endpoint.name === 'expireSession'),
  },
  {
    slug: 'mismatch-within-inquiry-obeyed',
    area: 'idempotency',
    sentence: 'A key used again for a sibling is refused, and the sibling is expired.',
    violates: ['idempotency.mismatch-no-effect'],
    clause: 'What is refused does nothing.',
    kind: 'contradicts',
    patch: behind(
      (answer, call, world) => answer.status === 422 && expiring(call, world) && keyed(call, world),
      (call, world) => end(named(call, world), call, world),
    ),
  },
  {
    slug: 'mismatched-creation-obeyed',
    area: 'idempotency',
    sentence: 'A key used again for another creation is refused, and the session is created.',
    violates: ['state.as-many-as-made'],
    clause: 'What is refused does nothing.',
    kind: 'contradicts',
    patch: behind(
      (answer, call, world) => answer.status === 422 && creating(call, world) && keyed(call, world),
      (call, world) => {
        void world.handlers.createSession(call, world);
      },
    ),
  },
  {
    slug: 'mismatch-drops-saved-answer',
    area: 'idempotency',
    sentence: 'After a refusal for other parameters the first request runs again.',
    violates: ['idempotency.replay-status'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const name = call.key && slotName(call, world, call.header('idempotency-key') ?? '');
          if (name !== undefined && dropped(world).delete(name)) {
            call.slot = world.memory.open(name, parametersOf(call, world), call.at);
            return undefined;
          }
          const answer = await original(call, world);
          if (name !== undefined && answer?.document?.errors) dropped(world).add(name);
          return answer;
        },
      },
    },
  },
  {
    slug: 'mismatch-replaces-saved-answer',
    area: 'idempotency',
    sentence: 'The refusal for other parameters is what the first request gets from then on.',
    violates: ['idempotency.replay-status', 'idempotency.replay-body'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const name = slotName(call, world, call.header('idempotency-key') ?? '');
          const answer = await original(call, world);
          if (answer?.document?.errors) spoilt(world).set(name, answer);
          return answer && (spoilt(world).get(name) ?? answer);
        },
      },
    },
  },
  {
    slug: 'conflict-not-saved',
    area: 'idempotency',
    sentence: 'A 409 is not saved: its key can be used for another session.',
    violates: ['idempotency.error-saved'],
    clause: SAVED,
    kind: 'contradicts',
    patch: forgetting((_call, _world, slot) => slot.saved?.status === 409),
  },
  {
    slug: 'refused-creation-not-saved-in-camel',
    area: 'idempotency',
    sentence: 'A 400 to a request with `Key-Inflection` is not saved.',
    violates: ['idempotency.error-saved-on-create'],
    clause: SAVED,
    kind: 'contradicts',
    patch: forgetting(
      (call, _world, slot) => slot.saved?.status === 400 && call.header('key-inflection') !== undefined,
    ),
  },
  {
    slug: 'missing-inquiry-not-saved',
    area: 'idempotency',
    sentence: 'A 404 to a creation is not saved: the same key with a good inquiry creates.',
    violates: ['idempotency.error-saved-on-create', 'idempotency.error-saved'],
    clause: SAVED,
    kind: 'contradicts',
    patch: forgetting(
      (call, _world, slot) => slot.saved?.status === 404 && call.endpoint.name === 'createSession',
    ),
  },
  {
    slug: 'unknown-key-saves-refusal',
    area: 'idempotency',
    sentence: 'A 401 for an unknown API key is saved: the same idempotency key is refused for good.',
    violates: ['idempotency.unauthenticated-not-saved'],
    clause: 'A 401 is decided before the idempotency layer and is not saved.',
    kind: 'contradicts',
    patch: {
      stages: {
        authentication: (original) => async (call, world) => {
          const refusal = await original(call, world);
          const name = call.header('idempotency-key');
          if (name === undefined) return refusal;
          const sent = call.header('authorization');
          if (refusal && sent !== undefined) spoilt(world).set(name, refusal);
          return refusal ?? spoilt(world).get(name);
        },
      },
    },
  },
  {
    slug: 'refused-stranger-clears-key',
    area: 'idempotency',
    sentence: 'A 401 with the same idempotency key clears the saved answer.',
    violates: ['idempotency.replay-status'],
    clause: REPLAY,
    kind: 'contradicts',
    patch: {
      stages: {
        authentication: (original) => async (call, world) => {
          const refusal = await original(call, world);
          if (refusal) dropped(world).add(call.header('idempotency-key') ?? '');
          return refusal;
        },
        idempotency: (original) => async (call, world) => {
          const key = call.header('idempotency-key');
          if (key === undefined || !dropped(world).delete(key)) return original(call, world);
          call.slot = world.memory.open(slotName(call, world, key), parametersOf(call, world), call.at);
          return undefined;
        },
      },
    },
  },
  {
    slug: 'listing-replayed',
    area: 'idempotency',
    sentence: 'A list that is asked for under a key is answered with the list of the first time.',
    violates: ['idempotency.no-effect-on-reads'],
    clause: POST_ONLY,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => listing(call, world) && keyed(call, world) && answer.status === 200,
      (answer, call, world) => {
        const name = call.header('idempotency-key') ?? '';
        const first = readAnswers(world).get(name) ?? answer.text;
        readAnswers(world).set(name, first);
        return { ...answer, text: first };
      },
    ),
  },
  {
    slug: 'redaction-replayed',
    area: 'idempotency',
    sentence: 'A DELETE under a key that another DELETE had is answered like the first and does nothing.',
    violates: null,
    clause: POST_ONLY,
    kind: 'contradicts',
    patch: {
      handlers: {
        redactInquiry: (original) => async (call, world) => {
          const name = call.header('idempotency-key');
          if (name === undefined) return original(call, world);
          const first = deleted(world).get(name) ?? call.params['id'] ?? '';
          deleted(world).set(name, first);
          return original({ ...call, params: { id: first } }, world);
        },
      },
    },
  },
  {
    slug: 'read-of-first-key-use-replayed',
    area: 'idempotency',
    sentence: 'A read with the key of an expire gets the answer of that expire.',
    violates: ['state.answer-is-the-session'],
    clause: POST_ONLY,
    kind: 'contradicts',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const key = call.header('idempotency-key');
          if (key === undefined || call.method !== 'GET') return original(call, world);
          const saved = world.memory.find(slotName(call, world, key), call.at)?.saved;
          return saved && replay(saved, world);
        },
      },
    },
  },
];
