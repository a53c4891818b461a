/** The shortest sequence of exchanges that shows a finding: what it acts on, what it compares with, and itself. Pure. */
import { baseUrlOf } from '../client/exchange.ts';
import { endpoints, type EndpointName } from '../contract/endpoints.ts';
import type { RedactedExchange } from '../client/redaction.ts';

/** Longer sequences are not copied any more. */
const AT_MOST = 6;

/** Which attempts to end a session lead to a read: those on objects that it names, or all of them. */
type Attempts = 'on-its-objects' | 'on-any-object';

/** A name in place of a value: `<session:1>`. The template is given, not made. */
const REFERENCE = /<(?!inquiry-template)[a-z][a-z-]*:\d+>/g;

/**
 * The exchanges that lead to one of them, in order, the one itself last; empty where it is not among them.
 * @param label `scenario/step` of the exchange that shows the finding
 * @param story what was recorded, in order and redacted as one, so that a name stands for the same object throughout
 */
export function shortestSequence(
  label: string,
  story: readonly RedactedExchange[],
  attempts: Attempts = 'on-its-objects',
  path: FindingPath = [],
): readonly RedactedExchange[] {
  // A scenario that was run again stands there twice; the last run is the one that was judged.
  const target = story.findLast((exchange) => exchange.label === label);
  if (target === undefined) return [];
  const before = story.slice(0, story.indexOf(target));
  const members = membersOf(target, before, path);
  const sequence = withMakers(leadingTo(target, before, members, attempts), story, members);
  return withoutIdleKeys(sequence.map((exchange) => withoutLinks(exchange, story)));
}

/** A story that is short already, as a script can repeat it. */
export function wholeSequence(story: readonly RedactedExchange[]): readonly RedactedExchange[] {
  return withoutIdleKeys(story.map((exchange) => withoutLinks(exchange, story)));
}

/** Where in the answer the finding lies. */
type FindingPath = readonly (string | number)[];

/** More objects of a list than this hide what is to be seen. */
const MEMBERS_AT_MOST = 2;

/**
 * Sessions that a question about an inquiry is about without naming them: those in its list, or the one that stands for it.
 * First the one that the finding points to, then those that are missing or stand there twice, then the latest.
 */
function membersOf(
  target: RedactedExchange,
  before: readonly RedactedExchange[],
  path: FindingPath,
): readonly string[] {
  const lists = target.endpoint === 'listSessions';
  const standsForOne = target.endpoint === 'expireSession' && /<inquiry:/.test(target.request.url);
  if (!lists && !standsForOne) return [];
  const inquiries = referencesOf(target).filter((id) => id.startsWith('<inquiry:'));
  const made = before
    .filter((exchange) => exchange.endpoint === 'createSession')
    .filter((exchange) => referencesOf(exchange).some((id) => inquiries.includes(id)))
    .flatMap(createdBy);
  const shown = sessionsIn(target);
  const pointed = typeof path[1] === 'number' ? [shown[path[1]] ?? ''] : [];
  const odd = [
    ...made.filter((id) => !shown.includes(id)),
    ...shown.filter((id, n) => shown.indexOf(id) !== n),
  ];
  const all = [...pointed, ...odd, ...made.toReversed()].filter((id) => made.includes(id));
  return [...new Set(all)].slice(0, MEMBERS_AT_MOST);
}

function sessionsIn({ response }: RedactedExchange): readonly string[] {
  return [...response.body.matchAll(/"id": "(<session:\d+>)"/g)].map(([, id = '']) => id);
}

/** Opening a link needs a browser; the documented simulation of the start needs none, and comes to the same. */
function withoutLinks(exchange: RedactedExchange, story: readonly RedactedExchange[]): RedactedExchange {
  const session = exchange.endpoint === 'generateOneTimeLink' ? referencesOf(exchange)[0] : undefined;
  if (session === undefined || !exchange.label.endsWith(': link')) return exchange;
  const parent = story
    .filter((other) => createdBy(other).includes(session))
    .flatMap(referencesOf)
    .find((id) => id.startsWith('<inquiry:'));
  if (parent === undefined) return exchange;
  return made(exchange.label.replace(/ link$/, ' simulate the start'), {
    endpoint: 'simulate',
    url: baseUrlOf(exchange) + endpoints.simulate.path.replace('{id}', parent),
    body: { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } },
    status: 200,
    answer: {},
  });
}

function leadingTo(
  target: RedactedExchange,
  before: readonly RedactedExchange[],
  members: readonly string[],
  attempts: Attempts,
): readonly RedactedExchange[] {
  const need: Need = {
    objects: withParents([...referencesOf(target), ...members], before),
    keys: new Set(),
    attempts,
  };
  const key = idempotencyKey(target);
  if (key !== undefined) need.keys.add(key);
  const kept: RedactedExchange[] = [];
  for (const exchange of before.toReversed()) {
    if (!matters(exchange, target, need, before)) continue;
    for (const object of withParents(referencesOf(exchange), before)) need.objects.add(object);
    const itsKey = isCreation(exchange) ? undefined : idempotencyKey(exchange);
    if (itsKey !== undefined) need.keys.add(itsKey);
    kept.unshift(exchange);
  }
  return [...shortened(kept, AT_MOST - 1), target];
}

interface Need {
  readonly attempts: Attempts;
  readonly objects: Set<string>;
  readonly keys: Set<string>;
}

/** The objects, and those that they were created in: a session's inquiry. */
function withParents(objects: readonly string[], story: readonly RedactedExchange[]): Set<string> {
  const parents = objects.flatMap((object) =>
    story.filter((exchange) => createdBy(exchange).includes(object)).flatMap(referencesOf),
  );
  return new Set([...objects, ...parents]);
}

/** What makes the objects stays whatever the length; of the rest, the latest. */
function shortened(exchanges: readonly RedactedExchange[], most: number): readonly RedactedExchange[] {
  const makes = exchanges.filter(isCreation).length;
  const others = exchanges.filter((exchange) => !isCreation(exchange));
  const room = Math.max(0, most - makes);
  const latest = new Set(room === 0 ? [] : others.slice(-room));
  return exchanges.filter((exchange) => isCreation(exchange) || latest.has(exchange));
}

function matters(
  exchange: RedactedExchange,
  target: RedactedExchange,
  { objects, keys, attempts }: Need,
  story: readonly RedactedExchange[],
): boolean {
  const { method, url } = exchange.request;
  const { endpoint } = exchange;
  if (isCreation(exchange)) return createdBy(exchange).some((id) => objects.has(id));
  // Of the uses of a key the first one decides.
  const key = idempotencyKey(exchange);
  if (key !== undefined && keys.has(key))
    return exchange === story.find((other) => idempotencyKey(other) === key);
  // Of reads, only the same question, asked of the same object before.
  if (method === 'GET' && !expires(exchange))
    return target.request.method === 'GET' && url === target.request.url;
  // A read shows the effect of what was tried before it, refused or not.
  const tried = target.request.method === 'GET' && expires(exchange);
  if (tried && attempts === 'on-any-object') return true;
  return (
    (tried || exchange.response.status < 400) && (names(url, objects) || endpoint === 'expireAllSessions')
  );
}

/**
 * Puts in front what makes the objects that the sequence begins with, since another scenario made them. A session that
 * never showed itself may be nobody's, and is left for the reader to choose.
 */
function withMakers(
  sequence: readonly RedactedExchange[],
  story: readonly RedactedExchange[],
  members: readonly string[],
): readonly RedactedExchange[] {
  const used = [...new Set([...sequence.flatMap(referencesOf), ...members])];
  const there = new Set(sequence.flatMap(createdBy));
  const showedItself = (id: string): boolean =>
    story.some(({ response }) => response.status < 300 && response.body.includes(`"id": "${id}"`));
  const sessions = used.filter((id) => id.startsWith('<session:') && !there.has(id) && showedItself(id));
  const inquiries = used.filter((id) => id.startsWith('<inquiry:') && !there.has(id));
  const parent = used.find((id) => id.startsWith('<inquiry:')) ?? '<inquiry:1>';
  if (sessions.length > 0 && !there.has(parent) && !inquiries.includes(parent)) inquiries.unshift(parent);
  const last = sequence.at(-1);
  const base = last ? baseUrlOf(last) : '';
  return [
    ...inquiries.map((id) =>
      maker(id, 'createInquiry', base, { 'inquiry-template-id': '<inquiry-template:1>' }),
    ),
    ...sequence.filter((exchange) => createdBy(exchange).includes(parent)),
    ...sessions.map((id) => maker(id, 'createSession', base, { 'inquiry-id': parent })),
    ...sequence.filter((exchange) => !createdBy(exchange).includes(parent)),
  ];
}

/** The documented way to create something, as if it had made this very object. */
function maker(
  id: string,
  endpoint: EndpointName,
  base: string,
  attributes: Readonly<Record<string, string>>,
): RedactedExchange {
  return made(`set-up/create ${id.replace(/^<|:\d+>$/g, '')}`, {
    endpoint,
    url: base + endpoints[endpoint].path,
    body: { data: { attributes } },
    status: 201,
    answer: { data: { id } },
  });
}

interface Call {
  readonly endpoint: EndpointName;
  readonly url: string;
  readonly body: object;
  readonly status: number;
  readonly answer: object;
}

function made(label: string, { endpoint, url, body, status, answer }: Call): RedactedExchange {
  return {
    label,
    endpoint,
    request: {
      method: endpoints[endpoint].method,
      url,
      headers: [
        ['Authorization', 'Bearer $PERSONA_API_KEY'],
        ['Accept', 'application/json'],
        ['Content-Type', 'application/json'],
      ],
      body: JSON.stringify(body),
    },
    response: { status, headers: [], body: JSON.stringify(answer, null, 1) },
    startedAt: 0,
    durationMs: 0,
    attempts: 1,
    ambiguous: false,
    redacted: true,
  };
}

/** Creations carry a key each, so that they may be repeated; it says nothing unless another exchange carries it too. */
function withoutIdleKeys(exchanges: readonly RedactedExchange[]): readonly RedactedExchange[] {
  return exchanges.map((exchange) => {
    const key = idempotencyKey(exchange);
    const uses = exchanges.filter((other) => idempotencyKey(other) === key).length;
    if (key === undefined || uses > 1 || !isCreation(exchange)) return exchange;
    const headers = exchange.request.headers.filter(([name]) => !isKeyHeader(name));
    return { ...exchange, request: { ...exchange.request, headers } };
  });
}

function isCreation({ request, response }: RedactedExchange): boolean {
  return request.method === 'POST' && response.status === 201;
}

/** Whether the call is to end sessions. */
function expires({ endpoint }: RedactedExchange): boolean {
  return (
    endpoint === 'expireSession' ||
    endpoint === 'expireAllSessions' ||
    endpoint === 'expireInquiry' ||
    endpoint === 'readExpireAddress'
  );
}

function names(url: string, needed: ReadonlySet<string>): boolean {
  return (url.match(REFERENCE) ?? []).some((id) => needed.has(id));
}

function idempotencyKey({ request }: RedactedExchange): string | undefined {
  return request.headers.find(([name]) => isKeyHeader(name))?.[1];
}

function isKeyHeader(name: string): boolean {
  return name.toLowerCase() === 'idempotency-key';
}

function referencesOf({ request }: RedactedExchange): readonly string[] {
  return `${request.url}\n${request.body ?? ''}`.match(REFERENCE) ?? [];
}

function createdBy(exchange: RedactedExchange): readonly string[] {
  const id = isCreation(exchange) ? /"id": "(<[^"]+>)"/.exec(exchange.response.body)?.[1] : undefined;
  return id === undefined ? [] : [id];
}
