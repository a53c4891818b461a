/** The first page: is it conformant, what do people ask, where is what. */
import { areas, catalogue } from '../../../contract/catalogue.ts';
import { openPoints } from '../../../contract/open-points.ts';
import type { Book, ShownVerdict } from '../model.ts';
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
  tally,
  verdictClass,
  type Html,
} from '../ui.ts';
import type { Page } from './layout.ts';

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
    <p class="quiet">Last run: ${run}.</p>
  </section>`;
}

function answered(book: Book, { id, question, answer, proofs: ids, more }: Question): Html {
  const seen = ids.flatMap((proof) => book.entry(proof).outcome?.observations ?? []);
  return html`<article id="${id}">
    <h3><a href="#${id}">${prose(question)}</a></h3>
    <p>${prose(answer)}</p>
    ${
      id === 'what-is-left-open'
        ? html`<ol>
            ${openPoints.map((point) => html`<li><a href="open-points.html#${point.id}">${prose(point.question)}</a></li>`)}
          </ol>`
        : ''
    }
    ${seen.map((sentence) => html`<p class="seen"><b>Last seen.</b> ${prose(sentence)}</p>`)}
    ${ids.length === 0 ? '' : proofs(book, ids)}
    ${more === undefined ? '' : html`<p class="more">More: ${more.map(([href, title], n) => html`${n === 0 ? '' : ', '}<a href="${href}">${title}</a>`)}</p>`}
  </article>`;
}
