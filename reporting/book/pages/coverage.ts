/** Contract coverage: each documented status, header, parameter, version and attribute: exercised by what, and seen how often. */
import { sessionAttributes, sessionRelationships } from '../../../contract/attributes.ts';
import { datedVersions } from '../../../contract/versions.ts';
import {
  attributeGroups,
  parameters,
  relationshipProofs,
  statuses,
  versionProofs,
  type Covered,
} from '../data/coverage.ts';
import { requestHeaders, responseHeaders } from '../data/headers.ts';
import type { RedactedExchange } from '../../../client/redaction.ts';
import type { Book } from '../model.ts';
import { allExchanges, isExpire } from '../exchanges.ts';
import { html, proofs, prose, table, type Html } from '../ui.ts';
import type { Page } from './layout.ts';

const NOT_SEEN = 'not seen';

export function coverage(book: Book): Page {
  const all = allExchanges(book.stories);
  const expires = all.filter(isExpire);
  const sections: readonly (readonly [title: string, lines: readonly Line[]])[] = [
    ['Statuses', statuses.map((line) => ({ ...line, seen: count(line.item, all, expires) }))],
    [
      'Request headers',
      requestHeaders.map(({ name, proofs: by }) => ({
        item: name,
        by,
        seen: times(expires.filter((one) => sends(one, name))),
      })),
    ],
    [
      'Response headers',
      responseHeaders.map(({ name, proofs: by }) => ({
        item: name,
        by,
        seen: times(
          all.filter((one) => carries(one, name)),
          'answer',
        ),
      })),
    ],
    [
      'Parameters',
      parameters.map((line) => ({ ...line, seen: times(expires.filter((one) => uses(one, line.item))) })),
    ],
    [
      'Versions',
      datedVersions.map(({ date }) => ({
        item: date,
        by: versionProofs[date] ?? [],
        seen: times(
          all.filter((one) => sends(one, 'Persona-Version', date)),
          'request',
        ),
      })),
    ],
    [
      'Attributes of the session',
      sessionAttributes.map(({ name, group, type, since }) => ({
        item: name,
        by: attributeGroups[group],
        note: `${type}${since === undefined ? '' : `, since ${since}`}`,
        seen: times(
          all.filter((one) => shows(one, name)),
          'answer',
          ', not null',
        ),
      })),
    ],
    [
      'Relationships of the session',
      sessionRelationships.map(({ name }) => ({
        item: name,
        by: relationshipProofs[name],
        seen: times(
          all.filter((one) => one.response.body.includes(`"${name}": {\n`)),
          'answer',
        ),
      })),
    ],
  ];
  const lines = sections.flatMap(([, own]) => own);
  const exercised = lines.filter(({ by }) => by.length > 0);
  const met = exercised.filter(({ seen }) => seen !== NOT_SEEN).length;
  return {
    file: 'coverage.html',
    title: 'Contract coverage',
    bears: [...new Set(lines.flatMap(({ by }) => by))].map((id) => book.entry(id)),
    lead: `${exercised.length} of ${lines.length} documented items are exercised by a requirement; each other says why not. ${met} of these were met in the last run.`,
    body: html`${sections.map(([title, own]) => section(book, title, own))}
      <p><a href="excluded.html">Documented clauses that are not tested, with reasons</a></p>`,
  };
}

interface Line extends Covered {
  readonly seen: string;
}

function section(book: Book, title: string, lines: readonly Line[]): Html {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return html`<h2 id="${id}">${title}</h2>
    ${table(
      title,
      ['Documented', 'Exercised by', 'Seen'],
      lines.map(
        ({ item, by, note, seen }) =>
          html`<tr>
            <th scope="row"><code>${item}</code></th>
            <td>
              ${by.length === 0 ? html`<b>Not exercised.</b> ` : proofs(book, by)}${note === undefined ? '' : html`<span class="quiet">${prose(note)}</span>`}
            </td>
            <td>${seen}</td>
          </tr>`,
      ),
    )}`;
}

function count(
  status: string,
  all: readonly RedactedExchange[],
  expires: readonly RedactedExchange[],
): string {
  const of = (list: readonly RedactedExchange[]) =>
    list.filter(({ response }) => String(response.status).replace(/^5../, '5xx') === status).length;
  const [here, elsewhere] = [of(expires), of(all) - of(expires)];
  if (here + elsewhere === 0) return NOT_SEEN;
  return `${here} × here${elsewhere === 0 ? '' : `, ${elsewhere} × at neighbouring calls`}`;
}

function times(list: readonly RedactedExchange[], what = 'expire', more = ''): string {
  return list.length === 0 ? NOT_SEEN : `${list.length} ${what}${list.length === 1 ? '' : 's'}${more}`;
}

function sends({ request }: RedactedExchange, name: string, value?: string): boolean {
  return request.headers.some(
    ([key, sent]) => key.toLowerCase() === name.toLowerCase() && (value === undefined || sent === value),
  );
}

function carries({ response }: RedactedExchange, name: string): boolean {
  return response.headers.some(([key]) => key.toLowerCase() === name.toLowerCase());
}

function uses({ request }: RedactedExchange, item: string): boolean {
  if (item.startsWith('body')) return request.body === null;
  if (item.startsWith('path')) return true;
  return decodeURIComponent(request.url).includes(item.includes('fields') ? 'fields[' : 'include=');
}

function shows({ response }: RedactedExchange, name: string): boolean {
  return new RegExp(`"${name}": (?!null)`).test(response.body);
}
