/** Writes the contract book: a static site that opens from disk and asks the network for nothing. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { atomFeed, runIndex } from '../history/feed.ts';
import { CONTRACT_BOOK } from '../report-folder.ts';
import type { MockChoice } from './mock-choices.ts';
import { readBook, type Book } from './model.ts';
import { allRequirements, chapters } from './pages/chapters.ts';
import { coverage } from './pages/coverage.ts';
import { layout, type Page } from './pages/layout.ts';
import { overview } from './pages/overview.ts';
import {
  excludedPage,
  failures,
  faultsPage,
  headerMatrix,
  openPointsPage,
  testFile,
} from './pages/reference.ts';
import { fileOf, runPages } from './pages/runs.ts';
import { stateMachine } from './pages/states.ts';
import { versions } from './pages/versions.ts';
import { searchDocuments } from './search.ts';

const require = createRequire(import.meta.url);

export interface WrittenBook {
  /** Path of the first page. */
  readonly index: string;
  readonly pages: number;
  readonly requirements: number;
}

/**
 * Makes the book from the contract, the tests and what the last run left in the report folder. Replaces an older one.
 * What is recorded there is free of secrets already.
 * Without a run it shows the contract and the tests, and says that verdicts and examples are missing.
 */
export async function writeBook(
  reportDir: string,
  choices: readonly MockChoice[] = [],
): Promise<WrittenBook> {
  const book = await readBook(reportDir, choices);
  const pages = await pagesOf(book);
  const folder = join(reportDir, CONTRACT_BOOK);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const page of pages) {
    const text = await layout(book, page);
    writeFileSync(join(folder, page.file), text.toString());
  }
  writeAssets(join(folder, 'assets'), book, pages);
  const listed = book.runs.map((run) => {
    const page = fileOf(book, run);
    return page === undefined ? { run } : { run, page };
  });
  writeFileSync(join(folder, 'feed.xml'), atomFeed(listed));
  writeFileSync(join(folder, 'runs.json'), `${JSON.stringify(runIndex(listed), null, 1)}\n`);
  return { index: join(folder, 'index.html'), pages: pages.length, requirements: book.entries.length };
}

async function pagesOf(book: Book): Promise<readonly Page[]> {
  return [
    overview(book),
    ...runPages(book),
    allRequirements(book),
    ...chapters(book),
    failures(book),
    await stateMachine(book),
    headerMatrix(book),
    ...versions(book),
    openPointsPage(book),
    excludedPage(),
    coverage(book),
    faultsPage(book),
    ...book.testFiles.map(testFile),
  ];
}

function writeAssets(folder: string, book: Book, pages: readonly Page[]): void {
  const own = join(import.meta.dirname, 'assets');
  for (const name of ['book.css', 'book.js']) copyFileSync(join(own, name), join(folder, name));
  // The build for a plain script tag: a page opened from disk may not load modules.
  const minisearch = dirname(require.resolve('minisearch'));
  const umd = readFileSync(join(minisearch, '..', 'umd', 'index.js'), 'utf8');
  writeFileSync(join(folder, 'minisearch.js'), umd.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
  const documents = JSON.stringify(searchDocuments(book, pages));
  writeFileSync(join(folder, 'search-data.js'), `window.bookDocuments = ${documents};\n`);
}
