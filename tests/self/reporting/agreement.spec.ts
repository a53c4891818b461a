/** One run, told six times: every report gives each requirement the verdict that the statement gives it, and the same totals. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'ctrf';
import { parse as parseJunit } from 'junit2json';
import { parseV2 as parseResults } from 'test-results-parser';
import { areas, catalogue } from '../../../contract/catalogue.ts';
import type { Outcome, Verdict } from '../../../judging/outcome.ts';
import { faults, sampledBlindFaults } from '../../../mock/faults/faults.ts';
import { AllureExchanges } from '../../../reporting/allure-exchanges.ts';
import { arrangeAllureResults, allureFiles } from '../../../reporting/allure-results.ts';
import { writeBook } from '../../../reporting/book/build.ts';
import { questions } from '../../../reporting/book/data/questions.ts';
import { transitions } from '../../../reporting/book/data/transitions.ts';
import { ctrfReport } from '../../../reporting/ctrf.ts';
import { junitXml } from '../../../reporting/junit.ts';
import type { Statement } from '../../../reporting/statement.ts';
import { readStories } from '../../../reporting/stories.ts';
import { plainStyle } from '../../../reporting/style.ts';
import { areaLines, findingLines } from '../../../reporting/terminal.ts';
import { expect, runInto, test } from '../book/support/report.ts';
import { cardsIn, pagesIn } from '../book/support/pages.ts';

/** The campaign tries them all: these are spread over it, every area among them. */
const eligible = [...faults, ...sampledBlindFaults].filter(
  ({ under, equivalent }) => under === undefined && equivalent === undefined,
);
const SAMPLE = [
  ...new Map(eligible.map((fault) => [fault.area, fault])).values(),
  ...eligible.filter((_, n) => n % 20 === 0),
]
  .filter((fault, n, all) => all.indexOf(fault) === n)
  .slice(0, 30);

/** The way is the same for all: three show it every time, and the rest is tried at night. */
const EVERY_TIME = 3;

type Verdicts = Readonly<Record<string, string>>;

test('the sample has thirty faults, of every area', () => {
  expect(SAMPLE).toHaveLength(30);
  expect(new Set(SAMPLE.map(({ area }) => area))).toEqual(new Set(catalogue.map(({ area }) => area)));
});

for (const [n, { slug, patch, violates }] of SAMPLE.entries()) {
  test(`${slug}: all reports agree${n < EVERY_TIME ? '' : ' @nightly'}`, async ({}, testInfo) => {
    const reportDir = testInfo.outputPath('reports');
    mkdirSync(reportDir, { recursive: true });
    // One of its violations is excused, and one requirement could not be judged for our own fault.
    const statement = await runInto(reportDir, { patch }, (outcome) => excusedOrOurs(outcome, violates[1]));
    const told = Object.fromEntries(statement.requirements.map((one) => [one.slug, one.verdict]));
    expect(told[violates[0]]).toBe('violation');
    expect(told[OURS]).toBe('inconclusive');

    await readInJunit(statement, told);
    readInCtrf(statement, told);
    readInAllure(join(reportDir, 'allure-results'), statement, told);
    readOnTheTerminal(statement);
    await writeBook(reportDir);
    readInTheBook(join(reportDir, 'book'), told);
  });
}

const OURS = 'headers.request-id';

function excusedOrOurs(outcome: Outcome, excused: string | undefined): Outcome {
  if (outcome.id === excused && outcome.verdict === 'violation')
    return { ...outcome, verdict: 'excused', reason: 'until March' };
  if (outcome.id !== OURS) return outcome;
  return {
    id: OURS,
    verdict: 'inconclusive',
    durationMs: 0,
    doubt: 'suite',
    reason: 'oops',
    observations: [],
    exchanges: [],
  };
}

const counted = (verdicts: Verdicts): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const verdict of Object.values(verdicts)) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
};

const mapped = (told: Verdicts, words: Readonly<Record<Verdict, string>>): Verdicts =>
  Object.fromEntries(Object.entries(told).map(([slug, verdict]) => [slug, words[verdict as Verdict]]));

async function readInJunit(statement: Statement, told: Verdicts): Promise<void> {
  const xml = junitXml(statement);
  const document = await parseJunit(xml);
  if (!document || !('testsuite' in document)) throw new Error('No suites.');
  const cases = (document.testsuite ?? []).flatMap((suite) => suite.testcase ?? []);
  const kinds = cases.map((one) => [
    one.name,
    one.failure ? 'failure' : one.error ? 'error' : one.skipped ? 'skipped' : 'pass',
  ]);
  const words = {
    pass: 'pass',
    violation: 'failure',
    inconclusive: 'error',
    'not applicable': 'skipped',
    excused: 'skipped',
  };
  expect(Object.fromEntries(kinds)).toEqual(mapped(told, words));
  for (const { slug, area } of statement.requirements)
    expect(cases.find(({ name }) => name === slug)?.classname).toBe(area);
  const { verdicts } = statement.totals;
  const skipped = verdicts['not applicable'] + verdicts.excused;
  expect(document).toMatchObject({
    tests: statement.requirements.length,
    failures: verdicts.violation,
    errors: verdicts.inconclusive,
    skipped,
  });
  const file = test.info().outputPath('junit.xml');
  writeFileSync(file, xml);
  const { result } = parseResults({ type: 'junit', files: [file] });
  // This reader does not count what was skipped.
  expect(result).toMatchObject({
    total: statement.requirements.length - skipped,
    failed: verdicts.violation,
    errors: verdicts.inconclusive,
    skipped,
    passed: verdicts.pass,
  });
}

function readInCtrf(statement: Statement, told: Verdicts): void {
  const report = JSON.parse(ctrfReport(statement)) as {
    results: { tests: { name: string; rawStatus: string; status: string }[]; summary: object };
  };
  expect(validate(report)).toMatchObject({ valid: true });
  const { tests, summary } = report.results;
  expect(Object.fromEntries(tests.map((one) => [one.name, one.rawStatus]))).toEqual(told);
  const { verdicts } = statement.totals;
  expect(summary).toMatchObject({
    tests: tests.length,
    passed: verdicts.pass,
    failed: verdicts.violation,
    skipped: verdicts['not applicable'] + verdicts.excused,
    other: verdicts.inconclusive,
    pending: 0,
  });
  expect(tests.filter(({ status }) => status === 'failed')).toHaveLength(verdicts.violation);
}

/** What allure-playwright would have written is the same for all; our part is what it becomes. */
function readInAllure(folder: string, statement: Statement, told: Verdicts): void {
  mkdirSync(folder, { recursive: true });
  for (const [n, { slug }] of statement.requirements.entries()) {
    const raw = { name: slug, status: 'passed', labels: [{ name: 'requirement', value: slug }] };
    writeFileSync(join(folder, `${n}-result.json`), JSON.stringify(raw));
  }
  const stories = readStories(join(folder, '..'));
  arrangeAllureResults(folder, statement.requirements, new AllureExchanges(folder, stories));
  const results = [...allureFiles(folder)].map(([slug, file]) => {
    const { status, labels } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      status: string;
      labels: { name: string; value: string }[];
    };
    return { slug, status, verdict: labels.find(({ name }) => name === 'verdict')?.value ?? '' };
  });
  expect(Object.fromEntries(results.map(({ slug, verdict }) => [slug, verdict]))).toEqual(told);
  const words = {
    pass: 'passed',
    violation: 'failed',
    inconclusive: 'broken',
    'not applicable': 'skipped',
    excused: 'skipped',
  };
  expect(Object.fromEntries(results.map(({ slug, status }) => [slug, status]))).toEqual(mapped(told, words));
}

function readOnTheTerminal(statement: Statement): void {
  const page = { style: plainStyle, width: 4_000 };
  const lines = findingLines(statement, page);
  const { verdicts } = statement.totals;
  const of = (verdict: Verdict): readonly string[] =>
    statement.requirements.filter((one) => one.verdict === verdict).map(({ slug }) => slug);
  const named = (word: string): readonly string[] =>
    lines.flatMap((line) => new RegExp(`^${word}  ([a-z-]+\\.[a-z0-9-]+)  `).exec(line)?.[1] ?? []);
  expect(named('Violation')).toEqual(of('violation'));
  expect(named('Excused')).toEqual(of('excused'));
  const all = areaLines(statement, page).join('\n');
  const sum = (pattern: RegExp): number =>
    [...all.matchAll(pattern)].reduce((total, [, n]) => total + Number(n), 0);
  expect({
    pass: sum(/(?:all (?=\d+ hold)|)(\d+)(?: of \d+)? hold/g),
    violation: sum(/(\d+) violation/g),
    inconclusive: sum(/(\d+) inconclusive/g),
    'not applicable': sum(/(\d+) not applicable/g),
    excused: sum(/(\d+) excused/g),
  }).toEqual(verdicts);
}

function readInTheBook(folder: string, told: Verdicts): void {
  const pages = pagesIn(folder);
  const badges = areas.flatMap(({ area }) =>
    [...cardsIn(pages.get(`area-${area}.html`) ?? '')].map(([slug, card]) => [
      slug,
      /<span class="badge v-[\w-]+"><span aria-hidden="true">.<\/span> ([a-z ]+)<\/span>/.exec(card)?.[1],
    ]),
  );
  const read = Object.fromEntries(
    badges.map(([slug, word]) => [slug, word === 'recorded' ? 'pass' : word]),
  ) as Verdicts;
  expect(read).toEqual(told);
  noAnswerClaimsWhatWasRefuted(pages.get('index.html') ?? '', told);
  noCellIsGreenerThanWhatBearsOnIt(pages.get('states.html') ?? '', told);
  const tally = /<p class="sum">[\s\S]*?<span class="tally">([^<]*)</.exec(
    pages.get('index.html') ?? '',
  )?.[1];
  const said = (tally ?? '').split(' · ').map((part) => {
    const [, n, verdict = ''] = /^(\d+) (.*)$/.exec(part) ?? [];
    return [verdict, Number(n)];
  });
  expect(Object.fromEntries(said)).toEqual(counted(told));
}

/** An answer’s verdict is the weightiest of its proofs, and a refuted one says so before anything else. */
function noAnswerClaimsWhatWasRefuted(html: string, told: Verdicts): void {
  const cards = cardsIn(html);
  for (const { id, proofs } of questions.filter((question) => question.proofs.length > 0)) {
    const card = cards.get(id) ?? '';
    const verdicts = proofs.map((slug) => told[slug]);
    const violated = verdicts.includes('violation');
    expect(/data-verdict="([^"]*)"/.exec(card)?.[1] === 'violation', id).toBe(violated);
    expect(/Held: /.test(card), id).toBe(
      verdicts.includes('pass') &&
        !verdicts.some((verdict) => ['violation', 'inconclusive', 'excused'].includes(verdict ?? '')),
    );
    if (violated) expect(card.indexOf('Not as documented'), id).toBeLessThan(card.indexOf('>Documented<'));
  }
}

/** Whatever went red among what bears on a transition is linked from its row, and the table holds red. */
function noCellIsGreenerThanWhatBearsOnIt(html: string, told: Verdicts): void {
  const red = [...new Set(transitions.flatMap(({ proofs }) => proofs))].filter(
    (slug) => told[slug] === 'violation',
  );
  for (const slug of red) expect(html).toMatch(new RegExp(`class="proof v-violation" href="[^"]*#${slug}"`));
  expect(/class="cell v-violation/.test(html)).toBe(red.length > 0);
}
