/** What the endpoint is for. Whatever has run out by now is expired first. */
import type { Stage } from '../types.ts';
import { sweep } from '../lifecycle.ts';
import { chargeQuota } from './quota.ts';

export const handler: Stage = async (call, world) => {
  sweep(world, call.at);
  const answer = await world.handlers[call.endpoint.name](call, world);
  chargeQuota(answer, call, world);
  return answer;
};
