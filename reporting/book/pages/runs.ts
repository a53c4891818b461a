/** What the book remembers: what changed since last time, a page per run, and the list of them. */
import { isRequirementId } from '../../../contract/catalogue.ts';
import { CAUSES, changesBetween, runBefore, type Cause, type Change } from '../../history/changes.ts';
import type { RunRecord } from '../../history/run-record.ts';
import { plural } from '../../words.ts';
import type { Book, ShownVerdict } from '../model.ts';
import {
  hrefOf,
  html,
  moment,
  prose,
  shownVerdicts,
  table,
  verdictClass,
  verdictSign,
  type Html,
} from '../ui.ts';
import type { Page } from './layout.ts';

/** Older runs stand in the list, without a page of their own. */
const PAGES_AT_MOST = 30;

export function runPages(book: Book): readonly Page[] {
  const shown = book.runs.slice(-PAGES_AT_MOST);
  return [changesPage(book), runsPage(book), ...shown.map((run) => runPage(book, run))];
}

/** File of a run's page; undefined where it has none. */
export function fileOf(book: Book, run: RunRecord): string | undefined {
  return book.runs.indexOf(run) >= book.runs.length - PAGES_AT_MOST
    ? `run-${run.at.replace(/[^0-9TZ]/g, '-')}.html`
    : undefined;
}

/** The run that the book's verdicts are of. */
function lastOf({ runs, statement }: Book): RunRecord | undefined {
  return runs.find(({ at }) => at === statement?.startedAt);
}

function changesPage(book: Book): Page {
  const run = lastOf(book);
  const before = run && runBefore(book.runs, run);
  return {
    file: 'changes.html',
    title: 'What changed since last time',
    lead: 'Two runs of one target and version, and why a verdict is another one.',
    body: !run
      ? html`<p>No run yet.</p>`
      : !before
        ? html`<p>
            This is the first run of ${run.target} on version ${run.version} that is remembered here.
          </p>`
        : html`<p>
              ${nameOf(book, before)} and ${nameOf(book, run)}: ${inShort(changesBetween(before, run))}
            </p>
            ${changeList(changesBetween(before, run))}`,
  };
}

/** How many verdicts changed, by cause: `2 verdicts changed: 1 target, 1 noise.` */
export function inShort(changes: readonly Change[]): string {
  if (changes.length === 0) return 'no verdict changed.';
  const causes = (Object.keys(CAUSES) as Cause[])
    .map((cause) => ({ cause, n: changes.filter((change) => change.cause === cause).length }))
    .filter(({ n }) => n > 0)
    .map(({ cause, n }) => `${n} ${cause}`);
  return `${plural(changes.length, 'verdict')} changed: ${causes.join(', ')}.`;
}

/** The same, of the run that the book shows; undefined where there is nothing to compare with. */
export function sinceLastTime(book: Book): string | undefined {
  const run = lastOf(book);
  const before = run && runBefore(book.runs, run);
  return run && before ? inShort(changesBetween(before, run)) : undefined;
}

function changeList(changes: readonly Change[]): Html {
  const causes = (Object.keys(CAUSES) as Cause[]).filter((cause) =>
    changes.some((one) => one.cause === cause),
  );
  return html`${causes.map(
    (cause) =>
      html`<h2 id="${cause}">${cause}: ${CAUSES[cause]}</h2>
        ${table(
          `Changed because of the ${cause}`,
          ['Requirement', 'Last time', 'This time', 'What shows it'],
          changes
            .filter((one) => one.cause === cause)
            .map(
              ({ slug, before, after, evidence }) =>
                html`<tr>
                  <th scope="row">${linked(slug)}</th>
                  <td class="v-${verdictClass(before)}">${verdictSign(before)}</td>
                  <td class="v-${verdictClass(after)}">${verdictSign(after)}</td>
                  <td>${prose(evidence)}</td>
                </tr>`,
            ),
        )}`,
  )}`;
}

function linked(slug: string): Html {
  return isRequirementId(slug) ? html`<a class="slug" href="${hrefOf(slug)}">${slug}</a>` : html`${slug}`;
}

function runsPage(book: Book): Page {
  const runs = book.runs.toReversed();
  return {
    file: 'runs.html',
    title: 'Runs',
    lead: 'Every run that is remembered, the newest first.',
    body: html`<p>For machines: <a href="runs.json">runs.json</a>, <a href="feed.xml">feed.xml</a> (Atom).</p>
      ${
        runs.length === 0
          ? html`<p>No run yet.</p>`
          : table(
              'Runs',
              ['Run', 'Target', 'Version', 'Conclusion', 'Since the run before'],
              runs.map((run) => {
                const before = runBefore(book.runs, run);
                return html`<tr>
                  <th scope="row">${nameOf(book, run)}</th>
                  <td>${run.target}</td>
                  <td>${run.version}</td>
                  <td>${run.conclusion.split(':')[0]}</td>
                  <td>${before ? inShort(changesBetween(before, run)) : 'the first of its kind'}</td>
                </tr>`;
              }),
            )
      }`,
  };
}

function nameOf(book: Book, run: RunRecord): Html {
  const file = fileOf(book, run);
  return file === undefined ? html`${moment(run.at)}` : html`<a href="${file}">${moment(run.at)}</a>`;
}

function runPage(book: Book, run: RunRecord): Page {
  const before = runBefore(book.runs, run);
  const verdicts = Object.entries(run.verdicts);
  const counts = shownVerdicts
    .map((verdict) => ({ verdict, n: verdicts.filter(([, one]) => one.verdict === verdict).length }))
    .filter(({ n }) => n > 0);
  const loud = verdicts.filter(([, { verdict }]) => verdict !== 'pass' && verdict !== 'not applicable');
  return {
    file: fileOf(book, run) ?? 'runs.html',
    title: `Run of ${moment(run.at)}`,
    body: html`<section
        class="conclusion v-${run.exitCode === 0 ? 'pass' : run.exitCode === 1 ? 'violation' : 'inconclusive'}"
      >
        <p>${run.conclusion}</p>
        <p class="quiet">${counts.map(({ verdict, n }) => `${n} ${verdict}`).join(' · ')}</p>
      </section>
      <dl class="facts">
        ${facts(run).map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${
        loud.length === 0
          ? ''
          : html`<h2 id="loud">Not held</h2>
              ${table(
                'Not held',
                ['Verdict', 'Requirement', 'Why'],
                loud.map(
                  ([slug, one]) =>
                    html`<tr>
                      <td class="v-${verdictClass(one.verdict)}">${verdictSign(one.verdict)}</td>
                      <th scope="row">${linked(slug)}</th>
                      <td>${prose(one.what ?? one.reason ?? '')}</td>
                    </tr>`,
                ),
              )}`
      }
      <h2 id="changes">Since the run before</h2>
      ${
        before
          ? html`<p>Compared with ${nameOf(book, before)}: ${inShort(changesBetween(before, run))}</p>
              ${changeList(changesBetween(before, run))}`
          : html`<p>It is the first of this target and version that is remembered here.</p>`
      }
      <p><a href="runs.html">All runs</a></p>`,
  };
}

function facts({
  target,
  version,
  suite,
  depth,
  missing,
}: RunRecord): readonly (readonly [string, string])[] {
  return [
    ['Target', target],
    ['Version', version],
    ['Suite', suite],
    ['Depth', depth ?? 'not set'],
    ...Object.entries(missing).map(([name, reason]) => ['Missing', `${name}: ${reason}`] as const),
  ];
}

/** A requirement's verdicts over the last runs of the shown target and version, the oldest first. */
const STRIP_AT_MOST = 12;

/** Nothing where there is but one run: the verdict itself says as much. */
export function historyOf(book: Book, slug: string): Html {
  const last = lastOf(book);
  if (!last) return html``;
  const runs = book.runs
    .filter(({ target, version }) => target === last.target && version === last.version)
    .slice(-STRIP_AT_MOST);
  if (runs.length < 2) return html``;
  return html`<div data-field="history">
    <dt>Over time</dt>
    <dd>
      <span class="strip">
        ${runs.map((run) => {
          const verdict: ShownVerdict = run.verdicts[slug]?.verdict ?? 'not run';
          const text = `${verdict}, ${moment(run.at)}`;
          const file = fileOf(book, run);
          return html`<a class="v-${verdictClass(verdict)}" href="${file ?? 'runs.html'}" title="${text}"
            >${verdictSign(verdict, true)}</a
          >`;
        })}
      </span>
    </dd>
  </div>`;
}
