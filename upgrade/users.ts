/** Which user each object of a run belongs to: a session, its inquiry, its device and its network go together. */
import { document, idOf, isObject, type Resource } from '../client/document.ts';
import type { ObservedExchange } from './observed-exchange.ts';
import type { Unit } from './samples.ts';

/** Links of a session to what is one user's. */
const OWN = ['inquiry', 'device', 'network'];

export class Users {
  readonly #parents = new Map<string, string>();
  /** The step at which a user was first met. */
  readonly #origins = new Map<string, string>();

  constructor(observed: readonly ObservedExchange[], inquiryOf: ReadonlyMap<string, string>) {
    for (const [session, inquiry] of inquiryOf) this.#join(session, inquiry);
    for (const { exchange } of observed) {
      const { data, list, included } = document(exchange);
      for (const resource of [...(data ? [data] : []), ...list, ...included]) this.#joinLinked(resource);
    }
    for (const { exchange, step } of observed) {
      const { data, list, included } = document(exchange);
      for (const resource of [...(data ? [data] : []), ...list, ...included]) {
        const root = this.#root(idOf(resource) ?? '');
        if (!this.#origins.has(root)) this.#origins.set(root, step);
      }
    }
  }

  /** Whose an object is; one that belongs to nobody known stands for itself. */
  of(id: string, step: string): Unit {
    const root = this.#root(id);
    return { id: root, origin: this.#origins.get(root) ?? step };
  }

  #joinLinked(resource: Resource): void {
    const id = idOf(resource);
    if (id === undefined || !isObject(resource.relationships)) return;
    for (const [name, value] of Object.entries(resource.relationships)) {
      const data = isObject(value) ? value['data'] : undefined;
      const target = isObject(data) ? idOf(data) : undefined;
      if (OWN.includes(name) && target !== undefined) this.#join(id, target);
    }
  }

  #join(one: string, other: string): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    if (a !== b) this.#parents.set(a, b);
  }

  #root(id: string): string {
    let at = id;
    for (let next = this.#parents.get(at); next !== undefined; next = this.#parents.get(at)) at = next;
    return at;
  }
}
