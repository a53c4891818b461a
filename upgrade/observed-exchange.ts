/** An exchange as the planes look at it: its step, its call, what was known before it. */
import { titleOf } from '../contract/endpoints.ts';
import { document, idOf, isObject, kebab, type Resource } from '../client/document.ts';
import { json, type Exchange } from '../client/exchange.ts';
import { stateOf } from '../scenarios/reading.ts';
import type { VersionRun } from './version-run.ts';

export interface ObservedExchange {
  readonly exchange: Exchange;
  /** The label without what tells simultaneous calls apart. */
  readonly step: string;
  /** Method and path with `{id}` for ids. */
  readonly call: string;
  /** A step that scenarios hand to the requirements. */
  readonly evidence: boolean;
  /** The status of the session in the path as it was last seen; `none` for no session, `unknown` for one not seen. */
  readonly before: string;
  /** Its place among all exchanges of the run. */
  readonly index: number;
  /** The id in the path; undefined for none. */
  readonly pathId: string | undefined;
}

/** What is known of a run's objects by their ids. */
export interface Registry {
  /** Sessions that were seen to be opened, with the place of the exchange that showed it first. */
  readonly openedAt: ReadonlyMap<string, number>;
  /** The inquiry that a session was created for. */
  readonly inquiryOf: ReadonlyMap<string, string>;
  /** The place of the exchange that created a session. */
  readonly createdAt: ReadonlyMap<string, number>;
}

export interface Seen {
  readonly version: string;
  readonly observed: readonly ObservedExchange[];
  readonly registry: Registry;
}

/** The step of a label: simultaneous calls `expire (first)` and repeated readings `read~1` are told apart no more. */
export function stepOf(label: string): string {
  return label.replace(/ \([^)]*\)$/, '').replace(/~\d+$/, '');
}

/** The scenario that a step belongs to. */
export function scenarioIn(step: string): string {
  return step.slice(0, step.indexOf('/'));
}

/** The Idempotency-Key that a request was sent under. */
export function keySent(exchange: Exchange): string | undefined {
  return sent(exchange, 'idempotency-key');
}

function sent(exchange: Exchange, header: string): string | undefined {
  return exchange.request.headers.find(([name]) => name.toLowerCase() === header)?.[1];
}

/** The version that a request asked for. */
function versionSent(exchange: Exchange): string | undefined {
  return sent(exchange, 'persona-version');
}

/** Steps that do not follow the version of the run: they cannot tell two versions apart. */
export function controlSteps(runs: readonly VersionRun[]): ReadonlySet<string> {
  return new Set(
    runs.flatMap((run) =>
      run.exchanges
        .filter((exchange) => versionSent(exchange) !== run.version)
        .map(({ label }) => stepOf(label)),
    ),
  );
}

/**
 * Exchanges of which nobody knows what they did: a repeated write, and what was built on it since, in its own scenario or
 * with the same object or key.
 */
function spoiltExchanges(run: VersionRun): ReadonlySet<Exchange> {
  const spoilt = new Set<Exchange>();
  const scenarios = new Set<string>();
  const things = new Set<string>();
  for (const exchange of run.exchanges) {
    const scenario = exchange.label.slice(0, exchange.label.indexOf('/'));
    const { data, list } = document(exchange);
    const own = [exchange.pathId, idOf(data), ...list.map(idOf), keySent(exchange)].filter(
      (thing) => thing !== undefined,
    );
    if (!exchange.ambiguous && !scenarios.has(scenario) && !own.some((thing) => things.has(thing))) continue;
    spoilt.add(exchange);
    scenarios.add(scenario);
    for (const thing of own) things.add(thing);
  }
  return spoilt;
}

/** The observed of a run, without those that `controls` names, and without those that prove nothing. */
export function observedExchanges(run: VersionRun, controls: ReadonlySet<string>): Seen {
  const states = new Map<string, string>();
  const openedAt = openings(run);
  const inquiryOf = new Map<string, string>();
  const createdAt = new Map<string, number>();
  const observed: ObservedExchange[] = [];
  const spoilt = spoiltExchanges(run);
  for (const [index, exchange] of run.exchanges.entries()) {
    const { endpoint, pathId } = exchange;
    const repeated = /~\d+$/.test(exchange.label);
    const exchangeSeen: ObservedExchange = {
      exchange,
      step: stepOf(exchange.label),
      call: titleOf(endpoint),
      evidence: run.evidence.has(exchange),
      before: pathId === undefined ? 'none' : (states.get(pathId) ?? 'unknown'),
      pathId,
      index,
    };
    if (!repeated && !spoilt.has(exchange) && !controls.has(exchangeSeen.step)) observed.push(exchangeSeen);
    const { data, list } = document(exchange);
    for (const resource of data ? [data, ...list] : list) {
      const id = idOf(resource);
      if (id === undefined || !isSession(resource)) continue;
      const state = statusOf(resource);
      if (state !== undefined) states.set(id, state);
    }
    const id = idOf(data);
    const inquiryId = endpoint === 'createSession' ? inquirySent(exchange) : undefined;
    if (id !== undefined && inquiryId !== undefined && !inquiryOf.has(id)) {
      inquiryOf.set(id, inquiryId);
      createdAt.set(id, index);
    }
  }
  return { version: run.version, observed: observed, registry: { openedAt, inquiryOf, createdAt } };
}

/**
 * From which exchange on each session was open. The answers that show it may come late or show little, so it counts from the
 * call that led to the opening, unless the session was seen unopened since.
 */
function openings({ exchanges }: VersionRun): ReadonlyMap<string, number> {
  const shown = new Map<string, number>();
  const led = new Map<string, number>();
  const inquiryOf = new Map<string, string>();
  for (const [index, exchange] of exchanges.entries()) {
    const { endpoint, pathId } = exchange;
    const { data, list } = document(exchange);
    const created = idOf(data);
    const inquiryId = endpoint === 'createSession' ? inquirySent(exchange) : undefined;
    if (created !== undefined && inquiryId !== undefined) inquiryOf.set(created, inquiryId);
    if (
      pathId !== undefined &&
      (endpoint === 'generateOneTimeLink' || endpoint === 'simulate') &&
      isSuccess(exchange)
    )
      led.set(pathId, index);
    for (const resource of data ? [data, ...list] : list) {
      const id = idOf(resource);
      if (id === undefined || !isSession(resource) || shown.has(id)) continue;
      const state = statusOf(resource);
      if (state === 'active' || (state !== 'new' && hasStarted(resource))) shown.set(id, index);
      // Whatever led to its opening comes later.
      else if (state === 'new' && endpoint !== 'generateOneTimeLink') led.delete(id);
    }
  }
  return new Map(
    [...shown].map(([id, index]) => [
      id,
      Math.min(index, (led.get(id) ?? led.get(inquiryOf.get(id) ?? '') ?? index) + 1),
    ]),
  );
}

export function isSession(resource: Resource | undefined): boolean {
  return typeof resource?.type === 'string' && kebab(resource.type) === 'inquiry-session';
}

/** The state that an answer shows of its session; undefined for none. */
export function stateShown(exchange: Exchange): string | undefined {
  return isSession(document(exchange).data) ? stateOf(exchange) : undefined;
}

/** The states that a run's answers show of sessions. */
export function statesShown(runs: readonly VersionRun[]): ReadonlySet<string> {
  return new Set(
    runs
      .flatMap(({ version, exchanges }) =>
        exchanges.filter((exchange) => versionSent(exchange) === version).map(stateShown),
      )
      .filter((state) => state !== undefined),
  );
}

/** Whether the answer is a success. */
export function isSuccess({ response }: Exchange): boolean {
  return response.status >= 200 && response.status <= 299;
}

function statusOf(resource: Resource): string | undefined {
  const status = isObject(resource.attributes) ? resource.attributes['status'] : undefined;
  return typeof status === 'string' ? status : undefined;
}

function hasStarted(resource: Resource): boolean {
  if (!isObject(resource.attributes)) return false;
  return Object.entries(resource.attributes).some(
    ([name, value]) => kebab(name) === 'started-at' && typeof value === 'string',
  );
}

function inquirySent(exchange: Exchange): string | undefined {
  const text = exchange.request.body;
  const body =
    text === null ? undefined : json({ ...exchange, response: { ...exchange.response, body: text } });
  const attributes = isObject(body) && isObject(body['data']) ? body['data']['attributes'] : undefined;
  if (!isObject(attributes)) return undefined;
  const found = Object.entries(attributes).find(([name]) => kebab(name) === 'inquiry-id')?.[1];
  return typeof found === 'string' ? found : undefined;
}
