/** Short ways to write down patches. */
import type { FinishedAnswer, Handler, Patch, Wrap } from './types.ts';
import type { Call, HeaderLine } from './call.ts';
import { isObject, type JsonObject, mapResources, type Resource } from './json.ts';
import type { KeyName, KeyRecord } from './keys.ts';

/** Changes each resource of every answer, before fields and inflection see it. */
export function resources(change: (resource: Resource) => Resource): Patch {
  return {
    steps: {
      fields: (original) => (document, call, world) => original(mapResources(document, change), call, world),
    },
  };
}

/** Changes the attributes of every resource of a type. */
export function attributes(type: string, change: (attributes: JsonObject) => JsonObject): Patch {
  return resources((resource) =>
    resource.type === type ? { ...resource, attributes: change(resource.attributes) } : resource,
  );
}

/** Changes the JSON of every answer as it is written. */
export function json(change: (document: JsonObject, call: Call) => unknown): Patch {
  return { document: (document, call) => change(document, call) };
}

/** Changes each error of every refusal. */
export function errors(change: (error: JsonObject) => JsonObject): Patch {
  return json((document) => {
    const { errors: list } = document;
    return Array.isArray(list)
      ? { ...document, errors: list.map((error) => (isObject(error) ? change(error) : error)) }
      : document;
  });
}

/** Changes the head of every answer. */
export function headers(
  change: (lines: readonly HeaderLine[], answer: FinishedAnswer) => HeaderLine[],
): Patch {
  return { response: (answer) => ({ ...answer, headers: change(answer.headers, answer) }) };
}

/** Changes the text of every answer. */
export function text(change: (text: string) => string): Patch {
  return { response: (answer) => ({ ...answer, text: change(answer.text) }) };
}

/** The keys that a suite may be given, all configured alike. */
export function keys(change: Partial<KeyRecord>): Patch {
  const names: readonly KeyName[] = ['full', 'second', 'readOnly', 'otherEnvironment', 'lowLimit'];
  return { keys: Object.fromEntries(names.map((name) => [name, change])) };
}

/** A handler that does something more after the original has answered. */
export function after(
  more: (answer: Awaited<ReturnType<Handler>>, ...rest: Parameters<Handler>) => ReturnType<Handler>,
): Wrap<Handler> {
  return (original) => async (call, world) => more(await original(call, world), call, world);
}
