/** The first page: is it conformant, what do people ask, where is what. */
import { areas, catalogue } from '../../../contract/catalogue.ts';
import { openPoints } from '../../../contract/open-points.ts';
import { having, heldOrNot, weightiest } from '../last-run.ts';
import type { Book, BookEntry, ShownVerdict } from '../model.ts';
import { questions, type Question } from '../data/questions.ts';
import {
  hrefOf,
  html,
  lastRun,
  levelBadge,
  LEVELS,
  proofs,
  prose,
  shownVerdicts,
  sourceLink,
  tally,
  verdictClass,
  type Html,
} from '../ui.ts';
import type { Page } from './layout.ts';
import { sinceLastTime } from './runs.ts';

const WHAT: Record<ShownVerdict, string> = {
  pass: 'checked, and it held',
  violation: 'the target broke the clause',
  inconclusive: 'network, server errors or set-up: we cannot tell',
  'not applicable': 'declared not to apply here, with the reason',
  excused: 'a known deviation, with owner and expiry',
  'not run': 'the last run did not look',
};

export function overview(book: Book): Page {
  return {
    file: 'index.html',
    title: 'What ending a session promises',
    bears: book.entries,
    lead: 'What Persona documents about POST /inquiry-sessions/{id}/expire, clause by clause, each with its test and what was last seen.',
    body: html`${conclusion(book)}
      <section aria-labelledby="questions">
        <h2 id="questions">Questions people ask</h2>
        <div class="questions">${questions.map((question) => answered(book, question))}</div>
      </section>
      <section aria-labelledby="chapters">
        <h2 id="chapters">Chapters</h2>
        <ul class="chapters">
          ${areas.map(({ area, title }) => {
            const entries = book.entries.filter(({ requirement }) => requirement.area === area);
            return html`<li><a href="area-${area}.html">${title}</a> ${tally(entries)}</li>`;
          })}
        </ul>
      </section>
      <section aria-labelledby="words">
        <h2 id="words">How to read it</h2>
        <dl class="words">
          ${LEVELS.map(({ level, meaning }) => {
            const n = catalogue.filter((requirement) => requirement.level === level).length;
            return html`<div>
              <dt>${levelBadge(level)}</dt>
              <dd>${meaning} <a href="requirements.html#level=${level}">${n}</a></dd>
            </div>`;
          })}
          ${shownVerdicts.map(
            (verdict) =>
              html`<div>
                <dt><span class="badge v-${verdictClass(verdict)}">${verdict}</span></dt>
                <dd>
                  ${WHAT[verdict]}
                  <a href="requirements.html#verdict=${encodeURIComponent(verdict)}"
                    >${book.entries.filter((entry) => entry.verdict === verdict).length}</a
                  >
                </dd>
              </div>`,
          )}
        </dl>
      </section>`,
  };
}

function conclusion(book: Book): Html {
  const { statement } = book;
  const run = lastRun(book);
  if (!statement || run === undefined)
    return html`<section class="conclusion v-not-run">
      <h2>No run yet</h2>
      <p>
        Run <code>npm run conformance</code> for verdicts and examples. The contract is here all the same.
      </p>
    </section>`;
  const since = sinceLastTime(book);
  const broken = book.entries.filter(({ verdict }) => verdict === 'violation');
  const { exitCode, sentence } = statement.conclusion;
  const looks = exitCode === 0 ? 'pass' : exitCode === 1 ? 'violation' : 'inconclusive';
  return html`<section class="conclusion v-${looks}" aria-label="Conclusion">
    <h2>${exitCode === 0 ? 'Conformant' : exitCode === 1 ? 'Not conformant' : 'Inconclusive'}</h2>
    <p>${sentence}</p>
    <p class="sum">${tally(book.entries)}</p>
    ${
      broken.length === 0
        ? ''
        : html`<ul>
              ${broken.map(({ requirement, outcome }) => html`<li><a href="${hrefOf(requirement.id)}">${requirement.id}</a> ${prose(outcome?.finding?.what ?? '')}</li>`)}
            </ul>
            <p><a href="failures.html">What broke, in full</a></p>`
    }
    <p class="quiet">
      Last run:
      ${run}.${since === undefined ? '' : html` <a href="changes.html">Since the run before: ${since}</a>`}
    </p>
  </section>`;
}

/** What is documented, what the last run saw, and where both stand. What differs comes first. */
function answered(book: Book, { id, question, documented, proofs: ids, more }: Question): Html {
  const entries = ids.length === 0 ? recorders(book) : ids.map((proof) => book.entry(proof));
  const verdict = weightiest(entries);
  const loud = verdict === 'violation' || verdict === 'inconclusive' || verdict === 'excused';
  const promise = html`<dt>Documented</dt>
    <dd>
      ${prose(documented)} ${sourcesOf(entries)}
      ${
        id === 'what-is-left-open'
          ? html`<ol tabindex="0" aria-label="Open points">
              ${openPoints.map((point) => html`<li><a href="open-points.html#${point.id}">${prose(point.question)}</a></li>`)}
            </ol>`
          : ''
      }
    </dd>`;
  const seen = html`<dt>Last run</dt>
    <dd class="last v-${verdictClass(verdict)}" data-verdict="${verdict}">
      ${lastSeen(book, entries, ids.length === 0)}
    </dd>`;
  return html`<article id="${id}" class="v-${verdictClass(verdict)}${loud ? ' loud' : ''}">
    <h3><a href="#${id}">${prose(question)}</a></h3>
    <dl>
      ${loud ? html`${seen}${promise}` : html`${promise}${seen}`}
      <dt>Where</dt>
      <dd>
        ${ids.length === 0 ? '' : proofs(book, ids)}
        ${more === undefined ? '' : html`<span class="more">More: ${more.map(([href, title], n) => html`${n === 0 ? '' : ', '}<a href="${href}">${title}</a>`)}</span>`}
      </dd>
    </dl>
  </article>`;
}

/** Those that record what is left open. */
function recorders(book: Book): readonly BookEntry[] {
  return openPoints.flatMap(({ recordedBy }) => (recordedBy === undefined ? [] : [book.entry(recordedBy)]));
}

function lastSeen(book: Book, entries: readonly BookEntry[], isOpen: boolean): Html {
  if (!book.statement) return html`No run yet.`;
  const seen = entries.flatMap(({ outcome }) => outcome?.observations ?? []);
  const broken = [...having(entries, 'violation'), ...having(entries, 'excused')];
  const points = entries.filter(({ outcome }) => (outcome?.observations ?? []).length > 0).length;
  return html`<b
      >${isOpen ? `Something was recorded at ${points} of ${entries.length} points.` : heldOrNot(entries)}</b
    >
    ${broken.map(({ requirement, outcome }) => html`<span class="what"><a href="${hrefOf(requirement.id)}">${requirement.id}</a> ${prose(outcome?.finding?.what ?? '')}</span>`)}
    ${isOpen ? '' : seen.map((sentence) => html`<span class="what">Seen: ${prose(sentence)}</span>`)}`;
}

/** The pages that promise it, each once. */
function sourcesOf(entries: readonly BookEntry[]): Html {
  const pages = new Map(entries.map(({ requirement: { source } }) => [source.page, source]));
  const links = [...pages.keys()].map((page) => sourceLink({ page }));
  return html`<span class="more">${links.map((link, n) => html`${n === 0 ? '' : ' · '}${link}`)}</span>`;
}
