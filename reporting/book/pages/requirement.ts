/** One requirement, whole: what is promised, why it matters, what proves it, and what was last seen. */
import type { RedactedExchange } from '../../../client/redaction.ts';
import type { FaultList } from '../faults.ts';
import type { Book, BookEntry } from '../model.ts';
import { pathOf } from '../../../client/exchange.ts';
import {
  codePiece,
  hrefOf,
  html,
  lastRun,
  levelBadge,
  prose,
  sourceLink,
  verdictBadge,
  verdictClass,
  versionsOf,
  wire,
  type Html,
} from '../ui.ts';
import { seenWhere } from '../../sentences/mock-profile.ts';
import { failure } from './failure.ts';
import { historyOf } from './runs.ts';

/** More faults than this are folded away. */
const FAULTS_SHOWN = 8;

/** The card of a requirement; its anchor is the slug. */
export function requirementCard(book: Book, entry: BookEntry): Html {
  const { requirement, verdict, outcome } = entry;
  const { id, level, statement, rationale, source, needs } = requirement;
  return html`<article class="card v-${verdictClass(verdict)}" id="${id}" aria-labelledby="${id}--t">
    <p class="tags">
      ${verdictBadge(verdict, level)} ${levelBadge(level)}
      <a class="slug" href="${hrefOf(id)}" title="Link to this requirement">${id}</a>
    </p>
    <h2 id="${id}--t" data-field="statement">${prose(statement)}</h2>
    <p data-field="rationale"><b>Why it matters.</b> ${prose(rationale)}</p>
    <dl class="facts">
      <div data-field="source">
        <dt>Documented</dt>
        <dd>${sourceLink(source)}</dd>
      </div>
      <div data-field="versions">
        <dt>Versions</dt>
        <dd>${versionsOf(requirement)}</dd>
      </div>
      <div data-field="needs">
        <dt>Needs</dt>
        <dd>${needs?.join(', ') ?? 'the main key only'}</dd>
      </div>
      <div data-field="verdict">
        <dt>Last seen</dt>
        <dd>${lastSeen(book, entry)}</dd>
      </div>
      ${historyOf(book, id)}
      ${(outcome?.observations ?? []).map(
        (sentence) =>
          html`<div data-field="observation">
            <dt>Observed</dt>
            <dd>${prose(sentence)}</dd>
          </div>`,
      )}
    </dl>
    ${failure(book.faults, entry, { isCard: true })} ${testOf(entry)} ${faultsOf(book.faults, entry)}
    ${exampleOf(entry)}
  </article>`;
}

function lastSeen(book: Book, { verdict, outcome }: BookEntry): Html {
  const run = lastRun(book);
  if (run === undefined) return html`not run yet: <code>npm run conformance</code>`;
  if (!outcome) return html`not looked at by the last run (${run})`;
  const where = seenWhere(outcome.seenOnSandbox);
  return html`${verdict}${outcome.reason === undefined ? '' : html` (${prose(outcome.reason)})`}:
  ${run}${where === undefined ? '' : html`; ${where}`}`;
}

function testOf({ test }: BookEntry): Html {
  if (!test) return html`<p class="missing">No test.</p>`;
  const { body, helpers } = test;
  return html`<details data-field="test">
    <summary>Test <span class="quiet">${body.file.path}:${body.line}</span></summary>
    ${codePiece(body)}
    ${
      helpers.length === 0
        ? ''
        : html`<p class="quiet">It uses, from the same file:</p>
            ${helpers.map(codePiece)}`
    }
    <p><a href="test-${body.file.name}.html#L${body.line}">The whole file</a></p>
  </details>`;
}

function faultsOf(list: FaultList, { requirement, faults }: BookEntry): Html {
  if (requirement.level === 'OBSERVED')
    return html`<p class="quiet" data-field="faults">
      No fault turns it red: what is left open is recorded, never failed.
    </p>`;
  if (faults.length === 0) {
    return html`<p class="quiet" data-field="no-faults">
      ${list.origin === 'none' ? 'No list of faults yet.' : 'No known fault turns it red.'}
    </p>`;
  }
  const lines = faults.map(
    ({ slug, sentence }) => html`<li><a href="faults.html#${slug}">${slug}</a> ${prose(sentence)}</li>`,
  );
  const title = list.origin === 'campaign' ? 'Faults that turn it red' : 'Faults meant to turn it red';
  return html`<details data-field="faults">
    <summary>${title} <span class="quiet">${faults.length}</span></summary>
    <ul class="faults">
      ${lines.slice(0, FAULTS_SHOWN)}
    </ul>
    ${
      lines.length <= FAULTS_SHOWN
        ? ''
        : html`<details>
            <summary>${lines.length - FAULTS_SHOWN} more</summary>
            <ul class="faults">
              ${lines.slice(FAULTS_SHOWN)}
            </ul>
          </details>`
    }
  </details>`;
}

function exampleOf({ example }: BookEntry): Html {
  if (!example) return html`<p class="quiet" data-field="no-example">No exchange was recorded yet.</p>`;
  const { exchange, story, curl } = example;
  return html`<details data-field="example">
    <summary>
      Example exchange <span class="quiet">${exchange.label} → ${exchange.response.status}</span>
    </summary>
    ${story === undefined ? '' : html`<p><b>Story.</b> ${prose(story)}</p>`}
    ${wire('HTTP request', requestText(exchange))} ${wire('HTTP response', responseText(exchange))}
    <details>
      <summary>With curl</summary>
      ${wire('The same with curl', curl, true)}
    </details>
  </details>`;
}

function requestText(exchange: RedactedExchange): string {
  const { request } = exchange;
  return [
    `${request.method} /api/v1${pathOf(exchange)} HTTP/1.1`,
    ...request.headers.map(([name, value]) => `${name}: ${value}`),
    ...(request.body === null ? [] : ['', request.body]),
  ].join('\n');
}

function responseText({ response }: RedactedExchange): string {
  return [
    `HTTP/1.1 ${response.status}`,
    ...response.headers.map(([name, value]) => `${name}: ${value}`),
    '',
    response.body,
  ].join('\n');
}
