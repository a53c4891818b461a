/** May this key do this, from here, in this environment? Otherwise 403. */
import type { Stage } from '../types.ts';
import { keyOf } from '../call.ts';
import { refuse } from '../refusals.ts';

export const permission: Stage = (call, world) => {
  const key = keyOf(call);
  if (!key.active) return refuse(world, 403, { details: 'This environment is inactive.' });
  if (!key.addressAllowed)
    return refuse(world, 403, { details: 'The address is not on the key’s allow-list.' });
  if (key.permission === 'read' && call.endpoint.writes) {
    return refuse(world, 403, { details: 'The key lacks the permission to write.' });
  }
  return undefined;
};
