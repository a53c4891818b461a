/** Everything a mock keeps. */
import { Collection, type Reader } from './collection.ts';
import type { Account, Device, Inquiry, Link, Network, Session, StoredEvent, Template } from './entities.ts';

/** Reading the store, at present or as it was. */
export interface View {
  readonly sessions: Reader<Session>;
  readonly inquiries: Reader<Inquiry>;
  readonly devices: Reader<Device>;
  readonly networks: Reader<Network>;
  readonly templates: Reader<Template>;
  readonly accounts: Reader<Account>;
  readonly events: Reader<StoredEvent>;
}

export class Store implements View {
  readonly sessions = new Collection<Session>();
  readonly inquiries = new Collection<Inquiry>();
  readonly devices = new Collection<Device>();
  readonly networks = new Collection<Network>();
  readonly templates = new Collection<Template>();
  readonly accounts = new Collection<Account>();
  readonly events = new Collection<StoredEvent>();
  readonly links = new Collection<Link>();
  #order = 0;

  /** The next number in the order of creation. */
  nextOrder(): number {
    this.#order += 1;
    return this.#order;
  }

  /** The store as it was so many milliseconds ago (real time); 0 is the present. */
  earlier(ms: number): View {
    if (ms <= 0) return this;
    const moment = Date.now() - ms;
    return {
      sessions: this.sessions.asOf(moment),
      inquiries: this.inquiries.asOf(moment),
      devices: this.devices.asOf(moment),
      networks: this.networks.asOf(moment),
      templates: this.templates.asOf(moment),
      accounts: this.accounts.asOf(moment),
      events: this.events.asOf(moment),
    };
  }

  /** Remembers the present state; calling the result brings it back. */
  snapshot(): () => void {
    const restores = [
      this.sessions,
      this.inquiries,
      this.devices,
      this.networks,
      this.templates,
      this.accounts,
      this.events,
      this.links,
    ].map((collection) => collection.snapshot());
    return () => {
      for (const restore of restores) restore();
    };
  }
}
