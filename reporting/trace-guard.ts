/** Refuses Playwright traces of a run with real keys: a trace stores everything in clear, and cannot be redacted. */
import type { FullConfig } from '@playwright/test';
import { ConfigurationError } from '../client/errors.ts';

/**
 * To be called by the global set-up, once the target is known.
 * @throws ConfigurationError when any project traces (`--trace`, UI mode) and the target is not the mock
 */
export function refuseTraces(config: Pick<FullConfig, 'projects'>, target: 'mock' | 'sandbox'): void {
  if (target === 'mock') return;
  if (config.projects.every(({ use }) => isTraceOff(use.trace))) return;
  throw new ConfigurationError({
    cause: 'Traces are refused with a real key: they store requests and answers in clear',
    hint: 'UI mode always traces, so it runs against the mock only',
    next: 'leave out --trace, or set PERSONA_TARGET=mock',
  });
}

/** True where a project's `trace` setting keeps none. */
export function isTraceOff(trace: unknown): boolean {
  const mode = typeof trace === 'object' && trace !== null && 'mode' in trace ? trace.mode : trace;
  return mode === undefined || mode === 'off';
}
