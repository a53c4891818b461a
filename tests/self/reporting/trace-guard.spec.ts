/** Traces and real keys do not go together. */
import { expect, test, type FullConfig } from '@playwright/test';
import { ConfigurationError } from '../../../client/errors.ts';
import { refuseTraces } from '../../../reporting/trace-guard.ts';

const withTraces = (...traces: unknown[]): Pick<FullConfig, 'projects'> => ({
  projects: traces.map((trace) => ({ use: { trace } })) as FullConfig['projects'],
});

for (const trace of ['on', 'retain-on-failure', { mode: 'on' }]) {
  test(`${JSON.stringify(trace)} is refused for a sandbox, and fine for the mock`, () => {
    expect(() => refuseTraces(withTraces('off', trace), 'sandbox')).toThrow(ConfigurationError);
    expect(() => refuseTraces(withTraces('off', trace), 'mock')).not.toThrow();
  });
}

for (const trace of ['off', { mode: 'off' }, undefined]) {
  test(`${JSON.stringify(trace)} is fine for a sandbox`, () => {
    expect(() => refuseTraces(withTraces(trace), 'sandbox')).not.toThrow();
  });
}
