/** The book names every choice of the mock: what it means, the default and why, and what a sandbox was seen to do. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openPoints } from '../../../mock/open-choices.ts';
import { mockChoices } from '../../../preflight/mock-choices.ts';
import { readBook } from '../../../reporting/book/model.ts';
import { layout } from '../../../reporting/book/pages/layout.ts';
import { openPointsPage } from '../../../reporting/book/pages/reference.ts';
import { calibrated } from './support.ts';

async function cards(profile?: string): Promise<Map<string, string>> {
  const reportDir = test.info().outputPath('reports');
  mkdirSync(reportDir, { recursive: true });
  const book = await readBook(reportDir, mockChoices(profile));
  const page = (await layout(book, openPointsPage(book))).toString();
  const found = page.matchAll(/<article class="card" id="choice-(\w+)">([\s\S]*?)<\/article>/g);
  return new Map(
    [...found].map(([, name = '', html = '']) => [name, html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')]),
  );
}

test.describe('the mock’s choices in the book', () => {
  test('each is named with what it means, its default and why; nothing was seen without a profile', async () => {
    const shown = await cards();
    expect([...shown.keys()].sort()).toEqual(Object.keys(openPoints).sort());
    for (const [name, text] of shown) {
      expect(text, name).toMatch(/Values .+ The mock by default \S+.* Why \S.{10,} Seen at no sandbox yet/);
    }
  });

  test('with a profile each says what was seen, where and when', async () => {
    const { profile } = await calibrated({ open: { reExpire: 422 } });
    const path = test.info().outputPath('sandbox.profile.json');
    writeFileSync(path, JSON.stringify(profile));
    const shown = await cards(path);
    for (const [name, text] of shown) {
      expect(text, name).toContain('(https://sandbox.example/api/v1, version 2023-01-05, 20 November 2026)');
    }
    expect(shown.get('reExpire')).toContain('The mock by default 409');
    expect(shown.get('reExpire')).toContain('Seen 422 : answered 422, by expire-again/expire again');
    expect(shown.get('race')).toContain('Not decided: Of two requests at the same moment');
  });
});
