/** How a violation reads: what broke, expected and seen, the clause, why, the calls, the look-alike; in this order. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faults } from '../../../mock/faults/faults.ts';
import { writeBook } from '../../../reporting/book/build.ts';
import { STATEMENT_FILE } from '../../../reporting/report-folder.ts';
import { readStatement } from '../../../reporting/statement-file.ts';
import { cardsIn, field, pagesIn } from './support/pages.ts';
import { expect, runInto, test } from './support/report.ts';

test('a violation is laid out in the order in which it is read', async ({}, testInfo) => {
  const fault = faults.find(({ violates }) => violates[0] === 'idempotency.unauthenticated-not-saved');
  if (!fault) throw new Error('No fault saves a 401.');
  const reportDir = testInfo.outputPath('report');
  mkdirSync(reportDir, { recursive: true });
  await runInto(reportDir, { patch: fault.patch });
  const looksLike = { fault: fault.slug, sentence: fault.sentence, likeness: 0.93, shared: 9, of: 10 };
  const statement = readStatement(reportDir);
  const red = statement?.requirements.find(({ slug }) => slug === fault.violates[0]);
  expect(red?.verdict).toBe('violation');
  writeFileSync(
    join(reportDir, STATEMENT_FILE),
    JSON.stringify({ ...statement, requirements: [{ ...red, looksLike }] }),
  );
  await writeBook(reportDir);

  const pages = pagesIn(join(reportDir, 'book'));
  const card = (cardsIn(pages.get('failures.html') ?? '').get(fault.violates[0]) ?? '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  const order = [
    'expected',
    'seen',
    'Clause.',
    'Why it matters.',
    'curl -i',
    `Looks like ${fault.slug} : `,
    '9 of 10 signs are the same',
  ];
  const places = order.map((part) => card.indexOf(part));
  expect(
    places.every((place) => place > 0),
    order.filter((_, n) => (places[n] ?? -1) < 0).join(', '),
  ).toBe(true);
  expect(places).toEqual([...places].sort((one, two) => one - two));
  expect(pages.get('index.html')).toContain('Not conformant');
  expect(pages.get('area-idempotency.html')).toContain('class="failure"');
});

/** What only a run can know: a verdict, or a figure of one. */
const CLAIM =
  /\b(Yes|No)[.,] |\b(conformant|conforms)\b|\bHeld: |\b(all|\d+( of \d+)?) (clauses )?(hold|passed|held)\b/;

test('without a run no page claims anything of a target', async ({}, testInfo) => {
  const reportDir = testInfo.outputPath('empty');
  mkdirSync(reportDir, { recursive: true });
  await writeBook(reportDir);
  const pages = [...pagesIn(join(reportDir, 'book'))].filter(([name]) => !name.startsWith('test-'));
  const claims = pages.flatMap(([name, html]) => {
    const text = html
      // Words of the contract, of faults and of tests speak of what ought to be, or of what is broken on purpose.
      .replace(/<(details|dl class="words"|table)\b[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    return [...text.matchAll(new RegExp(`.{0,40}${CLAIM.source}.{0,40}`, 'gi'))].map(
      ([found]) => `${name}: ${found}`,
    );
  });
  expect(claims).toEqual([]);
  expect('all 4 hold').toMatch(CLAIM);
});

test('no verdict and no figure is typed by hand into the book', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'reporting', 'book');
  const typed = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter((line) => TYPED.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(typed).toEqual([]);
  for (const line of ["documented: 'Yes. A 401', ", "lead: '18 clauses are'", 'html`<p>12 faults</p>`'])
    expect(line).toMatch(TYPED);
});

const TYPED =
  /['"`>](Yes|No)\b[.,]|['"`>(\s](?<![{$.\w])\d+ (requirements|clauses|faults|open points|questions|tests|versions|violations)\b/;

test('a report folder without a run gives the contract and says what is missing', async ({}, testInfo) => {
  const reportDir = testInfo.outputPath('empty');
  mkdirSync(reportDir, { recursive: true });
  const { requirements } = await writeBook(reportDir);
  const pages = pagesIn(join(reportDir, 'book'));
  expect(pages.get('index.html')).toContain('No run yet');
  const card = cardsIn(pages.get('area-state.html') ?? '').get('state.stays-expired') ?? '';
  expect(field(card, 'test')).toContain('expired');
  expect(field(card, 'example')).toBeUndefined();
  expect(field(card, 'verdict')).toContain('not run yet');
  expect((pages.get('requirements.html') ?? '').match(/class="row v-not-run"/g)).toHaveLength(requirements);
});
