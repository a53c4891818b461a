/** Persona's API in typed calls; each returns an exchange, whatever its status. */
import { randomUUID } from 'node:crypto';
import { setImmediate as immediately } from 'node:timers/promises';
import { addressOf, addressWith, type Address } from './address.ts';
import { prepare, type CallDefaults, type CallOptions } from './call.ts';
import { systemClock, type Clock, type Wait } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { document, idOf } from './document.ts';
import { Engine } from './engine.ts';
import type { Exchange } from './exchange.ts';
import { learnSecretsOf } from './learn-secrets.ts';
import { addressed, Ownership } from './ownership.ts';
import { Pacer, type Pacing } from './pacing.ts';
import { ReadLag } from './read-lag.ts';
import { learnKey } from './redact-text.ts';
import { retryBounds, type RetryPolicy } from './retry.ts';
import type { Secret } from './secret.ts';
import { openWire, type Wire } from './wire.ts';

/** Which sessions to list. */
export interface ListSelection {
  readonly inquiryId?: string | undefined;
  readonly pageSize?: number | undefined;
  readonly pageAfter?: string | undefined;
  readonly pageBefore?: string | undefined;
}

/** What kind of object a call created. */
export type CreatedKind = 'inquiry' | 'session';

/** Told of every object that the run created, as soon as its id is known. */
export interface Created {
  readonly kind: CreatedKind;
  readonly id: string;
  readonly baseUrl: string;
  /** Of a session: the inquiry that it was created for. */
  readonly inquiryId?: string;
}

export interface PersonaOptions {
  /** Start of the run, milliseconds since the epoch; default: now. Exchanges are dated relative to it. */
  readonly startedAt?: number | undefined;
  readonly onWait?: ((wait: Wait) => void) | undefined;
  readonly onRequest?: ((request: { readonly label: string; readonly method: string }) => void) | undefined;
  readonly onCreated?: ((created: Created) => void) | undefined;
  /** Goes on sending when the process was asked to stop: for clean-up. */
  readonly sendsToTheEnd?: boolean | undefined;
  /** For tests. */
  readonly clock?: Clock | undefined;
  readonly wire?: Wire | undefined;
  readonly pacing?: Pacing | undefined;
  readonly policy?: Partial<RetryPolicy> | undefined;
}

/** What all views of one client share. */
interface Shared {
  readonly configuration: Configuration;
  readonly defaults: CallDefaults;
  readonly engine: Engine;
  readonly ownership: Ownership;
  readonly readLag: ReadLag;
  readonly listeners: Set<(exchange: Exchange) => void>;
  readonly unanswered: Set<(exchange: Exchange) => void>;
  readonly underway: Set<Promise<Exchange>>;
  readonly onCreated: ((created: Created) => void) | undefined;
}

/** A client for the configured target. Nothing is sent before the first call. Close it at the end. */
export function openPersona(configuration: Configuration, options: PersonaOptions = {}): Persona {
  for (const key of Object.values(configuration.keys) as Secret[]) learnKey(key.reveal());
  const base = new URL(configuration.baseUrl);
  const clock = options.clock ?? systemClock;
  const unanswered = new Set<(exchange: Exchange) => void>();
  const engine = new Engine({
    wire: options.wire ?? openWire(base.origin, { timeoutMs: configuration.timeoutMs }),
    clock,
    pacing: options.pacing ?? new Pacer(),
    policy: {
      ...retryBounds,
      backoffMs: configuration.backoffMs,
      rateLimitBackoffMs: configuration.rateLimitBackoffMs,
      ...options.policy,
    },
    startedAt: options.startedAt ?? clock.now(),
    onWait: options.onWait,
    onRequest: options.onRequest,
    sendsToTheEnd: options.sendsToTheEnd,
    onUnanswered: (exchange) => {
      for (const listener of unanswered) listener(exchange);
    },
  });
  return new Persona(
    {
      configuration,
      defaults: {
        basePath: base.pathname.replace(/\/+$/, ''),
        key: configuration.keys.main,
        version: configuration.version,
      },
      engine,
      ownership: new Ownership(),
      readLag: new ReadLag(configuration.readLagMs),
      listeners: new Set(),
      unanswered,
      underway: new Set(),
      onCreated: options.onCreated,
    },
    '',
  );
}

export class Persona {
  readonly #shared: Shared;
  readonly #scope: string;

  constructor(shared: Shared, scope: string) {
    this.#shared = shared;
    this.#scope = scope;
  }

  get configuration(): Configuration {
    return this.#shared.configuration;
  }

  /** Requests sent so far, retries included. */
  get requests(): number {
    return this.#shared.engine.requests;
  }

  /** How far reads were seen to lag behind writes. */
  get readLag(): ReadLag {
    return this.#shared.readLag;
  }

  /** A view of the same client whose exchanges are labelled `name/step`. */
  scope(name: string): Persona {
    return new Persona(this.#shared, name);
  }

  /** Calls back with every exchange; the returned function ends that. */
  onExchange(callback: (exchange: Exchange) => void): () => void {
    this.#shared.listeners.add(callback);
    return () => this.#shared.listeners.delete(callback);
  }

  /** Calls back with every write that was given up without an answer (`EngineParts.onUnanswered`); the returned function ends that. */
  onUnanswered(callback: (exchange: Exchange) => void): () => void {
    this.#shared.unanswered.add(callback);
    return () => this.#shared.unanswered.delete(callback);
  }

  /** Resolves when every call has been answered or given up: of several at once, the first that fails does not stop the others. */
  async idle(): Promise<void> {
    const { underway } = this.#shared;
    while (underway.size > 0) {
      await Promise.allSettled(underway);
      // Whoever waited for one of them may send the next.
      await immediately();
    }
  }

  /** Registers ids as created by this run, e.g. those that an earlier worker created. */
  own(...ids: readonly string[]): void {
    for (const id of ids) this.#shared.ownership.add(id);
  }

  /** True when this run created the object. */
  owns(id: string): boolean {
    return this.#shared.ownership.has(id);
  }

  /** Ends the connections. */
  close(): Promise<void> {
    return this.#shared.engine.close();
  }

  /** Of the configured template unless a body is given. */
  createInquiry(options: CallOptions): Promise<Exchange> {
    const attributes = { 'inquiry-template-id': this.configuration.inquiryTemplateId };
    return this.#create('inquiry', addressOf('createInquiry'), {
      body: { data: { attributes } },
      ...options,
    });
  }

  retrieveInquiry(id: string, options: CallOptions): Promise<Exchange> {
    return this.call(addressWith('retrieveInquiry', id), options);
  }

  createSession(inquiryId: string, options: CallOptions): Promise<Exchange> {
    const attributes = { 'inquiry-id': inquiryId };
    return this.#create(
      'session',
      addressOf('createSession'),
      { body: { data: { attributes } }, ...options },
      { inquiryId },
    );
  }

  retrieve(id: string, options: CallOptions): Promise<Exchange> {
    return this.call(addressWith('retrieveSession', id), options);
  }

  list(selection: ListSelection, options: CallOptions): Promise<Exchange> {
    return this.call(addressOf('listSessions'), { ...options, query: listQuery(selection, options) });
  }

  /** The endpoint that this suite is about. */
  expire(id: string, options: CallOptions): Promise<Exchange> {
    return this.call(addressWith('expireSession', id), options);
  }

  expireAll(inquiryIds: readonly string[], options: CallOptions): Promise<Exchange> {
    const body = { meta: { 'inquiry-ids': inquiryIds } };
    return this.call(addressOf('expireAllSessions'), { body, ...options });
  }

  oneTimeLink(id: string, options: CallOptions): Promise<Exchange> {
    return this.call(addressWith('generateOneTimeLink', id), options);
  }

  resumeInquiry(id: string, options: CallOptions): Promise<Exchange> {
    return this.call(addressWith('resumeInquiry', id), options);
  }

  expireInquiry(id: string, options: CallOptions): Promise<Exchange> {
    return this.call(addressWith('expireInquiry', id), options);
  }

  redactInquiry(id: string, options: CallOptions): Promise<Exchange> {
    return this.call(addressWith('redactInquiry', id), options);
  }

  /** Actions by their type, e.g. `start_inquiry`. Sandbox only. */
  simulate(inquiryId: string, actions: readonly string[], options: CallOptions): Promise<Exchange> {
    const body = { meta: { 'simulate-actions': actions.map((type) => ({ type })) } };
    return this.call(addressWith('simulate', inquiryId), { body, ...options });
  }

  events(options: CallOptions): Promise<Exchange> {
    return this.call(addressOf('listEvents'), options);
  }

  /**
   * Any call; `address.ts` makes addresses.
   * @throws Inconclusive (transport) when no usable answer came
   * @throws Error when it would write to an object that this run did not create
   */
  async call(address: Address, options: CallOptions): Promise<Exchange> {
    const exchange = await this.#send(address, options);
    this.#tell(exchange);
    return exchange;
  }

  /**
   * Reads a session until `predicate` holds or the read lag allowed for is over; returns the last reading.
   * Earlier readings are labelled `as~1`, `as~2` …, the last one `as`.
   */
  retrieveUntil(
    id: string,
    predicate: (exchange: Exchange) => boolean,
    options: CallOptions,
  ): Promise<Exchange> {
    return this.#readUntil(addressWith('retrieveSession', id), predicate, options);
  }

  /** Lists sessions until `predicate` holds, as `retrieveUntil` reads one. */
  listUntil(
    selection: ListSelection,
    predicate: (exchange: Exchange) => boolean,
    options: CallOptions,
  ): Promise<Exchange> {
    return this.#readUntil(addressOf('listSessions'), predicate, {
      ...options,
      query: listQuery(selection, options),
    });
  }

  async #readUntil(
    address: Address,
    predicate: (exchange: Exchange) => boolean,
    options: CallOptions,
  ): Promise<Exchange> {
    const { clock } = this.#shared.engine;
    const begun = clock.now();
    const pauses = this.#shared.readLag.pauses();
    for (let reading = 1; ; reading += 1) {
      // What the reading shows is as old as the request, not as the answer.
      const askedAt = clock.now() - begun;
      const exchange = await this.#send(address, options);
      const holds = predicate(exchange);
      const pause = holds ? undefined : pauses.next(clock.now() - begun);
      if (pause === undefined) {
        if (holds && reading > 1) this.#shared.readLag.observe(askedAt);
        if (!holds && reading > 1) this.#shared.readLag.gaveUp();
        this.#tell(exchange);
        return exchange;
      }
      this.#tell({ ...exchange, label: `${exchange.label}~${reading}` });
      await clock.sleep(pause);
    }
  }

  async #create(
    kind: CreatedKind,
    address: Address,
    options: CallOptions,
    parent: Pick<Created, 'inquiryId'> = {},
  ): Promise<Exchange> {
    // A key of ours, so that a repeated request after a reset leaves no orphan behind.
    const exchange = await this.#send(address, options, randomUUID());
    const id = idOf(document(exchange).data);
    if (id !== undefined && exchange.response.status < 300) {
      this.#shared.onCreated?.({ kind, id, baseUrl: this.configuration.baseUrl, ...parent });
      this.own(id);
    }
    this.#tell(exchange);
    return exchange;
  }

  async #send(address: Address, options: CallOptions, autoKey?: string): Promise<Exchange> {
    const { method, path, pathId } = address;
    const label = this.#scope === '' ? options.as : `${this.#scope}/${options.as}`;
    const prepared = prepare(method, path, options, this.#shared.defaults, autoKey);
    if (method !== 'GET' && method !== 'HEAD' && options.unowned !== true) {
      this.#shared.ownership.assertMayWrite(label, addressed(pathId, prepared.request.body));
    }
    const expectedStatuses = options.expectedStatuses ?? [];
    const { engine, underway } = this.#shared;
    const sending = engine.send(prepared, { label, address, expectedStatuses });
    underway.add(sending);
    try {
      return await sending;
    } finally {
      underway.delete(sending);
    }
  }

  #tell(exchange: Exchange): void {
    learnSecretsOf(exchange);
    for (const listener of this.#shared.listeners) listener(exchange);
  }
}

function listQuery(selection: ListSelection, options: CallOptions): URLSearchParams {
  const query = new URLSearchParams(options.query);
  const { inquiryId, pageSize, pageAfter, pageBefore } = selection;
  if (inquiryId !== undefined) query.set('filter[inquiry-id]', inquiryId);
  if (pageSize !== undefined) query.set('page[size]', String(pageSize));
  if (pageAfter !== undefined) query.set('page[after]', pageAfter);
  if (pageBefore !== undefined) query.set('page[before]', pageBefore);
  return query;
}
