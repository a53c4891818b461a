/** The state machine: drawn, and as a table. */
import { instance } from '@viz-js/viz';
import { calls, states, transitions, type State, type Transition } from '../data/transitions.ts';
import { weightiest } from '../last-run.ts';
import type { Book, BookEntry, ShownVerdict } from '../model.ts';
import { observedTransitions, type ObservedTransition } from '../observed-transitions.ts';
import { bearing, html, hrefOf, prose, raw, table, verdictClass, type Html } from '../ui.ts';
import type { Page } from './layout.ts';

export async function stateMachine(book: Book): Promise<Page> {
  const observed = observedTransitions(book.stories.values());
  const known = transitions.map((transition) => lineOf(book, transition, observed));
  const surprising = observed.filter(
    (one) =>
      !known.some(
        ({ transition, to }) => same(transition, one) && (to === one.to || transition.to === 'open'),
      ),
  );
  return {
    file: 'states.html',
    title: 'State machine',
    bears: [...new Set(transitions.flatMap(({ proofs: ids }) => ids))].map((id) => book.entry(id)),
    lead: 'What each call does to a session in each state. The figures count how often it was traced in the stories of the last run; a session that a story takes over from another is not traced until its state is shown.',
    body: html`<figure
        class="drawing"
        tabindex="0"
        role="region"
        aria-label="Drawing of the states; the same stands in the table below"
      >
        <div class="broad">${raw(await drawing(known, surprising, 'LR'))}</div>
        <div class="tall">${raw(await drawing(known, surprising, 'TB'))}</div>
        <figcaption>
          ${(['pass', 'violation', 'inconclusive', 'not run'] as const).map((verdict) => html`<span class="key v-${verdictClass(verdict)}">${verdict}</span>`)}
          <span class="key dashed">dashed: not documented</span>
        </figcaption>
      </figure>
      ${
        surprising.length === 0
          ? ''
          : html`<p class="missing">
              Seen, but not in the contract:
              ${surprising.map((one, n) => html`${n === 0 ? '' : '; '}${calls[one.call]}, ${one.from ?? 'nothing'} to ${one.to} (<code>${one.seenIn}</code>)`)}
            </p>`
      }
      <h2 id="table">States × calls</h2>
      ${table('States and calls', ['Call', ...states], callRows(book, known))}
      <h2 id="details">Every transition</h2>
      ${table(
        'Transitions',
        ['From', 'Call', 'To', 'Traced', 'Proved by'],
        known.map(
          ({ transition, to, times, seenIn, verdict }) =>
            html`<tr>
              <th scope="row" class="cell v-${verdictClass(verdict)}">${transition.from ?? 'none'}</th>
              <td>
                ${calls[transition.call]}${transition.documented ? '' : html` <span class="quiet">(not documented)</span>`}
              </td>
              <td>${to}</td>
              <td>
                ${times === 0 ? html`<span class="quiet">not traced</span>` : html`${times} ×, first in <code>${seenIn}</code>`}
              </td>
              <td>
                ${transition.proofs.length === 0 ? '' : bearing(bestOf(book, transition), allOf(book, transition))}${transition.note === undefined ? '' : prose(transition.note)}
              </td>
            </tr>`,
        ),
      )}`,
  };
}

interface Line {
  readonly transition: Transition;
  /** Where it leads: as documented, or as observed where that is open. */
  readonly to: State | 'open';
  readonly verdict: ShownVerdict;
  readonly times: number;
  readonly seenIn: string;
}

function lineOf(book: Book, transition: Transition, observed: readonly ObservedTransition[]): Line {
  const seen = observed.filter((one) => same(transition, one));
  const fitting = transition.to === 'open' ? seen : seen.filter(({ to }) => to === transition.to);
  return {
    transition,
    to: transition.to === 'open' ? (seen[0]?.to ?? 'open') : transition.to,
    verdict: weightiest(transition.proofs.map((id) => book.entry(id))),
    times: fitting.reduce((sum, { times }) => sum + times, 0),
    seenIn: fitting[0]?.seenIn ?? '',
  };
}

function same(transition: Pick<Transition, 'from' | 'call'>, one: ObservedTransition): boolean {
  return transition.from === one.from && transition.call === one.call;
}

const BEST = 4;

function bestOf(book: Book, transition: Transition): readonly BookEntry[] {
  return allOf(book, transition).slice(0, BEST);
}

function allOf(book: Book, { proofs }: Transition): readonly BookEntry[] {
  return proofs.map((id) => book.entry(id));
}

function callRows(book: Book, known: readonly Line[]): readonly Html[] {
  return Object.entries(calls)
    .filter(([call]) => call !== 'create')
    .map(([call, title]) => {
      const cells = states.map((state) => {
        const line = known.find(({ transition }) => transition.call === call && transition.from === state);
        if (!line) return html`<td class="quiet">not described</td>`;
        const result =
          line.to === state ? `stays ${state}` : line.to === 'open' ? 'left open' : `becomes ${line.to}`;
        return html`<td
          class="cell v-${verdictClass(line.verdict)}${line.transition.documented ? '' : ' dashed'}"
        >
          <b>${result}</b
          >${line.transition.documented ? '' : html` <span class="quiet">not documented</span>`}
          ${line.verdict === 'violation' ? html`<b class="missing">seen otherwise</b>` : ''}
          ${line.transition.proofs.length === 0 ? html`<span class="quiet">not tested</span>` : bearing(bestOf(book, line.transition).slice(0, 1), allOf(book, line.transition))}
        </td>`;
      });
      return html`<tr>
        <th scope="row">${title}</th>
        ${cells}
      </tr>`;
    });
}

/** Text of an edge, in the words of the drawing. */
const SHORT: Record<keyof typeof calls, string> = {
  create: 'create',
  open: 'opened by an end user',
  expire: 'expire',
  'expire-sibling': 'expire a sibling',
  'expire-all': 'expire all',
  'expire-inquiry': 'expire the inquiry',
  time: 'time passes',
  link: 'one-time link',
  'read-action': 'GET the address',
};

/** Arrows that lead from one state to the same other one: drawn as one, whose words stand in its way. */
interface Arrow {
  readonly from: State | null;
  readonly to: State | 'open';
  readonly documented: boolean;
  readonly lines: string[];
  readonly verdicts: ShownVerdict[];
  readonly proofs: readonly string[];
}

/**
 * The states with their arrows. The words of an arrow are a node of their own within it, so that no line strikes them through
 * and no two of them meet, however many there are.
 */
async function drawing(
  known: readonly Line[],
  surprising: readonly ObservedTransition[],
  direction: 'LR' | 'TB',
): Promise<string> {
  // A phone has room for the words, not for the figures; they stand in the table.
  const arrows = arrowsOf(known, surprising, direction === 'LR');
  const edges = arrows.flatMap((arrow, n) => {
    const look = { class: `e-${verdictClass(worstOf(arrow))}`, style: arrow.documented ? 'solid' : 'dashed' };
    const words = {
      label: arrow.lines.join('\n'),
      shape: 'plaintext',
      margin: direction === 'LR' ? '0.22,0.03' : '0.1,0.03',
      // Laid out a little larger than it is shown: browsers’ letters are wider than reckoned.
      fontsize: '14',
      tooltip: arrow.proofs.join(', '),
      class: `words e-${verdictClass(worstOf(arrow))}`,
      ...(arrow.proofs[0] === undefined ? {} : { URL: hrefOf(arrow.proofs[0]) }),
    };
    return [
      `words${n} [${attributes(words)}];`,
      `${arrow.from ?? 'none'} -> words${n} [${attributes({ ...look, dir: 'none' })}];`,
      `words${n} -> ${arrow.to} [${attributes(look)}];`,
    ];
  });
  const dot = `digraph "States of an Inquiry Session" {
    rankdir=${direction}; bgcolor="transparent"; nodesep=${direction === 'LR' ? 0.25 : 0.3}; ranksep=${direction === 'LR' ? 0.45 : 0.35}; pad=0.2;
    node [shape=box, style=rounded, fontname="sans-serif", fontsize=15, margin="0.28,0.16"];
    edge [arrowsize=0.8];
    none [shape=point, width=0.12, tooltip="no session yet"];
    ${states.map((state) => `${state} [class="state s-${state}", tooltip="${state}"];`).join(' ')}
    ${arrows.some(({ to }) => to === 'open') ? 'open [label="?", shape=circle, style=dashed, tooltip="left open"];' : ''}
    ${edges.join('\n    ')}
  }`;
  const svg = (await instance()).renderString(dot, { format: 'svg' });
  // Only the picture; its size is the page's to say, and its prologue is for files.
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<svg width="[\d.]+pt" height="[\d.]+pt"/, '<svg')
    .replaceAll(/\s(?:xlink:title|xml:space|id)="[^"]*"/g, '')
    .replaceAll('xlink:href=', 'href=');
}

function arrowsOf(
  known: readonly Line[],
  surprising: readonly ObservedTransition[],
  withFigures: boolean,
): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  const add = (arrow: Arrow): void => {
    const key = `${arrow.from} ${arrow.to} ${arrow.documented}`;
    const before = arrows.get(key);
    before?.lines.push(...arrow.lines);
    before?.verdicts.push(...arrow.verdicts);
    if (!before) arrows.set(key, arrow);
  };
  for (const { transition, to, verdict, times } of known.filter((line) => line.transition.drawn)) {
    const { from, call, documented, proofs } = transition;
    const line = withFigures
      ? `${SHORT[call]}${times > 0 ? ` (${times} ×)` : ''}`
      : SHORT[call].replace(' by ', ' by\n');
    add({ from, to, documented, lines: [line], verdicts: [verdict], proofs: proofs.slice(0, 1) });
  }
  for (const { from, call, to, times } of surprising)
    add({
      from,
      to,
      documented: false,
      lines: [`${SHORT[call]}`, `(${times} ×, not in the contract)`],
      verdicts: ['violation'],
      proofs: [],
    });
  return [...arrows.values()];
}

function worstOf({ verdicts }: Arrow): ShownVerdict {
  return weightiest(verdicts.map((verdict) => ({ verdict })));
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');
}
