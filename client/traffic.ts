/** Counting what goes over the wire, by endpoint: for the statement. */
import { titleOf } from '../contract/endpoints.ts';
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

/** Adds an exchange, its retries included. */
export function addExchange(traffic: Traffic, exchange: Exchange): Traffic {
  const endpoint = titleOf(exchange.endpoint);
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
