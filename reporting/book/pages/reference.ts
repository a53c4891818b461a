/** The smaller reference pages: headers, open points, what is not tested, faults, failures, and the tests themselves. */
import { byCause } from '../../doubts.ts';
import { commandsOf } from '../../terminal.ts';
import { observationSentence } from '../../sentences/observation.ts';
import { excluded } from '../../../contract/excluded.ts';
import { openPoints, type OpenPoint } from '../../../contract/open-points.ts';
import { requestHeaders, responseHeaders, type RequestHeader, type ResponseHeader } from '../data/headers.ts';
import { weightiest } from '../last-run.ts';
import type { Book, BookEntry } from '../model.ts';
import { allExchanges } from '../exchanges.ts';
import type { TestFile } from '../test-source.ts';
import {
  hrefOf,
  html,
  lastRun,
  moment,
  levelBadge,
  bearing,
  proofLink,
  prose,
  raw,
  sourceLink,
  table,
  verdictBadge,
  verdictClass,
  type Html,
} from '../ui.ts';
import { byChapterAndWord } from './chapters.ts';
import { failure } from './failure.ts';
import type { Page } from './layout.ts';
import { mockChoicesSection } from './mock-choices.ts';

export function headerMatrix(book: Book): Page {
  const answers = allExchanges(book.stories);
  const groups = [
    ['2xx', (status: number) => status < 300],
    ['4xx', (status: number) => status >= 400 && status < 500 && status !== 429],
    ['429', (status: number) => status === 429],
  ] as const;
  const seen = (name: string, counts: (status: number) => boolean): string => {
    const all = answers.filter(({ response }) => counts(response.status));
    const carrying = all.filter(({ response }) =>
      response.headers.some(([key]) => key.toLowerCase() === name.toLowerCase()),
    );
    return all.length === 0 ? '–' : `${carrying.length} of ${all.length}`;
  };
  return {
    file: 'headers.html',
    title: 'Header matrix',
    bears: [...requestHeaders, ...responseHeaders].flatMap((header) => bearingOn(book, header)),
    lead: 'What each header of a request changes, and what it must leave alone; which answers carry which header.',
    body: html`<h2 id="request">Of the request</h2>
      ${table(
        'Request headers',
        [
          'Header',
          'Values',
          'Left out',
          'Re-cases names?',
          'Changes values?',
          'Changes which members are shown?',
          'Changes what happens?',
        ],
        requestHeaders.map(
          (header) =>
            html`<tr id="${header.name.toLowerCase()}">
                <th
                  scope="rowgroup"
                  rowspan="2"
                  class="cell v-${verdictClass(weightiest(bearingOn(book, header)))}"
                >
                  <code>${header.name}</code>${refuted(bearingOn(book, header))}
                </th>
                <td>${prose(header.values)}</td>
                <td>${prose(header.without)}</td>
                <td>${prose(header.changesNames)}</td>
                <td>${prose(header.changesValues)}</td>
                <td>${prose(header.changesMembers)}</td>
                <td>${prose(header.changesEffect)}</td>
              </tr>
              <tr>
                <td colspan="6" class="wide">
                  ${bearing(
                    header.proofs.map((id) => book.entry(id)),
                    bearingOn(book, header),
                  )}
                </td>
              </tr>`,
        ),
      )}
      <h2 id="response">Of the answer</h2>
      <p>Seen in ${answers.length} recorded answers of the last run, by status.</p>
      ${table(
        'Response headers',
        ['Header', 'What it says', ...groups.map(([title]) => title), 'Proved by'],
        responseHeaders.map((header) => {
          const { name, meaning, proofs: ids } = header;
          const all = bearingOn(book, header);
          return html`<tr id="${name.toLowerCase()}">
            <th scope="row" class="cell v-${verdictClass(weightiest(all))}">
              <code>${name}</code>${refuted(all)}
            </th>
            <td>${prose(meaning)}</td>
            ${groups.map(([, counts]) => html`<td class="figure">${seen(name, counts)}</td>`)}
            <td>
              ${bearing(
                ids.map((id) => book.entry(id)),
                all,
              )}
            </td>
          </tr>`;
        }),
      )}`,
  };
}

/** The requirements that a header's row rests on: those that it names, and all of its area. */
function bearingOn(book: Book, { proofs: ids, area }: RequestHeader | ResponseHeader): readonly BookEntry[] {
  const named: readonly string[] = ids;
  return book.entries.filter(
    ({ requirement }) => named.includes(requirement.id) || requirement.area === area,
  );
}

/** A row says what is documented; where the last run saw otherwise, it says so. */
function refuted(entries: readonly BookEntry[]): Html {
  return weightiest(entries) === 'violation' ? html`<b class="missing">seen otherwise</b>` : html``;
}

export function openPointsPage(book: Book): Page {
  return {
    file: 'open-points.html',
    title: 'Open points',
    bears: openPoints.flatMap(({ recordedBy }) => (recordedBy === undefined ? [] : [book.entry(recordedBy)])),
    lead: `${openPoints.length} questions that the documentation leaves open. What a target does is recorded and never counted against it.`,
    body: html`${openPoints.map((point) => openPoint(book, point))} ${mockChoicesSection(book.choices)}`,
  };
}

function openPoint(book: Book, { id, question, recordedBy, notRecorded, source }: OpenPoint): Html {
  const entry = recordedBy === undefined ? undefined : book.entry(recordedBy);
  const sights = book.observed.flatMap((one) =>
    recordedBy === undefined || one.seen[recordedBy] === undefined
      ? []
      : [{ ...one, sentences: one.seen[recordedBy].map(observationSentence) }],
  );
  return html`<article class="card" id="${id}">
    <h2><a href="#${id}">${prose(question)}</a></h2>
    ${sights.map(
      ({ target, version, at, sentences }) =>
        html`<div class="seen">
          ${sentences.map((sentence) => html`<p><b>Observed.</b> ${prose(sentence)}</p>`)}
          <p class="quiet">${target}, version ${version}, ${moment(at)}</p>
        </div>`,
    )}
    ${entry && sights.length === 0 ? html`<p class="quiet">Not observed yet.</p>` : ''}
    ${notRecorded === undefined ? '' : html`<p><b>Cannot be recorded:</b> ${prose(notRecorded)}.</p>`}
    <dl class="facts">
      ${
        entry === undefined
          ? ''
          : html`<div>
              <dt>Recorded by</dt>
              <dd>${proofLink(entry)}</dd>
            </div>`
      }
      ${
        entry === undefined
          ? ''
          : html`<div>
              <dt>Why ask</dt>
              <dd>${prose(entry.requirement.rationale)}</dd>
            </div>`
      }
      <div>
        <dt>Documentation</dt>
        <dd>${sourceLink(source)}</dd>
      </div>
    </dl>
  </article>`;
}

export function excludedPage(): Page {
  return {
    file: 'excluded.html',
    title: 'Not tested',
    lead: `${excluded.length} documented facts that this suite does not test through the API, each with the reason.`,
    body: table(
      'Clauses that are not tested',
      ['What is documented', 'Why it is not tested', 'Documented'],
      excluded.map(
        ({ id, statement, reason, source }) =>
          html`<tr id="${id}">
            <th scope="row"><a href="#${id}" class="slug">${id}</a><span>${prose(statement)}</span></th>
            <td>${prose(reason)}</td>
            <td>${sourceLink(source)}</td>
          </tr>`,
      ),
    ),
  };
}

export function faultsPage(book: Book): Page {
  const { faults, origin } = book.faults;
  const state = {
    campaign:
      'Each was built into the mock in a campaign; the requirements are those that really turned red.',
    declared:
      'Each is meant to break the requirements beside it; no campaign has been run into this report folder.',
    none: 'There is no list of faults yet.',
  }[origin];
  return {
    file: 'faults.html',
    title: 'Faults',
    lead: 'Deliberately broken variants of the mock: the proof that a test can fail.',
    body: html`<p>${state}</p>
      <form class="filters" id="filters" data-noun="faults" hidden>${byChapterAndWord()}</form>
      ${
        faults.length === 0
          ? ''
          : table(
              'Faults',
              ['Fault', 'Turns red'],
              faults.map(({ slug, area, sentence, violates, killedBy, equivalent }) => {
                const red = killedBy ?? violates;
                return html`<tr id="${slug}" class="row" data-area="${area}">
                  <th scope="row">
                    <a class="slug" href="#${slug}">${slug}</a><span>${prose(sentence)}</span>
                  </th>
                  <td>
                    ${
                      red.length === 0
                        ? html`<span class="missing"
                            >${equivalent === undefined ? 'survives' : `cannot be told apart: ${equivalent}`}</span
                          >`
                        : red.length > 12
                          ? html`<details>
                              <summary>${red.length} requirements</summary>
                              ${links(red)}
                            </details>`
                          : links(red)
                    }
                  </td>
                </tr>`;
              }),
            )
      }`,
  };
}

function links(ids: readonly string[]): Html {
  return html`<ul class="proofs">
    ${ids.map((id) => html`<li><a href="${hrefOf(id)}">${id}</a></li>`)}
  </ul>`;
}

export function failures(book: Book): Page {
  const broken = book.entries.filter(({ verdict }) => verdict === 'violation' || verdict === 'excused');
  const doubtful = book.entries.filter(({ verdict }) => verdict === 'inconclusive');
  const run = lastRun(book);
  return {
    file: 'failures.html',
    title: 'What broke',
    lead: run === undefined ? 'No run yet.' : `Last run: ${run}.`,
    body: html`${broken.length > 0 || !book.statement ? '' : html`<p>${doubtful.length === 0 ? 'No violation was seen.' : 'No violation was seen, but not everything could be judged.'}</p>`}
    ${broken.map(
      (entry) =>
        html`<article class="card v-violation" id="${entry.requirement.id}">
          <p class="tags">
            ${verdictBadge(entry.verdict, entry.requirement.level)} ${levelBadge(entry.requirement.level)}
            <a class="slug" href="${hrefOf(entry.requirement.id)}">${entry.requirement.id}</a>
          </p>
          <h2>${prose(entry.outcome?.finding?.what ?? entry.requirement.statement)}</h2>
          ${failure(book.faults, entry, { sameAs: sameCallsBefore(broken, entry) })}
        </article>`,
    )}
    ${
      doubtful.length === 0
        ? ''
        : html`<h2>We cannot tell</h2>
            <ul class="plain">
              ${byCause(doubtful.map((entry) => ({ entry, ...entry.outcome }))).map(
                ({ reason, those }) =>
                  html`<li>${prose(reason)} ${those.map(({ entry }) => html`${proofLink(entry)} `)}</li>`,
              )}
            </ul>`
    }`,
  };
}

/** An earlier one whose calls are the very same: the script stands there. */
function sameCallsBefore(broken: readonly BookEntry[], entry: BookEntry): string | undefined {
  const script = entry.outcome?.curl;
  if (script === undefined) return undefined;
  const before = broken.slice(0, broken.indexOf(entry));
  return before.find(
    ({ outcome }) => outcome?.curl !== undefined && commandsOf(outcome.curl) === commandsOf(script),
  )?.requirement.id;
}

/** A test file, whole, with an anchor per line. */
export function testFile({ name, path, lines }: TestFile): Page {
  const numbered = lines.map(
    (text, index) => `<span class="line" id="L${index + 1}" data-n="${index + 1}">${text}</span>`,
  );
  return {
    file: `test-${name}.html`,
    title: path,
    body: html`<pre
      class="code whole"
      tabindex="0"
      role="region"
      aria-label="${path}"
    ><code>${raw(numbered.join('\n'))}</code></pre>`,
  };
}
