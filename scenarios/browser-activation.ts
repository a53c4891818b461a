/** Opening a session as a person would: in a browser, for links whose page does its work by script. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ownFile, ownLoader } from '../client/own-file.ts';
import { transportDoubt } from '../client/errors.ts';
import { browserProxyFor, type BrowserProxy } from '../client/proxy.ts';
import type { ActivationStrategy } from './activation.ts';

/** How long a page may take to come to rest, in milliseconds. */
const TIMEOUT_MS = 20_000;

/** Starting and ending the browser comes on top. */
const PROCESS_TIMEOUT_MS = TIMEOUT_MS + 20_000;

/** Where systems usually put a browser that Playwright's protocol can drive. */
const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What the browser's process is told. */
export interface Errand {
  /** A secret. */
  readonly link: string;
  readonly executablePath: string;
  readonly timeoutMs: number;
  readonly proxy?: BrowserProxy | undefined;
}

/** What it says when it is done; `why` is free of the link. */
export type Report = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * The browser to use: PERSONA_BROWSER_PATH, else one that Playwright has installed, else one of the system. Nothing is
 * ever downloaded. Undefined when there is none.
 */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const given = env['PERSONA_BROWSER_PATH']?.trim();
  if (given) return existsSync(given) ? given : undefined;
  const { chromium } = await import('@playwright/test');
  return [chromium.executablePath(), ...USUAL_PATHS].find((path) => path !== '' && existsSync(path));
}

/**
 * Opens the link in a headless Chromium and closes it when the page has come to rest. The browser runs in a process of
 * its own: Playwright would otherwise note the link as a step of the test, and the page's scripts would share a process
 * with the API keys.
 */
export const inABrowser: ActivationStrategy = {
  name: 'a browser',
  available: async () => (await findBrowser()) !== undefined,
  open: async (place) => {
    const executablePath = await findBrowser();
    if (executablePath === undefined) return;
    const link = await place.link();
    const report = await send({ link, executablePath, timeoutMs: TIMEOUT_MS, proxy: browserProxyFor(link) });
    if (!report.ok) throw transportDoubt(`A browser could not open a one-time link (${report.why}).`);
  },
};

/** Environment variables that a browser may need; keys are not among them. */
const HANDED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SYSTEMROOT', 'APPDATA', 'LOCALAPPDATA'];

function send(errand: Errand): Promise<Report> {
  const env = Object.fromEntries(
    HANDED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...ownLoader(), ownFile(import.meta.dirname, 'browser-process')], {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const timer = setTimeout(() => child.kill(), PROCESS_TIMEOUT_MS);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    // It may have ended before it read anything: then its silence says enough.
    child.stdin.on('error', () => undefined);
    child.on('error', () => resolve({ ok: false, why: 'its process could not be started' }));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(reportIn(said));
    });
    // Not ended: the end of its input tells the process that we are gone.
    child.stdin.write(`${JSON.stringify(errand)}\n`);
  });
}

function reportIn(said: string): Report {
  try {
    return JSON.parse(said) as Report;
  } catch {
    return { ok: false, why: 'its process ended without a word' };
  }
}
