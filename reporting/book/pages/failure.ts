/** A violation, laid out in the order in which it is read. */
import { areaTitle } from '../../terminal.ts';
import type { BookEntry } from '../model.ts';
import { html, prose, sourceLink, wire, type Html } from '../ui.ts';

/** How many look-alikes are worth a line. */
const SHOWN = 3;

/**
 * What broke in plain words, expected and seen, the clause, why it matters, the shortest calls that show it, and the known
 * fault that looks most like it. Empty where nothing broke.
 * @param isCard within the requirement's own card, which says clause and reason already; elsewhere the heading says what broke
 */
export function failure({ requirement, outcome, example, resembles }: BookEntry, isCard = false): Html {
  const finding = outcome?.finding;
  if (!finding) return html``;
  return html`<section class="failure" aria-label="What broke in ${requirement.id}">
    ${isCard ? html`<p class="what">${prose(finding.what)}</p>` : ''}
    <dl class="diff">
      <div class="del">
        <dt>expected</dt>
        <dd>${finding.expected}</dd>
      </div>
      <div class="ins">
        <dt>seen</dt>
        <dd>${finding.seen}</dd>
      </div>
      ${
        finding.pointer === undefined
          ? ''
          : html`<div>
              <dt>at</dt>
              <dd><code>${finding.pointer}</code></dd>
            </div>`
      }
    </dl>
    ${
      isCard
        ? ''
        : html`<p>
              <b>Clause.</b> ${prose(requirement.statement)} (${requirement.level},
              ${sourceLink(requirement.source)})
            </p>
            <p><b>Why it matters.</b> ${prose(requirement.rationale)}</p>`
    }
    ${
      example === undefined
        ? ''
        : html`<details open>
            <summary>Shortest calls that show it</summary>
            ${wire('Calls that show it', example.curl, true)}
          </details>`
    }
    ${lookAlikes({ resembles })}
  </section>`;
}

function lookAlikes({ resembles }: Pick<BookEntry, 'resembles'>): Html {
  if (resembles.length === 0) return html``;
  return html`<p>
    <b>Looks like</b> ${resembles
      .slice(0, SHOWN)
      .map(
        ({ fault, likeness }, index) =>
          html`${index === 0 ? '' : '; or '}<a href="faults.html#${fault.slug}">${fault.slug}</a>,
            ${likeness.toFixed(2)}: ${prose(fault.sentence)} (${knownArea(fault.area)})`,
      )}
  </p>`;
}

function knownArea(area: string): string {
  return areaTitle(area as Parameters<typeof areaTitle>[0]) ?? area;
}
