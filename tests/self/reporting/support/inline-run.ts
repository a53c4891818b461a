/** Runs Playwright on specs that a test writes, with the reporters of this project, in a process of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestInfo } from '@playwright/test';
import { runNode, type NodeRun } from '../../support/run-node.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const playwright = dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json'));
const address = (path: string): string => JSON.stringify(pathToFileURL(path).href);

export interface InlineRun extends NodeRun {
  /** Where the reporters wrote. */
  readonly reportDir: string;
}

export interface InlineProject {
  /** Body of the spec of project `conformance`; `test`, `report(outcome)` and `titleOf(slug)` are at hand. */
  readonly conformance?: string;
  /** Body of the spec of project `self`. */
  readonly self?: string;
  /** Statements of a global set-up; `recordRunFacts` is at hand. */
  readonly globalSetup?: string;
}

const HEAD = `
import { test } from ${address(join(playwright, 'index.mjs'))};
import { testMetadata } from ${address(join(ROOT, 'reporting/allure-metadata.ts'))};
import { requirementById } from ${address(join(ROOT, 'contract/catalogue.ts'))};
const report = (outcome) => test.info().annotations.push({
  type: 'outcome',
  description: JSON.stringify({ verdict: 'pass', durationMs: 1, observations: [], exchanges: [], ...outcome }),
});
const requirement = (id, body) => {
  const { title, tag, annotation } = testMetadata(requirementById(id));
  test(title, { tag, annotation }, body);
};
`;

/** Writes the project below the test's output folder and runs it; `env` is added to a clean environment. */
export async function runInline(
  testInfo: TestInfo,
  project: InlineProject,
  { env = {}, args = [] }: { env?: NodeJS.ProcessEnv; args?: readonly string[] } = {},
): Promise<InlineRun> {
  const folder = testInfo.outputPath('inline');
  const reportDir = join(folder, 'reports');
  mkdirSync(reportDir, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('conformance.spec.mts', HEAD + (project.conformance ?? ''));
  write('self.spec.mts', HEAD + (project.self ?? ''));
  write(
    'setup.mts',
    `import { recordRunFacts } from ${address(join(ROOT, 'judging/run-facts.ts'))};
     export default async () => { ${project.globalSetup ?? 'recordRunFacts({});'} };`,
  );
  write(
    'playwright.config.mts',
    `import { reportersFor } from ${address(join(ROOT, 'reporting/reporters.ts'))};
     export default {
       workers: 1, timeout: 1500, globalSetup: './setup.mts', outputDir: './output',
       reporter: reportersFor(process.argv, process.env, ${JSON.stringify(reportDir)}),
       projects: [
         { name: 'conformance', testMatch: 'conformance.spec.mts' },
         { name: 'self', testMatch: 'self.spec.mts' },
       ],
     };`,
  );
  const run = await runNode(
    [join(playwright, 'cli.js'), 'test', '--config', join(folder, 'playwright.config.mts'), ...args],
    { cwd: folder, env },
  );
  return { ...run, reportDir };
}
