/** Counting what goes over the wire, by endpoint: for the statement. */
import type { Exchange } from './exchange.ts';

/** How often one endpoint was called, retries included. */
export interface EndpointFact {
  /** Method and path template, e.g. `POST /inquiry-sessions/{id}/expire`. */
  readonly endpoint: string;
  readonly requests: number;
  /** Answers by status code; a request that got no answer counts under `none`. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Requests by endpoint and status, as plain data. */
export interface Traffic {
  /** Everything that went over the wire, set-up, retries and clean-up included. */
  readonly total: number;
  readonly retries: number;
  readonly endpoints: readonly EndpointFact[];
}

/** The method and path template of an exchange, e.g. `POST /inquiry-sessions/{id}/expire`. */
export function endpointOf(exchange: Exchange, baseUrl: string): string {
  const path = exchange.request.url.slice(baseUrl.length).split('?')[0] ?? '';
  const [, collection, id, ...action] = path.split('/');
  const isId = id !== undefined && id !== 'expire-all';
  const template = [collection, ...(id === undefined ? [] : [isId ? '{id}' : id]), ...action];
  return `${exchange.request.method} /${template.join('/')}`;
}

/** Adds an exchange, its retries included. */
export function addExchange(traffic: Traffic, exchange: Exchange, baseUrl: string): Traffic {
  const endpoint = endpointOf(exchange, baseUrl);
  const before = traffic.endpoints.find((fact) => fact.endpoint === endpoint);
  const status = String(exchange.response.status);
  const retries = exchange.attempts - 1;
  const fact: EndpointFact = {
    endpoint,
    requests: (before?.requests ?? 0) + exchange.attempts,
    statuses: {
      ...before?.statuses,
      [status]: (before?.statuses[status] ?? 0) + 1,
      ...(retries === 0 ? {} : { none: (before?.statuses['none'] ?? 0) + retries }),
    },
  };
  return {
    total: traffic.total + exchange.attempts,
    retries: traffic.retries + retries,
    endpoints: [...traffic.endpoints.filter((other) => other.endpoint !== endpoint), fact],
  };
}

export const noTraffic: Traffic = { total: 0, retries: 0, endpoints: [] };
