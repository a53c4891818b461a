/** The book in a browser, opened from disk: quiet, searchable, accessible, in light and dark, wide and narrow. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test as base } from './support/report.ts';
import { AT_NIGHT } from '../support/at-night.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** One of each kind of page; the chapters and the versions are made alike. */
const KINDS = [
  'index.html',
  'changes.html',
  'runs.html',
  'requirements.html',
  'area-state.html',
  'area-rate-limit.html',
  'failures.html',
  'states.html',
  'headers.html',
  'versions.html',
  'version-2021-08-18.html',
  'open-points.html',
  'excluded.html',
  'coverage.html',
  'faults.html',
  'test-auth.html',
];

interface Visit {
  readonly page: Page;
  /** Console errors, exceptions, and requests for anything but files. */
  readonly complaints: readonly string[];
  readonly open: (file: string) => Promise<void>;
}

const test = base.extend<{ visit: Visit }, { browserFromDisk: Browser }>({
  browserFromDisk: [
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  visit: async ({ browserFromDisk, book }, use) => {
    const page = await browserFromDisk.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
    });
    await use({
      page,
      complaints,
      open: async (file) => void (await page.goto(pathToFileURL(join(book, 'x')).href.replace(/x$/, file))),
    });
    await page.close();
  },
});

test.skip(
  !existsSync(CHROMIUM),
  `No browser at ${CHROMIUM}: install Debian’s chromium or set CHROMIUM_PATH.`,
);

test('every kind of page opens from disk without a word on the console and without a request', async ({
  visit,
}) => {
  for (const file of KINDS) {
    await visit.open(file);
    await expect(visit.page.locator('h1'), file).not.toBeEmpty();
    expect(visit.complaints, file).toEqual([]);
  }
});

/** What axe looks at: each kind of page once, the shorter of those that are made alike. */
const JUDGED = KINDS.filter((file) => file !== 'area-state.html' && file !== 'versions.html');

/** Pages that between them use every colour. */
const COLOURFUL = ['index.html', 'area-rate-limit.html', 'states.html', 'headers.html', 'test-auth.html'];

/** Serious findings on pages, the first cards unfolded. */
async function seriousFindings(
  { page, open }: Visit,
  files: readonly string[],
  rules = '',
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of files) {
    await open(file);
    await page.evaluate(
      'for (const one of [...document.querySelectorAll(".card details")].slice(0, 8)) one.open = true',
    );
    await page.addScriptTag({ path: AXE });
    const { violations, passes } = await page.evaluate<AxeResults>(`axe.run(${rules})`);
    expect(passes.length, `${file}: rules that held`).toBeGreaterThan(0);
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(`${file}: ${id} at ${nodes[0]?.target.join(' ') ?? '?'} (${nodes.length})`);
  }
  return found;
}

test('axe finds nothing serious', AT_NIGHT, async ({ visit }) => {
  test.slow();
  await visit.page.emulateMedia({ colorScheme: 'light' });
  expect(await seriousFindings(visit, JUDGED)).toEqual([]);
});

test('axe finds every text readable in the dark', async ({ visit }) => {
  test.slow();
  await visit.page.emulateMedia({ colorScheme: 'dark' });
  expect(await seriousFindings(visit, COLOURFUL, '{ runOnly: ["color-contrast"] }')).toEqual([]);
});

test('the search finds a slug, a word and a question, and leads there', async ({
  visit: { page, open, complaints },
}) => {
  await open('index.html');
  const hits = page.locator('#hits li');
  await page.keyboard.press('/');
  await page.keyboard.type('state.stays-expired');
  await expect(hits.first()).toContainText('state.stays-expired');
  await page.locator('#search').fill('fingerprint');
  await expect(hits.filter({ hasText: 'version.fingerprint-on-device' })).toBeVisible();
  await page.locator('#search').fill('reuse idempotency 401');
  await expect(hits.first()).toContainText('May I reuse an idempotency key after a 401?');
  await page.locator('#search').fill('xyzzy');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.locator('#search').fill('idempotency.unauthenticated-not-saved');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/area-idempotency\.html#idempotency\.unauthenticated-not-saved$/);
  await expect(page.locator('[id="idempotency.unauthenticated-not-saved"]')).toBeInViewport();
  expect(complaints).toEqual([]);
});

test('filters narrow the list, stand in the address, and come back from it', async ({
  visit: { page, open },
}) => {
  await open('requirements.html');
  const rows = page.locator('tr.row:visible');
  const all = await rows.count();
  await page.getByRole('combobox', { name: 'Level' }).selectOption('OBSERVED');
  await page.getByRole('combobox', { name: 'Chapter' }).selectOption('version');
  const few = await rows.count();
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(all);
  await expect(page.getByText(`${few} of ${all} requirements`)).toBeVisible();
  await expect(page).toHaveURL(/#level=OBSERVED&area=version$/);
  await page.reload();
  await expect(rows).toHaveCount(few);
  await page.getByRole('button', { name: 'All' }).click();
  await expect(rows).toHaveCount(all);
});

test('no page is wider than a phone', async ({ visit: { page, open } }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const file of KINDS) {
    await open(file);
    expect(await page.evaluate('document.documentElement.scrollWidth'), file).toBeLessThanOrEqual(390);
  }
});

test('the contents can be reached and opened by keyboard on a phone', async ({ visit: { page, open } }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('index.html');
  await expect(page.locator('nav').getByRole('link', { name: 'Idempotency-Key' })).toBeHidden();
  await page.locator('nav summary').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('nav').getByRole('link', { name: 'Idempotency-Key' })).toBeVisible();
});

test('printing shows tests and examples, and no furniture', async ({ visit: { page, open } }) => {
  await open('area-rate-limit.html');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  await expect(page.locator('nav')).toBeHidden();
  await expect(page.locator('.top')).toBeHidden();
  await expect(page.locator('.card [data-field=test] pre').first()).toBeVisible();
  await expect(page.locator('.card [data-field=example] pre').first()).toBeVisible();
});

test('the colours can be chosen, and stay chosen', async ({ visit: { page, open } }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open('index.html');
  const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const light = await paper();
  await page.getByRole('button', { name: 'Use dark colours' }).click();
  expect(await paper()).not.toBe(light);
  await open('states.html');
  expect(await paper()).not.toBe(light);
});
