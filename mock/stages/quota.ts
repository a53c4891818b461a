/** The allowance of creations: asked about before anything is done, charged when something was created. */
import type { Answer, Call, HeaderLine } from '../call.ts';
import { refuse } from '../refusals.ts';
import type { World } from '../types.ts';
import { presentedKey } from './credentials.ts';

/** A refusal when nothing is left of the allowance. Like every 429 it comes before the idempotency layer. */
export function quotaRefusal(call: Call, world: World): Answer | undefined {
  const environment = presentedKey(call, world)?.environment;
  if (!call.endpoint.creates || environment === undefined) return undefined;
  const count = world.creations.look(environment, world.settings.quota.limit, call.at);
  if (count.remaining > 0) return undefined;
  return refuse(world, 429, {
    title: 'Quota exceeded',
    details: `${String(count.limit)} creations are allowed.`,
  });
}

/** Takes one out of the allowance for an answer that reports a creation. */
export function chargeQuota(answer: Answer, call: Call, world: World): void {
  if (!call.endpoint.creates || answer.status !== 201 || !call.key) return;
  world.creations.take(call.key.environment, world.settings.quota.limit, call.at);
}

/** The lines that announce the allowance, on endpoints that create. */
export function quotaLines(call: Call, world: World): HeaderLine[] {
  if (!call.endpoint.creates || !call.key || !world.settings.open.announceLimits) return [];
  const count = world.creations.look(call.key.environment, world.settings.quota.limit, call.at);
  return [
    ['quota-limit', String(count.limit)],
    ['quota-remaining', String(count.remaining)],
    ['quota-reset', String(count.resetSeconds)],
  ];
}
