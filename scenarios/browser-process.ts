/** The process that drives the browser: reads one errand from its input, opens the link, reports, ends. */
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import type { Errand, Report } from './browser-activation.ts';

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => {
  void openPage(JSON.parse(line) as Errand).then((report) => {
    process.stdout.write(JSON.stringify(report), () => process.exit(0));
  });
});
// Whoever sent us is gone: Playwright closes the browser on exit.
lines.once('close', () => process.exit(1));

async function openPage(errand: Errand): Promise<Report> {
  try {
    const browser = await chromium.launch({
      executablePath: errand.executablePath,
      headless: true,
      // Chromium refuses its sandbox to root, which is whom containers run as.
      chromiumSandbox: process.getuid?.() !== 0,
      timeout: errand.timeoutMs,
      ...(errand.proxy && { proxy: errand.proxy }),
    });
    try {
      const page = await browser.newPage({ acceptDownloads: false });
      page.setDefaultTimeout(errand.timeoutMs);
      const response = await page.goto(errand.link);
      if (response !== null && response.status() >= 500) {
        return { ok: false, why: `its page was answered with status ${response.status()}` };
      }
      // Some pages never rest; whether the session became active is looked up on the session anyway.
      await page.waitForLoadState('networkidle').catch(() => undefined);
      return { ok: true };
    } finally {
      await browser.close();
    }
  } catch (error) {
    // Playwright's message names the link: only the code goes on.
    const [code] = /net::ERR_\w+|Timeout/.exec(String(error)) ?? [];
    return { ok: false, why: code ?? 'the browser did not start or stopped' };
  }
}
