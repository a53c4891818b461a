/**
 * How a fault or a variation hooks into the mock: as data, round named parts, so that the mock itself never asks
 * whether it is patched. A wrapper gets the original and returns what takes its place.
 */
import type { Answer, Call } from './call.ts';
import type { EndpointName } from './endpoints.ts';
import type { Document, JsonObject } from './json.ts';
import type { KeyName, KeyRecord } from './keys.ts';
import type { OpenChoices } from './open-choices.ts';
import type { MockOptions } from './options.ts';
import type { World } from './world.ts';

/** The stages that may end a call, in no particular order. */
export type StageName =
  'rateLimit' | 'authentication' | 'permission' | 'idempotency' | 'parameters' | 'handler';

/** The steps of serialisation. */
export type StepName = 'version' | 'include' | 'fields' | 'blocklist' | 'inflection';

/** A stage answers the call, or lets it pass on by returning undefined. */
export type Stage = (call: Call, world: World) => Answer | undefined | Promise<Answer | undefined>;
/** Does what an endpoint is for. */
export type Handler = (call: Call, world: World) => Answer | Promise<Answer>;
/** Turns a document into another one on its way to the wire. */
export type Step = (document: Document, call: Call, world: World) => Document;
export type Wrap<F> = (original: F) => F;

export interface Patch {
  /** Other choices where the documentation is silent. */
  readonly open?: Partial<OpenChoices>;
  readonly options?: Pick<MockOptions, 'rateLimit' | 'quota' | 'readLagMs' | 'latencyMs' | 'clockAheadMs'>;
  /** Other configurations of the ready keys. */
  readonly keys?: { readonly [Name in KeyName]?: Partial<KeyRecord> };
  /** Another order of the deciding stages; a stage left out is skipped. */
  readonly order?: (order: readonly StageName[]) => readonly StageName[];
  readonly stages?: { readonly [Name in StageName]?: Wrap<Stage> };
  readonly handlers?: { readonly [Name in EndpointName]?: Wrap<Handler> };
  readonly steps?: { readonly [Name in StepName]?: Wrap<Step> };
  /** Changes the JSON that is written, after inflection and before it is remembered for replays. */
  readonly document?: (document: JsonObject, call: Call, answer: Answer, world: World) => unknown;
  /** Changes the finished answer – status, head, text, connection – replays and refusals included. */
  readonly response?: (answer: FinishedAnswer, call: Call, world: World) => FinishedAnswer;
}

/** An answer with everything decided: only writing is left. */
export type FinishedAnswer = Answer & Required<Pick<Answer, 'text' | 'headers'>>;

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
  };
}

function chainOrder(first: Patch['order'], second: Patch['order']): NonNullable<Patch['order']> {
  return (order) => {
    const once = first ? first(order) : order;
    return second ? second(once) : once;
  };
}
