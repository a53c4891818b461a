/** The answer of every path and method that does not exist. */
import type { Handler } from '../types.ts';
import { refuse } from '../refusals.ts';

export const nothingHere: Handler = (call, world) =>
  call.endpoint.otherMethod ? refuse(world, world.settings.open.wrongMethod) : refuse(world, 404);
