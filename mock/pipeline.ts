/**
 * The way of a request, in the documented order:
 *
 *   rate limit → authentication → permission → idempotency → parameters → handler
 *   → serialisation (version → include → fields → blocklist → inflection) → remember → head → write
 *
 * The first stage that answers ends the deciding half; everything after it happens to every answer.
 */
import type { FinishedAnswer, Stage, StageName, Step, StepName, World } from './types.ts';
import type { Answer, Call } from './call.ts';
import type { OpenChoices } from './open-choices.ts';
import { refuse } from './refusals.ts';
import { blocklist } from './serialisation/blocklist.ts';
import { fields } from './serialisation/fields.ts';
import { include } from './serialisation/include.ts';
import { inflection } from './serialisation/inflection.ts';
import { serialise } from './serialisation/serialise.ts';
import { version } from './serialisation/version.ts';
import { authentication } from './stages/authentication.ts';
import { handler } from './stages/handler.ts';
import { head } from './stages/head.ts';
import { idempotency, remember } from './stages/idempotency.ts';
import { parameters } from './stages/parameters.ts';
import { permission } from './stages/permission.ts';
import { rateLimit } from './stages/rate-limit.ts';

export const stages: Readonly<Record<StageName, Stage>> = {
  rateLimit,
  authentication,
  permission,
  idempotency,
  parameters,
  handler,
};

export const steps: Readonly<Record<StepName, Step>> = { version, include, fields, blocklist, inflection };

/** The order of the deciding stages; only where a 403 is decided is open. */
export function documentedOrder(open: OpenChoices): readonly StageName[] {
  return open.forbiddenSaved
    ? ['rateLimit', 'authentication', 'idempotency', 'permission', 'parameters', 'handler']
    : ['rateLimit', 'authentication', 'permission', 'idempotency', 'parameters', 'handler'];
}

async function decide(call: Call, world: World): Promise<Answer> {
  for (const name of world.order) {
    const answer = await world.stages[name](call, world);
    if (answer) return answer;
  }
  return refuse(world, 404);
}

async function finish(call: Call, world: World): Promise<FinishedAnswer> {
  const decided = await decide(call, world);
  const rendered = serialise(decided, call, world);
  remember(rendered, call);
  const finished = head(rendered, call, world);
  return world.patch.response ? world.patch.response(finished, call, world) : finished;
}

/** Takes a call through all stages; writing the result is left to the server. */
export async function answer(call: Call, world: World): Promise<FinishedAnswer> {
  try {
    return await finish(call, world);
  } catch (error) {
    // Whoever repeats the request would wait for an answer that never comes.
    remember({ status: 500, text: '' }, call);
    throw error;
  }
}
