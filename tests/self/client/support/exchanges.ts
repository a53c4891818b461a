/** Exchanges made by hand. */
import { endpointOf } from '../../support/endpoint-of.ts';
import type { Exchange, HeaderLines } from '../../../../client/exchange.ts';

export interface Parts {
  readonly label?: string;
  readonly method?: string;
  readonly url?: string;
  readonly sent?: HeaderLines;
  readonly requestBody?: string | null;
  readonly status?: number;
  readonly headers?: HeaderLines;
  /** Serialised unless it is a string. */
  readonly body?: unknown;
}

export function exchangeOf(parts: Parts = {}): Exchange {
  const { body = '', method = 'GET' } = parts;
  const url = parts.url ?? 'https://api.example.test/api/v1/inquiry-sessions/iqse_abcdef123456';
  return {
    label: parts.label ?? 'story/step',
    ...endpointOf(method, url),
    request: {
      method,
      url,
      headers: parts.sent ?? [],
      body: parts.requestBody ?? null,
    },
    response: {
      status: parts.status ?? 200,
      headers: parts.headers ?? [['Content-Type', 'application/json']],
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    startedAt: 0,
    durationMs: 1,
    attempts: 1,
    ambiguous: false,
  };
}
