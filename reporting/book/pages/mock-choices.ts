/** What the embedded mock does where the documentation is silent: each choice, its default and why, and what a sandbox did. */
import { inWords } from '../../sentences/mock-profile.ts';
import type { MockChoice } from '../mock-choices.ts';
import { html, prose, sourceLink, type Html } from '../ui.ts';

export function mockChoicesSection(choices: readonly MockChoice[]): Html {
  if (choices.length === 0) return html``;
  const seen = choices.filter((choice) => choice.seen !== undefined);
  return html`<section id="mock-choices" aria-labelledby="mock-choices--t">
    <h2 id="mock-choices--t">What the embedded mock does</h2>
    <p>
      At ${choices.length} points the mock has to choose. A choice says nothing about Persona; where a sandbox
      was calibrated, what it was seen to do stands beside
      it${seen.length === 0 ? ' (none was yet: npm run calibrate)' : ''}.
    </p>
    ${choices.map(card)}
  </section>`;
}

function card({ name, about, values, standard, why, page, seen }: MockChoice): Html {
  return html`<article class="card" id="choice-${name}">
    <h3><a href="#choice-${name}">${name}</a></h3>
    <p>${prose(about)}</p>
    <dl class="facts">
      <div data-field="values">
        <dt>Values</dt>
        <dd>
          ${values.map(({ value, means }, n) => html`${n === 0 ? '' : '; '}<code>${value}</code>${means === undefined ? '' : html` ${prose(means)}`}`)}
        </dd>
      </div>
      <div data-field="standard">
        <dt>The mock by default</dt>
        <dd><code>${standard}</code></dd>
      </div>
      <div data-field="why">
        <dt>Why</dt>
        <dd>${prose(why)} ${page === undefined ? '' : sourceLink({ page })}</dd>
      </div>
      <div data-field="seen">
        <dt>Seen</dt>
        <dd>
          ${seen === undefined ? 'at no sandbox yet' : html`${prose(seen.what)} (${seen.target}, version ${seen.version}, ${inWords(seen.day)})`}
        </dd>
      </div>
    </dl>
  </article>`;
}
