/**
 * What the contract predicts of the objects that a run made: folded from its exchanges alone. Where the documentation is
 * silent, or an answer was lost, a record allows several states.
 */
import { attribute, document, idOf, relationship, type Resource } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { deedOf, isRead, type Deed } from './deeds.ts';

export interface SessionRecord {
  readonly id: string;
  readonly inquiryId: string | undefined;
  /** The states that it may be in. */
  may: ReadonlySet<string>;
  /** Nothing can be said of its state: something was done to it whose effect is left open. */
  loose: boolean;
  /** Times and links as they were first seen, as they came. */
  readonly first: Map<'created-at' | 'started-at' | 'expired-at' | 'device', string>;
  /** The first call that ended it. */
  endedBy?: Exchange;
  /** A read has shown the end as it was first shown. */
  endRead: boolean;
  /** Somebody may hold a link to it. */
  isLinked: boolean;
  /** How often it was asked to expire after it had expired. */
  asksAgain: number;
  /** When it was last read as predicted, in milliseconds since the start of the run. */
  lastSeen: number;
}

export interface InquiryRecord {
  readonly id: string;
  may: ReadonlySet<string>;
  /** It may be in any state but `expired`. */
  loose: boolean;
  /** Sessions may exist of which nobody told us. */
  mayHaveMore: boolean;
  /** Redacted: nothing is promised any more. */
  gone: boolean;
}

/** How far a session's life has gone; other states are not in the documentation. */
const STAGES = ['new', 'active', 'expired'];

/** A session shown further on than anything has brought it. */
export interface Leap {
  readonly session: SessionRecord;
  readonly exchange: Exchange;
  readonly resource: Resource;
  readonly expected: readonly string[];
}

export class Model {
  readonly sessions = new Map<string, SessionRecord>();
  readonly inquiries = new Map<string, InquiryRecord>();
  /** Answers that show an inquiry as expired which was not. */
  readonly pretences: { readonly exchange: Exchange; readonly inquiryId: string }[] = [];
  /** Sessions that were shown in a state which nothing has brought about: further on than they can be. */
  readonly leaps: Leap[] = [];
  readonly #used = new Set<string>();
  /** Everything that was asked for so far, in order. */
  readonly deeds: Deed[] = [];

  /** The model after these exchanges, given in the order in which they were sent. */
  static of(exchanges: readonly Exchange[]): Model {
    const model = new Model();
    for (const exchange of exchanges) model.apply(exchange);
    return model;
  }

  apply(exchange: Exchange): void {
    const deed = deedOf(exchange);
    this.deeds.push(deed);
    if (isRead(exchange)) this.#read(exchange);
    else this.#write(deed);
  }

  sessionsOf(inquiryId: string): readonly SessionRecord[] {
    return [...this.sessions.values()].filter((session) => session.inquiryId === inquiryId);
  }

  #write(deed: Deed): void {
    const { issue, exchange, ids } = deed;
    // What was refused may not have been done: nothing changes. Neither does it where a saved answer comes back.
    if (issue === 'refused' || this.#isRepeated(exchange, issue === 'done')) return this.#refused(deed);
    const done = issue === 'done';
    const [id = ''] = ids;
    const session = this.sessions.get(id);
    switch (exchange.endpoint) {
      case 'createInquiry':
        this.#createdInquiry(exchange);
        return;
      case 'createSession':
        // What an answer shows was made, even where an earlier attempt may have made another.
        this.#createdSession(exchange, id);
        if (!done) this.#unknownIn(id);
        return;
      case 'expireSession':
        if (session) this.#expired(session, exchange, done);
        return;
      case 'expireAllSessions':
        for (const inquiryId of ids) {
          for (const one of this.sessionsOf(inquiryId)) {
            if (isOver(one)) one.asksAgain += 1;
            one.may = after(one.may, done, (state) => leftByExpireAll(one, state));
            if (done && isOver(one)) one.endedBy ??= exchange;
          }
        }
        return;
      case 'expireInquiry':
        return this.#expiredInquiry(id, done, exchange);
      case 'generateOneTimeLink':
        if (session) this.#mayBeOpened(session);
        return;
      case 'simulate':
      case 'resumeInquiry':
      case 'generateInquiryOneTimeLink':
        return this.#steered(id);
      case 'redactInquiry':
        this.#inquiry(id).gone = true;
        return;
      default:
        return;
    }
  }

  /** The same request under the same idempotency key was carried out before. */
  #isRepeated({ request }: Exchange, done: boolean): boolean {
    const line = (name: string) => request.headers.find(([key]) => key.toLowerCase() === name)?.[1];
    const key = line('idempotency-key');
    if (key === undefined || request.method !== 'POST') return false;
    const name = JSON.stringify([key, request.url, request.body]);
    if (this.#used.has(name)) return true;
    if (done) this.#used.add(name);
    return false;
  }

  #refused({ exchange, ids }: Deed): void {
    const session = this.sessions.get(ids[0] ?? '');
    if (exchange.endpoint === 'expireSession' && session && isOver(session)) session.asksAgain += 1;
  }

  #createdInquiry(exchange: Exchange): void {
    const { data } = document(exchange);
    const id = idOf(data);
    if (exchange.response.status > 299 || id === undefined || this.inquiries.has(id)) return;
    const status = attribute(data, 'status');
    const known = typeof status === 'string';
    const may = new Set(known ? [status] : []);
    this.inquiries.set(id, { id, may, loose: !known, mayHaveMore: false, gone: false });
  }

  #createdSession(exchange: Exchange, asked: string): void {
    const { data } = document(exchange);
    const id = idOf(data);
    if (exchange.response.status > 299 || id === undefined || this.sessions.has(id)) return;
    const inquiryId = asked || undefined;
    if (inquiryId !== undefined) this.#inquiry(inquiryId);
    const shown = attribute(data, 'status');
    const session: SessionRecord = {
      id,
      inquiryId,
      may: new Set(['new', ...(typeof shown === 'string' ? [shown] : [])]),
      loose: false,
      isLinked: false,
      first: new Map(),
      endRead: false,
      asksAgain: 0,
      lastSeen: exchange.startedAt,
    };
    this.sessions.set(id, session);
    noteFirst(session, data, ['created-at']);
  }

  #expired(session: SessionRecord, exchange: Exchange, done: boolean): void {
    if (isOver(session)) session.asksAgain += 1;
    const { data } = document(exchange);
    // The saved answer of another request may come back: then nothing was done here.
    const mixedUp = idOf(data) !== undefined && idOf(data) !== session.id;
    session.may = done && !mixedUp ? new Set(['expired']) : new Set([...session.may, 'expired']);
    if (done && !mixedUp) {
      session.endedBy ??= exchange;
      noteFirst(session, data, ['expired-at']);
    }
    this.#pretended(exchange);
  }

  /** Expiring a session does not expire its inquiry: an answer that includes it as expired says what is not so. */
  #pretended(exchange: Exchange): void {
    for (const resource of document(exchange).included) {
      const inquiry = this.inquiries.get(idOf(resource) ?? '');
      if (inquiry && attribute(resource, 'status') === 'expired' && !inquiry.may.has('expired')) {
        this.pretences.push({ exchange, inquiryId: inquiry.id });
      }
    }
  }

  #expiredInquiry(id: string, done: boolean, exchange: Exchange): void {
    const inquiry = this.#inquiry(id);
    inquiry.may = done ? new Set(['expired']) : new Set([...inquiry.may, 'expired']);
    if (done) inquiry.loose = false;
    for (const session of this.sessionsOf(id)) {
      if (isOver(session)) session.asksAgain += 1;
      session.may = done ? new Set(['expired']) : new Set([...session.may, 'expired']);
      if (done) session.endedBy ??= exchange;
    }
  }

  /** Whoever has a link may open the session with it, any time; what a link does to an expired session is left open. */
  #mayBeOpened(session: SessionRecord): void {
    if (session.may.has('expired')) session.loose = true;
    session.isLinked = true;
    if (session.may.has('new')) session.may = new Set([...session.may, 'active']);
    const inquiry = this.inquiries.get(session.inquiryId ?? '');
    if (inquiry?.may.has('created')) inquiry.may = new Set([...inquiry.may, 'pending']);
  }

  /** The inquiry was started, resumed or linked to: which of its sessions that touches is left open. */
  #steered(id: string): void {
    const inquiry = this.#inquiry(id);
    inquiry.loose = true;
    inquiry.mayHaveMore = true;
    // What has ended stays ended, whoever comes back.
    for (const session of this.sessionsOf(id)) if (!isOver(session)) this.#mayBeOpened(session);
  }

  #unknownIn(inquiryId: string): void {
    if (inquiryId !== '') this.#inquiry(inquiryId).mayHaveMore = true;
  }

  /** The record of an inquiry; one that was made before the run's first exchange may be in any state. */
  #inquiry(id: string): InquiryRecord {
    const known = this.inquiries.get(id);
    if (known) return known;
    const made = { id, may: new Set<string>(), loose: true, mayHaveMore: true, gone: false };
    this.inquiries.set(id, made);
    return made;
  }

  #read(exchange: Exchange): void {
    if (exchange.response.status < 200 || exchange.response.status > 299) return;
    const { data, list, included } = document(exchange);
    for (const resource of [...(data ? [data] : []), ...list, ...included]) {
      const id = idOf(resource);
      const status = attribute(resource, 'status');
      if (id === undefined || typeof status !== 'string') continue;
      const session = this.sessions.get(id);
      const inquiry = this.inquiries.get(id);
      if (session && resource.type === 'inquiry-session') {
        if (isAhead(session, status)) {
          this.leaps.push({ session, exchange, resource, expected: [...session.may] });
        }
        seenSession(session, resource, status, exchange.startedAt);
      }
      if (inquiry && resource.type === 'inquiry') seenInquiry(inquiry, status);
    }
  }
}

/** True when a session can only be over. */
export function isOver(session: SessionRecord): boolean {
  return session.may.size === 1 && session.may.has('expired');
}

/** Whether new sessions are taken is left open; one that is spared may still be opened with a link that is out. */
function leftByExpireAll({ isLinked }: SessionRecord, state: string): readonly string[] {
  if (state === 'active') return ['expired'];
  return state === 'new' && isLinked ? ['new', 'active', 'expired'] : [state, 'expired'];
}

function after(
  may: ReadonlySet<string>,
  done: boolean,
  next: (state: string) => readonly string[],
): ReadonlySet<string> {
  return new Set([...(done ? [] : may), ...[...may].flatMap(next)]);
}

/** True when nothing can have brought the session that far. A reading that lags behind shows an earlier state, never a later one. */
function isAhead({ may, loose }: SessionRecord, status: string): boolean {
  const stage = STAGES.indexOf(status);
  return !loose && stage > 0 && [...may].every((state) => STAGES.indexOf(state) < stage);
}

/** A read narrows what a session may be; one that shows something else may lag behind, and is left to the audit. */
function seenSession(session: SessionRecord, resource: Resource, status: string, at: number): void {
  if (!session.may.has(status)) return;
  const stage = STAGES.indexOf(status);
  session.may = new Set([...session.may].filter((state) => STAGES.indexOf(state) >= stage));
  session.lastSeen = at;
  noteFirst(session, resource, ['started-at']);
  if (status === 'expired') {
    noteFirst(session, resource, ['expired-at']);
    session.endRead ||= attribute(resource, 'expired-at') === session.first.get('expired-at');
  }
  const device = idOf(relationship(resource, 'device'));
  if (device !== undefined && !session.first.has('device')) session.first.set('device', device);
}

function noteFirst(
  session: SessionRecord,
  resource: Resource | undefined,
  names: readonly ('created-at' | 'started-at' | 'expired-at')[],
): void {
  for (const name of names) {
    const value = attribute(resource, name);
    if (typeof value === 'string' && !session.first.has(name)) session.first.set(name, value);
  }
}

function seenInquiry(inquiry: InquiryRecord, status: string): void {
  if (inquiry.loose ? status === 'expired' : !inquiry.may.has(status)) return;
  // A link that is out may still be opened.
  inquiry.may = new Set([status, ...(status === 'created' && inquiry.may.has('pending') ? ['pending'] : [])]);
}
