/** Short ways to write down the changes of the corpus. */
import type { EndpointName } from '../../contract/endpoints.ts';
import type { FinishedAnswer, Handler, Patch } from '../../mock/types.ts';
import type { Call } from '../../mock/call.ts';
import { isObject, type Json, type JsonObject, type Resource } from '../../mock/json.ts';
import { refuse } from '../../mock/refusals.ts';
import { combine } from '../../mock/patch.ts';
import { attributes, headers, json, resources } from '../../mock/patches.ts';

export { attributes, errors, headers, json, resources, text } from '../../mock/patches.ts';

const SESSION = 'inquiry-session';

/** Without some attributes. */
export function without(
  names: readonly string[],
  type = SESSION,
  applies: (resource: Resource) => boolean = () => true,
): Patch {
  return resources((resource) =>
    resource.type === type && applies(resource)
      ? { ...resource, attributes: omit(resource.attributes, names) }
      : resource,
  );
}

/** An attribute under another name. */
export function renamed(from: string, to: string, type = SESSION): Patch {
  return attributes(type, (values) => {
    const { [from]: value, ...rest } = values;
    return value === undefined ? values : { ...rest, [to]: value };
  });
}

/** Attributes with other values; null stays null. */
export function revalued(names: readonly string[], change: (value: Json) => Json, type = SESSION): Patch {
  return attributes(type, (values) => ({
    ...values,
    ...Object.fromEntries(
      names
        .filter((name) => values[name] !== undefined && values[name] !== null)
        .map((name) => [name, change(values[name] ?? null)]),
    ),
  }));
}

/** Another relationship map on sessions. */
export function relinked(
  change: (links: NonNullable<Resource['relationships']>) => NonNullable<Resource['relationships']>,
): Patch {
  return resources((resource) =>
    resource.type === SESSION && resource.relationships
      ? { ...resource, relationships: change(resource.relationships) }
      : resource,
  );
}

/** One endpoint that answers otherwise. */
export function handled(name: EndpointName, change: (original: Handler) => Handler): Patch {
  return { handlers: { [name]: change } };
}

/** One endpoint that refuses where `applies` says so. */
export function refusing(
  name: EndpointName,
  status: number,
  applies: (call: Call) => boolean = () => true,
  details = 'This is not accepted any more.',
): Patch {
  return handled(
    name,
    (original) => (call, world) =>
      applies(call) ? refuse(world, status, { details }) : original(call, world),
  );
}

/** Any call that is refused before its handler. */
export function refusingAll(
  status: number,
  applies: (call: Call) => boolean,
  details = 'This is not accepted any more.',
): Patch {
  return {
    stages: {
      parameters: (original) => (call, world) =>
        applies(call) ? refuse(world, status, { details }) : original(call, world),
    },
  };
}

/** Another status where one was given. */
export function restated(from: number, to: number, applies: (call: Call) => boolean = () => true): Patch {
  return {
    response: (answer: FinishedAnswer, call: Call) =>
      answer.status === from && applies(call) ? { ...answer, status: to } : answer,
  };
}

/** A header line under another name, or gone for null. */
export function headerNamed(from: RegExp, to: (name: string) => string | null): Patch {
  return headers((lines) =>
    lines.flatMap(([name, value]) => {
      if (!from.test(name)) return [[name, value] as const];
      const next = to(name);
      return next === null ? [] : [[next, value] as const];
    }),
  );
}

/** A header line with another value. */
export function headerValued(name: RegExp, change: (value: string) => string): Patch {
  return headers((lines) => lines.map(([own, value]) => [own, name.test(own) ? change(value) : value]));
}

/** Changes every error of the envelope, with the answer in view. */
export function envelope(change: (document: JsonObject) => JsonObject): Patch {
  return json((document) => (Array.isArray(document['errors']) ? change(document) : document));
}

/** Two changes that come with one version: a patch of two says what it leaves alone as well, which knows no version. */
export function together(one: Patch, other: Patch): Patch {
  const both: Readonly<Record<string, unknown>> = { ...combine(one, other) };
  return omit(both, ['order', 'options', 'keys']);
}

export function isExpire(call: Call): boolean {
  return call.endpoint.name === 'expireSession';
}

/** The object without some members. */
export function omit<T>(object: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** A scalar as text; anything else as JSON. */
export function inText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export { isObject };
