/** Faults of idempotency: ignored, drifting, too forgetful, too mindful. */
import { after } from '../patches.ts';
import type { Patch, Stage, World, Wrap } from '../types.ts';
import type { Answer, Call } from '../call.ts';
import { type JsonObject, member } from '../json.ts';
import { createSessionOf } from '../lifecycle.ts';
import { refuse } from '../refusals.ts';
import { parametersOf, slotName } from '../stages/idempotency.ts';
import { calling, expireAnyway, lacking, notebook, only, page } from './build.ts';
import type { Fault } from './fault.ts';

/** Changes the answers that idempotency gives by itself: `kind` tells a replay from a refused mismatch. */
function answering(
  change: (
    answer: Answer,
    kind: 'replay' | 'mismatch',
    call: Call,
    world: World,
  ) => Answer | undefined | Promise<Answer | undefined>,
): Patch {
  return {
    stages: {
      idempotency: (original) => async (call, world) => {
        const answer = await original(call, world);
        if (!answer) return answer;
        return change(answer, answer.text === undefined ? 'mismatch' : 'replay', call, world);
      },
    },
  };
}

const replaying = (
  change: (answer: Answer, call: Call, world: World) => Answer | undefined | Promise<Answer | undefined>,
): Patch =>
  answering((answer, kind, call, world) => (kind === 'replay' ? change(answer, call, world) : answer));

/** The saved answer that a request's key already has, whatever the parameters. */
function savedFor(call: Call, world: World): { status: number; text: string } | undefined {
  const key = call.header('idempotency-key');
  return key === undefined || !call.key
    ? undefined
    : world.memory.find(slotName(call, world, key), call.at)?.saved;
}

/** Mismatches with a success that was saved; with a saved failure everything goes its right way. */
const mismatching = (change: (answer: Answer, call: Call, world: World) => Answer | undefined): Patch =>
  answering((answer, kind, call, world) => {
    const saved = savedFor(call, world);
    return kind === 'mismatch' && saved && saved.status < 300 ? change(answer, call, world) : answer;
  });

/** Forgets failures: a request whose key has one runs as if the key were new. */
const forgettingFailures: Wrap<Stage> = (original) => (call, world) => {
  const key = call.header('idempotency-key');
  const saved = savedFor(call, world);
  if (key === undefined || !saved || saved.status < 400) return original(call, world);
  call.slot = world.memory.open(slotName(call, world, key), parametersOf(call, world), call.at);
  return undefined;
};

/** Remembers refusals of a stage that comes before the idempotency layer, under the key of the request. */
function savingRefusals(stage: 'authentication' | 'rateLimit'): Patch {
  const refused = notebook(() => new Map<string, Answer>());
  return {
    stages: {
      [stage]:
        (original: Stage): Stage =>
        async (call, world) => {
          const answer = await original(call, world);
          const key = call.method === 'POST' ? call.header('idempotency-key') : undefined;
          if (key === undefined) return answer;
          if (answer) refused(world).set(key, answer);
          return answer ?? refused(world).get(key);
        },
    },
  };
}

/** Renders what the session is now, instead of what was saved. */
async function asItIsNow(call: Call, world: World): Promise<Answer | undefined> {
  const now = await world.handlers.retrieveSession(call, world);
  call.version = call.header('persona-version') ?? call.key?.version ?? call.version;
  const inflection = call.header('key-inflection');
  if (inflection === 'kebab' || inflection === 'camel' || inflection === 'snake')
    call.inflection = inflection;
  return now.status === 200 ? now : undefined;
}

/** What was read first under a key. */
const firstReads = notebook(() => new Map<string, Answer>());

/** Which inquiries have just had a creation repeated. */
const justRepeated = notebook(() => new Map<string, Answer>());

/** A creation for an inquiry of which the last creation was a repeat is treated otherwise, whatever its key. */
function afterARepeat(otherwise: (repeated: Answer, world: World) => Answer): Patch {
  const inquiryOf = (call: Call): string => {
    const id = member(call.body, 'data', 'attributes', 'inquiry-id');
    return typeof id === 'string' ? id : '';
  };
  return only(calling('createSession'), {
    ...replaying((answer, call, world) => {
      if (answer.status === 201) justRepeated(world).set(inquiryOf(call), answer);
      return answer;
    }),
    handlers: {
      createSession: (original) => (call, world) => {
        const repeated = justRepeated(world).get(inquiryOf(call));
        justRepeated(world).delete(inquiryOf(call));
        return repeated ? otherwise(repeated, world) : original(call, world);
      },
    },
  });
}

export const idempotencyFaults: readonly Fault[] = [
  {
    slug: 'key-ignored-on-expire',
    area: 'idempotency',
    sentence: 'Expiring does not know the header: every repeat runs anew.',
    violates: [
      'idempotency.replay-status',
      'idempotency.mismatch-refused',
      'idempotency.mismatch-no-effect',
      'idempotency.error-saved',
    ],
    patch: only(calling('expireSession'), { stages: { idempotency: () => () => undefined } }),
  },
  {
    slug: 'key-ignored-on-creation',
    area: 'idempotency',
    sentence: 'Creating a session does not know the header: every repeat creates another.',
    violates: [
      'idempotency.create-replayed',
      'idempotency.create-once',
      'idempotency.error-saved-on-create',
      'idempotency.concurrent-once',
    ],
    patch: only(calling('createSession'), { stages: { idempotency: () => () => undefined } }),
  },
  {
    slug: 'replay-208',
    area: 'idempotency',
    sentence: 'A repeat is answered with 208 instead of the saved 200.',
    violates: ['idempotency.replay-status'],
    patch: only(
      calling('expireSession'),
      replaying((answer) => (answer.status === 200 ? { ...answer, status: 208 } : answer)),
    ),
  },
  {
    slug: 'replay-409',
    area: 'idempotency',
    sentence: 'A repeat is refused as a conflict.',
    violates: ['idempotency.replay-status'],
    patch: only(
      calling('expireSession'),
      replaying((answer, _call, world) => (answer.status === 200 ? refuse(world, 409) : answer)),
    ),
  },
  {
    slug: 'replay-as-it-is-now',
    area: 'idempotency',
    sentence: 'A repeat shows the session as it is now, not as it was.',
    violates: ['idempotency.replay-body'],
    patch: only(
      calling('expireSession'),
      replaying(async (answer, call, world) =>
        answer.status === 200 ? await asItIsNow(call, world) : answer,
      ),
    ),
  },
  {
    slug: 'replay-without-included',
    area: 'idempotency',
    sentence: 'A repeat lacks the included resources.',
    violates: ['idempotency.replay-body'],
    patch: replaying((answer) => {
      const saved = JSON.parse(answer.text ?? '{}') as JsonObject;
      return { ...answer, text: JSON.stringify(lacking(saved, 'included')) };
    }),
  },
  {
    slug: 'replay-empty',
    area: 'idempotency',
    sentence: 'A repeat of an expire has the saved status and an empty object.',
    violates: ['idempotency.replay-body'],
    patch: only(
      calling('expireSession'),
      replaying((answer) => (answer.status === 200 ? { ...answer, text: '{}' } : answer)),
    ),
  },
  {
    slug: 'mismatch-answered-with-the-saved',
    area: 'idempotency',
    sentence: 'A key used for another session returns the first session’s answer.',
    violates: ['idempotency.mismatch-refused'],
    patch: mismatching((answer, call, world) => {
      const saved = savedFor(call, world);
      return saved ? { status: saved.status, text: saved.text } : answer;
    }),
  },
  {
    slug: 'mismatch-runs',
    area: 'idempotency',
    sentence: 'A key used for another session runs for that one.',
    violates: ['idempotency.mismatch-refused', 'idempotency.mismatch-no-effect'],
    patch: mismatching(() => undefined),
  },
  {
    slug: 'mismatch-refused-and-run',
    area: 'idempotency',
    sentence: 'A key used for another session is refused, and expires it all the same.',
    violates: ['idempotency.mismatch-no-effect'],
    patch: mismatching((answer, call, world) => {
      expireAnyway(call, world);
      return answer;
    }),
  },
  {
    slug: 'mismatch-html',
    area: 'idempotency',
    sentence: 'A key used for another session is refused with an HTML page.',
    violates: ['idempotency.mismatch-envelope'],
    patch: mismatching(({ status }) => page(status)),
  },
  {
    slug: 'mismatch-bare-text',
    area: 'idempotency',
    sentence: 'The refusal of a reused key lists texts instead of errors.',
    violates: ['idempotency.mismatch-envelope'],
    patch: mismatching(({ status }) => ({ status, text: '{"errors":["key reused"]}' })),
  },
  {
    slug: 'mismatch-without-title',
    area: 'idempotency',
    sentence: 'The refusal of a reused key has no title.',
    violates: ['idempotency.mismatch-envelope'],
    patch: mismatching(({ status }) => ({ status, text: '{"errors":[{"details":"key reused"}]}' })),
  },
  {
    slug: 'failed-expire-not-saved',
    area: 'idempotency',
    sentence: 'A failed expire is forgotten: its key runs for another session.',
    violates: ['idempotency.error-saved'],
    patch: only(calling('expireSession'), { stages: { idempotency: forgettingFailures } }),
  },
  {
    slug: 'failed-creation-not-saved',
    area: 'idempotency',
    sentence: 'A refused creation is forgotten: its key creates once the request is mended.',
    violates: ['idempotency.error-saved-on-create'],
    patch: only(calling('createSession'), { stages: { idempotency: forgettingFailures } }),
  },
  {
    slug: 'error-replayed-as-conflict',
    area: 'idempotency',
    sentence: 'Repeating a refused creation is a conflict, whatever it was before.',
    violates: ['idempotency.error-replayed'],
    patch: replaying((answer) => (answer.status >= 400 ? { ...answer, status: 409 } : answer)),
  },
  {
    slug: 'error-replayed-shorter',
    area: 'idempotency',
    sentence: 'Repeating a refused creation returns the title alone.',
    violates: ['idempotency.error-replayed'],
    patch: replaying((answer) =>
      answer.status >= 400 ? { ...answer, text: '{"errors":[{"title":"Bad Request"}]}' } : answer,
    ),
  },
  {
    slug: 'unauthenticated-saved',
    area: 'idempotency',
    sentence: 'A 401 is saved under its key.',
    violates: ['idempotency.unauthenticated-not-saved'],
    patch: savingRefusals('authentication'),
  },
  {
    slug: 'saved-answers-for-anyone',
    area: 'idempotency',
    sentence: 'A saved answer is given to anybody who knows its key.',
    violates: ['idempotency.authentication-first'],
    patch: {
      stages: {
        authentication: (original) => async (call, world) => {
          const refusal = await original(call, world);
          const saved = refusal && savedFor({ ...call, key: world.keys.full }, world);
          return saved && saved.status < 300 ? { status: saved.status, text: saved.text } : refusal;
        },
      },
    },
  },
  {
    slug: 'rate-limited-saved',
    area: 'idempotency',
    sentence: 'A 429 is saved under its key.',
    violates: ['idempotency.rate-limited-not-saved'],
    patch: savingRefusals('rateLimit'),
  },
  {
    slug: 'reads-replayed',
    area: 'idempotency',
    sentence: 'A read with an idempotency key returns what was read first.',
    violates: ['idempotency.no-effect-on-reads'],
    patch: only(calling('retrieveSession'), {
      handlers: {
        retrieveSession: (original) => async (call, world) => {
          const key = call.header('idempotency-key');
          const known = key === undefined ? undefined : firstReads(world).get(key);
          const answer = known ?? (await original(call, world));
          if (key !== undefined) firstReads(world).set(key, answer);
          return answer;
        },
      },
    }),
  },
  {
    slug: 'creation-replayed-as-200',
    area: 'idempotency',
    sentence: 'Repeating a creation is answered with 200 instead of the saved 201.',
    violates: ['idempotency.create-replayed'],
    patch: replaying((answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer)),
  },
  {
    slug: 'creation-replayed-under-another-id',
    area: 'idempotency',
    sentence: 'Repeating a creation shows a session that does not exist.',
    violates: ['idempotency.create-replayed', 'idempotency.create-once', 'idempotency.concurrent-once'],
    patch: only(
      calling('createSession'),
      replaying((answer, _call, world) => {
        const saved = JSON.parse(answer.text ?? '{}') as { data?: { id?: string } };
        if (!saved.data) return answer;
        return {
          ...answer,
          text: JSON.stringify({ ...saved, data: { ...saved.data, id: `iqse_${world.random.uuid()}` } }),
        };
      }),
    ),
  },
  {
    slug: 'creation-replayed-and-run',
    area: 'idempotency',
    sentence: 'Repeating a creation returns the first session, and creates another all the same.',
    violates: ['idempotency.create-once', 'idempotency.concurrent-once'],
    patch: only(
      calling('createSession'),
      replaying((answer, call, world) => {
        const id = member(call.body, 'data', 'attributes', 'inquiry-id');
        const inquiry = world.store.inquiries.get(
          typeof id === 'string' ? id : '',
          call.key?.environment ?? '',
        );
        if (inquiry && answer.status === 201) createSessionOf(inquiry, world, call.at.getTime());
        return answer;
      }),
    ),
  },
  {
    slug: 'another-key-taken-for-a-repeat',
    area: 'idempotency',
    sentence: 'A creation right after a repeat of it is taken for one more repeat, whatever its key.',
    violates: ['idempotency.new-key-runs-anew'],
    patch: afterARepeat(({ status, text }) => ({ status, text: text ?? '' })),
  },
  {
    slug: 'new-key-refused',
    area: 'idempotency',
    sentence: 'A creation right after a repeat of it is refused, whatever its key.',
    violates: ['idempotency.new-key-runs-anew'],
    patch: afterARepeat((_repeated, world) => refuse(world, 409)),
  },
  {
    slug: 'key-lost-under-concurrency',
    area: 'idempotency',
    sentence:
      'A key is known only once its first request has been answered: duplicates at the same moment all run.',
    violates: ['idempotency.concurrent-once'],
    patch: {
      stages: {
        idempotency: (original) => (call, world) => {
          const key = call.header('idempotency-key');
          const slot = key === undefined ? undefined : world.memory.find(slotName(call, world, key), call.at);
          return slot && !slot.saved ? undefined : original(call, world);
        },
      },
      handlers: {
        createSession: after(async (answer) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return answer;
        }),
      },
    },
  },
];
