/** The answers of the run in the order in which they were asked for, and what earlier ones say about later ones. */
import type { Configuration } from '../../client/configuration.ts';
import { document, idOf, member } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import { answerOf, requestHeader, type Answer } from './answer.ts';

export interface History {
  readonly answers: readonly Answer[];
  /** The first answer under the same idempotency key, credential and parameters, for an answer that repeats it. */
  readonly firstOf: ReadonlyMap<Answer, Answer>;
  /** Answers to an idempotency key that was used before with another version or casing: what is saved may have those of the first. */
  readonly savedOtherwise: ReadonlySet<Answer>;
  /** By `Request-Id`, the first answer that carries it. */
  readonly withRequestId: ReadonlyMap<string, Answer>;
  /** By session id, the inquiry that it was created for. */
  readonly inquiryOf: ReadonlyMap<string, string>;
  /** False for a session of this run that nobody can have opened. */
  readonly mayBeOpened: (id: string) => boolean;
}

/** Decided before the idempotency layer, or not to be had twice: nothing of them is promised to be saved. */
const NOT_SAVED = new Set([401, 408, 429, 502, 503, 504]);

export function historyOf(exchanges: readonly Exchange[], configuration: Configuration): History {
  const sorted = exchanges.toSorted((one, other) => one.startedAt - other.startedAt);
  const otherwise = savedOtherwiseIn(sorted);
  const answers = sorted.map((exchange): Answer => {
    const answer = answerOf(exchange, configuration);
    // What is saved may be as the version of the first request has it.
    return otherwise.has(exchange) ? { ...answer, version: undefined } : answer;
  });
  const withRequestId = new Map<string, Answer>();
  for (const answer of answers.toReversed()) {
    const id = header(answer.exchange, 'request-id');
    if (id !== undefined) withRequestId.set(id, answer);
  }
  const inquiryOf = inquiriesIn(answers);
  return {
    answers,
    firstOf: repeatsIn(answers),
    savedOtherwise: new Set(answers.filter(({ exchange }) => otherwise.has(exchange))),
    withRequestId,
    inquiryOf,
    mayBeOpened: openableIn(answers, inquiryOf),
  };
}

function repeatsIn(answers: readonly Answer[]): ReadonlyMap<Answer, Answer> {
  const firsts = new Map<string, Answer>();
  const repeats = new Map<Answer, Answer>();
  for (const answer of answers) {
    const { exchange } = answer;
    if (!answer.wellFormed || !answer.authenticated || NOT_SAVED.has(exchange.response.status)) continue;
    const name = requestName(exchange);
    if (name === undefined) continue;
    const first = firsts.get(name);
    if (!first) firsts.set(name, answer);
    // What overlaps with the first request may wait, be refused or be answered alike: that is left open.
    else if (endOf(first.exchange) <= exchange.startedAt) repeats.set(answer, first);
  }
  return repeats;
}

function savedOtherwiseIn(exchanges: readonly Exchange[]): ReadonlySet<Exchange> {
  const firsts = new Map<string, string | undefined>();
  const otherwise = new Set<Exchange>();
  for (const exchange of exchanges) {
    const key = requestHeader(exchange, 'idempotency-key');
    if (key === undefined || exchange.request.method !== 'POST') continue;
    const name = requestName(exchange);
    if (!firsts.has(key)) firsts.set(key, name);
    else if (firsts.get(key) !== name) otherwise.add(exchange);
  }
  return otherwise;
}

/** Everything that makes a request the same request again; undefined where no idempotency key applies. */
function requestName(exchange: Exchange): string | undefined {
  const { method, url, body } = exchange.request;
  const key = requestHeader(exchange, 'idempotency-key');
  if (key === undefined || method !== 'POST' || exchange.ambiguous) return undefined;
  const headers = ['authorization', 'persona-version', 'key-inflection'];
  return JSON.stringify([key, url, body, headers.map((name) => requestHeader(exchange, name) ?? null)]);
}

function inquiriesIn(answers: readonly Answer[]): ReadonlyMap<string, string> {
  const inquiries = new Map<string, string>();
  for (const { exchange, outcome, wellFormed } of answers) {
    if (exchange.endpoint !== 'createSession' || outcome !== 'success' || !wellFormed) continue;
    const id = idOf(document(exchange).data);
    const inquiry = askedInquiry(exchange);
    if (id !== undefined && inquiry !== undefined && !inquiries.has(id)) inquiries.set(id, inquiry);
  }
  return inquiries;
}

/** The calls that give somebody a way into a session, or start an inquiry. */
const OPENING = new Set(['generateOneTimeLink', 'generateInquiryOneTimeLink', 'resumeInquiry', 'simulate']);

function openableIn(answers: readonly Answer[], inquiryOf: ReadonlyMap<string, string>) {
  const opened = new Set(
    answers.flatMap(({ exchange }) => (OPENING.has(exchange.endpoint) ? [exchange.pathId] : [])),
  );
  return (id: string): boolean => {
    const inquiry = inquiryOf.get(id);
    return inquiry === undefined || opened.has(id) || opened.has(inquiry);
  };
}

function askedInquiry({ request }: Exchange): string | undefined {
  const body: unknown = JSON.parse(request.body ?? 'null');
  const id = member(member(member(body, 'data'), 'attributes'), 'inquiry-id');
  return typeof id === 'string' ? id : undefined;
}

/** When the last byte of the answer came, in milliseconds since the start of the run. */
export function endOf({ startedAt, durationMs }: Exchange): number {
  return startedAt + durationMs;
}
