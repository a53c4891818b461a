/** The pages of requirements: a chapter per area, and the list of all. */
import { areas } from '../../../contract/catalogue.ts';
import type { Book } from '../model.ts';
import {
  hrefOf,
  html,
  levelBadge,
  proofLink,
  LEVELS,
  prose,
  shownVerdicts,
  table,
  tally,
  verdictBadge,
  verdictClass,
  type Html,
} from '../ui.ts';
import type { Page } from './layout.ts';
import { requirementCard } from './requirement.ts';

export function chapters(book: Book): readonly Page[] {
  return areas.map(({ area, title }) => {
    const entries = book.entries.filter(({ requirement }) => requirement.area === area);
    return {
      file: `area-${area}.html`,
      title,
      bears: entries,
      body: html`<p class="sum">${tally(entries)}</p>
        <section class="clauses" aria-labelledby="clauses">
          <h2 id="clauses">Clauses</h2>
          <ol>
            ${entries.map((entry) => html`<li>${proofLink(entry)} <span>${prose(entry.requirement.statement)}</span></li>`)}
          </ol>
        </section>
        <p class="tools"><button type="button" id="unfold" hidden>Show all tests and examples</button></p>
        ${entries.map((entry) => requirementCard(book, entry))}`,
    };
  });
}

/** Every requirement in a table with filters; the filters stand in the address. */
export function allRequirements(book: Book): Page {
  return {
    file: 'requirements.html',
    title: 'All requirements',
    bears: book.entries,
    lead: `${book.entries.length} clauses of the contract, each with the verdict of the last run.`,
    body: html`<form class="filters" id="filters" data-noun="requirements" hidden>
        ${choice(
          'level',
          'Level',
          LEVELS.map(({ level }) => [level, level] as const),
        )}
        ${choice(
          'verdict',
          'Verdict',
          shownVerdicts.map((verdict) => [verdict, verdict] as const),
        )}
        ${byChapterAndWord()}
      </form>
      ${table(
        'All requirements',
        ['Requirement', 'Verdict', 'Level'],
        book.entries.map(
          ({ requirement: { id, level, area, statement }, verdict }) =>
            html`<tr
              class="row v-${verdictClass(verdict)}"
              data-level="${level}"
              data-verdict="${verdict}"
              data-area="${area}"
            >
              <th scope="row"><a href="${hrefOf(id)}">${id}</a><span>${prose(statement)}</span></th>
              <td>${verdictBadge(verdict, level)}</td>
              <td>${levelBadge(level)}</td>
            </tr>`,
        ),
      )}`,
  };
}

/** The end of every filter: the chapter, a word, and how many were found. */
export function byChapterAndWord(): Html {
  return html`${choice(
      'area',
      'Chapter',
      areas.map(({ area, title }) => [area, title] as const),
    )}
    <label>Word <input type="search" name="word" autocomplete="off" spellcheck="false" /></label>
    <button type="reset">All</button>
    <p role="status" id="found"></p>`;
}

function choice(name: string, title: string, values: readonly (readonly [string, string])[]): Html {
  return html`<label
    >${title}
    <select name="${name}">
      <option value="">any</option>
      ${values.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select></label
  >`;
}
