/** Names for volatile values: `<session:1>` instead of an id, the same in every report of every run. */
import { endpoints } from '../contract/endpoints.ts';
import { document, isObject, kebab, type Resource } from './document.ts';
import { json, type Exchange } from './exchange.ts';

/** Shorter ids are replaced only where they stand alone, not inside a text. */
const SHORTEST_IN_TEXT = 6;

/** A target that makes more of them is up to no good; they are masked by other means. */
const MOST_ODD_IDS = 200;

/** Gives each id a name by its kind, in the order in which they were first seen. */
export class References {
  readonly #names = new Map<string, string>();
  /** Ids that hold more than letters, digits and dashes. */
  readonly #odd: string[] = [];
  readonly #counts = new Map<string, number>();

  /** Notes the ids of an exchange. See all exchanges of a story, in order, before naming anything in it. */
  see(exchange: Exchange): void {
    for (const [name, value] of exchange.request.headers) {
      if (name.toLowerCase() === 'idempotency-key') this.name('idempotency-key', value);
    }
    const { endpoint, pathId } = exchange;
    if (pathId !== undefined) this.name(endpoints[endpoint].type, pathId);
    this.#seeMembers(parse(exchange.request.body));
    const { data, list, included } = document(exchange);
    for (const resource of [...(data ? [data] : []), ...list, ...included]) this.#seeResource(resource);
    this.#seeMembers(json(exchange));
  }

  /** The name of a value; a new one when the value is new. The kind that it was first seen as stays. */
  name(kind: string, value: string): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const short = kind.replace(/^inquiry-session$/, 'session');
    const number = (this.#counts.get(short) ?? 0) + 1;
    this.#counts.set(short, number);
    const name = `<${short}:${number}>`;
    this.#names.set(value, name);
    if (/[^\w-]/.test(value) && this.#odd.length < MOST_ODD_IDS) this.#odd.push(value);
    return name;
  }

  /** The name of a value seen before. */
  nameOf(value: string): string | undefined {
    return this.#names.get(value);
  }

  /** A text with the ids in it replaced by their names. */
  inText(text: string): string {
    if (this.#names.size === 0) return text;
    // Word by word, so that a text with thousands of ids takes no longer than its length.
    return this.#withOddIds(text).replace(/[\w-]+/g, (word) =>
      word.length < SHORTEST_IN_TEXT ? word : (this.#names.get(word) ?? word),
    );
  }

  /** Ids of several words: nobody makes such, so there are few. */
  #withOddIds(text: string): string {
    const ids = this.#odd.filter((id) => id.length >= SHORTEST_IN_TEXT);
    if (ids.length === 0) return text;
    const source = ids
      .sort((a, b) => b.length - a.length)
      .map((id) => id.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
      .join('|');
    const pattern = new RegExp(`(?<![\\w-])(?:${source})(?![\\w-])`, 'g');
    return text.replace(pattern, (id) => this.#names.get(id) ?? id);
  }

  /** A URL with the ids in its path and query replaced by their names, however short they are. */
  inUrl(url: string): string {
    const [, origin = '', rest = ''] = /^(\w+:\/\/[^/]*)?(.*)$/s.exec(url) ?? [];
    const named = rest.replace(/[^/?&=,]+/g, (part) => this.#names.get(decode(part)) ?? part);
    return this.inText(origin + named);
  }

  #seeResource(resource: Resource): void {
    const { type, id } = resource;
    if (typeof type === 'string' && typeof id === 'string' && id !== '') this.name(kebab(type), id);
  }

  /** Linkages, and members such as `inquiry-id` or `inquiry-ids`, anywhere in a body. */
  #seeMembers(value: unknown): void {
    if (Array.isArray(value)) value.forEach((item) => this.#seeMembers(item));
    if (!isObject(value)) return;
    this.#seeResource(value);
    for (const [name, inner] of Object.entries(value)) {
      const kind = idKind(name);
      const ids: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
      if (kind !== undefined) {
        for (const id of ids) if (typeof id === 'string' && id !== '') this.name(kind, id);
      }
      this.#seeMembers(inner);
    }
  }
}

/** The kind that a member such as `inquiry-template-id` speaks of; undefined for other members. */
export function idKind(name: string): string | undefined {
  const [, kind] = /^(.+)-ids?$/.exec(kebab(name)) ?? [];
  // One names a device, and with it a person; the other is the user's own word for a person: masked, not named.
  return kind === 'device-vendor' || kind === 'reference' ? undefined : kind;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
