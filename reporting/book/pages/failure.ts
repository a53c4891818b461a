/** A violation, laid out in the order in which it is read. */
import { areas } from '../../../contract/catalogue.ts';
import type { FaultList } from '../faults.ts';
import type { BookEntry } from '../model.ts';
import type { StatementRequirement } from '../../statement.ts';
import { likenessInWords } from '../../terminal.ts';
import { html, prose, sourceLink, wire, type Html } from '../ui.ts';

/**
 * What broke in plain words, expected and seen, the clause, why it matters, the shortest calls that show it, and the known
 * fault that looks most like it. Empty where nothing broke.
 * @param options `isCard`: within the requirement's own card, which says clause and reason already; elsewhere the heading says what broke;
 *   `sameAs`: the requirement whose calls are the same
 */
export function failure(
  list: FaultList,
  entry: BookEntry,
  { isCard = false, sameAs }: { readonly isCard?: boolean; readonly sameAs?: string | undefined } = {},
): Html {
  const { requirement, outcome, example } = entry;
  const finding = outcome?.finding;
  if (!finding) return html``;
  const script = outcome?.curl ?? example?.curl;
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
      sameAs !== undefined
        ? html`<p>The same calls show it as <a href="#${sameAs}">${sameAs}</a>.</p>`
        : script === undefined
          ? ''
          : html`<details open>
              <summary>Shortest calls that show it</summary>
              ${wire('Calls that show it', script, true)}
            </details>`
    }
    ${lookAlike(outcome, list)}
  </section>`;
}

function lookAlike({ looksLike }: StatementRequirement, { faults }: FaultList): Html {
  if (!looksLike) return html``;
  const { ties = [] } = looksLike;
  const known = faults.find(({ slug }) => slug === looksLike.fault);
  const area = areas.find((entry) => entry.area === known?.area);
  const named = [looksLike, ...ties].map(({ fault, sentence }) => {
    const there = faults.some(({ slug }) => slug === fault);
    const name = there ? html`<a href="faults.html#${fault}">${fault}</a>` : fault;
    return html`${name}: ${prose(sentence)}`;
  });
  return html`<p>
    <b>Looks like</b>
    ${named.map((one, n) => html`${n === 0 ? '' : ' Just as well like '}${one}`)}${area && ties.length === 0 ? html` (${area.title})` : ''}
    <span class="quiet">${sentenceCase(likenessInWords(looksLike))}.</span>
  </p>`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
