/** A bend that shows only when the request asks for one version: a change that comes with that version. */
import type { Bend, Handler, Stage, Step, Wrap } from '../../mock/bend.ts';
import type { Call } from '../../mock/call.ts';
import { handlers } from '../../mock/endpoints.ts';
import type { OpenChoices } from '../../mock/open-choices.ts';
import { stages, steps } from '../../mock/pipeline.ts';
import type { World } from '../../mock/world.ts';

type Condition = (call: Call) => boolean;

/** The bend, for requests that ask for this version only. */
export function onlyUnder(version: string, bend: Bend): Bend {
  return when((call) => call.header('persona-version') === version, bend);
}

/** The bend, for requests that ask for an older version than this. */
export function onlyBefore(version: string, bend: Bend): Bend {
  return when((call) => (call.header('persona-version') ?? version) < version, bend);
}

/**
 * Stages, handlers, steps, documents, responses and open choices can be bent for some requests only; the order of stages,
 * options and keys cannot.
 */
function when(holds: Condition, bend: Bend): Bend {
  if (bend.order || bend.options || bend.keys)
    throw new Error('corpus: this part of a bend knows no version');
  const { document, response, open } = bend;
  return {
    stages: gated<Stage>(stages, bend.stages, holds, open),
    handlers: gated<Handler>(handlers, bend.handlers, holds, open),
    steps: gatedSteps(bend, holds),
    ...(document && {
      document: (json, call, answer, world) => (holds(call) ? document(json, call, answer, world) : json),
    }),
    ...(response && {
      response: (answer, call, world) => (holds(call) ? response(answer, call, world) : answer),
    }),
  };
}

function bentWorld(world: World, open: Partial<OpenChoices> | undefined): World {
  return open
    ? { ...world, settings: { ...world.settings, open: { ...world.settings.open, ...open } } }
    : world;
}

function gated<F extends Stage | Handler>(
  names: Readonly<Record<string, unknown>>,
  wraps: { readonly [name: string]: Wrap<F> | undefined } | undefined,
  holds: Condition,
  open: Partial<OpenChoices> | undefined,
): Record<string, Wrap<F>> {
  return Object.fromEntries(
    Object.keys(names).map((name): [string, Wrap<F>] => [
      name,
      (original) => {
        const bent = wraps?.[name]?.(original) ?? original;
        return ((call: Call, world: World) =>
          holds(call) ? bent(call, bentWorld(world, open)) : original(call, world)) as F;
      },
    ]),
  );
}

function gatedSteps(bend: Bend, holds: Condition): Record<string, Wrap<Step>> {
  return Object.fromEntries(
    (Object.keys(steps) as (keyof typeof steps)[]).map((name): [string, Wrap<Step>] => [
      name,
      (original) => {
        const bent = bend.steps?.[name]?.(original) ?? original;
        return (document, call, world) =>
          holds(call) ? bent(document, call, bentWorld(world, bend.open)) : original(document, call, world);
      },
    ]),
  );
}
