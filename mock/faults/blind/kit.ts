/** Short ways to write down what the blind faults are made of. */
import type { EndpointName } from '../../../contract/endpoints.ts';
import type { FinishedAnswer, Handler, Patch, World } from '../../types.ts';
import type { Answer, Call } from '../../call.ts';
import { isObject, type Json, type JsonObject, type Resource } from '../../json.ts';
import { endSession } from '../../lifecycle.ts';
import { slotName } from '../../stages/idempotency.ts';
import type { Inquiry, Session } from '../../store/entities.ts';
import { calling, type Condition, notebook } from '../build.ts';

export const expiring = calling('expireSession');
export const reading = calling('retrieveSession');
export const listing = calling('listSessions');
export const creating = calling('createSession');

/** The request carries this header, with this value where one is given. */
export const having =
  (name: string, value?: string): Condition =>
  (call) => {
    const sent = call.header(name);
    return value === undefined ? sent !== undefined : sent === value;
  };
export const keyed = having('idempotency-key');
export const camel = having('key-inflection', 'camel');
export const snake = having('key-inflection', 'snake');

/** The query has this parameter. */
export const asking =
  (name: string): Condition =>
  (call) =>
    call.query.has(name);
/** The query thins out some type. */
export const sparse: Condition = (call) => [...call.query.keys()].some((name) => name.startsWith('fields['));
export const bodied: Condition = (call) => call.bodyText.trim() !== '';
/** The version in force is this one or later. */
export const since =
  (version: string): Condition =>
  (call) =>
    call.version >= version;

/** The session that the path names, of whatever environment. */
export function named(call: Call, world: World): Session | undefined {
  return sessionOf(world, call.params['id'] ?? '');
}

export function sessionOf(world: World, id: string): Session | undefined {
  return world.store.sessions.everywhere().find((session) => session.id === id);
}

export function inquiryOf(world: World, session: Session): Inquiry | undefined {
  return world.store.inquiries.get(session.inquiryId, session.environment);
}

/** The other sessions of its inquiry, newest first. */
export function siblings(world: World, session: Session): Session[] {
  return world.store.sessions
    .list(session.environment)
    .filter(({ id, inquiryId }) => inquiryId === session.inquiryId && id !== session.id);
}

/** The path names a session that somebody has opened. */
export const opened: Condition = (call, world) => (named(call, world)?.startedAt ?? null) !== null;

/** Ends a session, where there is one. */
export function end(session: Session | undefined, call: Call, world: World): void {
  if (session) endSession(session, world, call.at.getTime());
}

/** Makes a session what it was before its end. */
export function revive(session: Session | undefined, world: World): void {
  if (session?.status !== 'expired') return;
  const status = session.startedAt === null ? 'new' : 'active';
  world.store.sessions.put({ ...session, status, expiredAt: null });
}

/** Stores a session otherwise, as it is by now. */
export function alter(world: World, id: string, change: (session: Session) => Partial<Session>): void {
  const session = sessionOf(world, id);
  if (session) world.store.sessions.put({ ...session, ...change(session) });
}

type Effect = (call: Call, world: World, answer: FinishedAnswer) => void;

/** Does something behind the back of an answer that stays as it is. */
export function behind(
  when: (answer: FinishedAnswer, call: Call, world: World) => boolean,
  effect: Effect,
): Patch {
  return {
    response: (answer, call, world) => {
      if (when(answer, call, world)) effect(call, world, answer);
      return answer;
    },
  };
}

/** Does something behind refusals with this status. */
export const behindStatus = (status: number, when: Condition, effect: Effect): Patch =>
  behind((answer, call, world) => answer.status === status && when(call, world), effect);

/** Takes the place of a handler, which it may still call, for the calls that fulfil a condition. */
export function instead(
  name: EndpointName,
  when: Condition,
  answer: (call: Call, world: World, original: Handler) => ReturnType<Handler>,
): Patch {
  return {
    handlers: {
      [name]:
        (original: Handler): Handler =>
        (call, world) =>
          when(call, world) ? answer(call, world, original) : original(call, world),
    },
  };
}

/** Lets a handler see another call than was sent. */
export function misread(name: EndpointName, change: (call: Call, world: World) => Call): Patch {
  return {
    handlers: {
      [name]:
        (original: Handler): Handler =>
        (call, world) =>
          original(change(call, world), world),
    },
  };
}

/** The call with another id in its path. */
export function withId(call: Call, id: string): Call {
  return { ...call, params: { ...call.params, id } };
}

/** Changes the finished answers that fulfil a condition, replays and refusals included. */
export function finished(
  when: (answer: FinishedAnswer, call: Call, world: World) => boolean,
  change: (answer: FinishedAnswer, call: Call, world: World) => FinishedAnswer,
): Patch {
  return {
    response: (answer, call, world) => (when(answer, call, world) ? change(answer, call, world) : answer),
  };
}

export const withStatus =
  (...statuses: readonly number[]) =>
  (answer: FinishedAnswer): boolean =>
    statuses.includes(answer.status);
export const succeeded = (answer: FinishedAnswer): boolean => answer.status < 300;

/** The answer repeats a saved one. */
export function replayed(answer: FinishedAnswer, call: Call, world: World): boolean {
  const key = call.header('idempotency-key');
  if (call.method !== 'POST' || key === undefined || !call.key || call.slot) return false;
  return world.memory.find(slotName(call, world, key), call.at)?.saved?.text === answer.text;
}

/** The answer without these headers. */
export function without(answer: FinishedAnswer, ...names: readonly string[]): FinishedAnswer {
  const lower = names.map((name) => name.toLowerCase());
  return { ...answer, headers: answer.headers.filter(([name]) => !lower.includes(name.toLowerCase())) };
}

/** The answer with a header's value changed, where it has that header. */
export function reheaded(
  answer: FinishedAnswer,
  name: string,
  change: (value: string) => string,
): FinishedAnswer {
  const lower = name.toLowerCase();
  return {
    ...answer,
    headers: answer.headers.map(([at, value]) => [at, at.toLowerCase() === lower ? change(value) : value]),
  };
}

/** The answer with its JSON changed. */
export function rewritten(answer: FinishedAnswer, change: (document: JsonObject) => Json): FinishedAnswer {
  if (answer.text === '') return answer;
  return { ...answer, text: JSON.stringify(change(JSON.parse(answer.text) as JsonObject)) };
}

/** The JSON as one page of HTML. */
export function asPage(answer: FinishedAnswer): FinishedAnswer {
  return {
    ...reheaded(answer, 'Content-Type', () => 'text/html; charset=utf-8'),
    text: '<!doctype html><title>Error</title><h1>Something went wrong</h1>',
  };
}

/** Changes every resource of an answer as it goes over the wire: names in the answer's casing. */
export function wire(
  type: string,
  when: Condition,
  change: (resource: JsonObject, call: Call, world: World) => JsonObject,
  place: 'data' | 'included' | 'both' = 'both',
): Patch {
  return {
    document: (document, call, _answer, world) => {
      if (!when(call, world)) return document;
      const one = (value: Json): Json =>
        isObject(value) && value['type'] === type ? change(value, call, world) : value;
      const each = (value: Json): Json => (Array.isArray(value) ? value.map(one) : one(value));
      const changed = { ...document };
      for (const name of place === 'both' ? (['data', 'included'] as const) : [place]) {
        const value = document[name];
        if (value !== undefined) changed[name] = each(value);
      }
      return changed;
    },
  };
}

/** Changes attributes as they go over the wire; null stays null, undefined leaves one away. */
export function wireAttributes(
  type: string,
  when: Condition,
  changes: Readonly<Record<string, (value: Json) => Json | undefined>>,
  place: 'data' | 'included' | 'both' = 'both',
): Patch {
  return wire(
    type,
    when,
    (resource) => {
      const attributes = resource['attributes'];
      if (!isObject(attributes)) return resource;
      const shown = Object.entries(attributes).flatMap(([name, value]) => {
        const change = changes[name];
        const now = change && value !== null ? change(value) : value;
        return now === undefined ? [] : [[name, now] as const];
      });
      return { ...resource, attributes: Object.fromEntries(shown) };
    },
    place,
  );
}

/** Changes every session of an answer before sparse fieldsets and inflection. */
export function sessions(
  when: Condition,
  change: (resource: Resource, call: Call, world: World) => Resource,
): Patch {
  return {
    steps: {
      include: (original) => (document, call, world) => {
        const one = (resource: Resource): Resource =>
          resource.type === 'inquiry-session' ? change(resource, call, world) : resource;
        const done = original(document, call, world);
        if (!when(call, world) || done.data === undefined) return done;
        return { ...done, data: Array.isArray(done.data) ? done.data.map(one) : one(done.data) };
      },
    },
  };
}

/** Changes the list of what is included, before sparse fieldsets and inflection. */
export function includes(
  when: Condition,
  change: (list: Resource[], call: Call, world: World) => readonly Resource[],
): Patch {
  return {
    steps: {
      include: (original) => (document, call, world) => {
        const done = original(document, call, world);
        if (!done.included || !when(call, world)) return done;
        return { ...done, included: [...change(done.included, call, world)] };
      },
    },
  };
}

/** Changes the first error of refusals with this status. */
export function error(
  statuses: readonly number[],
  when: Condition,
  change: (error: JsonObject) => Json,
): Patch {
  return {
    document: (document, call, answer, world) => {
      const { errors } = document;
      if (!statuses.includes(answer.status) || !Array.isArray(errors) || !when(call, world)) return document;
      return { ...document, errors: errors.map((one) => (isObject(one) ? change(one) : one)) };
    },
  };
}

/** Counts, for each mock and each name by itself; begins at 1. */
export function counter(): (world: World, name: string) => number {
  const pages = notebook(() => new Map<string, number>());
  return (world, name) => {
    const count = (pages(world).get(name) ?? 0) + 1;
    pages(world).set(name, count);
    return count;
  };
}

/** Something to do when an expire has succeeded. */
export function uponSuccess(
  when: Condition,
  effect: (session: Session, call: Call, world: World, answer: Answer) => Answer | void,
): Patch {
  return {
    handlers: {
      expireSession: (original) => async (call, world) => {
        const wanted = when(call, world) && named(call, world)?.status !== 'expired';
        const answer = await original(call, world);
        const session = named(call, world);
        if (!wanted || !session || answer.status !== 200) return answer;
        return effect(session, call, world, answer) ?? answer;
      },
    },
  };
}

/** Answers as if the session had been expired, and stores nothing. */
export const pretended = (when: Condition): Patch =>
  instead('expireSession', when, (call, world, original) => {
    const before = named(call, world);
    return Promise.resolve(original(call, world)).then((answer) => {
      if (before && answer.status === 200) world.store.sessions.put(before);
      return answer;
    });
  });
