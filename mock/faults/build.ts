/** Short ways to write down the patches that faults are made of. */
import type { FinishedAnswer, Handler, HandlerName, Patch, Stage, Step, World, Wrap } from '../types.ts';
import type { Answer, Call } from '../call.ts';
import { sessionInPath } from '../handlers/finding.ts';
import { isObject, type Json, type JsonObject, type Resource } from '../json.ts';
import type { Session } from '../store/entities.ts';

export type Condition = (call: Call, world: World) => boolean;

/** Calls of one of these endpoints. */
export const calling =
  (...names: readonly HandlerName[]): Condition =>
  (call) =>
    names.includes(call.endpoint.name);

/** The plainest way to expire a session: no query, no idempotency key, no body. A narrow fault is harder to catch. */
export const plainExpire: Condition = (call) =>
  call.endpoint.name === 'expireSession' &&
  call.query.size === 0 &&
  call.header('idempotency-key') === undefined &&
  call.bodyText === '';

/** A session id of the form that the mock gives, but nobody's. */
export const unknownId: Condition = (call, world) =>
  MADE_HERE.test(call.params['id'] ?? '') &&
  world.store.sessions.everywhere().every(({ id }) => id !== call.params['id']);

/** Session ids as the mock makes them by default. */
export const MADE_HERE = /^iqse_[A-Za-z0-9]{24}$/;

/** Every condition holds. */
export const all =
  (...conditions: readonly Condition[]): Condition =>
  (call, world) =>
    conditions.every((condition) => condition(call, world));

type Part = (call: Call, world: World) => unknown;

function scoped<F extends Part>(
  wraps: Readonly<Record<string, Wrap<F> | undefined>> = {},
  condition: Condition,
) {
  const entries = Object.entries(wraps).map(([name, wrap]) => {
    const narrowed: Wrap<F> = (original) => {
      const patched = wrap ? wrap(original) : original;
      return ((call: Call, world: World) => (condition(call, world) ? patched : original)(call, world)) as F;
    };
    return [name, narrowed] as const;
  });
  return Object.fromEntries(entries);
}

/** The patch, but for calls that fulfil the condition only. */
export function only(condition: Condition, patch: Patch): Patch {
  const { document, response, stages, handlers, steps, ...rest } = patch;
  const scopedSteps = Object.entries(steps ?? {}).map(([name, wrap]) => {
    const narrowed: Wrap<Step> = (original) => {
      const patched = wrap(original);
      return (at, call, world) => (condition(call, world) ? patched : original)(at, call, world);
    };
    return [name, narrowed] as const;
  });
  return {
    ...rest,
    stages: scoped<Stage>(stages, condition),
    handlers: scoped<Handler>(handlers, condition),
    steps: Object.fromEntries(scopedSteps),
    ...(document && {
      document: (at, call, answer, world) =>
        condition(call, world) ? document(at, call, answer, world) : at,
    }),
    ...(response && {
      response: (answer, call, world) => (condition(call, world) ? response(answer, call, world) : answer),
    }),
  };
}

/** A first expire that has just succeeded. */
export interface Expiry {
  readonly answer: Answer;
  readonly call: Call;
  readonly world: World;
  readonly before: Session;
  readonly after: Session;
}

/** Does something more, or else, when a session has just been expired; what it returns is answered instead. */
export function uponExpiry(effect: (expiry: Expiry) => Answer | undefined): Patch {
  return {
    handlers: {
      expireSession: (original) => async (call, world) => {
        const before = sessionInPath(call);
        const answer = await original(call, world);
        if (!before || before.status === 'expired' || answer.status !== 200) return answer;
        const after = world.store.sessions.get(before.id, before.environment) ?? before;
        return effect({ answer, call, world, before, after }) ?? answer;
      },
    },
  };
}

/** Stores the just expired session otherwise than it should be; the answer stays right. */
export function storedOtherwise(change: (after: Session, expiry: Expiry) => Partial<Session>): Patch {
  return uponExpiry((expiry) => {
    expiry.world.store.sessions.put({ ...expiry.after, ...change(expiry.after, expiry) });
    return undefined;
  });
}

/** Answers a second expire otherwise, once the first one's effect has been read. */
export function uponSecondExpire(
  answer: (call: Call, world: World, session: Session) => Answer | undefined,
): Patch {
  const read = notebook(() => new Set<string>());
  return {
    handlers: {
      retrieveSession: (original) => (call, world) => {
        if (sessionInPath(call)?.status === 'expired') read(world).add(call.params['id'] ?? '');
        return original(call, world);
      },
      expireSession: (original) => async (call, world) => {
        const session = sessionInPath(call);
        const again = session?.status === 'expired' && read(world).has(session.id);
        return (again ? answer(call, world, session) : undefined) ?? original(call, world);
      },
    },
  };
}

/** Something to remember, for each mock by itself. */
export function notebook<T>(make: () => T): (world: World) => T {
  const pages = new WeakMap<World, T>();
  return (world) => {
    const known = pages.get(world);
    if (known !== undefined) return known;
    const fresh = make();
    pages.set(world, fresh);
    return fresh;
  };
}

/** Changes the answers that are repeated because of their idempotency key. */
export function onReplay(change: (answer: FinishedAnswer) => FinishedAnswer): Patch {
  return fromIdempotency(({ text }) => text !== undefined, change);
}

/** Changes the refusals of idempotency keys that were used with other parameters. */
export function onMismatch(change: (answer: FinishedAnswer) => FinishedAnswer): Patch {
  return fromIdempotency(({ text }) => text === undefined, change);
}

function fromIdempotency(
  concerns: (answer: Answer) => boolean,
  change: (answer: FinishedAnswer) => FinishedAnswer,
): Patch {
  const calls = notebook(() => new WeakSet<Call>());
  return {
    stages: {
      idempotency: (original) => async (call, world) => {
        const answer = await original(call, world);
        if (answer && concerns(answer)) calls(world).add(call);
        return answer;
      },
    },
    response: (answer, call, world) => (calls(world).has(call) ? change(answer) : answer),
  };
}

/** Changes the one primary resource of an answer, before fields and inflection see it. */
export function primary(change: (resource: Resource, call: Call, world: World) => Resource): Patch {
  return {
    steps: {
      fields: (original) => (document, call, world) => {
        const { data } = document;
        const changed =
          data && !Array.isArray(data) ? { ...document, data: change(data, call, world) } : document;
        return original(changed, call, world);
      },
    },
  };
}

/** Shows attributes of the primary resource otherwise; null values stay null. Undefined leaves one away. */
export function showing(changes: Readonly<Record<string, (value: Json) => Json | undefined>>): Patch {
  return primary((resource) => ({
    ...resource,
    attributes: Object.fromEntries(
      Object.entries(resource.attributes).flatMap(([name, value]) => {
        const change = changes[name];
        const shown = change && value !== null ? change(value) : value;
        return shown === undefined ? [] : [[name, shown]];
      }),
    ),
  }));
}

/** Changes the included resources of a type. Returning undefined leaves one away. */
export function included(type: string, change: (resource: Resource) => Resource | undefined): Patch {
  return {
    steps: {
      fields: (original) => (document, call, world) => {
        const list = document.included?.flatMap((resource) =>
          resource.type === type ? (change(resource) ?? []) : [resource],
        );
        return original(list ? { ...document, included: list } : document, call, world);
      },
    },
  };
}

/** Changes the JSON of successful answers that show one resource. */
export function whole(change: (document: JsonObject) => unknown): Patch {
  return { document: (document, _call, { status }) => (status < 300 ? change(document) : document) };
}

/** Changes the JSON of the resource under `data`, names as they go over the wire. */
export function data(change: (data: JsonObject) => unknown): Patch {
  return whole((document) => {
    const resource = document['data'];
    return isObject(resource) ? { ...document, data: change(resource) } : document;
  });
}

/** Changes refusals: their JSON, or with `response` anything of them. */
export function refusals(change: (document: JsonObject) => unknown): Patch {
  return { document: (document, _call, { status }) => (status >= 400 ? change(document) : document) };
}

/** Changes the first error of refusals. */
export function firstError(change: (error: JsonObject) => unknown): Patch {
  return refusals((document) => {
    const { errors } = document;
    if (!Array.isArray(errors) || !isObject(errors[0])) return document;
    return { ...document, errors: [change(errors[0]), ...errors.slice(1)] };
  });
}

/** Answers of this status go out with another one. */
export function status(from: number, to: number): Patch {
  return { response: (answer) => (answer.status === from ? { ...answer, status: to } : answer) };
}

/** Answers of these statuses go out as an HTML page. */
export function html(...statuses: readonly number[]): Patch {
  return {
    response: (answer) =>
      statuses.includes(answer.status)
        ? {
            ...answer,
            headers: answer.headers.map(([name, value]) => [
              name,
              name === 'Content-Type' ? 'text/html' : value,
            ]),
            text: '<!doctype html><title>Error</title><h1>Something went wrong</h1>',
          }
        : answer,
  };
}

/** A page instead of an answer, from a handler. */
export function page(code: number): Answer {
  return { status: code, text: '<!doctype html><title>Error</title><h1>Something went wrong</h1>' };
}

/** The object without one member. */
export function lacking(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
}

/** Does what expiring would do, behind an answer that says otherwise. */
export function expireAnyway(call: Call, world: World): void {
  const session = world.store.sessions.everywhere().find(({ id }) => id === call.params['id']);
  if (session && session.status !== 'expired') {
    world.store.sessions.put({ ...session, status: 'expired', expiredAt: call.at.getTime() });
  }
}

/** A JSON value as a text: texts as they are, everything else as it would be written. */
export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
