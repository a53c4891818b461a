/** The small parts that every page is put together from. */
import { describeTarget } from '../statement.ts';
import { html, raw } from 'hono/html';
import { isRequirementId, requirementById, type RequirementId } from '../../contract/catalogue.ts';
import { sources } from '../../contract/sources.ts';
import type { Level, Requirement, Source } from '../../contract/types.ts';
import { escape } from './highlight.ts';
import type { Book, BookEntry, ShownVerdict } from './model.ts';
import type { Piece } from './test-source.ts';

/** A piece of HTML; texts put into a template are escaped. */
export type Html = ReturnType<typeof html>;
export { html, raw };

const VERDICTS: Record<ShownVerdict, { readonly sign: string; readonly name: string }> = {
  pass: { sign: '✓', name: 'pass' },
  violation: { sign: '✗', name: 'violation' },
  inconclusive: { sign: '?', name: 'inconclusive' },
  'not applicable': { sign: '–', name: 'n-a' },
  excused: { sign: '!', name: 'excused' },
  'not run': { sign: '·', name: 'not-run' },
};

/** In the order in which a reader wants to see them. */
export const shownVerdicts = Object.keys(VERDICTS) as readonly ShownVerdict[];

/** A word for a class name. */
export const verdictClass = (verdict: ShownVerdict): string => VERDICTS[verdict].name;

export const LEVELS: readonly { readonly level: Level; readonly meaning: string }[] = [
  { level: 'MUST', meaning: 'documented outright' },
  { level: 'SHOULD', meaning: 'a reasonable reading of the documentation' },
  { level: 'OBSERVED', meaning: 'the documentation is silent: recorded, never failed' },
];

/** Text with `code` in backticks. */
export function prose(text: string): Html {
  return raw(
    text
      .split('`')
      .map((part, index) => (index % 2 === 1 ? `<code>${escape(part)}</code>` : escape(part)))
      .join(''),
  );
}

/** What is only observed cannot fail, so it is said to be recorded, not to pass. */
export function verdictBadge(verdict: ShownVerdict, level: Level): Html {
  const { sign, name } = VERDICTS[verdict];
  const word = level === 'OBSERVED' && verdict === 'pass' ? 'recorded' : verdict;
  return html`<span class="badge v-${name}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

/** A verdict as a sign and a word; the word is for the ear alone where there is no room. */
export function verdictSign(verdict: ShownVerdict, small = false): Html {
  const { sign } = VERDICTS[verdict];
  return html`<span class="sign"
    ><span aria-hidden="true">${sign}</span> <span class="${small ? 'unseen' : ''}">${verdict}</span></span
  >`;
}

export function levelBadge(level: Level): Html {
  return html`<span class="badge level l-${level}">${level}</span>`;
}

/** Address of a requirement within the book. */
export function hrefOf(id: string): string {
  return isRequirementId(id) ? `area-${requirementById(id).area}.html#${id}` : 'requirements.html';
}

/** A requirement by its slug, with the verdict in front. */
export function proofLink({ requirement, verdict }: BookEntry): Html {
  const { sign, name } = VERDICTS[verdict];
  return html`<a class="proof v-${name}" href="${hrefOf(requirement.id)}" title="${requirement.statement}"
    ><span aria-hidden="true">${sign}</span><span class="unseen">${verdict}: </span>${requirement.id}</a
  >`;
}

/** A list of proofs; a dash where there is none. */
export function proofs(book: Book, ids: readonly RequirementId[]): Html {
  if (ids.length === 0) return html`<span class="quiet">none</span>`;
  return html`<ul class="proofs">
    ${ids.map((id) => html`<li>${proofLink(book.entry(id))}</li>`)}
  </ul>`;
}

/**
 * The requirements that show a thing best; before them those of all that bear on it which are not green, so that nothing
 * green stands beside what the last run refuted.
 */
export function bearing(best: readonly BookEntry[], all: readonly BookEntry[]): Html {
  const loud = all.filter(({ verdict }) => LOUD.includes(verdict));
  const shown = [...loud, ...best.filter((entry) => !loud.includes(entry))];
  if (shown.length === 0) return html`<span class="quiet">none</span>`;
  return html`<ul class="proofs">
    ${shown.map((entry) => html`<li>${proofLink(entry)}</li>`)}
  </ul>`;
}

const LOUD: readonly ShownVerdict[] = ['violation', 'inconclusive', 'excused'];

/** Link to the vendor's page. */
export function sourceLink({ page, section }: Source): Html {
  const { title, url } = sources[page];
  return html`<a href="${url}" rel="noreferrer external">${title}</a>${
      section === undefined ? '' : html`, <span>${section}</span>`
    }`;
}

export function versionsOf({ versions }: Requirement): string {
  const bounds = [
    versions?.from === undefined ? '' : `from ${versions.from}`,
    versions?.before === undefined ? '' : `before ${versions.before}`,
  ].filter(Boolean);
  return bounds.length === 0 ? 'all' : bounds.join(', ');
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `22 November 2026, 19:34 UTC` */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return `${DAY.format(date)}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** Where and when the last verdict was reached; undefined before the first run. */
export function lastRun(book: Book): string | undefined {
  const { statement } = book;
  if (!statement) return undefined;
  const { target, personaVersion, startedAt } = statement;
  const where = describeTarget(target.kind, target.baseUrl ?? undefined);
  return `${where}, version ${personaVersion}, ${moment(startedAt)}`;
}

/** Source code with its line numbers, each line linked to the whole file. */
export function codePiece({ file, line, lines }: Piece): Html {
  const numbered = lines.map((text, index) => `<span class="line" data-n="${line + index}">${text}</span>`);
  return html`<pre
    class="code"
    tabindex="0"
    role="region"
    aria-label="${file.path}, from line ${line}"
  ><code>${raw(numbered.join('\n'))}</code></pre>`;
}

/** A text as it goes over the wire or into a shell. */
export function wire(label: string, text: string, copy = false): Html {
  return html`<div class="wire">
    ${copy ? html`<button type="button" class="copy" hidden>Copy</button>` : ''}
    <pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>
  </div>`;
}

/** A table that scrolls by itself on a narrow screen. */
export function table(caption: string, head: readonly string[], rows: readonly Html[]): Html {
  return html`<p class="sideways" aria-hidden="true">The table scrolls sideways →</p>
    <div class="scroll" tabindex="0" role="region" aria-label="${caption}">
      <table>
        <caption class="unseen">
          ${caption}
        </caption>
        <thead>
          <tr>
            ${head.map((title) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

/** How many of each verdict, in words and as a bar. */
export function tally(entries: readonly BookEntry[]): Html {
  const counted = shownVerdicts
    .map((verdict) => ({ verdict, n: entries.filter((entry) => entry.verdict === verdict).length }))
    .filter(({ n }) => n > 0);
  return html`<span class="bar" aria-hidden="true"
      >${counted.map(({ verdict, n }) => html`<span class="v-${verdictClass(verdict)}" style="flex:${n}"></span>`)}</span
    ><span class="tally">${counted.map(({ verdict, n }) => `${n} ${verdict}`).join(' · ')}</span>`;
}
