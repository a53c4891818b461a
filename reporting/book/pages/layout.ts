/** The frame of every page: head, chapters, search, foot. */
import { areas } from '../../../contract/catalogue.ts';
import { closing, weightiest, whoseVerdicts } from '../last-run.ts';
import type { Book, BookEntry, ShownVerdict } from '../model.ts';
import { html, moment, raw, verdictClass, type Html } from '../ui.ts';

export interface Page {
  /** File name within the book. */
  readonly file: string;
  readonly title: string;
  /** One sentence below the title. */
  readonly lead?: string;
  readonly body: Html;
  /** The requirements that the page speaks of: its closing paragraph says what became of them. Absent: of none. */
  readonly bears?: readonly BookEntry[];
}

/** Pages that are not chapters of requirements. */
const REFERENCE = [
  ['changes.html', 'What changed'],
  ['requirements.html', 'All requirements'],
  ['failures.html', 'What broke'],
  ['states.html', 'State machine'],
  ['headers.html', 'Header matrix'],
  ['versions.html', 'Versions'],
  ['open-points.html', 'Open points'],
  ['excluded.html', 'Not tested'],
  ['coverage.html', 'Contract coverage'],
  ['faults.html', 'Faults'],
  ['runs.html', 'Runs'],
] as const;

/** Nothing is fetched, whatever a page holds. */
const POLICY = "connect-src 'none'; font-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'";

/** A whole page. */
export function layout(book: Book, page: Page): Html {
  const whose = whoseVerdicts(book.statement, moment) ?? 'No run yet: npm run conformance';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · Contract book</title>
        <link rel="icon" href="data:," />
        <link rel="alternate" type="application/atom+xml" title="Runs" href="feed.xml" />
        <link rel="stylesheet" href="assets/book.css" />
        <script src="assets/book.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">To the text</a>
        <header class="top">
          <a class="brand" href="index.html">Contract book<span>Expire an Inquiry Session</span></a>
          <form class="search" role="search" action="requirements.html">
            <label class="unseen" for="search">Search the book</label>
            <input
              id="search"
              name="q"
              type="search"
              placeholder="Search: slug or word"
              autocomplete="off"
              spellcheck="false"
              aria-controls="hits"
            />
            <div id="hits" hidden>
              <p class="unseen" role="status"></p>
              <ol></ol>
            </div>
          </form>
          <button type="button" id="theme" hidden>Dark</button>
        </header>
        <div class="frame">
          <nav aria-label="Chapters">
            <details open>
              <summary>Contents</summary>
              <ul>
                ${item(page, 'index.html', 'Overview')}
              </ul>
              <h2>Contract</h2>
              <ul>
                ${areas.map(({ area, title }) => item(page, `area-${area}.html`, title, worst(book, area)))}
              </ul>
              <h2>Reference</h2>
              <ul>
                ${REFERENCE.map(([file, title]) => item(page, file, title))}
              </ul>
            </details>
          </nav>
          <main id="main">
            <h1>${page.title}</h1>
            <p class="whose" data-target="${book.statement?.target.kind ?? 'none'}">${whose}</p>
            ${page.lead === undefined ? '' : html`<p class="lead">${page.lead}</p>`} ${page.body}
            ${closingOf(book, page)}
          </main>
        </div>
        <footer>
          <p>
            ${book.allure === undefined ? '' : html`<a href="${book.allure}">Both sides of every exchange: the Allure report</a>. `}A
            contract suite of its own; not published by Persona.
          </p>
        </footer>
      </body>
    </html> `;
}

function closingOf({ statement }: Book, { bears }: Page): Html {
  if (bears === undefined || bears.length === 0) return html``;
  return html`<p class="closing v-${verdictClass(weightiest(bears))}">${closing(statement, bears)}</p>`;
}

/** The verdict of a chapter: the weightiest of its requirements. */
function worst(book: Book, area: string): ShownVerdict {
  return weightiest(book.entries.filter(({ requirement }) => requirement.area === area));
}

function item(page: Page, file: string, title: string, verdict?: ShownVerdict): Html {
  const here =
    page.file === file ||
    (file === 'versions.html' && page.file.startsWith('version-')) ||
    (file === 'runs.html' && page.file.startsWith('run-'));
  const dot =
    verdict === undefined
      ? ''
      : html`<span class="dot v-${verdictClass(verdict)}" aria-hidden="true"></span
          ><span class="unseen"> (${verdict})</span>`;
  return html`<li><a href="${file}" ${here ? raw(' aria-current="page"') : ''}>${title}${dot}</a></li>`;
}
