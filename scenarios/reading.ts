/** Reading what scenarios need from answers, whatever their casing. */
import { attribute, document, idOf } from '../client/document.ts';
import { preconditionDoubt } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';

/** The session's status in an answer; undefined when the answer shows none. */
export function stateOf(exchange: Exchange): string | undefined {
  const status = attribute(document(exchange).data, 'status');
  return typeof status === 'string' ? status : undefined;
}

/** True for a status of 200 to 299. */
export function succeeded(exchange: Exchange): boolean {
  return exchange.response.status >= 200 && exchange.response.status <= 299;
}

/** True when the answer shows the session as expired. */
export const isExpired = (exchange: Exchange): boolean => stateOf(exchange) === 'expired';

/** True when the answer shows the session at all. */
export const isFound = (exchange: Exchange): boolean => succeeded(exchange);

/**
 * What a check builds on: the call succeeded.
 * @throws Inconclusive (precondition) otherwise: whether success was promised is another requirement's business
 */
export function assumeSuccess(exchange: Exchange, what: string): Exchange {
  if (!succeeded(exchange)) {
    throw preconditionDoubt(
      `${what} was answered with status ${exchange.response.status}, so there is nothing to judge.`,
    );
  }
  return exchange;
}

/**
 * What a check of refusals builds on: the call was refused with a client error.
 * @throws Inconclusive (precondition) otherwise
 */
export function assumeRefusal(exchange: Exchange): Exchange {
  const { status } = exchange.response;
  if (status < 400 || status > 499)
    throw preconditionDoubt(
      `${exchange.label} was answered with status ${status}, so no refusal can be judged.`,
    );
  return exchange;
}

/** True when nothing is known about who opened the session: then null may be left away, and nothing can be missed. */
export function saysNothingOfTheUser(exchange: Exchange): boolean {
  const { data } = document(exchange);
  return ['ip-address', 'user-agent', 'os-name'].every((name) => (attribute(data, name) ?? null) === null);
}

/** The status that a list shows of a session; undefined when the list does not have it. */
export function stateInList(list: Exchange, sessionId: string): string | undefined {
  const entry = document(list).list.find((resource) => resource.id === sessionId);
  const status = attribute(entry, 'status');
  return typeof status === 'string' ? status : undefined;
}

/** The id of the session (or inquiry) that an answer shows; undefined when it shows none. */
export function shownId(exchange: Exchange): string | undefined {
  return idOf(document(exchange).data);
}

/** True when the list has every session that these creations answered with. */
export function listsAll(list: Exchange, creations: readonly Exchange[]): boolean {
  const listed = new Set(document(list).list.map((resource) => resource.id));
  return creations.filter(succeeded).every((creation) => listed.has(shownId(creation)));
}
