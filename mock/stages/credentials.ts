/** Which key a request presents. Shared by the stages that must know before authentication has spoken. */
import type { Call } from '../call.ts';
import type { KeyRecord } from '../keys.ts';
import type { World } from '../types.ts';

/** The token of a Bearer header, or undefined when the header is missing or of another form. */
export function presentedToken(call: Call, world: World): string | undefined {
  const form = world.settings.open.bearerScheme === 'any' ? /^bearer ([^\s]+)$/i : /^Bearer ([^\s]+)$/;
  return form.exec(call.header('authorization') ?? '')?.[1];
}

/** The key that the request presents, where the mock knows it. */
export function presentedKey(call: Call, world: World): KeyRecord | undefined {
  const token = presentedToken(call, world);
  return Object.values(world.keys).find((key) => key.secret === token);
}
