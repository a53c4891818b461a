/** The dated versions: a page each with what changed, and the policy that says what may change. */
import { policy } from '../../../contract/policy.ts';
import {
  DEFAULT_VERSION,
  datedVersions,
  knownChanges,
  type KnownChange,
  type VersionStanding,
} from '../../../contract/versions.ts';
import type { Book, BookEntry } from '../model.ts';
import { html, prose, proofLink, sourceLink, table, wire, type Html } from '../ui.ts';
import type { Page } from './layout.ts';

const STANDING: Record<VersionStanding, string> = {
  listed: 'on the endpoint’s page and in the version picker of late 2026',
  'endpoint-only': 'on the endpoint’s page of 2025, no longer in the picker',
  mentioned: 'named elsewhere only; whether this endpoint takes it is not stated',
};

export function versions(book: Book): readonly Page[] {
  return [overview(book), ...datedVersions.map(({ date }) => versionPage(book, date))];
}

function overview(book: Book): Page {
  return {
    file: 'versions.html',
    title: 'Versions',
    bears: book.entries.filter(({ requirement }) => requirement.area === 'version'),
    lead: 'Dated versions, newest first. Without Persona-Version the API key’s own version applies; the header overrides it for one request.',
    body: html`${table(
        'Dated versions',
        ['Version', 'What it changes for an Inquiry Session', 'Documented', 'Verdicts'],
        datedVersions.map(
          ({ date, standing, summary }) =>
            html`<tr>
              <th scope="row">
                <a href="version-${date}.html">${date}</a
                >${date === DEFAULT_VERSION ? html` <span class="quiet">pinned by default</span>` : ''}
              </th>
              <td>${prose(summary)}</td>
              <td>${STANDING[standing]}</td>
              <td>${list(naming(book, date))}</td>
            </tr>`,
        ),
      )}
      <h2 id="any-version">Added to every version</h2>
      <p>These came on a day, not with a version: pinning an old version does not keep them away.</p>
      ${table(
        'Changes in every version',
        ['Day', 'Change', 'Documented'],
        knownChanges
          .filter(({ kind }) => kind === 'any-version')
          .map(
            ({ id, date, summary, source }) =>
              html`<tr id="${id}">
                <th scope="row">${date}</th>
                <td>${prose(summary)}</td>
                <td>${sourceLink(source)}</td>
              </tr>`,
          ),
      )}
      <h2 id="policy">What may change when</h2>
      <div class="columns">
        <section>
          <h3>Any day, in every version</h3>
          ${policyList('compatible')}
        </section>
        <section>
          <h3>Only with a new version</h3>
          ${policyList('breaking')}
        </section>
      </div>
      <p>${policy[0] === undefined ? '' : sourceLink(policy[0].source)}</p>`,
  };
}

function policyList(kind: 'compatible' | 'breaking'): Html {
  return html`<ul>
    ${policy.filter((entry) => entry.kind === kind).map(({ statement }) => html`<li>${prose(statement)}</li>`)}
  </ul>`;
}

function versionPage(book: Book, date: string): Page {
  const version = datedVersions.find((entry) => entry.date === date);
  const changes = knownChanges.filter((change) => change.kind === 'version' && change.date === date);
  const at = datedVersions.findIndex((entry) => entry.date === date);
  const [newer, older] = [datedVersions[at - 1], datedVersions[at + 1]];
  const speaking = book.entries.filter(
    (entry) => bounds(entry).includes(date) && !naming(book, date).includes(entry),
  );
  const example = naming(book, date).find((entry) => entry.example)?.example;
  return {
    file: `version-${date}.html`,
    title: `Version ${date}`,
    bears: [...naming(book, date), ...speaking],
    body: html`<p class="lead">${prose(version?.summary ?? '')}</p>
      <dl class="facts">
        <div>
          <dt>Documented</dt>
          <dd>${version ? STANDING[version.standing] : ''}</dd>
        </div>
        <div>
          <dt>Is it taken?</dt>
          <dd>${list(naming(book, date))}</dd>
        </div>
      </dl>
      <h2>What changed</h2>
      ${changes.length === 0 ? html`<p>No change of Inquiry Sessions is documented at this version.</p>` : changes.map(changed)}
      ${
        speaking.length === 0
          ? ''
          : html`<h2>Requirements that begin or end here</h2>
              <ul class="plain">
                ${speaking.map((entry) => html`<li>${proofLink(entry)} ${prose(entry.requirement.statement)}</li>`)}
              </ul>`
      }
      ${
        example === undefined
          ? ''
          : html`<h2>Seen under this version</h2>
              <details>
                <summary>
                  Answer to <code>${example.exchange.label}</code>, ${example.exchange.response.status}
                </summary>
                ${wire('Answer under this version', example.exchange.response.body)}
              </details>`
      }
      <p class="pager">
        ${older === undefined ? '' : html`<a href="version-${older.date}.html" rel="prev">Older: ${older.date}</a>`}
        ${newer === undefined ? '' : html`<a href="version-${newer.date}.html" rel="next">Newer: ${newer.date}</a>`}
        <a href="versions.html">All versions</a>
      </p>`,
  };
}

function changed({ id, summary, members, remedy, notObservable, source }: KnownChange): Html {
  return html`<article class="card" id="${id}">
    <p>${prose(summary)}</p>
    <dl class="facts">
      ${
        members.length === 0
          ? ''
          : html`<div>
              <dt>Members</dt>
              <dd>${members.map((member, n) => html`${n === 0 ? '' : ', '}<code>${member}</code>`)}</dd>
            </div>`
      }
      ${
        remedy === undefined
          ? ''
          : html`<div>
              <dt>What to do</dt>
              <dd>${prose(remedy)}</dd>
            </div>`
      }
      ${
        notObservable === undefined
          ? ''
          : html`<div>
              <dt>Not visible here</dt>
              <dd>${prose(notObservable)}</dd>
            </div>`
      }
      <div>
        <dt>Documented</dt>
        <dd>${sourceLink(source)}</dd>
      </div>
    </dl>
  </article>`;
}

/** Requirements about taking this version. */
function naming(book: Book, date: string): readonly BookEntry[] {
  return book.entries.filter(
    ({ requirement }) => requirement.area === 'version' && requirement.id.endsWith(`-${date}`),
  );
}

function bounds({ requirement }: BookEntry): readonly (string | undefined)[] {
  return [requirement.versions?.from, requirement.versions?.before, requirement.source.section];
}

function list(entries: readonly BookEntry[]): Html {
  if (entries.length === 0) return html`<span class="quiet">none</span>`;
  return html`<ul class="proofs">
    ${entries.map((entry) => html`<li>${proofLink(entry)}</li>`)}
  </ul>`;
}
