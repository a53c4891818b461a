/** An exchange as Allure shows it: method, address, status, headers and bodies in a viewer of their own. */
import { ALLURE_HTTP_EXCHANGE_SCHEMA_VERSION, type HttpExchange } from 'allure-js-commons/http';
import type { HeaderLines } from '../client/exchange.ts';
import type { RedactedExchange } from '../client/redaction.ts';

/** The content of an attachment of type `ALLURE_HTTP_EXCHANGE_CONTENT_TYPE`. */
export function asAllureExchange(exchange: RedactedExchange): HttpExchange {
  const { request, response } = exchange;
  return {
    schemaVersion: ALLURE_HTTP_EXCHANGE_SCHEMA_VERSION,
    start: Math.round(exchange.startedAt),
    stop: Math.round(exchange.startedAt + exchange.durationMs),
    request: {
      method: request.method,
      url: request.url,
      headers: named(request.headers),
      ...(request.body === null ? {} : { body: { contentType: 'application/json', value: request.body } }),
    },
    response: {
      status: response.status,
      headers: named(response.headers),
      body: { contentType: 'application/json', value: response.body },
    },
  };
}

/** How an exchange is called in a report. */
export function exchangeTitle(exchange: RedactedExchange): string {
  return `${exchange.label} → ${exchange.response.status}`;
}

function named(headers: HeaderLines): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}
