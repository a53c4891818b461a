/** Finding exchanges in the recorded stories. */
import { SUBJECT } from '../../contract/endpoints.ts';
import type { RedactedExchange } from '../../client/redaction.ts';
import { scenarioOf, type Story } from '../stories.ts';

/** The exchange with this label; the first where a step was repeated. */
export function exchangeByLabel(
  stories: ReadonlyMap<string, Story>,
  label: string,
): RedactedExchange | undefined {
  return stories.get(scenarioOf(label))?.exchanges.find((exchange) => exchange.label === label);
}

/** Every exchange of every story. */
export function allExchanges(stories: ReadonlyMap<string, Story>): readonly RedactedExchange[] {
  return [...stories.values()].flatMap(({ exchanges }) => exchanges);
}

/** True for a request to the endpoint that this contract is about. */
export function isExpire({ endpoint }: RedactedExchange): boolean {
  return endpoint === SUBJECT;
}
