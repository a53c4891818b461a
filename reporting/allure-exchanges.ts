/**
 * The exchanges of a run as attachments of Allure results. Many requirements read the same exchange, but Allure shows an
 * attached file in one result only, so each gets a file of its own.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALLURE_HTTP_EXCHANGE_CONTENT_TYPE } from 'allure-js-commons/http';
import type { RedactedExchange } from '../client/redaction.ts';
import { asAllureExchange, exchangeTitle } from './allure-exchange.ts';
import type { AllureAttachment } from './allure-results.ts';
import { scenarioOf, type Story } from './stories.ts';

/**
 * A result shows no more than these. A clause about every exchange looks at fifty and more, whose files took the longest of
 * all that a run writes; the stories hold them all.
 */
const MOST_SHOWN = 6;

/** Attachments, and how many exchanges the outcome rests on. */
interface Shown {
  readonly attachments: readonly AllureAttachment[];
  readonly of: number;
}

interface WithAttachments {
  readonly attachments?: readonly AllureAttachment[];
  readonly steps?: readonly WithAttachments[];
}

export class AllureExchanges {
  readonly #resultsDir: string;
  readonly #stories: ReadonlyMap<string, Story>;
  #written = 0;

  constructor(resultsDir: string, stories: ReadonlyMap<string, Story>) {
    this.#resultsDir = resultsDir;
    this.#stories = stories;
  }

  /** True when a result shows exchanges already: a failed test attaches its own. */
  isShownIn(result: WithAttachments): boolean {
    return (
      (result.attachments ?? []).some(({ type }) => type === ALLURE_HTTP_EXCHANGE_CONTENT_TYPE) ||
      (result.steps ?? []).some((step) => this.isShownIn(step))
    );
  }

  /** Attachments for the first exchanges with these labels, in the order of the stories; a label that no story has is left out. */
  attach(labels: readonly string[]): Shown {
    const wanted = new Set(labels);
    const scenarios = new Set(labels.map(scenarioOf));
    const exchanges = [...scenarios]
      .flatMap((scenario) => this.#stories.get(scenario)?.exchanges ?? [])
      .filter(({ label }) => wanted.has(label));
    return {
      attachments: exchanges.slice(0, MOST_SHOWN).map((exchange) => this.#attachment(exchange)),
      of: exchanges.length,
    };
  }

  #attachment(exchange: RedactedExchange): AllureAttachment {
    this.#written += 1;
    const source = `exchange-${this.#written}-attachment.httpexchange`;
    writeFileSync(join(this.#resultsDir, source), JSON.stringify(asAllureExchange(exchange)));
    return { name: exchangeTitle(exchange), type: ALLURE_HTTP_EXCHANGE_CONTENT_TYPE, source };
  }
}
