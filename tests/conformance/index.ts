/** The one door to the suite from outside Playwright: the campaign, the upgrade gate, the plan and the book. */
import { loadOutsidePlaywright, type Suite } from '../../judging/suite.ts';

/** Loads every spec, in the order in which Playwright runs them: scenarios are then shared in the same way. */
export function loadSuite(): Promise<Suite> {
  return loadOutsidePlaywright(async () => {
    await import('./auth.spec.ts');
    await import('./concurrency.spec.ts');
    await import('./errors.spec.ts');
    await import('./headers.spec.ts');
    await import('./idempotency.spec.ts');
    await import('./inflection.spec.ts');
    await import('./neighbours.spec.ts');
    await import('./query.spec.ts');
    await import('./rate-limit.spec.ts');
    await import('./schema.spec.ts');
    await import('./state.spec.ts');
    await import('./version.spec.ts');
    await import('./whole-run-audit.spec.ts');
    await import('./whole-run-auth.spec.ts');
    await import('./whole-run-errors.spec.ts');
    await import('./whole-run-headers.spec.ts');
    await import('./whole-run-inflection.spec.ts');
    await import('./whole-run-neighbours.spec.ts');
    await import('./whole-run-query.spec.ts');
    await import('./whole-run-schema.spec.ts');
    await import('./whole-run-sessions.spec.ts');
  });
}
