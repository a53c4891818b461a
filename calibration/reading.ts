/**
 * Answers without what is volatile: ids, times, tokens and people are replaced by what they are and by where the run has seen
 * them before, so that two targets can be compared call by call. Nothing of it is secret or personal.
 */
import { header, json, type Exchange } from '../client/exchange.ts';
import { isObject, kebab } from '../client/document.ts';

/** What an answer shows: place in it → what is there. */
export type Reading = Readonly<Record<string, string>>;

/** Calls by their label, in the order in which they were made; simultaneous ones share a label. */
export type Readings = ReadonlyMap<string, readonly Reading[]>;

/** Headers that the documentation names, and three that say something of the answer. Others come and go with proxies. */
const WHOLE_HEADERS = ['content-type', 'ratelimit-limit', 'quota-limit', 'www-authenticate'];
const THERE_HEADERS = [
  'ratelimit-remaining',
  'ratelimit-reset',
  'quota-remaining',
  'quota-reset',
  'location',
  'retry-after',
];
const ID_HEADERS = ['request-id', 'persona-environment-id', 'persona-organization-id'];

/** Members whose values are words of the contract; in an error `status` would be a number. */
const WORDS = new Set(['status', 'type']);

/** Whoever came through no proxy has none: that varies by person, not by target. */
const VARYING = new Set(['proxy-type']);

/** When these move is up to the clock. */
const MOVING = new Set(['updated-at', 'expires-at']);

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;

/** Calls that list whatever happened in the environment, other people's doings included. */
const EVENTS = 'listEvents';

/** Reads the exchanges of one run, in order. */
export function readingsOf(exchanges: readonly Exchange[]): Readings {
  const places = new Places();
  const readings = new Map<string, Reading[]>();
  const repeated = new Set(
    exchanges.flatMap(({ label }) => (label.endsWith(AGAIN) ? [withoutAgain(label)] : [])),
  );
  for (const exchange of exchanges) {
    if (isPassing(exchange.label) || repeated.has(exchange.label)) continue;
    const step = stepOf(exchange.label);
    readings.set(step, [...(readings.get(step) ?? []), readingOf(exchange, step, places)]);
  }
  return readings;
}

/** Readings that were repeated until something showed: how many it takes is up to the clock. */
function isPassing(label: string): boolean {
  return /~\d+$/.test(label);
}

/** A second look at something that may show late; the first one is passing then. */
const AGAIN = ' (again)';

function withoutAgain(label: string): string {
  return label.endsWith(AGAIN) ? label.slice(0, -AGAIN.length) : label;
}

/** Who of several that ask at the same moment comes first is chance. */
function stepOf(label: string): string {
  return withoutAgain(label).replace(/ \((first|second|third)\)$/, '');
}

/** Where ids and times were seen first. */
class Places {
  readonly #ids = new Map<string, string>();
  readonly #values = new Map<string, string>();

  /** The place where this id was seen first. */
  first(id: string, here: string): string {
    const known = this.#ids.get(id);
    if (known === undefined) this.#ids.set(id, here);
    return known ?? here;
  }

  /** True when this attribute of this resource had another value that was not null before. */
  moved(key: string, value: string): boolean {
    const before = this.#values.get(key);
    this.#values.set(key, value);
    return before !== undefined && before !== value;
  }
}

function readingOf(exchange: Exchange, step: string, places: Places): Reading {
  const reading: Record<string, string> = { status: String(exchange.response.status) };
  for (const name of WHOLE_HEADERS) {
    const value = header(exchange, name);
    if (value !== undefined) reading[`header ${name}`] = value;
  }
  for (const name of THERE_HEADERS) {
    if (header(exchange, name) !== undefined) reading[`header ${name}`] = 'there';
  }
  for (const name of ID_HEADERS) {
    const value = header(exchange, name);
    if (value === undefined) continue;
    const prefix = /^[a-z]+_/.exec(value)?.[0] ?? 'no prefix';
    const here = `${step} ${name}`;
    const first = name === 'request-id' ? places.first(value, here) : here;
    reading[`header ${name}`] = first === here ? prefix : `${prefix}, that of ${first}`;
  }
  const body = json(exchange);
  if (body === undefined) reading['body'] = exchange.response.body === '' ? 'empty' : 'no JSON';
  else {
    const isEvents = exchange.endpoint === EVENTS && isObject(body) && Array.isArray(body['data']);
    walk(isEvents ? { ...body, data: 'a list of events', links: 'links' } : body, '', {
      reading,
      step,
      places,
      owner: '',
    });
  }
  return reading;
}

interface Walk {
  readonly reading: Record<string, string>;
  readonly step: string;
  readonly places: Places;
  /** The resource that the value belongs to. */
  readonly owner: string;
}

function walk(value: unknown, path: string, at: Walk): void {
  if (Array.isArray(value)) {
    if (value.length === 0) at.reading[path] = 'an empty list';
    inOrder(value, path).forEach((item, n) => walk(item, `${path}[${n}]`, at));
    return;
  }
  if (isObject(value)) {
    const names = Object.keys(value);
    if (names.length === 0) at.reading[path] = 'an empty object';
    const { type, id } = value;
    const owner = typeof type === 'string' && typeof id === 'string' ? `${type} ${id}` : at.owner;
    for (const name of names) {
      walk(value[name], path === '' ? name : `${path}.${name}`, { ...at, owner });
    }
    return;
  }
  at.reading[path] = kindOf(value, path, at);
}

/** What is included may come in any order. */
function inOrder(items: readonly unknown[], path: string): readonly unknown[] {
  if (path !== 'included') return items;
  const typeOf = (item: unknown): string => (isObject(item) ? String(item['type']) : '');
  return items.toSorted((a, b) => (typeOf(a) < typeOf(b) ? -1 : typeOf(a) > typeOf(b) ? 1 : 0));
}

function kindOf(value: unknown, path: string, { step, places, owner }: Walk): string {
  const name = kebab(/[^.[\]]+$/.exec(path)?.[0] ?? '');
  if (VARYING.has(name) && (value === null || typeof value === 'string')) return 'text or null';
  if (value === null) return 'null';
  if (typeof value !== 'string') return typeof value;
  if (WORDS.has(name)) return value;
  if (name === 'id') {
    const here = `${step} ${path}`;
    const first = places.first(value, here);
    return first === here ? 'an id' : `the id of ${first}`;
  }
  const time = TIME.exec(value);
  const attribute = /(?:^|\.|\])attributes\.([^.[\]]+)$/.exec(path)?.[1];
  const moved =
    attribute !== undefined &&
    !MOVING.has(kebab(attribute)) &&
    places.moved(`${owner} ${kebab(attribute)}`, value);
  const kind = time
    ? `a time with ${time[1]?.length ?? 0} digits, ${time[2] === 'Z' ? 'Z' : `offset ${time[2] ?? ''}`}`
    : value === ''
      ? 'an empty text'
      : 'text';
  return moved ? `${kind}, another one than before` : kind;
}
