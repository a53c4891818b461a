/** A patch that shows only when the request asks for one version: a change that comes with that version. */
import type { Handler, Patch, Stage, Step, World, Wrap } from '../../mock/types.ts';
import type { Call } from '../../mock/call.ts';
import { handlers } from '../../mock/handlers/table.ts';
import type { OpenChoices } from '../../mock/open-choices.ts';
import { stages, steps } from '../../mock/pipeline.ts';

type Condition = (call: Call) => boolean;

/** The patch, for requests that ask for this version only. */
export function onlyUnder(version: string, patch: Patch): Patch {
  return when((call) => call.header('persona-version') === version, patch);
}

/** The patch, for requests that ask for an older version than this. */
export function onlyBefore(version: string, patch: Patch): Patch {
  return when((call) => (call.header('persona-version') ?? version) < version, patch);
}

/**
 * Stages, handlers, steps, documents, responses and open choices can be patched for some requests only; the order of stages,
 * options and keys cannot.
 */
function when(holds: Condition, patch: Patch): Patch {
  if (patch.order || patch.options || patch.keys)
    throw new Error('corpus: this part of a patch knows no version');
  const { document, response, open } = patch;
  return {
    stages: gated<Stage>(stages, patch.stages, holds, open),
    handlers: gated<Handler>(handlers, patch.handlers, holds, open),
    steps: gatedSteps(patch, holds),
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
        const patched = wraps?.[name]?.(original) ?? original;
        return ((call: Call, world: World) =>
          holds(call) ? patched(call, bentWorld(world, open)) : original(call, world)) as F;
      },
    ]),
  );
}

function gatedSteps(patch: Patch, holds: Condition): Record<string, Wrap<Step>> {
  return Object.fromEntries(
    (Object.keys(steps) as (keyof typeof steps)[]).map((name): [string, Wrap<Step>] => [
      name,
      (original) => {
        const patched = patch.steps?.[name]?.(original) ?? original;
        return (document, call, world) =>
          holds(call)
            ? patched(document, call, bentWorld(world, patch.open))
            : original(document, call, world);
      },
    ]),
  );
}
