/** What a calibration has seen, as the decisions ask for it, and what they may answer. */
import { attribute, document, isObject, member, type Resource } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import type { Finding } from '../../mock/profile.ts';
import type { Played } from '../play.ts';

/** Nothing was seen that could decide; the message says why. */
export class Undecidable extends Error {
  override readonly name = 'Undecidable';
  /** What it is not, all the same. */
  readonly not: readonly unknown[];

  constructor(why: string, not: readonly unknown[] = []) {
    super(why);
    this.not = not;
  }
}

export class Seen {
  readonly exchanges: readonly Exchange[];
  readonly activation: Played['activation'];
  readonly readsLag: boolean;
  readonly #unplayed: Played['unplayed'];
  readonly #spoilt: Played['spoilt'];
  readonly #byLabel: ReadonlyMap<string, readonly Exchange[]>;

  constructor({ exchanges, unplayed, spoilt, activation, readsLag }: Played) {
    this.readsLag = readsLag;
    this.#spoilt = spoilt;
    this.exchanges = exchanges;
    this.activation = activation;
    this.#unplayed = unplayed;
    const byLabel = new Map<string, Exchange[]>();
    for (const exchange of exchanges) {
      byLabel.set(exchange.label, [...(byLabel.get(exchange.label) ?? []), exchange]);
    }
    this.#byLabel = byLabel;
  }

  /**
   * The answer to a call that was made once.
   * @throws Undecidable where it was not made, was answered 429, or belongs to what the way to the target spoilt
   */
  at(label: string): Exchange {
    const exchange = this.#byLabel.get(label)?.at(-1);
    if (exchange === undefined) {
      const scenario = label.slice(0, label.indexOf('/'));
      throw new Undecidable(this.#unplayed.get(scenario) ?? `The call ${label} was not made.`);
    }
    if (this.#spoilt.has(label.slice(0, label.indexOf('/')))) {
      throw new Undecidable(
        `A call of ${label.slice(0, label.indexOf('/'))} was repeated after a fault on the way.`,
      );
    }
    if (exchange.response.status === 429) throw new Undecidable(`${label} ran into the rate limit.`);
    return exchange;
  }

  /** Every answer to a call, in order. */
  all(label: string): readonly Exchange[] {
    return this.#byLabel.get(label) ?? [];
  }

  /** Where sessions cannot be opened, why. */
  whyNotOpened(): string {
    return this.activation === undefined || this.activation.strategy !== null
      ? 'No opened session was seen.'
      : `No session can be opened here (tried: ${this.activation.tried.join(', ')}).`;
  }
}

/** A value, with the call that showed it. */
export function value<T>(chosen: T, { label }: Exchange, as: string): Finding<T> {
  return { value: chosen, seen: label, as };
}

/** Something that none of the mock's choices is. */
export function unknown({ label }: Exchange, what: string): Finding<never> {
  return { unknown: what, seen: label };
}

/** A choice that the status of an answer decides. */
export function byStatus<const T>(
  exchange: Exchange,
  choices: readonly (readonly [statuses: number | 'success', chosen: T])[],
): Finding<T> {
  const { status } = exchange.response;
  const found = choices.find(([wanted]) =>
    wanted === 'success' ? status >= 200 && status <= 299 : wanted === status,
  );
  return found ? value(found[1], exchange, `answered ${status}`) : unknown(exchange, `answered ${status}`);
}

/** True for an answer of status 200 to 299. */
export function isSuccess({ response }: Exchange): boolean {
  return response.status >= 200 && response.status <= 299;
}

/**
 * The resource that a success shows.
 * @throws Undecidable where the answer is none
 */
export function shown(exchange: Exchange): Resource {
  const { data } = document(exchange);
  if (data === undefined || !isSuccess(exchange)) {
    throw new Undecidable(
      `${exchange.label} was answered with status ${exchange.response.status} and no resource.`,
    );
  }
  return data;
}

/** The types that an answer includes. */
export function includedTypes(exchange: Exchange): readonly string[] {
  return document(exchange).included.map(({ type }) => String(type));
}

/** Names of the members that stand in an object under this member, in kebab-case or as they are. */
export function namesIn(resource: Resource | undefined, name: string): readonly string[] {
  const found = member(resource, name);
  return isObject(found) ? Object.keys(found) : [];
}

export { attribute, document, header, isObject, member };
