/** Deviations that somebody has published: each can be looked up, and is told beside what matches it. */
import { expect, test } from '@playwright/test';
import { isRequirementId } from '../../../contract/catalogue.ts';
import { publicDeviations, type PublicDeviation } from '../../../contract/public-deviations.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { failureMarkdown } from '../../../reporting/failure-markdown.ts';
import { readFailures } from '../../../reporting/failure-reading.ts';

const published: PublicDeviation = {
  requirement: 'auth.read-only-key',
  finding: 'status.other',
  sentence: 'A read-only key was answered 401',
  url: 'https://example.com/census',
  seen: '2026-01-31',
};

const violation = {
  id: 'auth.read-only-key',
  verdict: 'violation',
  finding: { code: 'status.other', exchange: 'a/b' },
  durationMs: 1,
  observations: [],
  exchanges: ['a/b'],
} as unknown as Outcome;

const material = { known: [], scripts: new Map<string, string>() };

test('a matching violation says where it was seen, when, and how to excuse it', () => {
  const reading = readFailures([violation], { ...material, published: [published] }).get(violation.id);
  expect(reading?.seenBefore).toContain(
    'A read-only key was answered 401 (https://example.com/census, 2026-01-31)',
  );
  expect(reading?.seenBefore).toContain('known-deviations.json');
  expect(failureMarkdown({ slug: violation.id, ...reading }).join('\n')).toContain('**Seen before.**');
});

for (const [what, other] of [
  ['another finding', { ...published, finding: 'status.none' }],
  ['another requirement', { ...published, requirement: 'auth.no-key' }],
] as const) {
  test(`${what} does not match`, () => {
    expect(
      readFailures([violation], { ...material, published: [other] }).get(violation.id)?.seenBefore,
    ).toBeUndefined();
  });
}

test('each entry names a requirement, a page and a day', () => {
  for (const { requirement, url, seen } of [published, ...publicDeviations]) {
    expect(isRequirementId(requirement)).toBe(true);
    expect(new URL(url).protocol).toBe('https:');
    expect(seen).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});
