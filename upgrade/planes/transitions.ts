/** State transitions: state × call → status → resulting state, and what else a call changes. */
import { attribute, document, idOf, isObject, kebab, type Resource } from '../../client/document.ts';
import type { Points } from '../model.ts';
import { isSession, isSuccess, stateShown, type Seen } from '../sighting.ts';

/** Values of members, as they were last seen of one object. */
type LastSeen = Map<string, Map<string, string>>;

export function lookAtTransitions(seen: Seen, points: Points): void {
  const last: LastSeen = new Map();
  for (const { exchange, step, call, before, evidence } of seen.sightings) {
    const { data, included } = document(exchange);
    // Where a session was when it was asked belongs to the step's name, so that a reader sees the transition.
    const at = { plane: 'transitions', where: step, call, mode: 'exact' } as const;
    if (evidence) {
      points.note({ ...at, subject: 'status' }, String(exchange.response.status), step);
      if (before !== 'none') points.note({ ...at, subject: 'from' }, before, step);
      const state = stateShown(exchange);
      if (isSuccess(exchange) && state !== undefined) points.note({ ...at, subject: 'state' }, state, step);
      const inquiry = attribute(
        included.find(({ type }) => type === 'inquiry'),
        'status',
      );
      if (typeof inquiry === 'string') points.note({ ...at, subject: 'inquiry state' }, inquiry, step);
    }
    if (!isSuccess(exchange)) continue;
    for (const resource of [...(data ? [data] : []), ...included]) {
      const changes = changesOf(resource, last);
      // Sparse answers show too little to be compared with.
      if (!evidence || changes === undefined || exchange.request.url.includes('fields')) continue;
      const subject = `${isSession(resource) ? 'session' : String(resource.type)} changed since last seen`;
      for (const name of changes)
        points.note({ ...at, mode: 'set', subject: `${subject}: ${name}` }, 'changed', step);
      points.note({ ...at, mode: 'set', subject }, 'looked at', step);
    }
  }
}

/** Members that hold another value than when the object was last seen; undefined when it is seen for the first time. */
function changesOf(resource: Resource, last: LastSeen): readonly string[] | undefined {
  const id = idOf(resource);
  if (id === undefined) return undefined;
  const earlier = last.get(id);
  const now = valuesOf(resource);
  last.set(id, new Map([...(earlier ?? []), ...now]));
  if (!earlier) return undefined;
  return [...now]
    .filter(([name, value]) => earlier.has(name) && earlier.get(name) !== value)
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

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  return `{${Object.entries(value)
    .map(([name, inner]) => `${kebab(name)}:${canonical(inner)}`)
    .sort()
    .join(',')}}`;
}
