/** Who is asking? Without a valid key in a Bearer header: 401, saved nowhere. */
import type { Stage } from '../types.ts';
import { refuse } from '../refusals.ts';
import { presentedKey, presentedToken } from './credentials.ts';

export const authentication: Stage = (call, world) => {
  call.key = presentedKey(call, world);
  if (call.key) return undefined;
  return refuse(world, 401, presentedToken(call, world) === undefined ? {} : { title: 'Token is invalid' });
};
