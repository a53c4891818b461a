/** What a run on the mock is worth: said in every place that a reader may look at, and in other words once a profile is old. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import type { MockProfileFact } from '../../../judging/run-facts.ts';
import { Journal } from '../../../preflight/journal.ts';
import { examine } from '../../../preflight/examine.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { writeAllureEnvironment } from '../../../reporting/allure-results.ts';
import { readBook } from '../../../reporting/book/model.ts';
import { layout } from '../../../reporting/book/pages/layout.ts';
import { overview } from '../../../reporting/book/pages/overview.ts';
import { summaryMarkdown } from '../../../reporting/markdown.ts';
import { writeStatement } from '../../../reporting/statement-file.ts';
import type { Statement } from '../../../reporting/statement.ts';
import { conclusionLines } from '../../../reporting/terminal.ts';
import { styleFor } from '../../../reporting/style.ts';
import { calibrated } from '../calibration/support.ts';
import { outcome, statement } from './support/outcomes.ts';

const facts = {
  target: { kind: 'mock', baseUrl: 'http://127.0.0.1:1/api/v1' },
  compared: { scenarios: ['expire-new', 'expire-again'], differing: ['expire-again/link'] },
} as const;

const profile = (daysAgo: number): MockProfileFact => ({
  comparedOn: '2026-07-30',
  daysAgo,
  goodForDays: 90,
  taken: 43,
  notTaken: 1,
});

const [first, second, third] = catalogue;

function ofRun(mockProfile: MockProfileFact | null): Statement {
  const outcomes = [
    outcome({ id: first?.id ?? '', exchanges: ['expire-new/expire'] }),
    outcome({ id: second?.id ?? '', exchanges: ['expire-new/expire', 'expire-again/link'] }),
    outcome({ id: third?.id ?? '', exchanges: ['combinations/expire 1'] }),
  ];
  return statement(outcomes, { facts: { ...facts, mockProfile } });
}

/** Every place but the doctor, which looks before a run. */
async function placesOf(said: Statement): Promise<Record<string, string>> {
  const reportDir = test.info().outputPath('reports');
  const results = join(reportDir, 'allure-results');
  mkdirSync(results, { recursive: true });
  writeAllureEnvironment(results, said);
  writeStatement(reportDir, said);
  const book = await readBook(reportDir);
  const page = (await layout(book, overview(book))).toString();
  return {
    terminal: conclusionLines(said, { style: styleFor(process.stderr), width: 10_000 }).join(' '),
    statement: readFileSync(join(reportDir, 'conformance.json'), 'utf8'),
    'job summary': summaryMarkdown(said),
    book: page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
    Allure: readFileSync(join(results, 'environment.properties'), 'utf8'),
  };
}

for (const { when, fact, says } of [
  { when: 'without a profile', fact: null, says: 'it says nothing about Persona itself' },
  {
    when: 'with a profile that counts',
    fact: profile(90),
    says: 'The mock answers as the sandbox did on 30 July 2026, 90 days ago (43 of 44 open choices are its, 1 is the mock’s own)',
  },
  {
    when: 'with one that counts no longer',
    fact: profile(120),
    says: 'The mock was last compared with the sandbox 120 days ago, on 30 July 2026: that counts for 90 days',
  },
]) {
  test(`a run ${when} says in every place what it is worth`, async () => {
    for (const [place, text] of Object.entries(await placesOf(ofRun(fact)))) {
      expect(text, place).toContain(says);
    }
  });
}

test('a requirement was seen on the sandbox where all its calls were answered alike', () => {
  const seen = (fact: MockProfileFact | null) =>
    ofRun(fact).requirements.map(({ seenOnSandbox }) => seenOnSandbox);
  expect(seen(profile(1))).toEqual(['2026-07-30', null, null]);
  expect(seen(null)).toEqual([null, null, null]);
});

test('the doctor warns of a profile that counts no longer, and reading renews nothing', async () => {
  const { profile: made } = await calibrated({}, { today: '2020-01-01' });
  const path = test.info().outputPath('old.profile.json');
  const text = JSON.stringify(made);
  writeFileSync(path, text);
  const looked = async (mockProfile: string) => {
    const configured = {
      ...readConfiguration({}),
      mockProfile,
      reportDir: test.info().outputPath('reports'),
    };
    const { mock, configuration } = await startEmbeddedMock(configured);
    const diagnosis = await examine(configuration, new Journal(configuration.reportDir));
    await mock.close();
    return diagnosis.results.find(({ check }) => check === 'mock-profile');
  };
  expect(await looked(path)).toMatchObject({
    health: 'warning',
    seen: expect.stringContaining('The mock was last compared with the sandbox'),
    remedy: expect.stringContaining('npm run calibrate'),
  });
  expect(readFileSync(path, 'utf8')).toBe(text);
  const fresh = { ...made, comparedOn: new Date().toISOString().slice(0, 10) };
  writeFileSync(path, JSON.stringify(fresh));
  expect(await looked(path)).toMatchObject({ health: 'ok' });
});
