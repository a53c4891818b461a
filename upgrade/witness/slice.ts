/** The fewest calls of a run that lead to an answer: what made its objects, what was done to them, what used its key. */
import { document, idOf } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { keySent, scenarioIn } from '../observed-exchange.ts';

/** A call of a story; `opens`: the link that it made is opened afterwards. */
export interface Call {
  readonly exchange: Exchange;
  readonly opens: boolean;
  /** Sent under this version whichever one the program is run under. */
  readonly version?: string;
}

/** Ids of objects as they stand in addresses and bodies. */
function idsIn(exchange: Exchange, known: ReadonlySet<string>): string[] {
  const text = `${decodeURIComponentSafely(exchange.request.url)} ${exchange.request.body ?? ''}`;
  return [...known].filter((id) => text.includes(id));
}

function decodeURIComponentSafely(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** So many other objects of the scenario, and of the inquiry, are tried, each by itself. */
const MOST_OTHERS = 3;

/**
 * Stories that end with the exchange, the shortest first: with what concerns its own object, with what concerns all objects of
 * its scenario, and with everything that its scenario did.
 */
export function storiesTo(last: Exchange, all: readonly Exchange[], opened: ReadonlySet<string>): Call[][] {
  const end = all.indexOf(last);
  const past = all.slice(0, end);
  const created = new Map<string, Exchange>();
  for (const exchange of [...past, last]) {
    const id = createdId(exchange);
    if (id !== undefined && !created.has(id)) created.set(id, exchange);
  }
  const scenario = scenarioIn(last.label);
  const own = past.filter(({ label }) => scenarioIn(label) === scenario);
  // What became of one other object is often all that matters beside its own.
  const written = (exchanges: readonly Exchange[]): string[] =>
    [...new Set(exchanges.filter(isWrite).map(({ pathId }) => pathId))]
      .filter((id) => id !== undefined)
      .filter((id) => id !== last.pathId);
  const creation = created.get(last.pathId ?? '');
  const home = inquiryOf(creation);
  // What became of its neighbours while it was there.
  const neighbours = past
    .slice(creation === undefined ? 0 : past.indexOf(creation))
    .filter(({ pathId }) => home !== undefined && inquiryOf(created.get(pathId ?? '')) === home);
  const others = new Set([
    ...written(own).slice(0, MOST_OTHERS),
    ...written(neighbours.toReversed()).slice(0, MOST_OTHERS),
  ]);
  const attempts = [
    sliced([last], past, created),
    ...[...others].map((id) =>
      sliced([last, ...past.filter((one) => isWrite(one) && one.pathId === id)], past, created),
    ),
    // A creation may depend on another one of its scenario, under a key that resembles its own.
    ...(createdId(last) === undefined
      ? []
      : own
          .filter((one) => one.endpoint === last.endpoint && keySent(one) !== undefined)
          .slice(0, MOST_OTHERS)
          .map((one) => sliced([last, one], past, created))),
    // What names its objects in the body, as expire-all does, acts on them as well.
    ...own
      .filter((one) => isWrite(one) && one.pathId === undefined && createdId(one) === undefined)
      .map((one) => sliced([last, one], past, created)),
    // A list is about two: one to which something was done, and one to which nothing was.
    ...(last.pathId === undefined
      ? [...others].flatMap((id) =>
          own
            .filter((one) => one.endpoint === 'createSession' && createdId(one) !== id)
            .slice(0, MOST_OTHERS)
            .map((other) =>
              sliced(
                [last, other, ...past.filter((one) => isWrite(one) && one.pathId === id)],
                past,
                created,
              ),
            ),
        )
      : []),
    sliced([last, ...own.filter((one) => createdId(one) !== undefined)], past, created),
    sliced([last, ...own.filter(isWrite)], past, created),
    sliced([last, ...own], past, created),
  ];
  const stories = new Map(attempts.map((story) => [story.map(({ label }) => label).join('\n'), story]));
  return [...stories.values()].map((story) =>
    story.map((exchange) => ({
      exchange,
      opens: exchange.endpoint === 'generateOneTimeLink' && opened.has(exchange.pathId ?? ''),
    })),
  );
}

function sliced(
  wanted: readonly Exchange[],
  past: readonly Exchange[],
  created: ReadonlyMap<string, Exchange>,
): Exchange[] {
  const known = new Set(created.keys());
  const taken = new Set(wanted);
  const ids = new Set(wanted.flatMap((exchange) => idsIn(exchange, known)));
  // Of the calls under one key it is the first that counts.
  const keys = new Map<string, Exchange>();
  const noteKey = (exchange: Exchange): void => {
    // On a reading a key has no effect.
    const key = isWrite(exchange) ? keySent(exchange) : undefined;
    const first = key === undefined ? undefined : past.find((one) => isWrite(one) && keySent(one) === key);
    if (key !== undefined && first !== undefined) keys.set(key, first);
  };
  wanted.forEach(noteKey);
  const paths = new Set(wanted.map(({ pathId }) => pathId));
  for (const exchange of past.toReversed()) {
    const key = keySent(exchange);
    const own = createdId(exchange);
    const concerns =
      (own !== undefined && ids.has(own)) ||
      (isWrite(exchange) && exchange.pathId !== undefined && paths.has(exchange.pathId)) ||
      (key !== undefined && keys.get(key) === exchange);
    if (!concerns && !taken.has(exchange)) continue;
    taken.add(exchange);
    for (const id of idsIn(exchange, known)) ids.add(id);
    noteKey(exchange);
    paths.add(exchange.pathId);
  }
  return [...past.filter((exchange) => taken.has(exchange)), ...wanted.filter((one) => !past.includes(one))];
}

/** The inquiry that a session was created for, as its creation has it. */
function inquiryOf(creation: Exchange | undefined): string | undefined {
  return creation?.endpoint === 'createSession'
    ? /"inquiry[-_]?id":"([^"]+)"/i.exec(creation.request.body ?? '')?.[1]
    : undefined;
}

function isWrite({ request }: Exchange): boolean {
  return request.method !== 'GET';
}

/** The id of what an exchange created. */
export function createdId(exchange: Exchange): string | undefined {
  const isCreation = exchange.endpoint === 'createInquiry' || exchange.endpoint === 'createSession';
  return isCreation && exchange.response.status < 300 ? idOf(document(exchange).data) : undefined;
}
