/** An exchange as a deed: what it asked the target to do, to which objects, and whether the target says that it did so. */
import { endpoints } from '../../contract/endpoints.ts';
import { document, idOf, member, relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';

/** - `refused`: a client error, so nothing may have been done - `unsure`: it may have been carried out, or not */
export type Issue = 'done' | 'refused' | 'unsure';

export interface Deed {
  readonly issue: Issue;
  /** The objects that it names: a session, an inquiry, or several inquiries. */
  readonly ids: readonly string[];
  readonly exchange: Exchange;
}

/** What the exchange asked for, and how it ended. */
export function deedOf(exchange: Exchange): Deed {
  return { issue: issueOf(exchange), ids: idsOf(exchange), exchange };
}

/** True for a read of an object or a list. Reading the address of an action is none. */
export function isRead({ endpoint }: Exchange): boolean {
  return endpoints[endpoint].method === 'GET' && endpoints[endpoint].documented;
}

function issueOf({ response, ambiguous }: Exchange): Issue {
  if (ambiguous || response.status >= 500 || response.status === 408) return 'unsure';
  return response.status >= 200 && response.status <= 299 ? 'done' : 'refused';
}

function idsOf(exchange: Exchange): readonly string[] {
  const { endpoint, pathId, request } = exchange;
  if (endpoint === 'expireAllSessions') {
    const ids = member(member(parsed(request.body), 'meta'), 'inquiry-ids');
    return Array.isArray(ids) ? ids.filter((one): one is string => typeof one === 'string') : [];
  }
  if (endpoint === 'createSession') {
    const asked = member(member(member(parsed(request.body), 'data'), 'attributes'), 'inquiry-id');
    const shown = idOf(relationship(document(exchange).data, 'inquiry'));
    return typeof asked === 'string' ? [asked] : shown === undefined ? [] : [shown];
  }
  return pathId === undefined ? [] : [pathId];
}

function parsed(body: string | null): unknown {
  try {
    return JSON.parse(body ?? '') as unknown;
  } catch {
    return undefined;
  }
}
