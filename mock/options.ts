/** How a mock is started: what was said, with the defaults for the rest. */
import { standardChoices } from './open-choices.ts';
import type { MockOptions, RateLimitOptions, Settings, WindowLimit } from './types.ts';

export const RATE_LIMIT: WindowLimit = { limit: 300, windowSeconds: 60 };
export const QUOTA: WindowLimit = { limit: 1000, windowSeconds: 3600 };
/** The documented default. */
export const SESSIONS_PER_INQUIRY = 25;

/** Fills in the defaults. */
export function settle(options: MockOptions, seed: number): Settings {
  const patched = options.patch?.options ?? {};
  const rateLimit: RateLimitOptions = options.rateLimit ?? patched.rateLimit ?? RATE_LIMIT;
  return {
    seed,
    rateLimit,
    quota: options.quota ?? patched.quota ?? QUOTA,
    sessionsPerInquiry: options.sessionsPerInquiry ?? SESSIONS_PER_INQUIRY,
    open: {
      ...standardChoices,
      ...(rateLimit.announce === false && { announceLimits: false }),
      ...options.patch?.open,
      ...options.open,
    },
    readLagMs: options.readLagMs ?? patched.readLagMs ?? 0,
    latencyMs: options.latencyMs ?? patched.latencyMs ?? 0,
  };
}
