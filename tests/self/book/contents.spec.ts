/** The book holds everything: every requirement whole, every link good, nothing from outside. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../../contract/catalogue.ts';
import { openPoints } from '../../../contract/open-points.ts';
import { sources } from '../../../contract/sources.ts';
import { datedVersions } from '../../../contract/versions.ts';
import { questions } from '../../../reporting/book/data/questions.ts';
import { transitions } from '../../../reporting/book/data/transitions.ts';
import { cardsIn, field, linksIn, loadedBy, pagesIn } from './support/pages.ts';
import { expect, test } from './support/report.ts';

test('every requirement shows statement, rationale, source, test, faults, verdict and example', ({
  book,
}) => {
  const cards = new Map(
    [...pagesIn(book)].filter(([name]) => name.startsWith('area-')).flatMap(([, html]) => [...cardsIn(html)]),
  );
  const lacking: string[] = [];
  for (const { id, source } of catalogue) {
    const card = cards.get(id) ?? '';
    for (const name of ['statement', 'rationale', 'source', 'test', 'faults', 'verdict'])
      if ((field(card, name) ?? '').length < 8) lacking.push(`${id}: ${name}`);
    if (!card.includes(sources[source.page].url)) lacking.push(`${id}: link to its source`);
    if (!field(card, 'test')?.match(/requirement ?\(/)) lacking.push(`${id}: code of its test`);
    // Of what did not apply to the run's version no exchange was made.
    if (/not applicable/i.test(field(card, 'verdict') ?? '')) continue;
    if (!/(GET|POST|DELETE) \/api\/v1\//.test(field(card, 'example') ?? '')) lacking.push(`${id}: request`);
    if ((field(card, 'example') ?? '').length < 8) lacking.push(`${id}: example`);
    if (!/curl/.test(field(card, 'example') ?? '')) lacking.push(`${id}: curl`);
  }
  expect(lacking).toEqual([]);
});

test('a card that lacks a field is told', () => {
  const card =
    '<article id="x"><h2 data-field="statement">It ends.</h2><p data-field="source"></p></article>';
  expect(field(card, 'statement')).toBe('It ends.');
  expect(field(card, 'source')).toBe('');
  expect(field(card, 'verdict')).toBeUndefined();
});

test('the code of a test is its own', ({ book }) => {
  const pages = pagesIn(book);
  const wrong = catalogue.filter(({ id, area }) => {
    const code = field(cardsIn(pages.get(`area-${area}.html`) ?? '').get(id) ?? '', 'test') ?? '';
    // Bodies in a loop name the slug by a template or a variable.
    return (
      !code.includes(`'${id}'`.replaceAll("'", '&#39;')) &&
      !code.includes(`'${id}'`) &&
      !/requirement \( ?(`|id)/.test(code)
    );
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every link leads somewhere', ({ book }) => {
  const pages = pagesIn(book);
  const anchors = new Map(
    [...pages].map(([name, html]) => [
      name,
      new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)),
    ]),
  );
  const broken: string[] = [];
  let looked = 0;
  for (const [name, html] of pages) {
    for (const href of linksIn(html).filter((one) => !/^https:/.test(one))) {
      looked += 1;
      const [file = '', anchor = ''] = href.split('#');
      const page = file === '' ? name : file;
      if (!pages.has(page) && !existsSync(join(book, page))) broken.push(`${name}: ${href}`);
      else if (
        anchor !== '' &&
        page !== 'requirements.html' &&
        !anchors.get(page)?.has(decodeURIComponent(anchor))
      )
        broken.push(`${name}: ${href}`);
    }
  }
  expect(looked).toBeGreaterThan(2000);
  expect([...new Set(broken)]).toEqual([]);
});

test('links out of the book lead to the documentation only', ({ book }) => {
  const out = new Set([...pagesIn(book).values()].flatMap(linksIn).filter((href) => /^[a-z]+:/.test(href)));
  const documented = new Set<string>(Object.values(sources).map(({ url }) => url));
  expect(out.size).toBeGreaterThan(5);
  expect([...out].filter((href) => !documented.has(href))).toEqual([]);
});

test('no page loads anything but the book’s own files', ({ book }) => {
  const loaded = new Set([...pagesIn(book).values()].flatMap(loadedBy));
  expect([...loaded].sort()).toEqual(['assets/book.css', 'assets/book.js', 'data:,', 'feed.xml']);
  for (const name of ['book.css', 'book.js', 'minisearch.js', 'search-data.js'])
    expect(existsSync(join(book, 'assets', name)), name).toBe(true);
});

test('every requirement is reachable from the first page in two clicks', ({ book }) => {
  const pages = pagesIn(book);
  const first = linksIn(pages.get('index.html') ?? '');
  const second = new Set(first.flatMap((href) => linksIn(pages.get(href.split('#')[0] ?? '') ?? '')));
  const lost = catalogue.filter(({ id, area }) => !second.has(`area-${area}.html#${id}`));
  expect(lost.map(({ id }) => id)).toEqual([]);
});

test('every open point and every dated version has its place', ({ book }) => {
  const pages = pagesIn(book);
  const open = cardsIn(pages.get('open-points.html') ?? '');
  const silent = openPoints.filter(
    ({ id, notRecorded }) => !/Observed\./.test(open.get(id) ?? '') && notRecorded === undefined,
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
  for (const { date } of datedVersions) expect(pages.has(`version-${date}.html`), date).toBe(true);
});

test('nothing of this machine and no key stands in the book', ({ book, reportDir }) => {
  for (const [name, html] of pagesIn(book)) {
    expect(html.includes(reportDir), name).toBe(false);
    expect(html, name).not.toMatch(/persona_(sandbox|production)_\w|\/home\/|file:\/\//);
  }
});

test('each question says what is documented, what the last run saw, and where', ({ book }) => {
  const cards = cardsIn(pagesIn(book).get('index.html') ?? '');
  const text = (id: string) => (cards.get(id) ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  for (const { id, proofs } of questions) {
    expect(text(id), id).toMatch(/Documented .{40,} Last run .{10,} Where /);
    for (const proof of proofs) expect(text(id), id).toContain(proof);
  }
  expect(text('key-after-401')).toContain('Held: all 4 clauses that could be checked.');
  expect(text('re-expiring')).toMatch(/stays expired.*Seen: A second expire is answered/);
  for (const { question } of openPoints)
    expect(text('what-is-left-open').replace(/ (?=[?,.])/g, '')).toContain(question.replaceAll('`', ''));
});

test('every page says whose verdicts it shows, and that a mock’s say nothing about Persona', ({ book }) => {
  for (const [name, html] of pagesIn(book)) {
    expect(html, name).toMatch(
      /<p class="whose" data-target="mock">\s*Verdicts of a run against the embedded mock,/,
    );
    expect(html, name).toContain('says nothing about Persona itself');
  }
});

test('what bears on a session’s life is drawn: no requirement of these areas is left out', () => {
  const drawn = new Set<string>(transitions.flatMap(({ proofs }) => proofs));
  const left = catalogue.filter(
    ({ id, area }) => ['state', 'time', 'concurrency'].includes(area) && !drawn.has(id),
  );
  expect(left.map(({ id }) => id)).toEqual([]);
});
