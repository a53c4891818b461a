/** State transitions: state × call → status → resulting state, and what else a call changes. */
import { attribute, document, idOf, isObject, kebab, type Resource } from '../../client/document.ts';
import { canonical } from './canonical.ts';
import type { Points } from '../model.ts';
import { isSession, isSuccess, stateShown, type Seen } from '../observed-exchange.ts';

/** What was last seen of an object, and at which step. */
interface LastSeen {
  readonly step: string;
  readonly values: ReadonlyMap<string, string>;
}

export function lookAtTransitions(seen: Seen, points: Points): void {
  const last = new Map<string, LastSeen>();
  // Where an object is included by the way differs between versions; what a call is about does not.
  const lastAsPrimary = new Map<string, LastSeen>();
  for (const { exchange, step, call, before, evidence } of seen.observed) {
    const at = { plane: 'transitions', where: step, call, mode: 'exact' } as const;
    // A call that only prepares the ground, in a scenario that gets no further, is compared as well.
    points.note({ ...at, mode: 'set', subject: 'status in passing' }, String(exchange.response.status), step);
    if (evidence) {
      points.note({ ...at, subject: 'status' }, String(exchange.response.status), step);
      if (before !== 'none') points.note({ ...at, subject: 'from' }, before, step);
    }
    if (!isSuccess(exchange)) continue;
    const state = stateShown(exchange);
    if (state !== undefined && evidence) points.note({ ...at, subject: 'state' }, state, step);
    // Steps that only prepare the ground may be taken more often or less.
    if (state !== undefined && !evidence)
      points.note({ ...at, mode: 'set', subject: 'state in passing' }, state, step);
    const { data, included, list } = document(exchange);
    for (const item of list) {
      const status = attribute(item, 'status');
      const origin = last.get(idOf(item) ?? '')?.step;
      if (!evidence || !isSession(item) || origin === undefined || typeof status !== 'string') continue;
      if (isOwn(origin, step))
        points.note({ ...at, subject: `state of the session last seen at ${origin}` }, status, step);
    }
    for (const resource of [...(data ? [data] : []), ...included]) {
      if (resource.type === 'inquiry') noteInquiry(resource, step, points);
      const origin = last.get(idOf(resource) ?? '')?.step ?? '';
      const sinceAny = changesOf(resource, step, last);
      const changes = resource === data ? changesOf(resource, step, lastAsPrimary) : sinceAny;
      // Sparse answers show too little to be compared with.
      if (!evidence || changes === undefined || exchange.request.url.includes('fields')) continue;
      // A primary object is seen by every call that is about it, an included one only where it is included.
      if (resource !== data && !isOwn(origin, step)) continue;
      const since = resource === data ? 'last seen' : origin;
      const subject = `${isSession(resource) ? 'session' : String(resource.type)} changed since ${since}`;
      for (const name of changes)
        points.note({ ...at, mode: 'set', subject: `${subject}: ${name}` }, 'changed', step);
      points.note({ ...at, mode: 'set', subject }, 'looked at', step);
    }
  }
}

/** Whether a step is of the same scenario: what another one left behind depends on which ones were run before. */
function isOwn(origin: string, step: string): boolean {
  return origin.startsWith(step.slice(0, step.indexOf('/') + 1));
}

/** Which words are used; which of them an inquiry shows where depends on all that was done with it before. */
function noteInquiry(inquiry: Resource, step: string, points: Points): void {
  const status = attribute(inquiry, 'status');
  if (typeof status !== 'string') return;
  const at = { plane: 'transitions', where: 'all answers', call: '', mode: 'set' } as const;
  points.note({ ...at, subject: 'inquiry state' }, status, step);
}

/** Members that hold another value than when the object was last seen; undefined when it is seen for the first time. */
function changesOf(
  resource: Resource,
  step: string,
  last: Map<string, LastSeen>,
): readonly string[] | undefined {
  const id = idOf(resource);
  if (id === undefined) return undefined;
  const earlier = last.get(id);
  const now = valuesOf(resource);
  last.set(id, { step, values: new Map([...(earlier?.values ?? []), ...now]) });
  if (!earlier) return undefined;
  return [...now]
    .filter(([name, value]) => earlier.values.has(name) && earlier.values.get(name) !== value)
    .map(([name]) => name);
}

function valuesOf(resource: Resource): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const group of ['attributes', 'relationships'] as const) {
    const members = resource[group];
    if (!isObject(members)) continue;
    for (const [name, value] of Object.entries(members)) {
      // Lists may come in any order.
      values.set(`${group}.${kebab(name)}`, canonical(value));
    }
  }
  return values;
}
