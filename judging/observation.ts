/** What was seen where the documentation is silent, as data: `reporting/sentences` says it in words. */
import { document, member } from '../client/document.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Casing } from './expectations/casing.ts';

/** How an answer came out. */
export interface Answer {
  readonly status: number;
  /** Title of its first error, shortened: text for people, which may change any day. */
  readonly title?: string;
}

/** Requests of which only the answer is of interest. */
export type OpenRequest =
  'second-expire' | 'reused-idempotency-key' | 'unknown-include' | 'deep-include' | 'unknown-version';

export type Observation =
  | { readonly code: 'answered'; readonly request: OpenRequest; readonly answer: Answer }
  | { readonly code: 'version-answered'; readonly version: string; readonly answer: Answer }
  | {
      readonly code: 'unknown-casing-answered';
      readonly answer: Answer;
      /** Null: no consistent one. */
      readonly casing: Casing | null;
    }
  | { readonly code: 'default-casing'; readonly casing: Casing | null }
  | { readonly code: 'status-seen'; readonly status: string | null; readonly documented: boolean }
  | {
      readonly code: 'additions';
      readonly members: readonly string[];
      readonly attributes: readonly string[];
      readonly relationships: readonly string[];
    }
  | { readonly code: 'included-by-default'; readonly types: readonly string[] }
  | { readonly code: 'sparse-relationships'; readonly names: readonly string[] }
  | {
      readonly code: 'fields-answered';
      readonly asked: 'camel-case' | 'unknown';
      readonly answer: Answer;
      readonly attributes: 'all' | readonly string[];
    }
  | { readonly code: 'replay-request-id'; readonly id: 'none' | 'same' | 'new' }
  | { readonly code: 'unauthenticated-headers'; readonly headers: readonly string[] }
  | { readonly code: 'header-prefix'; readonly header: string; readonly prefix: string | null }
  | { readonly code: 'error-members'; readonly status: number; readonly members: readonly string[] }
  | { readonly code: 'quota'; readonly announced: boolean }
  | { readonly code: 'new-after-expire-all'; readonly status: string | null }
  | { readonly code: 'link-after-expiry'; readonly made: boolean; readonly answer: Answer }
  | { readonly code: 'event-listed'; readonly listed: boolean; readonly answer: Answer };

const LONGEST_TITLE = 80;

/** How an answer came out: its status, and the title of its first error. */
export function answerOf(exchange: Exchange): Answer {
  const { status } = exchange.response;
  const title = member(document(exchange).errors[0], 'title');
  return typeof title === 'string' ? { status, title: title.slice(0, LONGEST_TITLE) } : { status };
}
