/** The suite's own set-up, but for the refusal of traces: to see what would be in them. */
import type { FullConfig } from '@playwright/test';
import { prepareRun } from '../../../fixtures/prepare-run.ts';

export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  const projects = config.projects.map((project) => ({
    ...project,
    use: { ...project.use, trace: 'off' as const },
  }));
  return prepareRun({ ...config, projects });
}
