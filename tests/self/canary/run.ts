/** Runs the suite and the mishaps in a process of their own, and gathers everything that they leave. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { generateAllureReport } from '../../../reporting/allure-report.ts';
import { markers } from './markers.ts';
import { startMarkedMock } from './marked-mock.ts';
import { searchFolder, searchText, type Hit } from './search.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PLAYWRIGHT = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);

export interface CanaryRun {
  readonly exitCode: number | null;
  readonly terminal: string;
  /** Markers in the terminal's text and in the report folder. */
  readonly hits: readonly Hit[];
}

/** Runs Playwright with these arguments, against a marked mock; everything is written below `reportDir`. */
export async function canaryRun(
  reportDir: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CanaryRun> {
  const marked = await startMarkedMock();
  try {
    const { exitCode, terminal } = await playwright(args, { ...marked.env, REPORT_DIR: reportDir, ...env });
    await generateAllureReport(reportDir).catch(() => undefined);
    const hits = [...searchText(terminal, 'terminal', markers), ...searchFolder(reportDir, markers)];
    return { exitCode, terminal, hits };
  } finally {
    await marked.mock.close();
  }
}

function playwright(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Pick<CanaryRun, 'exitCode' | 'terminal'>> {
  const config = join(import.meta.dirname, 'canary.config.ts');
  // Nothing of the outer test run, and no key of the machine, may reach the inner one.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(PERSONA_|CONFORMANCE_|PLAYWRIGHT_|PW_|TEST_|REPORT_DIR|FORCE_COLOR)/.test(name),
    ),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PLAYWRIGHT, 'test', '--config', config, ...args], {
      cwd: ROOT,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let terminal = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (terminal += chunk));
    }
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, terminal }));
  });
}

/** The hits in a few words, for a message that a person reads. */
export function summary(hits: readonly Hit[]): string[] {
  const counts = new Map<string, number>();
  for (const { where, marker, form } of hits) {
    const line = `${marker} (${form}) in ${where.replace(/[0-9a-f]{8,}[-0-9a-f]*/g, '…')}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${count} × ${line}`).sort();
}
