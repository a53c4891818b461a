/** Two patches at once. */
import type { Handler, Patch, Stage, Step, Wrap } from './types.ts';
import type { JsonObject } from './json.ts';

function chain<F>(first: Wrap<F> | undefined, second: Wrap<F> | undefined): Wrap<F> {
  return (original) => {
    const once = first ? first(original) : original;
    return second ? second(once) : once;
  };
}

function chainAll<F>(
  first: Readonly<Record<string, Wrap<F> | undefined>> = {},
  second: Readonly<Record<string, Wrap<F> | undefined>> = {},
): Record<string, Wrap<F>> {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries([...names].map((name) => [name, chain(first[name], second[name])]));
}

/** Both patches at once: the second wraps the first, and its choices win where both choose. */
export function combine(first: Patch, second: Patch): Patch {
  return {
    open: { ...first.open, ...second.open },
    options: { ...first.options, ...second.options },
    keys: { ...first.keys, ...second.keys },
    order: chainOrder(first.order, second.order),
    stages: chainAll<Stage>(first.stages, second.stages),
    handlers: chainAll<Handler>(first.handlers, second.handlers),
    steps: chainAll<Step>(first.steps, second.steps),
    document: (document, call, answer, world) => {
      const once = first.document ? first.document(document, call, answer, world) : document;
      return second.document ? second.document(once as JsonObject, call, answer, world) : once;
    },
    response: (answer, call, world) => {
      const once = first.response ? first.response(answer, call, world) : answer;
      return second.response ? second.response(once, call, world) : once;
    },
    linkOpened: (link, world) => {
      first.linkOpened?.(link, world);
      second.linkOpened?.(link, world);
    },
  };
}

function chainOrder(first: Patch['order'], second: Patch['order']): NonNullable<Patch['order']> {
  return (order) => {
    const once = first ? first(order) : order;
    return second ? second(once) : once;
  };
}
