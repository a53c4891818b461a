/** Makes the Allure report from the results of a run: one HTML file that opens from disk and asks the network for nothing. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { ALLURE_REPORT, ALLURE_RESULTS } from './report-folder.ts';

const ROOT = join(import.meta.dirname, '..');
/** Allure exports its library only; the command line lies beside the library's folder. */
const ALLURE_CLI = join(dirname(createRequire(import.meta.url).resolve('allure')), '..', 'cli.js');

/** Makes the browser itself refuse whatever a script of the page might still try to fetch. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' data: blob:",
  "style-src 'unsafe-inline' data:",
  ...['img-src', 'font-src', 'connect-src', 'media-src', 'frame-src', 'worker-src'].map(
    (kind) => `${kind} data: blob:`,
  ),
  "form-action 'none'",
].join('; ');

/** A script element that is empty but for an address: the report's own scripts are inlined or `data:` addresses. */
const FOREIGN_SCRIPT = /<script\b[^>]*\bsrc=["']?(?:https?:)?\/\/[^>]*>\s*<\/script>\s*/g;
/** The inline script beside it, which starts the analytics. */
const ANALYTICS_SCRIPT =
  /<script\b[^>]*>(?:(?!<\/script>)[\s\S])*?\bgtag\s*\((?:(?!<\/script>)[\s\S])*?<\/script>\s*/g;
/** Elements that a browser loads by itself. Links and form actions need a click. */
const LOADING_ELEMENT =
  /<(?:script|link|img|iframe|source|audio|video|object|embed)\b[^>]*?\b(?:src|href|data)=["']?((?:https?:)?\/\/[^"'\s>]+)/gi;
const LOADING_STYLE = /(?:@import\s+(?:url\()?|url\()\s*["']?((?:https?:)?\/\/[^"')\s]+)/gi;

export interface AllureReport {
  /** The page to open. */
  readonly index: string;
}

/**
 * Generates `allure-report/` from `allure-results/` inside `reportDir` and takes the analytics out.
 * @throws {Error} when there are no results, the generator fails, or the page would still load something from elsewhere
 */
export async function generateAllureReport(reportDir: string): Promise<AllureReport> {
  const results = resolve(reportDir, ALLURE_RESULTS);
  const output = resolve(reportDir, ALLURE_REPORT);
  if (!existsSync(results) || !readdirSync(results).some((file) => file.endsWith('-result.json'))) {
    throw new Error(`no Allure results in ${join(reportDir, ALLURE_RESULTS)}`);
  }
  rmSync(output, { recursive: true, force: true });
  await runAllure(['generate', '-c', join(ROOT, 'allurerc.mjs'), results], resolve(reportDir));
  const index = join(output, 'index.html');
  const html = sealed(withoutAnalytics(readFileSync(index, 'utf8')));
  const left = loadedAddresses(html);
  if (left.length > 0) throw new Error(`the Allure report would load ${left.join(', ')}`);
  writeFileSync(index, html);
  return { index };
}

/** The page without scripts from elsewhere and without the analytics that Allure adds to every report. */
export function withoutAnalytics(html: string): string {
  return html.replace(FOREIGN_SCRIPT, '').replace(ANALYTICS_SCRIPT, '');
}

function sealed(html: string): string {
  return html.replace(
    '<head>',
    `<head>\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}">\n    <meta name="viewport" content="width=device-width, initial-scale=1">`,
  );
}

/** Addresses that a browser would load by itself on opening the page. */
export function loadedAddresses(html: string): readonly string[] {
  return [...html.matchAll(LOADING_ELEMENT), ...html.matchAll(LOADING_STYLE)].flatMap(
    (match) => match[1] ?? [],
  );
}

/** What makes a report needs no key. */
function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.endsWith('_API_KEY')));
}

/** Runs Allure's command line with the report folder in its environment; its output is shown only when it fails. */
function runAllure(args: readonly string[], reportDir: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [ALLURE_CLI, ...args], {
      cwd: reportDir,
      env: { ...withoutKeys(process.env), REPORT_DIR: reportDir, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else
        fail(
          new Error(
            `allure generate ended with ${code ?? 'a signal'}: ${output.trim().split('\n').at(-1) ?? ''}`,
          ),
        );
    });
  });
}
