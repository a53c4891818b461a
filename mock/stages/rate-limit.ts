/**
 * First of all: is there room in the window? Every request counts, refused ones included. An environment has one
 * window; a key may have a lower limit of its own; requests without a known key share a window.
 */
import type { Stage } from '../types.ts';
import type { HeaderLine } from '../call.ts';
import { refuse } from '../refusals.ts';
import { presentedKey } from './credentials.ts';
import { quotaRefusal } from './quota.ts';
import type { Count } from './window-counter.ts';

function announce(count: Count): HeaderLine[] {
  return [
    ['RateLimit-Limit', String(count.limit)],
    ['RateLimit-Remaining', String(count.remaining)],
    ['RateLimit-Reset', String(count.resetSeconds)],
  ];
}

export const rateLimit: Stage = (call, world) => {
  const key = presentedKey(call, world);
  const { limit } = world.settings.rateLimit;
  const counts = [world.requests.take(`environment ${key?.environment ?? 'unknown'}`, limit, call.at)];
  if (key?.limit !== undefined) counts.push(world.requests.take(`key ${key.secret}`, key.limit, call.at));

  const tightest = counts.reduce((a, b) => (b.remaining < a.remaining || !b.allowed ? b : a));
  if (world.settings.open.announceLimits) call.headerLines.push(...announce(tightest));
  if (counts.every((count) => count.allowed)) return quotaRefusal(call, world);
  return refuse(world, 429, { details: `${String(tightest.limit)} requests per window are allowed.` });
};
